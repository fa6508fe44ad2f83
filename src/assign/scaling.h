/* float64 as integers: the bits that a set of values uses, and scaling by a power of two. */
#ifndef MMI_ASSIGN_SCALING_H
#define MMI_ASSIGN_SCALING_H

#include <stdbool.h>
#include <stdint.h>

__extension__ typedef __int128 mmi_wide;

/* Every finite value is a sum of powers of two; these are the least and greatest exponent seen.
 * lowest > highest: nothing but zeros. */
typedef struct mmi_bit_span {
    int32_t lowest;
    int32_t highest;
} mmi_bit_span;

mmi_bit_span mmi_no_bits(void);

/* `value` is finite. */
void mmi_bit_span_add(mmi_bit_span *span, double value);

/* How many bits an exact integer of the span's values needs, without sign; 0: only zeros. */
int32_t mmi_bit_span_width(const mmi_bit_span *span);

/* The integer nearest value * 2^-exponent, ties away from 0; below 2^120 in size. */
mmi_wide mmi_scaled(double value, int32_t exponent);

/* The float64 nearest integer * 2^exponent. */
double mmi_unscaled(mmi_wide integer, int32_t exponent);

/* Not below and not above the sum of integer * 2^exponent and `more` * 2^exponent. */
double mmi_unscaled_up(mmi_wide integer, double more, int32_t exponent);
double mmi_unscaled_down(mmi_wide integer, double more, int32_t exponent);

#endif
