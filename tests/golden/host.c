/* An application as a host may be: it has set its locale and rounds upward, and calls the library
 * from there. Understands `run PROGRAMME -o DIR`, so that its folder can be compared with the
 * command's. */
#include <mentormatch/mentormatch.h>

#include <fenv.h>
#include <locale.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 5) return 1;
    (void)setlocale(LC_ALL, "");
    (void)fesetround(FE_UPWARD);

    mm_error error;
    mm_programme *programme = NULL;
    mm_cohort *cohort = NULL;
    mm_profiles *profiles = NULL;
    mm_matching *matching = NULL;
    mm_schedule *schedule = NULL;
    const int is_written =
        mm_read_files(argv[2], NULL, &programme, &cohort, &error) == MM_OK &&
        mm_compile(cohort, NULL, &profiles, &error) == MM_OK &&
        mm_match(profiles, NULL, &matching, &error) == MM_OK &&
        mm_plan(profiles, matching, NULL, &schedule, &error) == MM_OK &&
        mm_write_run(profiles, matching, schedule, argv[4], NULL, &error) == MM_OK;
    if (!is_written) fprintf(stderr, "%s\n", error.message);

    mm_schedule_free(schedule);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return is_written ? 0 : 2;
}
