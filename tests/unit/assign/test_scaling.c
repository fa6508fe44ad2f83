/* float64 as integers: bits, scaling, and rounding outwards. */
#include "assign/scaling.h"

#include "random_numbers.h"
#include "run_suite.h"

#include <float.h>
#include <math.h>

static mmi_bit_span span_of(double one, double other)
{
    mmi_bit_span span = mmi_no_bits();
    mmi_bit_span_add(&span, one);
    mmi_bit_span_add(&span, other);
    return span;
}

START_TEST(span_is_the_least_and_greatest_power_of_two)
{
    mmi_bit_span span = span_of(12, 0); /* 8 + 4 */
    ck_assert_int_eq(span.lowest, 2);
    ck_assert_int_eq(span.highest, 3);
    ck_assert_int_eq(mmi_bit_span_width(&span), 2);
    span = span_of(0.5, -1024);
    ck_assert_int_eq(span.lowest, -1);
    ck_assert_int_eq(span.highest, 10);
    span = span_of(DBL_TRUE_MIN, DBL_MAX);
    ck_assert_int_eq(span.lowest, -1074);
    ck_assert_int_eq(span.highest, 1023);
    span = span_of(0.0, -0.0);
    ck_assert_int_eq(mmi_bit_span_width(&span), 0);
}
END_TEST

START_TEST(scaled_and_unscaled_give_the_value_back)
{
    uint64_t state = random_state(3);
    for (int32_t i = 0; i < 20000; i++) {
        const double fraction = (double)(int64_t)(next_random(&state) >> 11);
        const double value = ldexp(below(&state, 2) == 0 ? fraction : -fraction,
                                   below(&state, 60) - 30);
        const mmi_bit_span span = span_of(value, 0);
        if (value == 0) continue;
        const int32_t exponent = span.lowest - below(&state, 40);
        ck_assert(mmi_unscaled(mmi_scaled(value, exponent), exponent) == value);
        ck_assert(mmi_unscaled(mmi_scaled(value, span.lowest), span.lowest) == value);
    }
    ck_assert(mmi_scaled(DBL_TRUE_MIN, -1074) == 1);
    ck_assert(mmi_scaled(-0.0, -10) == 0);
}
END_TEST

START_TEST(scaling_rounds_to_the_nearest)
{
    ck_assert(mmi_scaled(2.25, 0) == 2);
    ck_assert(mmi_scaled(2.5, 0) == 3);
    ck_assert(mmi_scaled(-2.75, 0) == -3);
    ck_assert(mmi_scaled(1e-300, 0) == 0);
    ck_assert(mmi_scaled(1023, 10) == 1);
}
END_TEST

START_TEST(outward_rounding_holds_the_sum_between)
{
    /* 2^70 + 1 is no float64; 2^70 is. */
    const mmi_wide integer = ((mmi_wide)1 << 70) + 1;
    ck_assert(mmi_unscaled_down(integer, 0, 0) <= ldexp(1, 70));
    ck_assert(mmi_unscaled_up(integer, 0, 0) > ldexp(1, 70));
    ck_assert(mmi_unscaled_up(12, 0, -2) == 3);
    ck_assert(mmi_unscaled_down(12, 0, -2) == 3);
    ck_assert(mmi_unscaled_up(12, 1, -2) >= 3.25);
    ck_assert(mmi_unscaled_down(12, -1, -2) <= 2.75);
}
END_TEST

int main(void)
{
    return RUN_SUITE("scaling", span_is_the_least_and_greatest_power_of_two,
                     scaled_and_unscaled_give_the_value_back, scaling_rounds_to_the_nearest,
                     outward_rounding_holds_the_sum_between);
}
