/* Strict decimal grammar. strtod() asks the locale and takes "0x1p3", "nan" and " 5". */
#include "base/number.h"

#include <stdbool.h>

#define LARGEST ((int64_t)1 << 62)

/* value * 10 + digit, false when it leaves the range. */
static bool push_digit(int64_t *value, char digit)
{
    const int64_t d = digit - '0';
    if (*value > (LARGEST - d) / 10) return false;
    *value = *value * 10 + d;
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

mmi_number mmi_parse_decimal(const char *text, size_t n, int32_t places, int64_t *value)
{
    size_t i = 0;
    const bool is_negative = n > 0 && text[0] == '-';
    if (is_negative) i++;
    const size_t first = i;
    int64_t magnitude = 0;
    bool fits = true;
    for (; i < n && is_digit(text[i]); i++) fits = fits && push_digit(&magnitude, text[i]);
    if (i == first) return MMI_NUMBER_MALFORMED;
    int32_t n_places = 0;
    if (i < n) {
        if (places == 0 || text[i] != '.' || i + 1 == n) return MMI_NUMBER_MALFORMED;
        for (i++; i < n && is_digit(text[i]); i++, n_places++) {
            if (n_places < places) fits = fits && push_digit(&magnitude, text[i]);
        }
        if (i < n) return MMI_NUMBER_MALFORMED;
        if (n_places > places) return MMI_NUMBER_PLACES;
    }
    for (; n_places < places; n_places++) fits = fits && push_digit(&magnitude, '0');
    if (!fits) return MMI_NUMBER_RANGE;
    *value = is_negative ? -magnitude : magnitude;
    return MMI_NUMBER_OK;
}

mmi_number mmi_parse_integer(const char *text, size_t n, int64_t *value)
{
    return mmi_parse_decimal(text, n, 0, value);
}
