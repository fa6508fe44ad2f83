/* Local windows → free UTC slots of a week. A person's week is walked in stretches of constant
 * offset; in each, the windows are laid on the local dates in order and merged as they come.
 * Slots that lie wholly in the union are set; then every slot that a holiday, a day away or a day
 * outside from ... until touches is cleared. In seconds: nothing is rounded before the end. */
#include "time/week_mask.h"

#include "base/sort.h"
#include "time/civil.h"

#include <string.h>

/* The week that is filled: slots are counted from begin_s. */
typedef struct week_frame {
    int64_t begin_s;
    int64_t end_s;
    uint64_t *bits; /* [MMI_WEEK_WORDS] */
} week_frame;

/* Windows by weekday and beginning. */
typedef struct window_list {
    int32_t n;
    const mmi_window *window;
    int32_t first_of[8]; /* first window of a weekday; [7] = n */
} window_list;

/* Half-open UTC seconds. */
typedef struct stretch {
    int64_t begin_s;
    int64_t end_s;
} stretch;

static bool comes_before(const mmi_window *a, const mmi_window *b)
{
    return a->weekday != b->weekday ? a->weekday < b->weekday : a->from_minute < b->from_minute;
}

static int compare_windows(const void *one, const void *other, void *context)
{
    (void)context;
    return comes_before(one, other) ? -1 : comes_before(other, one);
}

static bool is_in_order(const mmi_window *windows, int32_t n)
{
    for (int32_t i = 1; i < n; i++) {
        if (comes_before(&windows[i], &windows[i - 1])) return false;
    }
    return true;
}

/* Bits [first, end) of the week, 0 <= first, end <= MMI_WEEK_SLOTS_MOST. */
static void change_bits(uint64_t *bits, int64_t first, int64_t end, bool is_set)
{
    for (int64_t at = first; at < end;) {
        const int64_t word_end = (at / 64 + 1) * 64;
        const int64_t run_end = end < word_end ? end : word_end;
        const uint64_t run = (~UINT64_C(0) >> (64 - (run_end - at))) << (at % 64);
        if (is_set) bits[at / 64] |= run;
        else bits[at / 64] &= ~run;
        at = run_end;
    }
}

/* Set the slots that lie wholly inside a stretch of the week. */
static void set_inside(const week_frame *week, stretch free)
{
    const int64_t first = (free.begin_s - week->begin_s + MMI_SLOT_S - 1) / MMI_SLOT_S;
    int64_t end = (free.end_s - week->begin_s) / MMI_SLOT_S;
    if (end > MMI_WEEK_SLOTS_MOST) end = MMI_WEEK_SLOTS_MOST;
    change_bits(week->bits, first, end, true);
}

/* Clear the slots that a stretch of the week touches. */
static void clear_touched(const week_frame *week, stretch taken)
{
    const int64_t first = (taken.begin_s - week->begin_s) / MMI_SLOT_S;
    int64_t end = (taken.end_s - week->begin_s + MMI_SLOT_S - 1) / MMI_SLOT_S;
    if (end > MMI_WEEK_SLOTS_MOST) end = MMI_WEEK_SLOTS_MOST;
    change_bits(week->bits, first, end, false);
}

/* The part of the week from begin_s on in which the zone keeps one offset. */
static stretch constant_stretch(const week_frame *week, const mmi_zone *zone, int64_t begin_s)
{
    const int64_t change_s = mmi_zone_next_change(zone, begin_s);
    return (stretch){begin_s, change_s < week->end_s ? change_s : week->end_s};
}

/* Take `next` into the union that grows in *open: emit what is closed. Stretches come by begin. */
static void join(const week_frame *week, stretch *open, stretch next)
{
    if (next.begin_s <= open->end_s) {
        if (next.end_s > open->end_s) open->end_s = next.end_s;
        return;
    }
    set_inside(week, *open);
    *open = next;
}

/* Lay the windows on the local dates that can reach into `part`. */
static void lay_windows(const week_frame *week, const window_list *list, stretch part,
                        int32_t offset_s, stretch *open)
{
    const int32_t last_day = mmi_day_of_second(part.end_s - 1 + offset_s);
    /* A window of the day before may reach past midnight. */
    int32_t day = mmi_day_of_second(part.begin_s + offset_s) - 1;
    for (; day <= last_day; day++) {
        const int64_t midnight_s = (int64_t)day * MMI_DAY_S - offset_s;
        const int32_t weekday = mmi_weekday(day);
        for (int32_t i = list->first_of[weekday]; i < list->first_of[weekday + 1]; i++) {
            stretch free = {midnight_s + 60 * (int64_t)list->window[i].from_minute,
                            midnight_s + 60 * (int64_t)list->window[i].to_minute};
            if (free.begin_s < part.begin_s) free.begin_s = part.begin_s;
            if (free.end_s > part.end_s) free.end_s = part.end_s;
            if (free.begin_s < free.end_s) join(week, open, free);
        }
    }
}

static void lay_all_windows(const week_frame *week, const mmi_zone *zone, window_list *list)
{
    int32_t next = 0;
    for (int32_t weekday = 0; weekday < 8; weekday++) {
        while (next < list->n && list->window[next].weekday < weekday) next++;
        list->first_of[weekday] = next;
    }
    stretch open = {week->begin_s, week->begin_s};
    for (int64_t at_s = week->begin_s; at_s < week->end_s;) {
        const stretch part = constant_stretch(week, zone, at_s);
        lay_windows(week, list, part, mmi_zone_offset_s(zone, at_s), &open);
        at_s = part.end_s;
    }
    set_inside(week, open);
}

/* Clear what some dates of a zone touch; ranges sorted and disjoint. */
static void clear_days(const week_frame *week, const mmi_zone *zone, const mmi_day_range *ranges,
                       int32_t n_ranges)
{
    for (int64_t at_s = week->begin_s; n_ranges > 0 && at_s < week->end_s;) {
        const stretch part = constant_stretch(week, zone, at_s);
        const int32_t offset_s = mmi_zone_offset_s(zone, at_s);
        const int32_t first_day = mmi_day_of_second(part.begin_s + offset_s);
        const int32_t last_day = mmi_day_of_second(part.end_s - 1 + offset_s);
        int32_t next = 0; /* by halving: the first range that does not end before the stretch */
        for (int32_t end = n_ranges; next < end;) {
            const int32_t middle = next + (end - next) / 2;
            if (ranges[middle].last_day < first_day) next = middle + 1;
            else end = middle;
        }
        for (; next < n_ranges && ranges[next].first_day <= last_day; next++) {
            stretch taken = {(int64_t)ranges[next].first_day * MMI_DAY_S - offset_s,
                             ((int64_t)ranges[next].last_day + 1) * MMI_DAY_S - offset_s};
            if (taken.begin_s < part.begin_s) taken.begin_s = part.begin_s;
            if (taken.end_s > part.end_s) taken.end_s = part.end_s;
            clear_touched(week, taken);
        }
        at_s = part.end_s;
    }
}

/* Everything before `from` and after `until`. */
static void clear_outside_stay(const week_frame *week, const mmi_person_time *person)
{
    if (person->from_day != MMI_NO_FIRST_DAY) {
        const mmi_day_range before = {INT32_MIN, person->from_day - 1};
        clear_days(week, person->zone, &before, 1);
    }
    if (person->until_day != MMI_NO_LAST_DAY) {
        const mmi_day_range after = {person->until_day + 1, INT32_MAX};
        clear_days(week, person->zone, &after, 1);
    }
}

mm_status mmi_free_slots(const mmi_heap *heap, const mmi_term *term, int32_t term_week,
                         const mmi_person_time *person, uint64_t free_slots[MMI_WEEK_WORDS])
{
    memset(free_slots, 0, MMI_WEEK_WORDS * sizeof *free_slots);
    if (person->n_windows == 0) return MM_OK;
    mmi_window few[MMI_FEW_WINDOWS];
    mmi_window *many = NULL;
    window_list list = {.n = person->n_windows, .window = person->window};
    if (!is_in_order(person->window, person->n_windows)) {
        mmi_window *ordered = few;
        if (list.n > MMI_FEW_WINDOWS) {
            many = mmi_alloc(heap, (size_t)list.n, sizeof *many);
            if (many == NULL) return MM_ERR_MEMORY;
            ordered = many;
        }
        memcpy(ordered, person->window, (size_t)list.n * sizeof *ordered);
        mmi_sort(ordered, (size_t)list.n, sizeof *ordered, compare_windows, NULL);
        list.window = ordered;
    }
    const week_frame week = {mmi_term_week_begin(term, term_week),
                             mmi_term_week_begin(term, term_week + 1), free_slots};
    lay_all_windows(&week, person->zone, &list);
    clear_days(&week, term->zone, term->holiday, term->n_holidays);
    clear_days(&week, person->zone, person->away, person->n_away);
    clear_outside_stay(&week, person);
    mmi_free(heap, many);
    return MM_OK;
}

static void keep_first_bits(uint64_t bits[MMI_WEEK_WORDS], int32_t n)
{
    change_bits(bits, n, MMI_WEEK_SLOTS_MOST, false);
}

/* bits &= bits >> shift, all words as one number; 0 < shift. */
static void and_shifted(uint64_t bits[MMI_WEEK_WORDS], int32_t shift)
{
    const int32_t n_words = shift / 64;
    const int32_t n_bits = shift % 64;
    for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
        const int32_t from = word + n_words;
        uint64_t shifted = from < MMI_WEEK_WORDS ? bits[from] >> n_bits : 0;
        if (n_bits > 0 && from + 1 < MMI_WEEK_WORDS) shifted |= bits[from + 1] << (64 - n_bits);
        bits[word] &= shifted;
    }
}

void mmi_starts_of_free_slots(const uint64_t free_slots[MMI_WEEK_WORDS], int32_t n_slots,
                              int32_t meeting_slots, uint64_t starts[MMI_WEEK_WORDS])
{
    memmove(starts, free_slots, MMI_WEEK_WORDS * sizeof *starts);
    keep_first_bits(starts, n_slots);
    /* From runs of `length` to runs of up to twice the length, until the meeting fits. */
    for (int32_t length = 1; length < meeting_slots;) {
        const int32_t missing = meeting_slots - length;
        const int32_t shift = missing < length ? missing : length;
        and_shifted(starts, shift);
        length += shift;
    }
}
