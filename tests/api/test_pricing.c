/* Cohorts in which everybody wants the same mentors, so that first lists are wrong and pricing has
 * to find the pairs of the optimum: totals against a dense Hungarian method of this file's own. */
#include <mentormatch/mentormatch.h>

#include "random_numbers.h"
#include "run_suite.h"

#include <stdbool.h>
#include <stdio.h>

#define N_MENTORS 70
#define MOST_SIDE 210 /* mentees; places */

static mm_error error;
static int32_t capacity[N_MENTORS];

/* Mentors of every quality, mentees who all look for the best: x is shared, y is taste. */
static mm_profiles *make_profiles(uint64_t seed, int32_t n_mentees, const char *goals,
                                  int32_t *n_places)
{
    static const char programme_format[] =
        "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 8,"
        " \"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"a.csv\"},"
        " \"mentees\": {\"file\": \"b.csv\"}, \"questions\": ["
        "{\"id\": \"x\", \"kind\": \"scale\", \"from\": 0, \"to\": 999, \"compare\": \"near\","
        " \"weight\": 3}, {\"id\": \"y\", \"kind\": \"scale\", \"from\": 0, \"to\": 999,"
        " \"compare\": \"near\", \"weight\": 1}], \"matching\": {\"goals\": [%s]}}";
    static char programme_text[1024];
    static char mentors_text[8192];
    static char mentees_text[8192];
    uint64_t state = random_state(seed);
    const int n_text = snprintf(programme_text, sizeof programme_text, programme_format, goals);
    int n = snprintf(mentors_text, sizeof mentors_text, "id,capacity,x,y\n");
    *n_places = 0;
    for (int32_t i = 0; i < N_MENTORS; i++) {
        const int32_t places = 1 + below(&state, 3);
        *n_places += places;
        n += snprintf(mentors_text + n, sizeof mentors_text - (size_t)n, "m%d,%d,%d,%d\n", (int)i,
                      (int)places, (int)below(&state, 1000), (int)below(&state, 1000));
    }
    int k = snprintf(mentees_text, sizeof mentees_text, "id,x,y\n");
    for (int32_t i = 0; i < n_mentees; i++) {
        k += snprintf(mentees_text + k, sizeof mentees_text - (size_t)k, "e%d,%d,%d\n", (int)i,
                      (int)(960 + below(&state, 40)), (int)below(&state, 1000));
    }
    const mm_source sources[] = {
        {.name = "p.json", .bytes = programme_text, .n_bytes = (size_t)n_text},
        {.name = "a.csv", .bytes = mentors_text, .n_bytes = (size_t)n},
        {.name = "b.csv", .bytes = mentees_text, .n_bytes = (size_t)k}};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    ck_assert_int_eq(mm_read_programme(&sources[0], NULL, &programme, &error), MM_OK);
    ck_assert_int_eq(mm_read_cohort(programme, &sources[1], &sources[2], NULL, &cohort, &error),
                     MM_OK);
    ck_assert_int_eq(mm_compile(cohort, NULL, &profiles, &error), MM_OK);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return profiles;
}

static int64_t cost[MOST_SIDE + 1][MOST_SIDE + 1]; /* from 1; rows are the smaller side */

/* Least cost of giving every row a column of its own (Kuhn 1955; n_rows <= n_columns). */
static int64_t least_cost(int32_t n_rows, int32_t n_columns)
{
    int64_t u[MOST_SIDE + 1] = {0};
    int64_t v[MOST_SIDE + 1] = {0};
    int32_t row_of[MOST_SIDE + 1] = {0};
    for (int32_t row = 1; row <= n_rows; row++) {
        int64_t least[MOST_SIDE + 1];
        int32_t way[MOST_SIDE + 1] = {0};
        bool used[MOST_SIDE + 1] = {false};
        for (int32_t j = 0; j <= n_columns; j++) least[j] = INT64_MAX;
        int32_t at = 0;
        row_of[0] = row;
        while (row_of[at] != 0) {
            int64_t step = INT64_MAX;
            int32_t next = 0;
            used[at] = true;
            for (int32_t j = 1; j <= n_columns; j++) {
                if (used[j]) continue;
                const int64_t here = cost[row_of[at]][j] - u[row_of[at]] - v[j];
                if (here < least[j]) {
                    least[j] = here;
                    way[j] = at;
                }
                if (least[j] < step) {
                    step = least[j];
                    next = j;
                }
            }
            for (int32_t j = 0; j <= n_columns; j++) {
                if (used[j]) {
                    u[row_of[j]] += step;
                    v[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            at = next;
        }
        for (; at != 0; at = way[at]) row_of[at] = row_of[way[at]];
    }
    int64_t sum = 0;
    for (int32_t j = 1; j <= n_columns; j++) {
        if (row_of[j] != 0) sum += cost[row_of[j]][j];
    }
    return sum;
}

/* The largest total of as many pairs as there can be. */
static int64_t best_total(const mm_profiles *profiles, int32_t n_mentees, int32_t n_places)
{
    const bool rows_are_mentees = n_mentees <= n_places;
    int32_t place = 0;
    for (int32_t mentor = 0; mentor < N_MENTORS; mentor++) {
        for (int32_t i = 0; i < capacity[mentor]; i++) {
            place++;
            for (int32_t mentee = 0; mentee < n_mentees; mentee++) {
                mm_explanation *of;
                ck_assert_int_eq(mm_explain_pair(profiles, mentee, mentor, &of, NULL), MM_OK);
                const int64_t loss = 1000000 - mm_explanation_score(of);
                mm_explanation_free(of);
                if (rows_are_mentees) cost[mentee + 1][place] = loss;
                else cost[place][mentee + 1] = loss;
            }
        }
    }
    const int32_t n_rows = rows_are_mentees ? n_mentees : n_places;
    const int32_t n_columns = rows_are_mentees ? n_places : n_mentees;
    return (int64_t)n_rows * 1000000 - least_cost(n_rows, n_columns);
}

/* Where all pairs may be, a best total has as many pairs as there can be, so that the order of the
 * goals changes nothing. Returns how many pairs were priced. */
static int64_t check_cohort(uint64_t seed, int32_t n_mentees, bool is_total_first)
{
    int32_t n_places;
    const char *goals =
        is_total_first ? "\"total\", \"participation\"" : "\"participation\", \"total\"";
    mm_profiles *profiles = make_profiles(seed, n_mentees, goals, &n_places);
    mm_matching *matching;
    ck_assert_int_eq(mm_match(profiles, NULL, &matching, &error), MM_OK);
    int32_t n_loads;
    const mm_load *load = mm_matching_loads(matching, &n_loads);
    for (int32_t i = 0; i < n_loads; i++) capacity[load[i].mentor] = load[i].capacity;
    const mm_goal_result *goal = mm_matching_goals(matching, NULL);
    const int32_t n_pairs = n_mentees < n_places ? n_mentees : n_places;
    const int64_t total = goal[is_total_first ? 0 : 1].value;
    ck_assert_int_eq(goal[is_total_first ? 1 : 0].value, n_pairs);
    ck_assert_msg(total == best_total(profiles, n_mentees, n_places),
                  "seed %llu, %d mentees: %lld is not the optimum", (unsigned long long)seed,
                  (int)n_mentees, (long long)total);
    for (int32_t i = 0; i < n_loads; i++) ck_assert_int_le(load[i].load, load[i].capacity);
    const mm_proof *proof = mm_matching_proof(matching);
    ck_assert_int_eq(proof->glpk, MM_GLPK_CONFIRMED);
    const int64_t n_priced = proof->n_pairs_priced;
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    return n_priced;
}

static void check_cohorts(bool is_total_first)
{
    static const int32_t n_mentees[] = {60, 110, 135, 160};
    for (size_t i = 0; i < sizeof n_mentees / sizeof *n_mentees; i++) {
        int64_t n_priced = 0;
        for (uint64_t seed = 1; seed <= 4; seed++) {
            n_priced += check_cohort(seed, n_mentees[i], is_total_first);
        }
        ck_assert_int_gt(n_priced, 0);
    }
}

START_TEST(pricing_finds_what_the_first_lists_lack)
{
    check_cohorts(false);
}
END_TEST

START_TEST(goals_behind_the_total_keep_what_pricing_found)
{
    check_cohorts(true);
}
END_TEST

int main(void)
{
    return RUN_SUITE("pricing", pricing_finds_what_the_first_lists_lack,
                     goals_behind_the_total_keep_what_pricing_found);
}
