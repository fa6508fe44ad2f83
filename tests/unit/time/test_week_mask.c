#include "failing_allocator.h"
#include "run_suite.h"

#include "time/civil.h"
#include "time/week_mask.h"
#include "time/zone_book.h"

#include <stdio.h>
#include <string.h>

/* A line a case. Week of the date in the programme's zone; own windows; expected slots of the
 * week, first and last of each run. Days are "date..date"; from..until may lack an end. */
typedef struct free_case {
    const char *own_zone, *programme_zone, *week, *windows, *slots;
    const char *holiday, *away, *stay;
} free_case;

static const free_case cases[] = {
    {"Europe/London", "UTC", "2025-07-07", "Mon 09:00-10:00", "32-35", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "", "", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 09:05-09:50", "37-38", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 09:05-09:20", "", 0, 0, 0},
    /* C3.9 hour 50, 02:00 becomes 03:00 on a Saturday */
    {"Asia/Gaza", "UTC", "2026-03-23", "Sat 01:00-04:00", "476-483", 0, 0, 0},
    {"America/Nuuk", "UTC", "2026-03-23", "Sat 22:00-24:00", "576-579", 0, 0, 0},
    /* C3.10 */
    {"Europe/Dublin", "UTC", "2026-01-05", "Mon 09:00-10:00", "36-39", 0, 0, 0},
    {"Europe/Dublin", "UTC", "2026-07-06", "Mon 09:00-10:00", "32-35", 0, 0, 0},
    /* C3.11 half an hour comes twice; two hours are missing */
    {"Australia/Lord_Howe", "UTC", "2026-03-30", "Sun 01:30-02:00", "538-541", 0, 0, 0},
    {"Antarctica/Troll", "UTC", "2026-03-23", "Sun 00:30-03:30", "578-581", 0, 0, 0},
    /* C3.12 */
    {"Asia/Kolkata", "UTC", "2025-07-07", "Mon 09:00-10:00", "14-17", 0, 0, 0},
    {"Asia/Kathmandu", "UTC", "2025-07-07", "Mon 09:00-10:00", "13-16", 0, 0, 0},
    {"Pacific/Chatham", "UTC", "2025-07-07", "Mon 09:00-10:00", "657-660", 0, 0, 0},
    {"America/St_Johns", "UTC", "2025-07-07", "Mon 09:00-10:00", "46-49", 0, 0, 0},
    /* C3.13, C3.14 the spring gap; the week after has the hour */
    {"Europe/Berlin", "UTC", "2026-03-23", "Sun 02:30-05:00", "580-587", 0, 0, 0},
    {"Europe/Berlin", "UTC", "2026-03-23", "Sun 02:00-03:00", "", 0, 0, 0},
    {"Europe/Berlin", "UTC", "2026-03-30", "Sun 02:00-03:00", "576-579", 0, 0, 0},
    /* C3.15 the hour that comes twice */
    {"Europe/Berlin", "UTC", "2026-10-19", "Sun 02:00-03:00", "576-583", 0, 0, 0},
    {"Europe/Berlin", "UTC", "2026-10-19", "Sun 02:30-03:00", "578-579 582-583", 0, 0, 0},
    /* C3.16 no midnight */
    {"America/Havana", "America/Havana", "2026-03-08", "Sun 00:00-02:00", "0-3", 0, 0, 0},
    {"Africa/Cairo", "UTC", "2026-04-20", "Thu 23:00-24:00; Fri 00:00-02:00", "372-379", 0, 0, 0},
    /* C3.17 the Friday that was not */
    {"Pacific/Apia", "UTC", "2011-12-26", "Fri 09:00-10:00", "", 0, 0, 0},
    {"Pacific/Apia", "UTC", "2011-12-26", "Thu 09:00-10:00; Sat 09:00-10:00", "364-367 460-463",
     0, 0, 0},
    /* C3.18 each side changes on its own Sunday */
    {"America/New_York", "UTC", "2026-03-02", "Mon 09:00-10:00", "56-59", 0, 0, 0},
    {"America/New_York", "UTC", "2026-03-09", "Mon 09:00-10:00", "52-55", 0, 0, 0},
    {"Europe/Berlin", "UTC", "2026-03-09", "Mon 09:00-10:00", "32-35", 0, 0, 0},
    {"Europe/Berlin", "UTC", "2026-03-30", "Mon 09:00-10:00", "28-31", 0, 0, 0},
    /* C3.19, C3.21, C3.22 */
    {"Europe/Berlin", "UTC", "2025-07-07", "Mon 23:00-24:00", "84-87", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 22:00-26:00", "88-103", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Sun 23:00-25:00", "0-3 668-671", 0, 0, 0},
    /* C3.24 overlapping and touching, in any order */
    {"UTC", "UTC", "2025-07-07", "Mon 10:07-11:00; Mon 09:00-10:07", "36-43", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 09:00-10:30; Mon 10:00-11:00", "36-43", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 09:00-12:00; Mon 10:00-11:00", "36-47", 0, 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 22:00-25:00; Tue 00:30-02:00", "88-103", 0, 0, 0},
    /* C3.25 168 hours */
    {"Asia/Tokyo", "Europe/Dublin", "2026-10-19",
     "Mon 00:00-24:00; Tue 00:00-24:00; Wed 00:00-24:00; Thu 00:00-24:00; Fri 00:00-24:00; "
     "Sat 00:00-24:00; Sun 00:00-24:00", "0-675", 0, 0, 0},
    /* C3.33 */
    {"Europe/London", "UTC", "2038-01-18", "Tue 03:00-04:00", "108-111", 0, 0, 0},
    {"Europe/London", "UTC", "2399-07-05", "Mon 09:00-10:00", "32-35", 0, 0, 0},
    /* away by own date: a night that reaches into a day away keeps its evening */
    {"UTC", "UTC", "2025-07-07", "Fri 22:00-25:00", "472-479", 0, "2025-07-12..2025-07-12", 0},
    {"UTC", "UTC", "2025-07-07", "Fri 22:00-25:00", "480-483", 0, "2025-07-11..2025-07-11", 0},
    {"Asia/Tokyo", "UTC", "2025-07-07", "Tue 08:00-10:00", "", 0, "2025-07-08..2025-07-08", 0},
    /* holidays by the programme's date: Tuesday in London begins on Monday 23:00 UTC */
    {"Asia/Tokyo", "Europe/London", "2025-07-07", "Tue 06:00-12:00", "88-95",
     "2025-07-08..2025-07-08", 0, 0},
    {"UTC", "UTC", "2025-07-07", "Mon 09:00-10:00; Tue 09:00-10:00", "36-39",
     "2025-07-08..2025-08-08", 0, 0},
    /* from and until, both included */
    {"UTC", "UTC", "2025-07-07", "Mon 09:00-10:00; Tue 09:00-10:00; Wed 09:00-10:00",
     "132-135 228-231", 0, 0, "2025-07-08.."},
    {"UTC", "UTC", "2025-07-07", "Mon 09:00-10:00; Tue 09:00-10:00; Wed 09:00-10:00",
     "36-39 132-135", 0, 0, "..2025-07-08"},
    {"Asia/Tokyo", "UTC", "2025-07-07", "Mon 23:00-25:00", "60-63", 0, 0, "2025-07-08.."},
    /* an offset of -0:44:30 shifts the quarter hours: only whole ones count */
    {"Africa/Monrovia", "UTC", "1971-06-07", "Mon 09:00-10:00", "39-41", 0, 0, 0},
    {"Africa/Monrovia", "UTC", "1971-06-07", "Mon 00:00-24:00; Tue 00:00-24:00", "99-193",
     0, "1971-06-07..1971-06-07", 0},
    /* windows that meet where the offset jumps by 44:30 (Liberia, 1972-01-07, a Friday) */
    {"Africa/Monrovia", "UTC", "1972-01-03", "Thu 23:00-24:00; Fri 00:00-02:00",
     "383-391", 0, 0, 0},
};

static int32_t weekday_of(const char *name)
{
    static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    for (int32_t i = 0; i < 7; i++) {
        if (strncmp(name, names[i], 3) == 0) return i;
    }
    ck_abort_msg("%s", name);
}

static int32_t read_windows(const char *text, mmi_window windows[16])
{
    int32_t n = 0;
    for (const char *at = text; *at != '\0'; at += strspn(at, "; ")) {
        int from_hour, from_minute, to_hour, to_minute, n_read;
        ck_assert_int_eq(sscanf(at, "%*3s %d:%d-%d:%d%n", &from_hour, &from_minute, &to_hour,
                                &to_minute, &n_read), 4);
        windows[n++] = (mmi_window){weekday_of(at), from_hour * 60 + from_minute,
                                    to_hour * 60 + to_minute};
        at += n_read;
    }
    return n;
}

/* "first..last"; a missing end leaves what is there. */
static void read_days(const char *text, int32_t *first, int32_t *last)
{
    const char *const dots = strstr(text, "..");
    ck_assert_ptr_nonnull(dots);
    if (dots != text) ck_assert(mmi_parse_date(text, 10, first));
    if (dots[2] != '\0') ck_assert(mmi_parse_date(dots + 2, 10, last));
}

/* "32-35 40-40" */
static void write_runs(const uint64_t bits[MMI_WEEK_WORDS], char *text, size_t n_text)
{
    size_t n = 0;
    text[0] = '\0';
    for (int slot = 0; slot < MMI_WEEK_SLOTS_MOST; slot++) {
        if ((bits[slot / 64] >> (slot % 64) & 1) == 0) continue;
        const int first = slot;
        while (slot + 1 < MMI_WEEK_SLOTS_MOST &&
               (bits[(slot + 1) / 64] >> ((slot + 1) % 64) & 1) != 0) {
            slot++;
        }
        n += (size_t)snprintf(text + n, n_text - n, "%s%d-%d", n == 0 ? "" : " ", first, slot);
    }
}

static const mmi_zone *zone_of(mmi_zone_book *book, const char *name)
{
    const mmi_zone *zone;
    ck_assert_msg(mmi_zone_book_find(book, name, &zone, NULL) == MMI_ZONE_OK, "%s", name);
    return zone;
}

START_TEST(windows_become_the_slots_that_the_table_says)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, NULL);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const free_case *const line = &cases[i];
        mmi_day_range holiday, away;
        mmi_term term = {.n_weeks = 1, .zone = zone_of(book, line->programme_zone),
                         .holiday = &holiday};
        ck_assert(mmi_parse_date(line->week, 10, &term.first_day));
        mmi_window windows[16];
        mmi_person_time person = {.zone = zone_of(book, line->own_zone), .window = windows,
                                  .away = &away, .from_day = MMI_NO_FIRST_DAY,
                                  .until_day = MMI_NO_LAST_DAY};
        person.n_windows = read_windows(line->windows, windows);
        if (line->holiday != NULL) {
            term.n_holidays = 1;
            read_days(line->holiday, &holiday.first_day, &holiday.last_day);
        }
        if (line->away != NULL) {
            person.n_away = 1;
            read_days(line->away, &away.first_day, &away.last_day);
        }
        if (line->stay != NULL) read_days(line->stay, &person.from_day, &person.until_day);
        uint64_t free_slots[MMI_WEEK_WORDS];
        ck_assert_int_eq(mmi_free_slots(&heap, &term, 1, &person, free_slots), MM_OK);
        char found[512];
        write_runs(free_slots, found, sizeof found);
        ck_assert_msg(strcmp(found, line->slots) == 0, "%s | %s | %s | %s: %s", line->own_zone,
                      line->programme_zone, line->week, line->windows, found);
    }
    mmi_zone_book_free(book);
}
END_TEST

/* Every minute of Monday to Saturday a window of its own, last ones first. */
static void put_minutes(mmi_window *windows, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        const int32_t minute = n - 1 - i;
        windows[i] = (mmi_window){minute / 1440, minute % 1440, minute % 1440 + 1};
    }
}

START_TEST(ten_thousand_windows_of_a_minute_are_one_c3_25)
{
    enum { N = 10000 };
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone *zone = mmi_zone_fixed(&heap, 0);
    mmi_window *windows = calloc(N, sizeof *windows);
    put_minutes(windows, N);
    const mmi_term term = {.first_day = 20640, .n_weeks = 1, .zone = zone}; /* a Monday */
    const mmi_person_time person = {.zone = zone, .n_windows = N, .window = windows,
                                    .from_day = MMI_NO_FIRST_DAY, .until_day = MMI_NO_LAST_DAY};
    ck_assert_int_eq(mmi_weekday(term.first_day), 0);
    uint64_t free_slots[MMI_WEEK_WORDS];
    ck_assert_int_eq(mmi_free_slots(&heap, &term, 1, &person, free_slots), MM_OK);
    char found[512];
    write_runs(free_slots, found, sizeof found);
    ck_assert_str_eq(found, "0-665"); /* 10,000 minutes = 666 quarter hours and 10 minutes */
    free(windows);
    mmi_zone_free(zone);
}
END_TEST

START_TEST(running_out_of_memory_is_said_and_leaves_nothing)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone *zone = mmi_zone_fixed(&heap, 0);
    mmi_window windows[100];
    put_minutes(windows, 100);
    const mmi_term term = {.first_day = 20640, .n_weeks = 1, .zone = zone};
    const mmi_person_time person = {.zone = zone, .n_windows = 100, .window = windows,
                                    .from_day = MMI_NO_FIRST_DAY, .until_day = MMI_NO_LAST_DAY};
    bool has_failed = true;
    for (long k = 1; has_failed; k++) {
        failing_allocator state = {.fail_at = k};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap failing = mmi_heap_from(&allocator);
        uint64_t free_slots[MMI_WEEK_WORDS];
        const mm_status status = mmi_free_slots(&failing, &term, 1, &person, free_slots);
        has_failed = state.has_failed;
        ck_assert_int_eq(status, has_failed ? MM_ERR_MEMORY : MM_OK);
        ck_assert_int_eq(state.n_out, 0);
    }
    mmi_zone_free(zone);
}
END_TEST

START_TEST(a_start_is_where_the_whole_meeting_is_free)
{
    const unsigned seed = 20260907;
    srand(seed);
    for (int round = 0; round < 2000; round++) {
        uint64_t free_slots[MMI_WEEK_WORDS];
        const int n_slots = 1 + rand() % MMI_WEEK_SLOTS_MOST;
        const int meeting_slots = 1 + (round % 2 == 0 ? rand() % 32 : rand() % n_slots);
        for (int i = 0; i < MMI_WEEK_WORDS; i++) {
            free_slots[i] = round % 3 == 0 ? ~UINT64_C(0) : 0; /* also beyond the week */
        }
        for (int k = 0; k < 12; k++) {
            const int first = rand() % MMI_WEEK_SLOTS_MOST;
            for (int i = first; i < first + 40 && i < MMI_WEEK_SLOTS_MOST; i++) {
                if (round % 3 == 0 && i < first + 1) free_slots[i / 64] &= ~(UINT64_C(1) << i % 64);
                if (round % 3 != 0) free_slots[i / 64] |= UINT64_C(1) << i % 64;
            }
        }
        uint64_t starts[MMI_WEEK_WORDS];
        mmi_starts_of_free_slots(free_slots, n_slots, meeting_slots, starts);
        for (int slot = 0; slot < MMI_WEEK_SLOTS_MOST; slot++) {
            bool expected = slot + meeting_slots <= n_slots;
            for (int i = slot; expected && i < slot + meeting_slots; i++) {
                expected = (free_slots[i / 64] >> (i % 64) & 1) != 0;
            }
            if ((starts[slot / 64] >> (slot % 64) & 1) != expected) {
                ck_abort_msg("seed %u round %d slot %d", seed, round, slot);
            }
        }
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("week_mask", windows_become_the_slots_that_the_table_says,
                     ten_thousand_windows_of_a_minute_are_one_c3_25,
                     running_out_of_memory_is_said_and_leaves_nothing,
                     a_start_is_where_the_whole_meeting_is_free);
}
