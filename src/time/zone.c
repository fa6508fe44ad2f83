/* A zone as one sorted table of changes of offset. What the footer says is written out for 400
 * years, after which the Gregorian calendar repeats with its weekdays; later instants are moved
 * back by whole cycles. Before the first transition local time type 0 holds (RFC 9636, 3.2). */
#include "time/zone.h"

#include "time/civil.h"
#include "time/footer.h"
#include "time/tzif.h"

#include <stdbool.h>

#define CYCLE_YEARS 400
#define CYCLE_S ((int64_t)146097 * MMI_DAY_S)
/* Two years before the one of the last transition, and two behind the one where the cycle ends:
 * a change follows whatever instant of the cycle. */
#define FOOTER_YEARS (2 + 1 + CYCLE_YEARS + 2)
#define FIRST_YEAR 1   /* what a footer says of earlier years is not asked */
#define LAST_YEAR 9999
#define OFFSET_MOST_S (26 * 3600)

struct mmi_zone {
    mmi_heap heap;
    int32_t first_offset_s;  /* before change_utc_s[0] */
    int32_t n_changes;
    int64_t *change_utc_s;   /* [n_changes] ascending; NULL if none */
    int32_t *offset_after_s; /* [n_changes] differs from the one before */
    int64_t repeat_from_s;   /* [repeat_from_s, repeat_until_s) comes again and again */
    int64_t repeat_until_s;  /* INT64_MAX: the last offset holds for ever */
};

typedef struct footer_change {
    int64_t utc_s;
    int32_t offset_after_s;
} footer_change;

static mm_status damaged(mm_error *error, const char *expected)
{
    return mmi_fail(error, MM_ERR_INPUT, MM_CODE_ZONE_DATA,
                    "zone data are damaged: %s; install the time zone data again", expected);
}

static int64_t year_begin_utc_s(int32_t year)
{
    return (int64_t)mmi_day_from_civil(year, 1, 1) * MMI_DAY_S;
}

/* Keep only what changes the offset; a change at the same instant replaces the one before. */
static void add_change(mmi_zone *zone, int64_t utc_s, int32_t offset_s)
{
    int32_t n = zone->n_changes;
    if (n > 0 && zone->change_utc_s[n - 1] == utc_s) n--;
    if (offset_s != (n > 0 ? zone->offset_after_s[n - 1] : zone->first_offset_s)) {
        zone->change_utc_s[n] = utc_s;
        zone->offset_after_s[n] = offset_s;
        n++;
    }
    zone->n_changes = n;
}

static int32_t last_offset_s(const mmi_zone *zone)
{
    return zone->n_changes > 0 ? zone->offset_after_s[zone->n_changes - 1] : zone->first_offset_s;
}

/* Insert from the end: years come almost in order. At one instant the later entry comes last. */
static void insert_sorted(footer_change *changes, int32_t n, footer_change change)
{
    int32_t at = n;
    while (at > 0 && changes[at - 1].utc_s > change.utc_s) {
        changes[at] = changes[at - 1];
        at--;
    }
    changes[at] = change;
}

static int32_t write_out_footer(const mmi_footer *footer, int32_t first_year,
                                footer_change changes[2 * FOOTER_YEARS])
{
    int32_t n = 0;
    for (int32_t year = first_year; year < first_year + FOOTER_YEARS; year++) {
        /* The end first: summer time that ends where it begins holds all year. */
        const footer_change end = {mmi_footer_summer_end_utc_s(footer, year),
                                   footer->standard_offset_s};
        const footer_change begin = {mmi_footer_summer_begin_utc_s(footer, year),
                                     footer->summer_offset_s};
        insert_sorted(changes, n++, end);
        insert_sorted(changes, n++, begin);
    }
    return n;
}

/* Continue the table by the footer, from the last transition on. */
static mm_status add_yearly_changes(mmi_zone *zone, const mmi_footer *footer,
                                    const mmi_tzif *tzif, mm_error *error)
{
    footer_change *changes = mmi_alloc(&zone->heap, (size_t)2 * FOOTER_YEARS, sizeof *changes);
    if (changes == NULL) return mmi_out_of_memory(error);
    int64_t from_s = year_begin_utc_s(FIRST_YEAR);
    const int32_t last = tzif->n_transitions - 1;
    const bool follows_table = last >= 0 && mmi_tzif_transition_utc_s(tzif, last) > from_s;
    if (follows_table) from_s = mmi_tzif_transition_utc_s(tzif, last);
    int32_t year, month, day_of_month;
    mmi_civil_from_day(mmi_day_of_second(from_s), &year, &month, &day_of_month);
    const int32_t n = write_out_footer(footer, year - 2, changes);
    int32_t next = 0;
    int32_t offset_s = footer->standard_offset_s;
    while (next < n && changes[next].utc_s <= from_s) offset_s = changes[next++].offset_after_s;
    mm_status status = MM_OK;
    if (follows_table && offset_s != last_offset_s(zone)) {
        status = damaged(error, "the footer must agree with the last transition");
    }
    if (tzif->n_transitions == 0) zone->first_offset_s = offset_s;
    add_change(zone, from_s, offset_s);
    /* Changes at the turn of the last year lack those of the year behind it. */
    const int64_t until_s = year_begin_utc_s(year - 2 + FOOTER_YEARS - 1);
    while (next < n && changes[next].utc_s < until_s) {
        add_change(zone, changes[next].utc_s, changes[next].offset_after_s);
        next++;
    }
    zone->repeat_from_s = from_s;
    zone->repeat_until_s = from_s + CYCLE_S;
    mmi_free(&zone->heap, changes);
    return status;
}

static mm_status add_footer(mmi_zone *zone, const mmi_tzif *tzif, mm_error *error)
{
    if (tzif->n_footer == 0) return MM_OK; /* the last offset holds for ever */
    mmi_footer footer;
    if (!mmi_footer_parse(tzif->footer, tzif->n_footer, &footer)) {
        return damaged(error, "its footer must be a TZ string with its rules");
    }
    if (footer.has_summer) return add_yearly_changes(zone, &footer, tzif, error);
    if (tzif->n_transitions == 0) {
        zone->first_offset_s = footer.standard_offset_s;
    } else if (footer.standard_offset_s != last_offset_s(zone)) {
        return damaged(error, "the footer must agree with the last transition");
    }
    return MM_OK;
}

static mm_status build(mmi_zone *zone, const mmi_tzif *tzif, mm_error *error)
{
    const int32_t n = tzif->n_transitions;
    if (n > 0 && mmi_tzif_transition_utc_s(tzif, n - 1) >= year_begin_utc_s(LAST_YEAR + 1)) {
        return damaged(error, "its transitions must end before the year 10000");
    }
    const size_t n_most = (size_t)n + 2 * FOOTER_YEARS + 1;
    zone->change_utc_s = mmi_alloc(&zone->heap, n_most, sizeof *zone->change_utc_s);
    zone->offset_after_s = mmi_alloc(&zone->heap, n_most, sizeof *zone->offset_after_s);
    if (zone->change_utc_s == NULL || zone->offset_after_s == NULL) {
        return mmi_out_of_memory(error);
    }
    zone->first_offset_s = mmi_tzif_offset_s(tzif, 0);
    for (int32_t i = 0; i < n; i++) {
        add_change(zone, mmi_tzif_transition_utc_s(tzif, i),
                   mmi_tzif_offset_s(tzif, tzif->type_after[i]));
    }
    return add_footer(zone, tzif, error);
}

mm_status mmi_zone_parse(const mmi_heap *heap, const void *bytes, size_t n, mmi_zone **zone,
                         mm_error *error)
{
    *zone = NULL;
    mmi_tzif tzif;
    mm_status status = mmi_tzif_open(bytes, n, &tzif, error);
    if (status != MM_OK) return status;
    mmi_zone *made = mmi_zone_fixed(heap, 0);
    if (made == NULL) return mmi_out_of_memory(error);
    status = build(made, &tzif, error);
    if (status != MM_OK) {
        mmi_zone_free(made);
        made = NULL;
    }
    *zone = made;
    return status;
}

mmi_zone *mmi_zone_fixed(const mmi_heap *heap, int32_t offset_s)
{
    mmi_zone *zone = mmi_alloc(heap, 1, sizeof *zone);
    if (zone == NULL) return NULL;
    zone->heap = *heap;
    zone->first_offset_s = offset_s;
    zone->repeat_until_s = INT64_MAX;
    return zone;
}

void mmi_zone_free(mmi_zone *zone)
{
    if (zone == NULL) return;
    const mmi_heap heap = zone->heap;
    mmi_free(&heap, zone->change_utc_s);
    mmi_free(&heap, zone->offset_after_s);
    mmi_free(&heap, zone);
}

/* The same point of the cycle that is written out. */
static int64_t moved_into_table(const mmi_zone *zone, int64_t utc_s)
{
    if (utc_s < zone->repeat_until_s) return utc_s;
    /* Unsigned: the difference of two int64_t may need 64 bits. */
    const uint64_t behind_s = (uint64_t)utc_s - (uint64_t)zone->repeat_from_s;
    return zone->repeat_from_s + (int64_t)(behind_s % (uint64_t)CYCLE_S);
}

/* How many changes come at or before an instant of the table. */
static int32_t changes_until(const mmi_zone *zone, int64_t utc_s)
{
    int32_t first = 0;
    int32_t end = zone->n_changes;
    while (first < end) {
        const int32_t middle = first + (end - first) / 2;
        if (zone->change_utc_s[middle] <= utc_s) first = middle + 1;
        else end = middle;
    }
    return first;
}

int32_t mmi_zone_offset_s(const mmi_zone *zone, int64_t utc_s)
{
    const int32_t n = changes_until(zone, moved_into_table(zone, utc_s));
    return n > 0 ? zone->offset_after_s[n - 1] : zone->first_offset_s;
}

int64_t mmi_zone_next_change(const mmi_zone *zone, int64_t utc_s)
{
    const int64_t asked_s = moved_into_table(zone, utc_s);
    const int32_t n = changes_until(zone, asked_s);
    if (n == zone->n_changes) return INT64_MAX;
    const int64_t change_s = zone->change_utc_s[n];
    if (asked_s == utc_s) return change_s;
    int64_t moved_s;
    return __builtin_add_overflow(utc_s, change_s - asked_s, &moved_s) ? INT64_MAX : moved_s;
}

int64_t mmi_zone_day_begin(const mmi_zone *zone, int32_t day)
{
    /* The first instant whose local time is midnight or later: a change that jumps over midnight
     * is it, even when it jumps over the whole date. */
    const int64_t midnight_local_s = (int64_t)day * MMI_DAY_S;
    int64_t stretch_begin_s = midnight_local_s - OFFSET_MOST_S;
    for (;;) {
        const int64_t midnight_s = midnight_local_s - mmi_zone_offset_s(zone, stretch_begin_s);
        if (midnight_s <= stretch_begin_s) return stretch_begin_s;
        const int64_t stretch_end_s = mmi_zone_next_change(zone, stretch_begin_s);
        if (midnight_s < stretch_end_s) return midnight_s;
        stretch_begin_s = stretch_end_s;
    }
}
