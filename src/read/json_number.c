/* The decimal as written, never a rounded double. A number by JSON's grammar is s · 10^(e - f): s
 * its digits without the point, f how many of them stand behind it, e the exponent (0 if none). It
 * has max(0, f - e) places; if those are allowed, s · 10^(places + e - f) is a whole number, and
 * that is what is computed, digit by digit, with a check before each step. */
#include "read/json_number.h"

#include <stdbool.h>

#define LARGEST ((int64_t)1 << 62)
#define EXPONENT_MOST 100000 /* beyond: no number with so many digits is in any range */

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

/* value * 10 + digit, false when it leaves the range. */
static bool push_digit(int64_t *value, int32_t digit)
{
    if (*value > (LARGEST - digit) / 10) return false;
    *value = *value * 10 + digit;
    return true;
}

/* The exponent behind the 'e', kept within ±EXPONENT_MOST. */
static int32_t exponent_of(const char *digits, size_t n)
{
    size_t i = 0;
    const bool is_negative = n > 0 && digits[0] == '-';
    if (n > 0 && (digits[0] == '-' || digits[0] == '+')) i++;
    int32_t exponent = 0;
    for (; i < n; i++) {
        if (exponent < EXPONENT_MOST) exponent = exponent * 10 + (digits[i] - '0');
    }
    if (exponent > EXPONENT_MOST) exponent = EXPONENT_MOST;
    return is_negative ? -exponent : exponent;
}

mmi_number mmi_json_decimal(const char *digits, size_t n, int32_t places, int64_t *value)
{
    const bool is_negative = n > 0 && digits[0] == '-';
    int64_t magnitude = 0;
    int64_t n_behind_point = 0;
    bool is_behind_point = false;
    bool fits = true;
    size_t i = is_negative ? 1 : 0;
    for (; i < n && (is_digit(digits[i]) || digits[i] == '.'); i++) {
        if (digits[i] == '.') {
            is_behind_point = true;
            continue;
        }
        fits = push_digit(&magnitude, digits[i] - '0') && fits;
        if (is_behind_point) n_behind_point++;
    }
    const int64_t exponent = i < n ? exponent_of(digits + i + 1, n - i - 1) : 0;
    int64_t n_zeros = places - n_behind_point + exponent;
    if (n_zeros < 0) return MMI_NUMBER_PLACES;
    for (; fits && n_zeros > 0; n_zeros--) fits = push_digit(&magnitude, 0);
    if (!fits) return MMI_NUMBER_RANGE;
    *value = is_negative ? -magnitude : magnitude;
    return MMI_NUMBER_OK;
}
