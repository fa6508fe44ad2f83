/* A matching that begins at an earlier one: whatever has changed since, the same values, proven. */
#include <mentormatch/mentormatch.h>

#include "changing_survey.h"
#include "failing_allocator.h"
#include "run_suite.h"

static mm_error error;

static mm_matching *match_from(const mm_profiles *profiles, const mm_matching *start,
                               int32_t threads)
{
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    mm_matching *matching;
    options.start = start;
    options.threads = threads;
    const mm_status status = mm_match(profiles, &options, &matching, &error);
    ck_assert_msg(status == MM_OK, "%s start: %s", start == NULL ? "without" : "with",
                  error.message);
    return matching;
}

static void check_same_values(const mm_matching *one, const mm_matching *other)
{
    int32_t n_goals, n_others, n_loads;
    const mm_goal_result *goal = mm_matching_goals(one, &n_goals);
    const mm_goal_result *others = mm_matching_goals(other, &n_others);
    ck_assert_int_eq(n_goals, n_others);
    for (int32_t i = 0; i < n_goals; i++) {
        ck_assert_int_eq(goal[i].value, others[i].value);
        ck_assert_int_eq(goal[i].bound, others[i].bound);
        ck_assert_int_eq(goal[i].is_proven, 1);
    }
    const mm_load *load = mm_matching_loads(one, &n_loads);
    const mm_load *loads = mm_matching_loads(other, &n_loads);
    for (int32_t i = 0; i < n_loads; i++) { /* least prices are the same, wherever one begins */
        ck_assert_int_eq(load[i].one_more_fills, loads[i].one_more_fills);
        ck_assert_int_eq(load[i].one_more_adds, loads[i].one_more_adds);
    }
    const mm_proof *proof = mm_matching_proof(one);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_OPTIMAL);
    ck_assert(proof->glpk == MM_GLPK_CONFIRMED || proof->glpk == MM_GLPK_TRIVIAL);
}

/* Chains of changes, each matching begun at the one before. */
static void check_chains(uint64_t seed, int32_t n_steps, int32_t n_mentors, int32_t n_mentees)
{
    uint64_t state = random_state(seed);
    survey of = make_survey(&state, n_mentors, n_mentees);
    mm_matching *before = NULL;
    for (int32_t step = 0; step < n_steps; step++) {
        mm_profiles *profiles = compile_survey(&of);
        mm_matching *cold = match_from(profiles, NULL, 1);
        mm_matching *warm = match_from(profiles, before, 1 + step % 2);
        check_same_values(warm, cold);
        mm_matching_free(before);
        mm_matching_free(cold);
        mm_profiles_free(profiles);
        before = warm;
        for (int32_t n = below(&state, 4); n >= 0; n--) change_something(&of, &state);
    }
    mm_matching_free(before);
}

START_TEST(small_cohorts_change_and_change_again)
{
    for (uint64_t seed = 1; seed <= 40; seed++) check_chains(seed, 12, 6, 9);
}
END_TEST

START_TEST(longer_lists_leave_somebody_out)
{
    for (uint64_t seed = 101; seed <= 112; seed++) check_chains(seed, 12, 45, 55);
}
END_TEST

START_TEST(scarce_places)
{
    for (uint64_t seed = 201; seed <= 212; seed++) check_chains(seed, 10, 30, 60);
}
END_TEST

START_TEST(from_itself_nothing_is_scored_again)
{
    for (uint64_t seed = 301; seed <= 320; seed++) {
        uint64_t state = random_state(seed);
        survey of = make_survey(&state, 50, 40);
        of.goals = 0;
        mm_profiles *profiles = compile_survey(&of);
        mm_matching *first = match_from(profiles, NULL, 1);
        mm_matching *again = match_from(profiles, first, 1);
        check_same_values(again, first);
        ck_assert_msg(mm_matching_proof(again)->n_pairs_priced == 0, "seed %d: %lld", (int)seed,
                      (long long)mm_matching_proof(again)->n_pairs_priced);
        mm_matching_free(first);
        mm_matching_free(again);
        mm_profiles_free(profiles);
    }
}
END_TEST

START_TEST(starts_of_no_use_are_no_error)
{
    uint64_t state = random_state(7);
    survey of = make_survey(&state, 10, 12);
    survey others = make_survey(&state, 8, 12);
    others.weight = 3;
    mm_profiles *profiles = compile_survey(&of);
    mm_profiles *strangers = compile_survey(&others);
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    options.keep_evidence = -1;
    mm_matching *bare, *given;
    ck_assert_int_eq(mm_match(profiles, &options, &bare, &error), MM_OK);
    const mm_source pairs = {.name = "pairs", .bytes = "mentee,mentor\n", .n_bytes = 14};
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &given, &error), MM_OK);
    mm_matching *cold = match_from(profiles, NULL, 1);
    mm_matching *stranger = match_from(strangers, NULL, 1);
    const mm_matching *const starts[] = {bare, given, stranger};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        mm_matching *warm = match_from(profiles, starts[i], 1);
        check_same_values(warm, cold);
        mm_matching_free(warm);
    }
    options.keep_evidence = 2;
    mm_matching *none;
    ck_assert_int_eq(mm_match(profiles, &options, &none, &error), MM_ERR_OPTION);
    mm_matching_free(bare);
    mm_matching_free(given);
    mm_matching_free(cold);
    mm_matching_free(stranger);
    mm_profiles_free(profiles);
    mm_profiles_free(strangers);
}
END_TEST

/* Stops at the n-th call. */
static int stop_at(void *context, mm_stage stage, double share)
{
    (void)stage;
    (void)share;
    int32_t *left = context;
    return (*left)-- <= 0;
}

/* Stopped on its way from nothing, or from the whole answer. */
static void check_stopped(uint64_t seed, bool is_warm)
{
    uint64_t state = random_state(seed);
    survey of = make_survey(&state, 50, 60);
    mm_profiles *profiles = compile_survey(&of);
    mm_matching *cold = match_from(profiles, NULL, 1);
    int32_t n_stopped = 0;
    for (int32_t n = 0; n < 60; n++) {
        int32_t left = n;
        const mm_progress progress = {stop_at, &left};
        mm_match_options options = MM_MATCH_OPTIONS_INIT;
        options.progress = &progress;
        options.threads = 1;
        options.start = is_warm ? cold : NULL;
        mm_matching *stopped;
        const mm_status status = mm_match(profiles, &options, &stopped, &error);
        if (status == MM_ERR_STOPPED) continue;
        ck_assert_int_eq(status, MM_OK);
        n_stopped += mm_matching_outcome(stopped) == MM_OUTCOME_STOPPED;
        mm_matching *warm = match_from(profiles, stopped, 1);
        check_same_values(warm, cold);
        mm_matching_free(stopped);
        mm_matching_free(warm);
    }
    ck_assert_int_gt(n_stopped, 0);
    mm_matching_free(cold);
    mm_profiles_free(profiles);
}

START_TEST(stopped_matchings_are_good_starts)
{
    check_stopped(11, false);
    check_stopped(11, true);
}
END_TEST

START_TEST(no_memory_leaves_nothing_behind)
{
    uint64_t state = random_state(13);
    survey of = make_survey(&state, 45, 50);
    mm_profiles *before = compile_survey(&of);
    mm_matching *start = match_from(before, NULL, 1);
    remove_person(&of, &state, 0);
    change_answers(&of, &state, 0);
    add_person(&of, &state, 1, 4);
    mm_profiles *profiles = compile_survey(&of);
    mm_matching *cold = match_from(profiles, NULL, 1);
    failing_allocator counter = {0};
    for (bool ended = false; !ended;) {
        counter = (failing_allocator){.fail_at = counter.fail_at + 1};
        const mm_allocator allocator = failing_allocator_of(&counter);
        mm_match_options options = MM_MATCH_OPTIONS_INIT;
        options.allocator = &allocator;
        options.start = start;
        options.threads = 1;
        mm_matching *warm;
        const mm_status status = mm_match(profiles, &options, &warm, &error);
        ended = !counter.has_failed;
        ck_assert(status == MM_OK || (status == MM_ERR_MEMORY && warm == NULL));
        if (ended) check_same_values(warm, cold);
        mm_matching_free(warm);
        ck_assert_int_eq(counter.n_out, 0);
    }
    ck_assert_int_gt(counter.n_asked, 50);
    mm_matching_free(cold);
    mm_matching_free(start);
    mm_profiles_free(before);
    mm_profiles_free(profiles);
}
END_TEST

int main(void)
{
    return RUN_SUITE("warm_start", small_cohorts_change_and_change_again,
                     longer_lists_leave_somebody_out, scarce_places,
                     from_itself_nothing_is_scored_again, starts_of_no_use_are_no_error,
                     stopped_matchings_are_good_starts, no_memory_leaves_nothing_behind);
}
