/* Civil dates as day numbers: days since 1970-01-01, proleptic Gregorian. */
#ifndef MMI_TIME_CIVIL_H
#define MMI_TIME_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MMI_DAY_S 86400
#define MMI_SLOT_S 900
#define MMI_NO_FIRST_DAY INT32_MIN /* "from" that was not stated */
#define MMI_NO_LAST_DAY INT32_MAX  /* "until" that was not stated */

int32_t mmi_day_from_civil(int32_t year, int32_t month, int32_t day_of_month);
void mmi_civil_from_day(int32_t day, int32_t *year, int32_t *month, int32_t *day_of_month);

/* 0 = Monday … 6 = Sunday. */
int32_t mmi_weekday(int32_t day);

/* Exactly YYYY-MM-DD, an existing date of the years 1970-2400. */
bool mmi_parse_date(const char *text, size_t n, int32_t *day);

/* The date of a local second count since 1970-01-01T00:00, rounded down. */
int32_t mmi_day_of_second(int64_t local_s);

#define MMI_DATE_CHARS 11   /* "2026-09-07" and a NUL */
#define MMI_MINUTE_CHARS 17 /* "2026-09-07 18:00" and a NUL */
#define MMI_UTC_CHARS 21    /* "2026-09-07T18:00:00Z" and a NUL */
void mmi_format_date(int32_t day, char text[MMI_DATE_CHARS]);
void mmi_format_local_minute(int64_t local_s, char text[MMI_MINUTE_CHARS]);
void mmi_format_utc(int64_t utc_s, char text[MMI_UTC_CHARS]);

#endif
