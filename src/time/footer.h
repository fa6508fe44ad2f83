/* The TZ string at the end of a TZif file: the rule that holds after the last transition. */
#ifndef MMI_TIME_FOOTER_H
#define MMI_TIME_FOOTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum mmi_year_day {
    MMI_YEAR_DAY_JULIAN,  /* Jn: 1-365, 29 February is never counted */
    MMI_YEAR_DAY_ZERO,    /* n: 0-365, 29 February is counted */
    MMI_YEAR_DAY_WEEKDAY  /* Mm.w.d: a weekday of a month, week 5 is the last */
} mmi_year_day;

/* A change that comes every year: a day, and seconds of local time from its midnight. */
typedef struct mmi_yearly_change {
    mmi_year_day kind;
    int32_t day;     /* Jn, n */
    int32_t month;   /* 1-12 */
    int32_t week;    /* 1-5 */
    int32_t weekday; /* 0 = Sunday, as POSIX counts */
    int32_t time_s;  /* -167 to 167 hours */
} mmi_yearly_change;

/* "Summer" is whatever the second name stands for; in Dublin it is the winter. */
typedef struct mmi_footer {
    int32_t standard_offset_s; /* to add to UTC */
    bool has_summer;
    int32_t summer_offset_s;
    mmi_yearly_change summer_begin; /* in standard time */
    mmi_yearly_change summer_end;   /* in summer time */
} mmi_footer;

/* POSIX TZ with the extensions of RFC 9636, section 3.3.1. False: not of this form. */
bool mmi_footer_parse(const char *text, size_t n, mmi_footer *footer);

/* Instants of the two changes of a year. */
int64_t mmi_footer_summer_begin_utc_s(const mmi_footer *footer, int32_t year);
int64_t mmi_footer_summer_end_utc_s(const mmi_footer *footer, int32_t year);

#endif
