/* One mentor leaves: the matching that is left, from the earlier one and from nothing, on the public
 * header alone. Seconds are of mm_match; both ways must reach the same value, proven. */
#include "generate/generated_cohort.h"
#include "support/arguments.h"
#include "support/measure.h"

enum { MOST_RUNS = 99 };

/* The profiles of a cohort without one mentor, who has mentees. */
static mm_profiles *profiles_without(const mm_cohort *cohort, const char *mentor_id)
{
    mm_error error = {0};
    mm_cohort_builder *builder;
    mm_cohort *fewer;
    mm_profiles *profiles;
    mmb_must(mm_cohort_builder_new(mm_cohort_programme(cohort), cohort, NULL, &builder, &error),
             &error);
    mmb_must(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, mentor_id, &error), &error);
    mmb_must(mm_cohort_builder_seal(builder, &fewer, &error), &error);
    mmb_must(mm_compile(fewer, NULL, &profiles, &error), &error);
    mm_cohort_builder_free(builder);
    mm_cohort_free(fewer);
    return profiles;
}

/* The last goal's value; 0 where it is not proven. */
static int64_t value_of(const mm_matching *matching)
{
    int32_t n_goals;
    const mm_goal_result *const goal = mm_matching_goals(matching, &n_goals);
    return mm_matching_outcome(matching) == MM_OUTCOME_OPTIMAL ? goal[n_goals - 1].value : 0;
}

typedef struct timed_match {
    double cpu_s, wall_s; /* medians */
    int64_t value, n_priced;
    int32_t n_rounds;
} timed_match;

static timed_match match_often(const mm_profiles *profiles, const mm_match_options *options,
                               int32_t n_runs)
{
    double wall_s[MOST_RUNS], cpu_s[MOST_RUNS];
    timed_match found = {0};
    mm_error error = {0};
    for (int32_t run = 0; run < n_runs; run++) {
        mm_matching *matching;
        const mmb_clock start = mmb_now();
        mmb_must(mm_match(profiles, options, &matching, &error), &error);
        wall_s[run] = mmb_wall_s(start);
        cpu_s[run] = mmb_cpu_s(start);
        found.value = value_of(matching);
        found.n_priced = mm_matching_proof(matching)->n_pairs_priced;
        found.n_rounds = mm_matching_proof(matching)->n_rounds;
        mm_matching_free(matching);
    }
    found.wall_s = mmb_median(wall_s, n_runs);
    found.cpu_s = mmb_median(cpu_s, n_runs);
    return found;
}

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    int64_t repeat = 5;
    const mmb_argument arguments[] = {MMB_COHORT_ARGUMENTS(given), {"--repeat", &repeat, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    const mmb_recipe recipe = mmb_recipe_of(&given);
    const int32_t n_runs = repeat < 1 || repeat > MOST_RUNS ? 1 : (int32_t)repeat;
    mm_error error = {0};
    mm_cohort *cohort;
    mm_profiles *before;
    mm_matching *earlier;
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    options.threads = (int32_t)given.threads;
    options.kernel = mmb_kernel_of(&given);
    options.keep_evidence = 1;
    mmb_must(mmb_cohort_make(&recipe, &cohort, &error), &error);
    mmb_must(mm_compile(cohort, NULL, &before, &error), &error);
    mmb_must(mm_match(before, &options, &earlier, &error), &error);
    int32_t n_pairs;
    const mm_pair *const pair = mm_matching_pairs(earlier, &n_pairs);
    if (n_pairs == 0) {
        fputs("nobody is matched, so nobody can leave\n", stderr);
        return 2;
    }
    mm_profiles *const after =
        profiles_without(cohort, mm_profiles_mentor_id(before, pair[n_pairs / 2].mentor));
    const timed_match cold = match_often(after, &options, n_runs);
    options.start = earlier;
    const timed_match warm = match_often(after, &options, n_runs);
    mmb_line_begin("warm");
    mmb_line_cohort(&given);
    mmb_line_number("cold_cpu_s", cold.cpu_s);
    mmb_line_number("warm_cpu_s", warm.cpu_s);
    mmb_line_number("cold_s", cold.wall_s);
    mmb_line_number("warm_s", warm.wall_s);
    mmb_line_count("cold_value", cold.value);
    mmb_line_count("value", warm.value);
    mmb_line_count("rounds", warm.n_rounds);
    mmb_line_count("priced", warm.n_priced);
    mmb_line_end();
    mm_matching_free(earlier);
    mm_profiles_free(before);
    mm_profiles_free(after);
    mm_cohort_free(cohort);
    return cold.value == warm.value && cold.value > 0 ? 0 : 1;
}
