/* Reads the TZ string of a TZif footer (POSIX.1-2017, 8.3; RFC 9636, section 3.3.1) and says when
 * its two changes come in a year. Names of time types are checked and dropped. */
#include "time/footer.h"

#include "time/civil.h"

#define HOUR_S 3600
#define OFFSET_HOURS_MOST 24
#define TIME_HOURS_MOST 167
#define DEFAULT_TIME_S (2 * HOUR_S)
#define NAME_CHARS_LEAST 3

/* Where reading stands. */
typedef struct cursor {
    const char *next;
    const char *end;
} cursor;

static bool take(cursor *at, char byte)
{
    if (at->next == at->end || *at->next != byte) return false;
    at->next++;
    return true;
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* A number of 1 to `digits_most` digits from least to most. */
static bool read_number(cursor *at, int32_t digits_most, int32_t least, int32_t most,
                        int32_t *number)
{
    int32_t value = 0;
    int32_t n_digits = 0;
    while (at->next < at->end && is_digit(*at->next) && n_digits < digits_most) {
        value = value * 10 + (*at->next++ - '0');
        n_digits++;
    }
    *number = value;
    return n_digits > 0 && value >= least && value <= most;
}

/* ABC or <+03>. */
static bool skip_name(cursor *at)
{
    const bool is_quoted = take(at, '<');
    const char *const first = at->next;
    while (at->next < at->end &&
           (is_letter(*at->next) ||
            (is_quoted && (is_digit(*at->next) || *at->next == '+' || *at->next == '-')))) {
        at->next++;
    }
    return at->next - first >= NAME_CHARS_LEAST && (!is_quoted || take(at, '>'));
}

/* [+-]h[:mm[:ss]] */
static bool read_time(cursor *at, int32_t hours_most, int32_t *seconds)
{
    const bool is_negative = take(at, '-');
    if (!is_negative) (void)take(at, '+');
    int32_t hour = 0;
    int32_t minute = 0;
    int32_t second = 0;
    if (!read_number(at, 3, 0, hours_most, &hour)) return false;
    if (take(at, ':')) {
        if (!read_number(at, 2, 0, 59, &minute)) return false;
        if (take(at, ':') && !read_number(at, 2, 0, 59, &second)) return false;
    }
    *seconds = hour * HOUR_S + minute * 60 + second;
    if (is_negative) *seconds = -*seconds;
    return true;
}

/* ,date[/time] */
static bool read_change(cursor *at, mmi_yearly_change *change)
{
    if (!take(at, ',')) return false;
    *change = (mmi_yearly_change){.time_s = DEFAULT_TIME_S};
    bool is_date;
    if (take(at, 'M')) {
        change->kind = MMI_YEAR_DAY_WEEKDAY;
        is_date = read_number(at, 2, 1, 12, &change->month) && take(at, '.') &&
                  read_number(at, 1, 1, 5, &change->week) && take(at, '.') &&
                  read_number(at, 1, 0, 6, &change->weekday);
    } else if (take(at, 'J')) {
        change->kind = MMI_YEAR_DAY_JULIAN;
        is_date = read_number(at, 3, 1, 365, &change->day);
    } else {
        change->kind = MMI_YEAR_DAY_ZERO;
        is_date = read_number(at, 3, 0, 365, &change->day);
    }
    return is_date && (!take(at, '/') || read_time(at, TIME_HOURS_MOST, &change->time_s));
}

bool mmi_footer_parse(const char *text, size_t n, mmi_footer *footer)
{
    cursor at = {text, text + n};
    int32_t west_s = 0; /* POSIX counts offsets westward */
    *footer = (mmi_footer){0};
    if (!skip_name(&at) || !read_time(&at, OFFSET_HOURS_MOST, &west_s)) return false;
    footer->standard_offset_s = -west_s;
    if (at.next == at.end) return true;
    footer->has_summer = true;
    if (!skip_name(&at)) return false;
    west_s -= HOUR_S;
    if (at.next < at.end && *at.next != ',' && !read_time(&at, OFFSET_HOURS_MOST, &west_s)) {
        return false;
    }
    footer->summer_offset_s = -west_s;
    return read_change(&at, &footer->summer_begin) && read_change(&at, &footer->summer_end) &&
           at.next == at.end;
}

/* Seconds since 1970-01-01T00:00 on the local clock that shows until the change. */
static int64_t change_local_s(const mmi_yearly_change *change, int32_t year)
{
    int32_t day;
    if (change->kind == MMI_YEAR_DAY_WEEKDAY) {
        const int32_t first = mmi_day_from_civil(year, change->month, 1);
        const int32_t first_after = change->month == 12
                                        ? mmi_day_from_civil(year + 1, 1, 1)
                                        : mmi_day_from_civil(year, change->month + 1, 1);
        const int32_t sunday_first = (mmi_weekday(first) + 1) % 7;
        day = first + (change->weekday - sunday_first + 7) % 7 + 7 * (change->week - 1);
        if (day >= first_after) day -= 7;
    } else {
        const int32_t new_year = mmi_day_from_civil(year, 1, 1);
        day = new_year + change->day;
        if (change->kind == MMI_YEAR_DAY_JULIAN) {
            /* J60 is always 1 March. */
            const bool is_leap = mmi_day_from_civil(year, 3, 1) - new_year == 60;
            day -= is_leap && change->day >= 60 ? 0 : 1;
        }
    }
    return (int64_t)day * MMI_DAY_S + change->time_s;
}

int64_t mmi_footer_summer_begin_utc_s(const mmi_footer *footer, int32_t year)
{
    return change_local_s(&footer->summer_begin, year) - footer->standard_offset_s;
}

int64_t mmi_footer_summer_end_utc_s(const mmi_footer *footer, int32_t year)
{
    return change_local_s(&footer->summer_end, year) - footer->summer_offset_s;
}
