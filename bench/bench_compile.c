/* People → cohort → profiles: seconds and memory of the two steps. One line of JSON; compile is
 * the median of --repeat runs. */
#include "generate/generated_cohort.h"
#include "support/arguments.h"
#include "support/measure.h"

enum { MOST_RUNS = 99 };

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    int64_t repeat = 1;
    const mmb_argument arguments[] = {MMB_COHORT_ARGUMENTS(given), {"--repeat", &repeat, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    const mmb_recipe recipe = mmb_recipe_of(&given);
    const int32_t n_runs = repeat < 1 || repeat > MOST_RUNS ? 1 : (int32_t)repeat;
    mm_compile_options options = MM_COMPILE_OPTIONS_INIT;
    options.threads = (int32_t)given.threads;
    mm_error error = {0};
    mm_cohort *cohort;
    mm_profiles *profiles = NULL;
    const mmb_clock begin = mmb_now();
    mmb_must(mmb_cohort_make(&recipe, &cohort, &error), &error);
    const double make_s = mmb_wall_s(begin), make_peak_mb = mmb_peak_mb();
    const double cohort_mb = mmb_resident_mb();
    mmb_forget_peak();

    double wall_s[MOST_RUNS], cpu_s[MOST_RUNS];
    for (int32_t run = 0; run < n_runs; run++) {
        mm_profiles_free(profiles);
        const mmb_clock start = mmb_now();
        mmb_must(mm_compile(cohort, &options, &profiles, &error), &error);
        wall_s[run] = mmb_wall_s(start);
        cpu_s[run] = mmb_cpu_s(start);
    }
    const double peak_mb = mmb_peak_mb();
    mmb_line_begin("compile");
    mmb_line_cohort(&given);
    mmb_line_number("wall_s", mmb_median(wall_s, n_runs));
    mmb_line_number("cpu_s", mmb_median(cpu_s, n_runs));
    mmb_line_number("above_mb", peak_mb - cohort_mb);
    mmb_line_number("profiles_mb", mmb_resident_mb() - cohort_mb);
    mmb_line_number("cohort_mb", cohort_mb);
    mmb_line_number("make_s", make_s);
    mmb_line_number("make_peak_mb", make_peak_mb);
    mmb_line_end();
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    return 0;
}
