/* All problems of a programme at once, as a form would show them beside its fields. The sentence
 * never holds a person's value; that is in `token`, for whoever may see it. */
#include <mentormatch/mentormatch.h>

#include <inttypes.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: every_problem PROGRAMME\n", stderr);
        return 1;
    }
    mm_error error = {0};
    mm_programme *programme = NULL;
    mm_cohort *cohort = NULL;
    mm_problems *problems = NULL;
    if (mm_problems_new(NULL, &problems) != MM_OK) return 1;
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.problems = problems;
    const mm_status status = mm_read_files(argv[1], &options, &programme, &cohort, &error);

    int32_t n_listed = 0;
    const mm_problem *problem = mm_problems_list(problems, &n_listed);
    for (int32_t i = 0; i < n_listed; i++) {
        printf("%d %s line %" PRId64 ", %s: %s\n", (int)problem[i].code, problem[i].file,
               problem[i].line, problem[i].field, problem[i].message);
    }
    if (status != MM_OK && n_listed == 0) printf("%s\n", error.message);
    printf("%s\n", mm_status_name(status));

    mm_cohort_free(cohort);
    mm_programme_free(programme);
    mm_problems_free(problems);
    return status == MM_OK ? 0 : 1;
}
