/* Prints the free slots of people read from standard input, for check_free_slots.py.
 * A line a person-week, numbers and zone names only:
 * programme_zone first_day term_week n_holidays (first last)* meeting_slots
 * own_zone from until n_windows (weekday from to)* n_away (first last)*
 * Answer: begin, slots, is holiday; the free slots and the starts as hexadecimal words, low slots
 * first. */
#include "time/week_mask.h"
#include "time/zone_book.h"

#include <inttypes.h>
#include <stdio.h>

#define LIST_MOST 64

static bool read_int32(int32_t *number)
{
    return scanf("%" SCNd32, number) == 1;
}

static bool read_list(int32_t *n, int32_t *items, int32_t numbers_each)
{
    if (!read_int32(n) || *n < 0 || *n > LIST_MOST) return false;
    for (int32_t i = 0; i < *n * numbers_each; i++) {
        if (!read_int32(&items[i])) return false;
    }
    return true;
}

static int32_t as_ranges(const int32_t *items, int32_t n, mmi_day_range *ranges)
{
    for (int32_t i = 0; i < n; i++) ranges[i] = (mmi_day_range){items[2 * i], items[2 * i + 1]};
    return mmi_merge_day_ranges(ranges, n);
}

static const mmi_zone *read_zone(mmi_zone_book *book)
{
    char name[64];
    const mmi_zone *zone = NULL;
    if (scanf("%63s", name) == 1) (void)mmi_zone_book_find(book, name, &zone, NULL);
    return zone;
}

static bool answer_line(const mmi_heap *heap, mmi_zone_book *book)
{
    int32_t items[3 * LIST_MOST];
    mmi_day_range holidays[LIST_MOST];
    mmi_day_range away[LIST_MOST];
    mmi_window windows[LIST_MOST];
    int32_t term_week, meeting_slots, n;
    mmi_term term = {.n_weeks = 104, .zone = read_zone(book), .holiday = holidays};
    if (term.zone == NULL || !read_int32(&term.first_day) || !read_int32(&term_week) ||
        !read_list(&n, items, 2)) {
        return false;
    }
    term.n_holidays = as_ranges(items, n, holidays);
    mmi_person_time person = {.window = windows, .away = away};
    if (!read_int32(&meeting_slots) || (person.zone = read_zone(book)) == NULL ||
        !read_int32(&person.from_day) || !read_int32(&person.until_day) ||
        !read_list(&person.n_windows, items, 3)) {
        return false;
    }
    for (int32_t i = 0; i < person.n_windows; i++) {
        windows[i] = (mmi_window){items[3 * i], items[3 * i + 1], items[3 * i + 2]};
    }
    if (!read_list(&n, items, 2)) return false;
    person.n_away = as_ranges(items, n, away);
    uint64_t free_slots[MMI_WEEK_WORDS];
    uint64_t starts[MMI_WEEK_WORDS];
    if (mmi_free_slots(heap, &term, term_week, &person, free_slots) != MM_OK) return false;
    const int32_t n_slots = mmi_term_week_slots(&term, term_week);
    printf("%" PRId64 " %" PRId32 " %d", mmi_term_week_begin(&term, term_week), n_slots,
           mmi_term_week_is_holiday(&term, term_week) ? 1 : 0);
    mmi_starts_of_free_slots(free_slots, n_slots < 0 ? 0 : n_slots, meeting_slots, starts);
    for (int32_t i = 0; i < MMI_WEEK_WORDS; i++) printf(" %" PRIx64, free_slots[i]);
    for (int32_t i = 0; i < MMI_WEEK_WORDS; i++) printf(" %" PRIx64, starts[i]);
    putchar('\n');
    return true;
}

int main(void)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, NULL);
    if (book == NULL) return 1;
    while (answer_line(&heap, book)) {
    }
    mmi_zone_book_free(book);
    return feof(stdin) ? 0 : 1;
}
