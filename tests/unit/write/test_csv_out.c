/* The four tables, byte for byte. Expected texts are written from docs/formats.md by hand.
 * C1.28 formulas, C1.30 separators and quotes. */
#include "write/csv_out.h"

#include "failing_allocator.h"
#include "hand_made.h"
#include "run_suite.h"
#include "text_sink.h"

static text_sink taken;

static const char *pairs_text(const hand_made *made, int32_t raw_text)
{
    mm_sink sink = sink_into(&taken);
    sink.raw_text = raw_text;
    mmi_writer writer = mmi_writer_on(&made->heap, sink, NULL);
    mmi_pairs_csv(&made->profiles, &made->matching, &writer);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    return taken.text;
}

static const char *loads_text(const hand_made *made)
{
    mmi_writer writer = mmi_writer_on(&made->heap, sink_into(&taken), NULL);
    mmi_loads_csv(&made->profiles, &made->matching, &writer);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    return taken.text;
}

static const char *check_ins_text(const hand_made *made)
{
    mmi_writer writer = mmi_writer_on(&made->heap, sink_into(&taken), NULL);
    mmi_check_ins_csv(&made->profiles, &made->schedule, &writer);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    return taken.text;
}

static const char *unmatched_text(const hand_made *made, mm_unmatched_request *request,
                                  int32_t n_requests)
{
    const mm_unmatched unmatched = {.n_requests = n_requests, .request = request};
    mmi_writer writer = mmi_writer_on(&made->heap, sink_into(&taken), NULL);
    mmi_unmatched_csv(&made->profiles, &unmatched, &writer);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    return taken.text;
}

START_TEST(headings_stand_where_there_is_nobody)
{
    hand_made made;
    hand_begin(&made);
    ck_assert_str_eq(pairs_text(&made, 0), "mentee,mentor,kind,score,live_weeks,common_starts\n");
    ck_assert_str_eq(unmatched_text(&made, NULL, 0),
                     "mentee,kind,reason,nearest_mentor,blocked_by\n");
    ck_assert_str_eq(loads_text(&made),
                     "mentor,kind,load,capacity,one_more_fills,one_more_adds\n");
    ck_assert_str_eq(check_ins_text(&made),
                     "week,mode,mentor,mentee,start_utc,end_utc,mentor_local,mentor_zone,"
                     "mentee_local,mentee_zone,reason\n");
    hand_end(&made);
}
END_TEST

START_TEST(scores_have_six_places_and_formulas_an_apostrophe)
{
    hand_made made;
    hand_cohort(&made);
    ck_assert_str_eq(pairs_text(&made, 0),
                     "mentee,mentor,kind,score,live_weeks,common_starts\n"
                     "Ann,'+plus,mentor,0.873400,3,14\n"
                     "gwen,'+plus,mentor,1.000000,3,14\n"
                     "\"zoe, the last\",gwen,mentor,0.000007,0,0\n");
    hand_end(&made);
}
END_TEST

START_TEST(each_character_that_begins_a_formula_is_guarded_also_inside_quotes)
{
    hand_made made;
    hand_begin(&made);
    const char *ids[] = {"\"=q", "+a", "-1", "-a,\"b\"", "=1+1", "@x", "a=b", "\xC3\xBC"};
    for (int32_t i = 0; i < 8; i++) {
        hand_person(&made, MMI_MENTEE, ids[i], "", "UTC", "UTC");
    }
    hand_person(&made, MMI_MENTOR, "m", "", "UTC", "UTC");
    for (int32_t i = 0; i < 8; i++) hand_pair(&made, i, 0, 0);
    ck_assert_str_eq(pairs_text(&made, 0),
                     "mentee,mentor,kind,score,live_weeks,common_starts\n"
                     "\"\"\"=q\",m,mentor,0.000000,3,14\n"
                     "'+a,m,mentor,0.000000,3,14\n"
                     "'-1,m,mentor,0.000000,3,14\n"
                     "\"'-a,\"\"b\"\"\",m,mentor,0.000000,3,14\n"
                     "'=1+1,m,mentor,0.000000,3,14\n"
                     "'@x,m,mentor,0.000000,3,14\n"
                     "a=b,m,mentor,0.000000,3,14\n"
                     "\xC3\xBC,m,mentor,0.000000,3,14\n");
    ck_assert_str_eq(pairs_text(&made, 1),
                     "mentee,mentor,kind,score,live_weeks,common_starts\n"
                     "\"\"\"=q\",m,mentor,0.000000,3,14\n"
                     "+a,m,mentor,0.000000,3,14\n"
                     "-1,m,mentor,0.000000,3,14\n"
                     "\"-a,\"\"b\"\"\",m,mentor,0.000000,3,14\n"
                     "=1+1,m,mentor,0.000000,3,14\n"
                     "@x,m,mentor,0.000000,3,14\n"
                     "a=b,m,mentor,0.000000,3,14\n"
                     "\xC3\xBC,m,mentor,0.000000,3,14\n");
    hand_end(&made);
}
END_TEST

START_TEST(line_breaks_are_quoted)
{
    hand_made made;
    hand_begin(&made);
    hand_person(&made, MMI_MENTEE, "a\nb", "", "UTC", "UTC");
    hand_person(&made, MMI_MENTEE, "a\rb", "", "UTC", "UTC");
    hand_person(&made, MMI_MENTOR, "m", "", "UTC", "UTC");
    hand_pair(&made, 0, 0, 1);
    hand_pair(&made, 1, 0, 1);
    ck_assert_str_eq(pairs_text(&made, 0),
                     "mentee,mentor,kind,score,live_weeks,common_starts\n"
                     "\"a\nb\",m,mentor,0.000001,3,14\n"
                     "\"a\rb\",m,mentor,0.000001,3,14\n");
    hand_end(&made);
}
END_TEST

START_TEST(negative_gain_is_a_number_and_gets_no_apostrophe)
{
    hand_made made;
    hand_cohort(&made);
    made.matching.n_loads = 5;
    made.load[2] = made.load[3] = made.load[4] = made.load[1];
    made.load[2].one_more_adds = -1;
    made.load[3].one_more_adds = INT64_MIN;
    made.load[4].one_more_adds = 1234567890;
    ck_assert_str_eq(loads_text(&made),
                     "mentor,kind,load,capacity,one_more_fills,one_more_adds\n"
                     "'+plus,mentor,2,2,1,-0.250001\n"
                     "gwen,peer,1,2,0,0.000000\n"
                     "gwen,peer,1,2,0,-0.000001\n"
                     "gwen,peer,1,2,0,-9223372036854.775808\n"
                     "gwen,peer,1,2,0,1234.567890\n");
    hand_end(&made);
}
END_TEST

START_TEST(unfilled_requests_name_reason_nearest_and_what_blocks)
{
    hand_made made;
    hand_cohort(&made);
    const int32_t *mentee = made.role[MMI_MENTEE].number;
    mm_unmatched_request request[] = {
        {mentee[0], 0, MM_UNMATCHED_ALL_FULL, made.role[MMI_MENTOR].number[0],
         "gwen;zoe, the last", ""},
        {mentee[1], 1, MM_UNMATCHED_NO_SUCH_KIND, MM_NONE, "", ""},
        {mentee[2], 0, MM_UNMATCHED_NONE_ELIGIBLE, made.role[MMI_MENTOR].number[1],
         "common_time", ""},
        {mentee[2], 1, MM_UNMATCHED_NOT_ELIGIBLE, MM_NONE, "", ""}};
    ck_assert_str_eq(unmatched_text(&made, request, 4),
                     "mentee,kind,reason,nearest_mentor,blocked_by\n"
                     "Ann,mentor,all eligible mentors full,'+plus,\"gwen;zoe, the last\"\n"
                     "gwen,peer,no mentor of this kind,,\n"
                     "\"zoe, the last\",mentor,no eligible mentor,gwen,common_time\n"
                     "\"zoe, the last\",peer,not eligible,,\n");
    hand_end(&made);
}
END_TEST

/* Dublin is at +1 up to 2026-10-25 01:00Z, New York at -4 up to 2026-11-01 06:00Z. */
START_TEST(local_columns_are_readings_of_the_begin_in_both_zones)
{
    hand_made made;
    hand_cohort(&made);
    ck_assert_str_eq(
        check_ins_text(&made),
        "week,mode,mentor,mentee,start_utc,end_utc,mentor_local,mentor_zone,mentee_local,"
        "mentee_zone,reason\n"
        "2,live,'+plus,Ann,2026-09-15T17:00:00Z,2026-09-15T17:30:00Z,"
        "2026-09-15 18:00,Europe/Dublin,2026-09-15 13:00,America/New_York,\n"
        "2,live,'+plus,gwen,2026-09-16T07:15:00Z,2026-09-16T07:45:00Z,"
        "2026-09-16 08:15,Europe/Dublin,2026-09-16 12:45,UTC+05:30,\n"
        "2,asynchronous,gwen,\"zoe, the last\",2026-09-13T23:00:00Z,2026-09-20T23:00:00Z,"
        "2026-09-14 04:30,UTC+05:30,2026-09-14 08:00,Asia/Tokyo,no common time\n"
        "8,live,'+plus,Ann,2026-10-27T17:00:00Z,2026-10-27T17:30:00Z,"
        "2026-10-27 17:00,Europe/Dublin,2026-10-27 13:00,America/New_York,\n"
        "8,asynchronous,'+plus,gwen,2026-10-26T00:00:00Z,2026-11-02T00:00:00Z,"
        "2026-10-26 00:00,Europe/Dublin,2026-10-26 05:30,UTC+05:30,mentor full\n");
    hand_end(&made);
}
END_TEST

START_TEST(a_million_pairs_pass_through_a_few_blocks)
{
    hand_made made;
    hand_cohort(&made);
    const int32_t n_pairs = 1000000;
    mm_pair *pair = malloc((size_t)n_pairs * sizeof *pair);
    int32_t *zeros = calloc((size_t)n_pairs, sizeof *zeros);
    ck_assert(pair != NULL && zeros != NULL);
    for (int32_t i = 0; i < n_pairs; i++) pair[i] = made.pair[i % 3];
    made.matching.n_pairs = n_pairs;
    made.matching.pair = pair;
    made.matching.live_weeks = made.matching.common_starts = zeros;
    failing_allocator counter = {0};
    const mm_allocator allocator = failing_allocator_of(&counter);
    const mmi_heap heap = mmi_heap_from(&allocator);
    FILE *nowhere = fopen("/dev/null", "w");
    ck_assert_ptr_nonnull(nowhere);
    mmi_writer writer = mmi_writer_on(&heap, mm_sink_file(nowhere), NULL);
    mmi_pairs_csv(&made.profiles, &made.matching, &writer);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    ck_assert_int_lt(counter.n_asked, 20);
    (void)fclose(nowhere);
    free(pair);
    free(zeros);
    hand_end(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("csv_out", headings_stand_where_there_is_nobody,
                     scores_have_six_places_and_formulas_an_apostrophe,
                     each_character_that_begins_a_formula_is_guarded_also_inside_quotes,
                     line_breaks_are_quoted,
                     negative_gain_is_a_number_and_gets_no_apostrophe,
                     unfilled_requests_name_reason_nearest_and_what_blocks,
                     local_columns_are_readings_of_the_begin_in_both_zones,
                     a_million_pairs_pass_through_a_few_blocks);
}
