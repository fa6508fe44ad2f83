/* The scan against sorting all worths, with prices, floors, exclusions, ties and ranges that begin
 * and end anywhere. */
#include "score/scan.h"

#include "score/eligibility.h"

#include "run_suite.h"
#include "scored_cohort.h"

#include <stdlib.h>

#define MENTORS_MOST 1500
#define KEPT_MOST 400

/* One mentor of the range, as the definition has it. */
typedef struct ranked {
    int32_t index, turn, score;
    int64_t worth;
} ranked;

static int better_first(const void *one, const void *other)
{
    const ranked *a = one;
    const ranked *b = other;
    if (a->worth != b->worth) return a->worth > b->worth ? -1 : 1;
    return (a->turn > b->turn) - (a->turn < b->turn);
}

static bool is_excluded(const mmi_scan_row *row, int32_t mentor)
{
    for (int32_t i = 0; i < row->n_excluded; i++) {
        if (row->excluded[i] == mentor) return true;
    }
    return false;
}

/* What a row should hold, from the definition alone. `scores` of this mentee with all mentors. */
static void check_row(const int32_t *scores, int32_t first, int32_t n, const int32_t *price,
                      const mmi_scan_row *row)
{
    static ranked all[MENTORS_MOST];
    int32_t n_all = 0;
    for (int32_t i = 0; i < n; i++) {
        const int32_t score = scores[first + i];
        if (score == MMI_INELIGIBLE || is_excluded(row, first + i)) continue;
        all[n_all++] = (ranked){i, (i - row->tie_offset + n) % n, score,
                                (int64_t)score - (price == NULL ? 0 : price[first + i])};
    }
    qsort(all, (size_t)n_all, sizeof *all, better_first);
    int32_t n_best = 0;
    while (n_best < n_all && n_best < row->k && all[n_best].worth >= row->floor) n_best++;
    ck_assert_int_eq(row->n_best, n_best);
    for (int32_t i = 0; i < n_best; i++) {
        ck_assert_int_eq(row->best[i].index, all[i].index);
        ck_assert_int_eq(row->best[i].score, all[i].score);
    }
    ck_assert_int_eq(row->left_best, n_best < n_all ? all[n_best].worth : INT32_MIN);
}

static const int32_t *scores_of(const mm_profiles *profiles, int32_t mentee)
{
    static int32_t scores[MENTORS_MOST];
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        scores[mentor] = mmi_is_eligible(profiles, mentee, mentor)
                             ? mmi_score(profiles, mentee, mentor)
                             : MMI_INELIGIBLE;
    }
    return scores;
}

static int32_t price[MENTORS_MOST];
static int32_t excluded[MMI_SCAN_ROWS_MOST][8];
static mmi_scored best[MMI_SCAN_ROWS_MOST][KEPT_MOST];

static mmi_scan_row random_row(const mm_profiles *profiles, int32_t i, int32_t n)
{
    static const int32_t kept[] = {0, 1, 2, 16, 32, 127, 128, 300};
    mmi_scan_row row = {.mentee = below(&state, profiles->n_people[MMI_MENTEE]),
                        .k = kept[below(&state, 8)],
                        .tie_offset = n == 0 ? 0 : below(&state, n),
                        .floor = INT32_MIN,
                        .n_excluded = below(&state, 9),
                        .excluded = excluded[i],
                        .best = best[i]};
    if (below(&state, 3) == 0) row.floor = below(&state, 900000) - 100000;
    for (int32_t e = 0; e < row.n_excluded; e++) {
        excluded[i][e] = below(&state, profiles->n_people[MMI_MENTOR]);
    }
    return row;
}

/* Many calls of a few rows each. */
static void scan_randomly(const mm_profiles *profiles, const mmi_scorer *scorer, int32_t n_calls)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    mmi_scanner *scanner;
    ck_assert_int_eq(mmi_scanner_make(&heap, scorer, &scanner, NULL), MM_OK);
    for (int32_t call = 0; call < n_calls; call++) {
        const int32_t first = below(&state, 3) == 0 ? below(&state, n_mentors) : 0;
        const int32_t n = below(&state, 3) == 0 ? below(&state, n_mentors - first + 1)
                                                : n_mentors - first;
        const bool are_equal = below(&state, 2) == 0; /* prices that make ties */
        for (int32_t mentor = 0; mentor < n_mentors; mentor++) {
            price[mentor] = are_equal ? 0 : below(&state, 400000) - 50000;
        }
        const int32_t *prices = below(&state, 2) == 0 ? NULL : price;
        mmi_scan_row row[MMI_SCAN_ROWS_MOST];
        const int32_t n_rows = 1 + below(&state, call % 8 == 0 ? MMI_SCAN_ROWS_MOST : 3);
        for (int32_t i = 0; i < n_rows; i++) row[i] = random_row(profiles, i, n);
        mmi_scan(scanner, first, n, prices, row, n_rows);
        for (int32_t i = 0; i < n_rows && i < 4; i++) {
            check_row(scores_of(profiles, row[i].mentee), first, n, prices, &row[i]);
        }
    }
    mmi_scanner_free(scanner);
}

static void scan_with_all_kernels(mm_profiles *profiles, int32_t n_calls)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop never = mmi_stop_from(NULL, 0);
    for (mm_kernel kernel = MM_KERNEL_PORTABLE; kernel <= MM_KERNEL_AVX512; kernel++) {
        mmi_scorer scorer;
        const mm_status status =
            mmi_scorer_make(&heap, profiles, kernel, &never, &scorer, NULL);
        if (status == MM_ERR_OPTION && kernel != MM_KERNEL_PORTABLE) continue;
        ck_assert_int_eq(status, MM_OK);
        state = random_state(7);
        scan_randomly(profiles, &scorer, n_calls);
        mmi_scorer_clear(&scorer);
    }
    mm_profiles_free(profiles);
}

START_TEST(scan_equals_sorting_all_worths)
{
    state = random_state(3);
    scan_with_all_kernels(make_profiles(1300, 60), 60);
}
END_TEST

START_TEST(scan_of_few_mentors_equals_sorting_all_worths)
{
    state = random_state(4);
    scan_with_all_kernels(make_profiles(9, 40), 200);
}
END_TEST

int main(void)
{
    return RUN_SUITE("scan", scan_equals_sorting_all_worths,
                     scan_of_few_mentors_equals_sorting_all_worths);
}
