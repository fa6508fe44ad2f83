/* Dates to day numbers and back (Hinnant, "chrono-compatible low-level date algorithms", 2013:
 * years begin in March, so that the leap day is a year's last), and the three ways we write time.
 * Knows nothing of zones. */
#include "time/civil.h"

#define DAYS_PER_ERA 146097 /* of 400 years */
#define EPOCH_DAYS 719468   /* from 0000-03-01 to 1970-01-01 */
#define FIRST_YEAR 1970
#define LAST_YEAR 2400

static int64_t floor_divide(int64_t dividend, int64_t divisor)
{
    return dividend / divisor - (dividend % divisor < 0);
}

int32_t mmi_day_from_civil(int32_t year, int32_t month, int32_t day_of_month)
{
    const int64_t march_year = (int64_t)year - (month <= 2);
    const int64_t era = floor_divide(march_year, 400);
    const int64_t year_of_era = march_year - era * 400;
    const int64_t march_month = month > 2 ? month - 3 : month + 9;
    const int64_t day_of_year = (153 * march_month + 2) / 5 + day_of_month - 1;
    const int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
                               day_of_year;
    return (int32_t)(era * DAYS_PER_ERA + day_of_era - EPOCH_DAYS);
}

void mmi_civil_from_day(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month)
{
    const int64_t shifted = (int64_t)day + EPOCH_DAYS;
    const int64_t era = floor_divide(shifted, DAYS_PER_ERA);
    const int64_t day_of_era = shifted - era * DAYS_PER_ERA;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year = day_of_era -
                                (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t march_month = (5 * day_of_year + 2) / 153;
    *day_of_month = (int32_t)(day_of_year - (153 * march_month + 2) / 5 + 1);
    *month = (int32_t)(march_month < 10 ? march_month + 3 : march_month - 9);
    *year = (int32_t)(year_of_era + era * 400 + (*month <= 2));
}

int32_t mmi_weekday(int32_t day)
{
    /* 1970-01-01 was a Thursday. */
    const int64_t weekday = ((int64_t)day + 3) % 7;
    return (int32_t)(weekday < 0 ? weekday + 7 : weekday);
}

/* The number of exactly n digits; -1 if there is anything else. */
static int32_t digits(const char *text, size_t n)
{
    int32_t value = 0;
    for (size_t i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9') return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

bool mmi_parse_date(const char *text, size_t n, int32_t *day)
{
    if (n != MMI_DATE_CHARS - 1 || text[4] != '-' || text[7] != '-') return false;
    const int32_t year = digits(text, 4);
    const int32_t month = digits(text + 5, 2);
    const int32_t day_of_month = digits(text + 8, 2);
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day_of_month < 1 ||
        day_of_month > 31) {
        return false;
    }
    /* The 31st of a month without one comes back as another date. */
    const int32_t found = mmi_day_from_civil(year, month, day_of_month);
    int32_t same_year, same_month, same_day;
    mmi_civil_from_day(found, &same_year, &same_month, &same_day);
    if (same_month != month || same_day != day_of_month) return false;
    *day = found;
    return true;
}

int32_t mmi_day_of_second(int64_t local_s)
{
    return (int32_t)floor_divide(local_s, MMI_DAY_S);
}

/* The last n decimal digits of a number, without a NUL. */
static void put_digits(char *text, int32_t number, int32_t n)
{
    for (int32_t i = n - 1; i >= 0; i--) {
        text[i] = (char)('0' + number % 10);
        number /= 10;
    }
}

void mmi_format_date(int32_t day, char text[MMI_DATE_CHARS])
{
    int32_t year, month, day_of_month;
    mmi_civil_from_day(day, &year, &month, &day_of_month);
    put_digits(text, year < 0 ? 0 : year, 4);
    text[4] = '-';
    put_digits(text + 5, month, 2);
    text[7] = '-';
    put_digits(text + 8, day_of_month, 2);
    text[10] = '\0';
}

void mmi_format_local_minute(int64_t local_s, char text[MMI_MINUTE_CHARS])
{
    const int32_t day = mmi_day_of_second(local_s);
    const int32_t minute = (int32_t)(local_s - (int64_t)day * MMI_DAY_S) / 60;
    mmi_format_date(day, text);
    text[10] = ' ';
    put_digits(text + 11, minute / 60, 2);
    text[13] = ':';
    put_digits(text + 14, minute % 60, 2);
    text[16] = '\0';
}

void mmi_format_utc(int64_t utc_s, char text[MMI_UTC_CHARS])
{
    const int64_t second_of_day = utc_s - (int64_t)mmi_day_of_second(utc_s) * MMI_DAY_S;
    mmi_format_local_minute(utc_s, text);
    text[10] = 'T';
    text[16] = ':';
    put_digits(text + 17, (int32_t)(second_of_day % 60), 2);
    text[19] = 'Z';
    text[20] = '\0';
}
