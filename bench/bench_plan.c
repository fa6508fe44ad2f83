/* Check-ins for a proven matching, on the public header alone: seconds and memory of mm_plan. */
#include "generate/generated_cohort.h"
#include "support/arguments.h"
#include "support/measure.h"

enum { MOST_RUNS = 99 };

static void print_found(const mm_schedule *schedule)
{
    int32_t n_weeks;
    const mm_week_result *const week = mm_schedule_weeks(schedule, &n_weeks);
    int64_t n_live = 0, n_asynchronous = 0, n_exact = 0;
    for (int32_t i = 0; i < n_weeks; i++) {
        n_live += week[i].n_live;
        n_asynchronous += week[i].n_asynchronous;
        n_exact += week[i].is_exact;
    }
    mmb_line_count("live", n_live);
    mmb_line_count("asynchronous", n_asynchronous);
    mmb_line_count("exact_weeks", n_exact);
}

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    int64_t repeat = 1;
    const mmb_argument arguments[] = {MMB_COHORT_ARGUMENTS(given), {"--repeat", &repeat, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    const mmb_recipe recipe = mmb_recipe_of(&given);
    const int32_t n_runs = repeat < 1 || repeat > MOST_RUNS ? 1 : (int32_t)repeat;
    mm_error error = {0};
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_matching *matching;
    mm_schedule *schedule = NULL;
    mmb_must(mmb_cohort_make(&recipe, &cohort, &error), &error);
    mmb_must(mm_compile(cohort, NULL, &profiles, &error), &error);
    mmb_must(mm_match(profiles, NULL, &matching, &error), &error);
    mm_plan_options options = MM_PLAN_OPTIONS_INIT;
    options.threads = (int32_t)given.threads;
    const double held_mb = mmb_resident_mb();
    mmb_forget_peak();
    double wall_s[MOST_RUNS], cpu_s[MOST_RUNS];
    for (int32_t run = 0; run < n_runs; run++) {
        mm_schedule_free(schedule);
        const mmb_clock start = mmb_now();
        mmb_must(mm_plan(profiles, matching, &options, &schedule, &error), &error);
        wall_s[run] = mmb_wall_s(start);
        cpu_s[run] = mmb_cpu_s(start);
    }
    const double above_mb = mmb_peak_mb() - held_mb;
    mmb_line_begin("plan");
    mmb_line_cohort(&given);
    mmb_line_number("wall_s", mmb_median(wall_s, n_runs));
    mmb_line_number("cpu_s", mmb_median(cpu_s, n_runs));
    mmb_line_number("above_mb", above_mb);
    print_found(schedule);
    mmb_line_end();
    mm_schedule_free(schedule);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    return 0;
}
