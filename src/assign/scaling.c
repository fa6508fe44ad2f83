/* Exact arithmetic on float64 by their bits (IEEE 754): which powers of two a set of values uses,
 * and the integers that they are in units of one of them. */
#include "assign/scaling.h"

#include <math.h>
#include <string.h>

#define FRACTION_BITS 52
#define EXPONENT_MASK 0x7FF
#define LEAST_EXPONENT (-1074) /* of the smallest subnormal */

/* value = ±fraction * 2^exponent with a whole fraction below 2^53. */
static uint64_t take_apart(double value, int32_t *exponent)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    const int32_t stored = (int32_t)(bits >> FRACTION_BITS) & EXPONENT_MASK;
    const uint64_t fraction = bits & ((UINT64_C(1) << FRACTION_BITS) - 1);
    *exponent = LEAST_EXPONENT + (stored > 0 ? stored - 1 : 0);
    return stored > 0 ? fraction | UINT64_C(1) << FRACTION_BITS : fraction;
}

mmi_bit_span mmi_no_bits(void)
{
    return (mmi_bit_span){INT32_MAX, INT32_MIN};
}

void mmi_bit_span_add(mmi_bit_span *span, double value)
{
    int32_t exponent;
    const uint64_t fraction = take_apart(value, &exponent);
    if (fraction == 0) return;
    const int32_t lowest = exponent + __builtin_ctzll(fraction);
    const int32_t highest = exponent + 63 - __builtin_clzll(fraction);
    if (lowest < span->lowest) span->lowest = lowest;
    if (highest > span->highest) span->highest = highest;
}

int32_t mmi_bit_span_width(const mmi_bit_span *span)
{
    return span->lowest > span->highest ? 0 : span->highest - span->lowest + 1;
}

mmi_wide mmi_scaled(double value, int32_t exponent)
{
    int32_t own;
    const uint64_t fraction = take_apart(value, &own);
    const int32_t shift = own - exponent;
    mmi_wide size = 0;
    if (shift >= 0 && fraction != 0) {
        size = (mmi_wide)fraction << shift;
    } else if (shift < 0 && shift >= -(FRACTION_BITS + 1)) {
        size = (mmi_wide)((fraction + (UINT64_C(1) << (-shift - 1))) >> -shift);
    }
    return signbit(value) ? -size : size;
}

double mmi_unscaled(mmi_wide integer, int32_t exponent)
{
    return ldexp((double)integer, exponent);
}

/* The sum of two, off by a last place at most, then one place further than that. */
static double beyond(mmi_wide integer, double more, int32_t exponent, double direction)
{
    double sum = (double)integer;
    const mmi_wide left = integer - (mmi_wide)sum; /* what the conversion lost */
    if (left == 0 && more == 0) {
        const double exact = ldexp(sum, exponent);
        if (ldexp(exact, -exponent) == sum) return exact;
    }
    sum = nextafter(sum + (more + (double)left), direction);
    return nextafter(nextafter(ldexp(nextafter(sum, direction), exponent), direction), direction);
}

double mmi_unscaled_up(mmi_wide integer, double more, int32_t exponent)
{
    return beyond(integer, more, exponent, INFINITY);
}

double mmi_unscaled_down(mmi_wide integer, double more, int32_t exponent)
{
    return beyond(integer, more, exponent, -INFINITY);
}
