#include "failing_allocator.h"
#include "run_suite.h"
#include "tzif_maker.h"

#include "time/civil.h"
#include "time/zone_book.h"

static mmi_heap heap;
static mmi_zone_book *book;

static void open_book(void)
{
    heap = mmi_heap_from(NULL);
    book = mmi_zone_book_new(&heap, NULL);
    ck_assert_ptr_nonnull(book);
}

static const mmi_zone *zone_of(const char *name)
{
    const mmi_zone *zone;
    ck_assert_msg(mmi_zone_book_find(book, name, &zone, NULL) == MMI_ZONE_OK, "%s", name);
    return zone;
}

/* "2026-03-29T01:00:00Z" */
static int64_t utc(const char *text)
{
    int32_t day;
    ck_assert_msg(mmi_parse_date(text, 10, &day), "%s", text);
    int hour, minute, second;
    ck_assert_int_eq(sscanf(text + 10, "T%d:%d:%dZ", &hour, &minute, &second), 3);
    return (int64_t)day * MMI_DAY_S + hour * 3600 + minute * 60 + second;
}

START_TEST(changes_come_when_the_law_says)
{
    static const struct {
        const char *zone, *after, *change;
        int32_t before_s, after_s;
    } cases[] = {
        {"Europe/Dublin", "2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z", 0, 3600},      /* C3.10 */
        {"Europe/Dublin", "2026-07-01T00:00:00Z", "2026-10-25T01:00:00Z", 3600, 0},
        {"Europe/Dublin", "2400-01-01T00:00:00Z", "2400-03-26T01:00:00Z", 0, 3600},
        {"Australia/Lord_Howe", "2026-01-01T00:00:00Z", "2026-04-04T15:00:00Z", 39600, 37800},
        {"Antarctica/Troll", "2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z", 0, 7200},   /* C3.11 */
        {"Asia/Gaza", "2090-01-01T00:00:00Z", "2090-03-25T00:00:00Z", 7200, 10800},      /* C3.9 */
        {"America/Nuuk", "2045-01-01T00:00:00Z", "2045-03-26T01:00:00Z", -7200, -3600},
        {"Africa/Cairo", "2045-01-01T00:00:00Z", "2045-04-27T22:00:00Z", 7200, 10800},
        {"Africa/Cairo", "2045-06-01T00:00:00Z", "2045-10-26T21:00:00Z", 10800, 7200},
        {"Pacific/Apia", "2011-12-01T00:00:00Z", "2011-12-30T10:00:00Z", -36000, 50400}, /* C3.17 */
        {"Pacific/Kwajalein", "1993-01-01T00:00:00Z", "1993-08-21T12:00:00Z", -43200, 43200},
        {"America/New_York", "2038-01-20T00:00:00Z", "2038-03-14T07:00:00Z", -18000, -14400},
    };
    open_book();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const mmi_zone *zone = zone_of(cases[i].zone);
        const int64_t change_s = mmi_zone_next_change(zone, utc(cases[i].after));
        char text[MMI_UTC_CHARS];
        mmi_format_utc(change_s, text);
        ck_assert_str_eq(text, cases[i].change);
        ck_assert_int_eq(mmi_zone_offset_s(zone, change_s - 1), cases[i].before_s);
        ck_assert_int_eq(mmi_zone_offset_s(zone, change_s), cases[i].after_s);
    }
    mmi_zone_book_free(book);
}
END_TEST

START_TEST(days_begin_at_their_first_instant)
{
    static const struct {
        const char *zone, *date, *begin;
    } cases[] = {
        {"UTC", "2026-09-07", "2026-09-07T00:00:00Z"},
        {"Europe/Dublin", "2026-09-07", "2026-09-06T23:00:00Z"},
        {"Asia/Kathmandu", "2026-09-07", "2026-09-06T18:15:00Z"},   /* C3.12 */
        {"America/Havana", "2026-03-08", "2026-03-08T05:00:00Z"},   /* C3.16: begins at 01:00 */
        {"America/Havana", "2026-11-01", "2026-11-01T04:00:00Z"},
        {"Africa/Cairo", "2026-04-24", "2026-04-23T22:00:00Z"},     /* begins at 01:00 */
        {"Africa/Cairo", "2026-10-29", "2026-10-28T21:00:00Z"},     /* 23:00 comes twice */
        {"Africa/Cairo", "2026-10-30", "2026-10-29T22:00:00Z"},
        {"Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00Z"},
        {"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},     /* C3.17: no such date */
        {"Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"},
        {"Pacific/Kwajalein", "1993-08-21", "1993-08-21T12:00:00Z"},
        {"Pacific/Kwajalein", "1993-08-22", "1993-08-21T12:00:00Z"},
        {"UTC+14:00", "2026-09-07", "2026-09-06T10:00:00Z"},
        {"UTC-14:00", "2026-09-07", "2026-09-07T14:00:00Z"},
        {"Europe/London", "2399-07-01", "2399-06-30T23:00:00Z"},
    };
    open_book();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t day;
        ck_assert(mmi_parse_date(cases[i].date, 10, &day));
        char text[MMI_UTC_CHARS];
        mmi_format_utc(mmi_zone_day_begin(zone_of(cases[i].zone), day), text);
        ck_assert_msg(strcmp(text, cases[i].begin) == 0, "%s %s: %s", cases[i].zone, cases[i].date,
                      text);
    }
    mmi_zone_book_free(book);
}
END_TEST

static mmi_zone *parse_made(const made_zone *made)
{
    const made_file file = make_tzif(made);
    heap = mmi_heap_from(NULL);
    mmi_zone *zone = NULL;
    mm_error error;
    ck_assert_msg(mmi_zone_parse(&heap, file.bytes, file.n, &zone, &error) == MM_OK, "%s",
                  error.message);
    return zone;
}

START_TEST(before_the_first_transition_type_0_holds)
{
    const made_zone made = {'2', 1, (const int64_t[]){1000}, (const uint8_t[]){1},
                            2, (const int32_t[]){-1111, 3600}, "ABC-1"};
    mmi_zone *zone = parse_made(&made);
    ck_assert_int_eq(mmi_zone_offset_s(zone, INT64_MIN), -1111);
    ck_assert_int_eq(mmi_zone_offset_s(zone, 999), -1111);
    ck_assert_int_eq(mmi_zone_offset_s(zone, 1000), 3600);
    ck_assert_int_eq(mmi_zone_offset_s(zone, INT64_MAX), 3600);
    ck_assert_int_eq(mmi_zone_next_change(zone, INT64_MIN), 1000);
    ck_assert_int_eq(mmi_zone_next_change(zone, 1000), INT64_MAX);
    mmi_zone_free(zone);
}
END_TEST

START_TEST(with_an_empty_footer_the_last_offset_holds)
{
    const made_zone made = {'2', 1, (const int64_t[]){1000}, (const uint8_t[]){1},
                            2, (const int32_t[]){0, 3600}, ""};
    mmi_zone *zone = parse_made(&made);
    ck_assert_int_eq(mmi_zone_offset_s(zone, INT64_C(13000000000)), 3600);
    mmi_zone_free(zone);
}
END_TEST

START_TEST(without_transitions_the_footer_alone_holds)
{
    const made_zone fixed = {'3', 0, NULL, (const uint8_t[]){0}, 1, (const int32_t[]){0},
                             "<+0330>-3:30"};
    mmi_zone *zone = parse_made(&fixed);
    ck_assert_int_eq(mmi_zone_offset_s(zone, 0), 12600);
    ck_assert_int_eq(mmi_zone_next_change(zone, 0), INT64_MAX);
    mmi_zone_free(zone);
    const made_zone rules = {'3', 0, NULL, (const uint8_t[]){0}, 1, (const int32_t[]){3600},
                             "CET-1CEST,M3.5.0,M10.5.0/3"};
    zone = parse_made(&rules);
    ck_assert_int_eq(mmi_zone_next_change(zone, utc("2026-01-01T00:00:00Z")),
                     utc("2026-03-29T01:00:00Z"));
    ck_assert_int_eq(mmi_zone_next_change(zone, utc("1970-04-01T00:00:00Z")),
                     utc("1970-10-25T01:00:00Z"));
    ck_assert_int_eq(mmi_zone_offset_s(zone, utc("2026-07-01T00:00:00Z")), 7200);
    mmi_zone_free(zone);
}
END_TEST

START_TEST(summer_time_all_year_never_changes)
{
    static const char *const footers[] = {"EST5EDT,0/0,J365/25", "XXX3EDT4,0/0,J365/23"};
    static const int32_t offsets_s[] = {-14400, -14400};
    for (int i = 0; i < 2; i++) {
        const made_zone made = {'3', 1, (const int64_t[]){0}, (const uint8_t[]){0}, 1,
                                &offsets_s[i], footers[i]};
        mmi_zone *zone = parse_made(&made);
        ck_assert_int_eq(mmi_zone_next_change(zone, 0), INT64_MAX);
        ck_assert_int_eq(mmi_zone_offset_s(zone, utc("2028-12-31T23:59:59Z")), -14400);
        mmi_zone_free(zone);
    }
}
END_TEST

START_TEST(the_calendar_repeats_every_400_years)
{
    open_book();
    const int64_t cycle_s = INT64_C(146097) * MMI_DAY_S;
    static const char *const names[] = {"Europe/Dublin", "Australia/Sydney", "America/Nuuk"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const mmi_zone *zone = zone_of(names[i]);
        int64_t change_s = utc("2390-01-01T00:00:00Z");
        for (int k = 0; k < 2500; k++) {
            const int64_t next_s = mmi_zone_next_change(zone, change_s);
            ck_assert_int_lt(change_s, next_s);
            ck_assert_int_lt(next_s - change_s, 366 * (int64_t)MMI_DAY_S);
            ck_assert_int_eq(mmi_zone_next_change(zone, change_s + cycle_s), next_s + cycle_s);
            ck_assert_int_ne(mmi_zone_offset_s(zone, next_s - 1), mmi_zone_offset_s(zone, next_s));
            change_s = next_s;
        }
        ck_assert_int_eq(mmi_zone_next_change(zone, INT64_MAX), INT64_MAX);
    }
    mmi_zone_book_free(book);
}
END_TEST

START_TEST(a_fixed_zone_never_changes)
{
    heap = mmi_heap_from(NULL);
    mmi_zone *zone = mmi_zone_fixed(&heap, 20700);
    ck_assert_int_eq(mmi_zone_offset_s(zone, 0), 20700);
    ck_assert_int_eq(mmi_zone_offset_s(zone, INT64_MAX), 20700);
    ck_assert_int_eq(mmi_zone_next_change(zone, INT64_MIN), INT64_MAX);
    mmi_zone_free(zone);
    mmi_zone_free(NULL);
}
END_TEST

START_TEST(running_out_of_memory_leaves_nothing)
{
    const made_zone made = {'3', 1, (const int64_t[]){0}, (const uint8_t[]){0}, 1,
                            (const int32_t[]){3600}, "CET-1CEST,M3.5.0,M10.5.0/3"};
    const made_file file = make_tzif(&made);
    bool has_failed = true;
    for (long k = 1; has_failed; k++) {
        failing_allocator state = {.fail_at = k};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap failing = mmi_heap_from(&allocator);
        mmi_zone *zone = NULL;
        mm_error error = {0};
        const mm_status status = mmi_zone_parse(&failing, file.bytes, file.n, &zone, &error);
        has_failed = state.has_failed;
        ck_assert_int_eq(status, has_failed ? MM_ERR_MEMORY : MM_OK);
        ck_assert((zone == NULL) == has_failed);
        if (has_failed) ck_assert_int_eq(error.code, MM_CODE_MEMORY);
        mmi_zone_free(zone);
        ck_assert_int_eq(state.n_out, 0);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("zone", changes_come_when_the_law_says, days_begin_at_their_first_instant,
                     before_the_first_transition_type_0_holds,
                     with_an_empty_footer_the_last_offset_holds,
                     without_transitions_the_footer_alone_holds,
                     summer_time_all_year_never_changes, the_calendar_repeats_every_400_years,
                     a_fixed_zone_never_changes, running_out_of_memory_leaves_nothing);
}
