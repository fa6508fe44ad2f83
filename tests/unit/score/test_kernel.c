/* The kernel against the definition, for every pair of random cohorts that need every kind of
 * table: codes, sets as bits, pair by pair, wishes, common time, rules. */
#include "score/eligibility.h"
#include "score/kernel.h"

#include "base/buffer.h"

#include <mentormatch/mentormatch.h>

#include "random_numbers.h"
#include "run_suite.h"

#include <string.h>

static const char programme_text[] =
    "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 8,"
    " \"time_zone\": \"Europe/Berlin\", \"holidays\": [\"2026-10-03\"]},"
    " \"check_ins\": {\"weeks\": [2, 6, \"final\"]},"
    " \"mentors\": {\"file\": \"mentors.csv\"}, \"mentees\": {\"file\": \"mentees.csv\"},"
    " \"questions\": ["
    "  {\"id\": \"few\", \"kind\": \"tags\", \"compare\": \"cover\", \"weight\": 3},"
    "  {\"id\": \"many\", \"kind\": \"tags\", \"compare\": \"overlap\", \"weight\": 2},"
    "  {\"id\": \"must\", \"kind\": \"tags\", \"compare\": \"any\", \"required\": true,"
    "   \"missing_passes\": true},"
    "  {\"id\": \"scale\", \"kind\": \"scale\", \"from\": 1, \"to\": 5, \"compare\": \"ahead\","
    "   \"weight\": 1.5, \"required\": true, \"at_least\": 0.25},"
    "  {\"id\": \"wide\", \"kind\": \"scale\", \"from\": 0, \"to\": 1000, \"compare\": \"near\","
    "   \"weight\": 1},"
    "  {\"id\": \"number\", \"kind\": \"number\", \"range\": 12.5, \"compare\": \"near\","
    "   \"weight\": 1, \"missing\": 0.125},"
    "  {\"id\": \"choice\", \"kind\": \"choice\", \"compare\": \"affinity\", \"weight\": 0.7,"
    "   \"affinity\": {\"a\": {\"b\": 0.3}}},"
    "  {\"id\": \"vector\", \"kind\": \"vector\", \"length\": 3, \"compare\": \"cosine\","
    "   \"weight\": 1}],"
    " \"common_time\": {\"weight\": 3, \"required\": true, \"live_weeks\": 1,"
    "  \"missing_passes\": true},"
    " \"zone_distance\": {\"weight\": 1}, \"wishes\": {\"weight\": 2}}";

static uint64_t state;

/* n of the words prefix0 … joined by ';'. */
static void add_words(mmi_buffer *text, const char *prefix, int32_t n, int32_t n_words)
{
    for (int32_t i = 0; i < n; i++) {
        mmi_buffer_format(text, "%s%s%d", i == 0 ? "" : ";", prefix, (int)below(&state, n_words));
    }
}

static void add_people(mmi_buffer *text, bool are_mentors, int32_t n, int32_t n_others)
{
    static const char *const zone[] = {"Europe/Berlin", "Asia/Kathmandu", "America/New_York",
                                       "UTC+10:30"};
    static const char *const day[] = {"Mon", "Tue-Thu", "Sat-Mon", "Fri"};
    mmi_buffer_text(text, "id,time_zone,availability,avoid,wishes,eligible,few,many,must,scale,"
                          "wide,number,choice,vector\n");
    for (int32_t i = 0; i < n; i++) {
        mmi_buffer_format(text, "%s%d,%s,", are_mentors ? "m" : i % 9 == 0 ? "m" : "e", (int)i,
                          zone[i % 9 == 0 ? 0 : below(&state, 4)]);
        if (below(&state, 8) != 0) {
            const int32_t from = below(&state, 20);
            mmi_buffer_format(text, "%s %d:15-%d:00", day[below(&state, 4)], (int)from,
                              (int)(from + 1 + below(&state, 23 - from)));
        }
        mmi_buffer_char(text, ',');
        add_words(text, are_mentors ? "e" : "m", below(&state, 10) == 0, n_others);
        mmi_buffer_char(text, ',');
        add_words(text, are_mentors ? "e" : "m", below(&state, 3) == 0 ? below(&state, 5) : 0, n_others);
        mmi_buffer_format(text, ",%s,", below(&state, 12) == 0 ? "no" : "");
        add_words(text, "t", below(&state, 4), 5);
        mmi_buffer_char(text, ',');
        add_words(text, "u", below(&state, 14), 150);
        mmi_buffer_char(text, ',');
        add_words(text, "v", below(&state, 4), 3);
        if (below(&state, 7) == 0) mmi_buffer_char(text, ',');
        else mmi_buffer_format(text, ",%d", (int)(1 + below(&state, 5)));
        mmi_buffer_format(text, ",%d,%d.%03d,%c,", (int)below(&state, 1001), (int)below(&state, 40),
                          (int)below(&state, 1000), 'a' + below(&state, 4));
        if (below(&state, 6) == 0) mmi_buffer_char(text, '\n');
        else mmi_buffer_format(text, "%d %d.5 -%d\n", (int)below(&state, 9), (int)below(&state, 9), (int)below(&state, 9));
    }
}

static mm_profiles *make_profiles(int32_t n_mentors, int32_t n_mentees)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_buffer text[2] = {mmi_buffer_on(&heap), mmi_buffer_on(&heap)};
    add_people(&text[0], true, n_mentors, n_mentees);
    add_people(&text[1], false, n_mentees, n_mentors);
    const mm_source programme_source = {.name = "programme.json", .bytes = programme_text,
                                        .n_bytes = sizeof programme_text - 1};
    const mm_source mentors = {.name = "mentors.csv", .bytes = text[0].bytes,
                               .n_bytes = text[0].n};
    const mm_source mentees = {.name = "mentees.csv", .bytes = text[1].bytes,
                               .n_bytes = text[1].n};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_error error;
    mm_status status = mm_read_programme(&programme_source, NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    status = mm_read_cohort(programme, &mentors, &mentees, NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s:%lld: %s", error.file, (long long)error.line,
                  error.message);
    status = mm_compile(cohort, NULL, &profiles, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    mmi_buffer_clear(&text[0]);
    mmi_buffer_clear(&text[1]);
    return profiles;
}

/* Every step-th mentee with all mentors, in runs that begin and end anywhere. Returns how many
 * pairs were eligible. */
static int32_t compare_all(const mm_profiles *profiles, const mmi_scorer *scorer, int32_t step)
{
    int32_t score[300];
    uint8_t blocked[300];
    int32_t n_eligible = 0;
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee += step) {
        for (int32_t first = 0; first < n_mentors;) {
            const int32_t rest = n_mentors - first;
            const int32_t n = 1 + below(&state, rest < 120 ? rest : 120);
            mmi_score_mentors(scorer, mentee, first, n, score, blocked);
            for (int32_t i = 0; i < n; i++) {
                const bool is_eligible = mmi_is_eligible(profiles, mentee, first + i);
                const int32_t expected =
                    is_eligible ? mmi_score(profiles, mentee, first + i) : MMI_INELIGIBLE;
                ck_assert_msg(score[i] == expected, "mentee %d mentor %d: %d, defined %d",
                              (int)mentee, (int)(first + i), (int)score[i], (int)expected);
                n_eligible += is_eligible;
            }
            first += n;
        }
    }
    return n_eligible;
}

START_TEST(kernel_equals_the_definition_for_every_pair)
{
    for (int32_t round = 0; round < 2; round++) {
        const bool is_large = round == 1; /* too many different tag sets for codes */
        state = random_state(1);
        mm_profiles *profiles = is_large ? make_profiles(640, 560) : make_profiles(150, 200);
        const mmi_stop never = {.deadline_ns = INT64_MAX};
        const mmi_heap heap = mmi_heap_from(NULL);
        mmi_scorer scorer;
        ck_assert_int_eq(mmi_scorer_make(&heap, profiles, &never, &scorer, NULL), MM_OK);
        ck_assert_int_gt(scorer.n_tables, 3);
        ck_assert_int_eq(scorer.n_sets, is_large);
        ck_assert_int_gt(scorer.n_direct, 0);
        ck_assert(scorer.has_time && scorer.has_wishes);
        ck_assert_int_gt(compare_all(profiles, &scorer, is_large ? 9 : 1), 3000);
        mmi_scorer_clear(&scorer);
        mm_profiles_free(profiles);
    }
}
END_TEST

START_TEST(contributions_sum_to_the_score)
{
    state = random_state(2);
    mm_profiles *profiles = make_profiles(30, 40);
    for (int32_t mentee = 0; mentee < 40; mentee++) {
        for (int32_t mentor = 0; mentor < 30; mentor++) {
            mm_explanation *explanation;
            ck_assert_int_eq(mm_explain_pair(profiles, mentee, mentor, &explanation, NULL), MM_OK);
            int32_t n;
            int32_t sum = 0;
            int32_t possible = 0;
            const mm_contribution *of = mm_explanation_contributions(explanation, &n);
            ck_assert_int_eq(n, 11);
            for (int32_t i = 0; i < n; i++) {
                ck_assert_int_le(of[i].earned, of[i].possible);
                sum += of[i].earned;
                possible += of[i].possible;
            }
            ck_assert_int_eq(sum, mm_explanation_score(explanation));
            ck_assert_int_eq(possible, 1000000);
            mm_explanation_free(explanation);
        }
    }
    mm_profiles_free(profiles);
}
END_TEST

int main(void)
{
    return RUN_SUITE("kernel", kernel_equals_the_definition_for_every_pair,
                     contributions_sum_to_the_score);
}
