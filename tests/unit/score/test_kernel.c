/* The kernel against the definition, for every pair of random cohorts that need every kind of
 * table: codes, sets as bits, pair by pair, wishes, common time, rules. */
#include "score/eligibility.h"
#include "score/kernel.h"
#include "score/scan.h"

#include "run_suite.h"
#include "scored_cohort.h"

#include <string.h>

/* Every step-th mentee with all mentors, in runs that begin and end anywhere. Returns how many
 * pairs were eligible. */
static int32_t compare_all(const mm_profiles *profiles, const mmi_scorer *scorer, int32_t step)
{
    int32_t score[300];
    mmi_scanner *scanner;
    const mmi_heap heap = mmi_heap_from(NULL);
    ck_assert_int_eq(mmi_scanner_make(&heap, scorer, &scanner, NULL), MM_OK);
    int32_t n_eligible = 0;
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee += step) {
        for (int32_t first = 0; first < n_mentors;) {
            const int32_t rest = n_mentors - first;
            const int32_t n = 1 + below(&state, rest < 120 ? rest : 120);
            mmi_scan_scores(scanner, mentee, first, n, score);
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
    mmi_scanner_free(scanner);
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
        ck_assert_int_eq(mmi_scorer_make(&heap, profiles, MM_KERNEL_BEST, &never, &scorer, NULL), MM_OK);
        ck_assert_int_gt(scorer.n_slots, 3);
        ck_assert_int_gt(scorer.n_tag_counts, 0);
        ck_assert_int_gt(scorer.n_direct, 0);
        ck_assert(scorer.time.is_used && scorer.has_wish_table);
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
