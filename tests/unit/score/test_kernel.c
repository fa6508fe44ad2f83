/* The kernel against the definition, for every pair of random cohorts that need every kind of
 * table: codes, sets as bits, pair by pair, wishes, common time, rules. */
#include "score/eligibility.h"
#include "score/kernel.h"
#include "score/scan.h"

#include "failing_allocator.h"
#include "random_cohort.h"
#include "run_suite.h"
#include "scored_cohort.h"

#include <stdlib.h>
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

/* Every mentee of a cohort by one kernel: [n_mentees][n_mentors]. False: the machine lacks it. */
static bool score_all(const mm_profiles *profiles, mm_kernel kernel, int32_t *scores)
{
    const mmi_stop never = mmi_stop_from(NULL, 0);
    const mmi_heap heap = mmi_heap_from(NULL);
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    mmi_scorer scorer;
    mmi_scanner *scanner;
    const mm_status status = mmi_scorer_make(&heap, profiles, kernel, &never, &scorer, NULL);
    if (status == MM_ERR_OPTION) return false;
    ck_assert_int_eq(status, MM_OK);
    ck_assert_int_eq(mmi_scanner_make(&heap, &scorer, &scanner, NULL), MM_OK);
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee++) {
        mmi_scan_scores(scanner, mentee, 0, n_mentors,
                        scores + (size_t)mentee * (size_t)n_mentors);
    }
    mmi_scanner_free(scanner);
    mmi_scorer_clear(&scorer);
    return true;
}

static void check_all(const mm_profiles *profiles, int32_t seed)
{
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    const int32_t n_mentees = profiles->n_people[MMI_MENTEE];
    const size_t n = (size_t)n_mentors * (size_t)n_mentees;
    int32_t *scores = malloc((n + 1) * sizeof *scores);
    int32_t *expected = malloc((n + 1) * sizeof *expected);
    ck_assert(scores != NULL && expected != NULL);
    for (int32_t mentee = 0; mentee < n_mentees; mentee++) {
        for (int32_t mentor = 0; mentor < n_mentors; mentor++) {
            expected[mentee * n_mentors + mentor] =
                mmi_is_eligible(profiles, mentee, mentor) ? mmi_score(profiles, mentee, mentor)
                                                          : MMI_INELIGIBLE;
        }
    }
    for (mm_kernel kernel = MM_KERNEL_PORTABLE; kernel <= MM_KERNEL_AVX512; kernel++) {
        if (!score_all(profiles, kernel, scores)) continue;
        for (size_t i = 0; i < n; i++) {
            ck_assert_msg(scores[i] == expected[i],
                          "seed %d kernel %d mentee %d mentor %d: %d, defined %d", (int)seed,
                          (int)kernel, (int)(i / (size_t)n_mentors),
                          (int)(i % (size_t)n_mentors), (int)scores[i], (int)expected[i]);
        }
    }
    free(scores);
    free(expected);
}

START_TEST(every_kernel_equals_the_definition_on_random_programmes)
{
    for (int32_t seed = 1; seed <= 60; seed++) {
        uint64_t random = random_state((uint64_t)seed);
        const int32_t n_mentors = seed % 10 == 0 ? 900 : below(&random, 90);
        mm_profiles *profiles = make_random_cohort(random, n_mentors, 12);
        check_all(profiles, seed);
        mm_profiles_free(profiles);
    }
}
END_TEST

START_TEST(nobody_on_either_side_is_no_trouble)
{
    for (int32_t sizes = 0; sizes < 4; sizes++) {
        mm_profiles *profiles = make_random_cohort(random_state(99), sizes & 1, sizes >> 1);
        check_all(profiles, sizes);
        mm_profiles_free(profiles);
    }
}
END_TEST

/* Scorer and scanner with an allocator that fails once; false when it was never reached. */
static bool fails_cleanly(const mm_profiles *profiles, mm_kernel kernel, long fail_at)
{
    const mmi_stop never = mmi_stop_from(NULL, 0);
    failing_allocator failing = {.fail_at = fail_at};
    const mm_allocator allocator = failing_allocator_of(&failing);
    const mmi_heap heap = mmi_heap_from(&allocator);
    mmi_scorer scorer;
    mmi_scanner *scanner = NULL;
    mm_status status = mmi_scorer_make(&heap, profiles, kernel, &never, &scorer, NULL);
    if (status == MM_OK) {
        status = mmi_scanner_make(&heap, &scorer, &scanner, NULL);
        if (status != MM_OK) ck_assert_ptr_null(scanner);
        mmi_scanner_free(scanner);
        mmi_scorer_clear(&scorer);
    }
    ck_assert_int_eq(status, failing.has_failed ? MM_ERR_MEMORY : MM_OK);
    ck_assert_int_eq(failing.n_out, 0);
    return failing.has_failed;
}

START_TEST(making_gives_everything_back_when_memory_runs_out)
{
    for (mm_kernel kernel = MM_KERNEL_BEST; kernel <= MM_KERNEL_PORTABLE; kernel++) {
        for (uint64_t seed = 1; seed <= 4; seed++) {
            mm_profiles *profiles = make_random_cohort(random_state(seed), 40, 30);
            for (long fail_at = 1; fails_cleanly(profiles, kernel, fail_at); fail_at++) {
            }
            mm_profiles_free(profiles);
        }
    }
}
END_TEST

START_TEST(matchings_do_not_depend_on_the_kernel)
{
    mm_profiles *profiles = make_random_cohort(random_state(12), 60, 80);
    mm_matching *first = NULL;
    for (mm_kernel kernel = MM_KERNEL_PORTABLE; kernel <= MM_KERNEL_AVX512; kernel++) {
        mm_match_options options = MM_MATCH_OPTIONS_INIT;
        options.kernel = kernel;
        mm_matching *matching;
        if (mm_match(profiles, &options, &matching, NULL) == MM_ERR_OPTION) continue;
        int32_t n, n_first;
        const mm_pair *pairs = mm_matching_pairs(matching, &n);
        if (first != NULL) {
            const mm_pair *expected = mm_matching_pairs(first, &n_first);
            ck_assert_int_eq(n, n_first);
            ck_assert_mem_eq(pairs, expected, (size_t)n * sizeof *pairs);
            mm_matching_free(matching);
        } else {
            ck_assert_int_gt(n, 0);
            first = matching;
        }
    }
    mm_matching_free(first);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(a_kernel_that_is_none_is_refused)
{
    mm_profiles *profiles = make_random_cohort(random_state(5), 3, 3);
    for (int32_t number = -1; number <= 4; number += 5) {
        mm_match_options options = MM_MATCH_OPTIONS_INIT;
        options.kernel = (mm_kernel)number;
        mm_matching *matching;
        mm_error error;
        ck_assert_int_eq(mm_match(profiles, &options, &matching, &error), MM_ERR_OPTION);
        ck_assert_ptr_null(matching);
        ck_assert_ptr_nonnull(strstr(error.message, "kernel"));
    }
    mm_profiles_free(profiles);
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
                     every_kernel_equals_the_definition_on_random_programmes,
                     nobody_on_either_side_is_no_trouble,
                     making_gives_everything_back_when_memory_runs_out,
                     matchings_do_not_depend_on_the_kernel, a_kernel_that_is_none_is_refused,
                     contributions_sum_to_the_score);
}
