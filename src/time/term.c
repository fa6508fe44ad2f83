/* Term weeks as stretches of UTC, and which of them are holidays. Dates are asked of the
 * programme's zone, so that a week across a change of summer time has 167 or 169 hours. */
#include "time/term.h"

#include "base/sort.h"
#include "time/civil.h"
#include "time/week_mask.h"

static int compare_ranges(const void *one, const void *other, void *context)
{
    (void)context;
    const mmi_day_range *a = one;
    const mmi_day_range *b = other;
    if (a->first_day != b->first_day) return a->first_day < b->first_day ? -1 : 1;
    return (a->last_day > b->last_day) - (a->last_day < b->last_day);
}

int32_t mmi_merge_day_ranges(mmi_day_range *ranges, int32_t n)
{
    if (n == 0) return 0;
    mmi_sort(ranges, (size_t)n, sizeof *ranges, compare_ranges, NULL);
    int32_t n_merged = 1;
    for (int32_t i = 1; i < n; i++) {
        mmi_day_range *const last = &ranges[n_merged - 1];
        if ((int64_t)ranges[i].first_day > (int64_t)last->last_day + 1) {
            ranges[n_merged++] = ranges[i];
        } else if (ranges[i].last_day > last->last_day) {
            last->last_day = ranges[i].last_day;
        }
    }
    return n_merged;
}

int64_t mmi_term_week_begin(const mmi_term *term, int32_t term_week)
{
    return mmi_zone_day_begin(term->zone, term->first_day + 7 * (term_week - 1));
}

static bool is_holiday(const mmi_term *term, int32_t day)
{
    int32_t first = 0;
    int32_t end = term->n_holidays;
    while (first < end) {
        const int32_t middle = first + (end - first) / 2;
        if (term->holiday[middle].last_day < day) first = middle + 1;
        else end = middle;
    }
    return first < term->n_holidays && term->holiday[first].first_day <= day;
}

bool mmi_term_week_is_holiday(const mmi_term *term, int32_t term_week)
{
    if (term->n_holidays == 0) return false;
    const int64_t week_end_s = mmi_term_week_begin(term, term_week + 1);
    int64_t begin_s = mmi_term_week_begin(term, term_week);
    while (begin_s < week_end_s) { /* stretches of one offset: their dates follow one another */
        const int64_t change_s = mmi_zone_next_change(term->zone, begin_s);
        const int64_t end_s = change_s < week_end_s ? change_s : week_end_s;
        const int32_t offset_s = mmi_zone_offset_s(term->zone, begin_s);
        const int32_t last_day = mmi_day_of_second(end_s - 1 + offset_s);
        for (int32_t day = mmi_day_of_second(begin_s + offset_s); day <= last_day; day++) {
            if (!is_holiday(term, day)) return false;
        }
        begin_s = end_s;
    }
    return true;
}

int32_t mmi_term_week_slots(const mmi_term *term, int32_t term_week)
{
    const int64_t begin_s = mmi_term_week_begin(term, term_week);
    const int64_t end_s = mmi_term_week_begin(term, term_week + 1);
    if (begin_s % MMI_SLOT_S != 0 || end_s % MMI_SLOT_S != 0) return MM_NONE;
    const int64_t n_slots = (end_s - begin_s) / MMI_SLOT_S;
    return n_slots <= MMI_WEEK_SLOTS_MOST ? (int32_t)n_slots : MM_NONE;
}
