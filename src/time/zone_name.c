/* The grammar of zone names. They come from survey files and become paths, so everything that is
 * not plainly a name is turned away here; a folder cannot be left because "." is no letter. */
#include "time/zone_name.h"

#include <string.h>

#define OFFSET_MOST_S (14 * 3600)
#define QUARTER_HOUR_S 900

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

bool mmi_equal_but_case(const char *one, const char *other, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (lower(one[i]) != lower(other[i])) return false;
        if (one[i] == '\0') break;
    }
    return true;
}

static bool is_name_byte(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || is_digit(byte) ||
           byte == '_' || byte == '+' || byte == '-';
}

bool mmi_zone_name_is_legal(const char *name)
{
    size_t n = 0;
    bool in_part = false; /* a part has begun: "", "/a", "a//b" and "a/" are none */
    for (; name[n] != '\0'; n++) {
        if (n == MMI_ZONE_NAME_BYTES_MOST) return false;
        if (name[n] == '/' ? !in_part : !is_name_byte(name[n])) return false;
        in_part = name[n] != '/';
    }
    return in_part;
}

bool mmi_zone_name_is_refused(const char *name)
{
    static const char *const names[] = {"right", "posix", "localtime", "posixrules", "Factory"};
    const size_t n_first = strcspn(name, "/");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == n_first && mmi_equal_but_case(name, names[i], n_first)) return true;
    }
    return false;
}

/* Exactly n digits. */
static bool are_digits(const char *text, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (!is_digit(text[i])) return false;
    }
    return true;
}

/* H, HH, HMM, HHMM, H:MM or HH:MM, nothing behind it, at most 14 hours in quarters. */
static bool read_hours(const char *text, int32_t *seconds)
{
    if (!is_digit(*text)) return false;
    const bool is_one_digit = are_digits(text, 3) && text[3] == '\0';
    int32_t hours = *text++ - '0';
    if (is_digit(*text) && !is_one_digit) hours = 10 * hours + (*text++ - '0');
    int32_t minutes = 0;
    if (*text != '\0') {
        if (*text == ':') text++;
        if (!are_digits(text, 2)) return false;
        minutes = 10 * (text[0] - '0') + (text[1] - '0');
        text += 2;
    }
    *seconds = hours * 3600 + minutes * 60;
    return *text == '\0' && minutes < 60 && *seconds <= OFFSET_MOST_S &&
           *seconds % QUARTER_HOUR_S == 0;
}

bool mmi_zone_name_is_fixed(const char *name, int32_t *offset_s)
{
    *offset_s = 0;
    if (strcmp(name, "UTC") == 0) return true;
    if (strncmp(name, "UTC", 3) != 0 || (name[3] != '+' && name[3] != '-')) return false;
    if (!are_digits(name + 4, 2) || name[6] != ':' || !read_hours(name + 4, offset_s)) {
        return false;
    }
    if (name[3] == '-') *offset_s = -*offset_s;
    return true;
}

bool mmi_zone_name_nearest_fixed(const char *name, char fixed[10])
{
    static const char minus_sign[] = "\xe2\x88\x92"; /* U+2212, as word processors put it */
    while (*name == ' ') name++;
    if (mmi_equal_but_case(name, "UTC", 3) || mmi_equal_but_case(name, "GMT", 3)) name += 3;
    while (*name == ' ') name++;
    const bool is_minus_sign = strncmp(name, minus_sign, sizeof minus_sign - 1) == 0;
    const bool is_west = is_minus_sign || *name == '-';
    if (!is_west && *name != '+') return false;
    name += is_minus_sign ? sizeof minus_sign - 1 : 1;
    while (*name == ' ') name++;
    int32_t seconds;
    if (!read_hours(name, &seconds)) return false;
    const int32_t minutes = seconds / 60;
    memcpy(fixed, is_west ? "UTC-00:00" : "UTC+00:00", 10);
    fixed[4] = (char)('0' + minutes / 600);
    fixed[5] = (char)('0' + minutes / 60 % 10);
    fixed[7] = (char)('0' + minutes % 60 / 10);
    fixed[8] = (char)('0' + minutes % 10);
    return true;
}
