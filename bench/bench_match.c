/* The whole job on the public header alone: people → profiles → proven matching. One line of JSON;
 * `above_mb` is the peak of compile and match above what the cohort holds. */
#include "generate/generated_cohort.h"
#include "support/arguments.h"
#include "support/measure.h"

static void print_found(const mm_matching *matching)
{
    int32_t n_goals, n_pairs;
    const mm_goal_result *const goal = mm_matching_goals(matching, &n_goals);
    const mm_proof *const proof = mm_matching_proof(matching);
    (void)mm_matching_pairs(matching, &n_pairs);
    mmb_line_count("pairs", n_pairs);
    for (int32_t i = 0; i < n_goals; i++) {
        mmb_line_count(goal[i].goal == MM_GOAL_TOTAL ? "value" : "filled", goal[i].value);
    }
    mmb_line_count("outcome", proof->outcome);
    mmb_line_count("gap", proof->gap);
    mmb_line_count("rounds", proof->n_rounds);
    mmb_line_count("priced", proof->n_pairs_priced);
    mmb_line_count("candidates", proof->n_candidates);
    mmb_line_count("glpk", proof->glpk);
    mmb_line_count("glpk_iterations", proof->glpk_iterations);
}

static void print_stages(const mmb_stages *stages)
{
    static const struct { mm_stage stage; const char *key; } shown[] = {
        {MM_STAGE_SCORE, "score_s"}, {MM_STAGE_SOLVE, "solve_s"}, {MM_STAGE_PRICE, "price_s"},
        {MM_STAGE_CONFIRM, "confirm_s"}};
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        mmb_line_number(shown[i].key, stages->wall_s[shown[i].stage]);
    }
}

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    int64_t limit = 0;
    const mmb_argument arguments[] = {MMB_COHORT_ARGUMENTS(given), {"--limit", &limit, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    const mmb_recipe recipe = mmb_recipe_of(&given);
    mm_match_options match_options = MM_MATCH_OPTIONS_INIT;
    mm_compile_options compile_options = MM_COMPILE_OPTIONS_INIT;
    mm_error error = {0};
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_matching *matching;
    const mmb_clock begin = mmb_now();
    mmb_must(mmb_cohort_make(&recipe, &cohort, &error), &error);
    const double made_s = mmb_wall_s(begin);
    const double make_peak_mb = mmb_peak_mb();
    const double cohort_mb = mmb_resident_mb();
    mmb_forget_peak();

    mmb_stages stages;
    mmb_stages_begin(&stages);
    match_options.threads = compile_options.threads = (int32_t)given.threads;
    match_options.progress = &stages.progress;
    match_options.kernel = mmb_kernel_of(&given);
    match_options.time_limit_s = (double)limit;
    const mmb_clock start = mmb_now();
    mmb_must(mm_compile(cohort, &compile_options, &profiles, &error), &error);
    const double compile_wall_s = mmb_wall_s(start), compile_cpu_s = mmb_cpu_s(start);
    mmb_stages_begin(&stages);
    mmb_must(mm_match(profiles, &match_options, &matching, &error), &error);
    mmb_stages_end(&stages);
    const double wall_s = mmb_wall_s(start), cpu_s = mmb_cpu_s(start);

    mmb_line_begin("match");
    mmb_line_cohort(&given);
    mmb_line_text("kernel", given.kernel);
    mmb_line_number("wall_s", wall_s);
    mmb_line_number("cpu_s", cpu_s);
    mmb_line_number("compile_s", compile_wall_s);
    mmb_line_number("compile_cpu_s", compile_cpu_s);
    mmb_line_number("match_s", wall_s - compile_wall_s);
    print_stages(&stages);
    mmb_line_number("above_mb", mmb_peak_mb() - cohort_mb);
    mmb_line_number("peak_mb", mmb_peak_mb());
    mmb_line_number("cohort_mb", cohort_mb);
    mmb_line_number("make_s", made_s);
    mmb_line_number("make_peak_mb", make_peak_mb);
    print_found(matching);
    mmb_line_end();
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    return 0;
}
