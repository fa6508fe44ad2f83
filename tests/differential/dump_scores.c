/* Print every contribution of every pair, one line each, for comparison with tests/oracle.
 * On the public header alone. Fields are separated by tabs:
 *   part  MENTEE MENTOR CRITERION EARNED POSSIBLE MISSING FAILS
 *   pair  MENTEE MENTOR SCORE ELIGIBLE BARRED */
#include <mentormatch/mentormatch.h>

#include <stdio.h>

static void print_pair(const mm_explanation *explanation, const char *mentee, const char *mentor)
{
    int32_t n_parts = 0;
    const mm_contribution *parts = mm_explanation_contributions(explanation, &n_parts);
    for (int32_t part = 0; part < n_parts; part++) {
        printf("part\t%s\t%s\t%s\t%d\t%d\t%d\t%d\n", mentee, mentor, parts[part].criterion,
               (int)parts[part].earned, (int)parts[part].possible, (int)parts[part].is_missing,
               (int)parts[part].fails);
    }
    printf("pair\t%s\t%s\t%d\t%d\t%d\n", mentee, mentor, (int)mm_explanation_score(explanation),
           (int)mm_explanation_is_eligible(explanation), (int)mm_explanation_barred(explanation));
}

static mm_status print_all(const mm_profiles *profiles, mm_error *error)
{
    for (int32_t mentee = 0; mentee < mm_profiles_n_mentees(profiles); mentee++) {
        for (int32_t mentor = 0; mentor < mm_profiles_n_mentors(profiles); mentor++) {
            mm_explanation *explanation = NULL;
            const mm_status status =
                mm_explain_pair(profiles, mentee, mentor, &explanation, error);
            if (status != MM_OK) {
                return status;
            }
            print_pair(explanation, mm_profiles_mentee_id(profiles, mentee),
                       mm_profiles_mentor_id(profiles, mentor));
            mm_explanation_free(explanation);
        }
    }
    return MM_OK;
}

int main(int argc, char **argv)
{
    mm_error error = {0};
    mm_programme *programme = NULL;
    mm_cohort *cohort = NULL;
    mm_profiles *profiles = NULL;
    if (argc != 2) {
        fputs("usage: dump_scores PROGRAMME\n", stderr);
        return 1;
    }
    mm_status status = mm_read_files(argv[1], NULL, &programme, &cohort, &error);
    if (status == MM_OK) {
        status = mm_compile(cohort, NULL, &profiles, &error);
    }
    if (status == MM_OK) {
        status = print_all(profiles, &error);
    }
    if (status != MM_OK) {
        fprintf(stderr, "%s:%lld: %s\n", error.file, (long long)error.line, error.message);
    }
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return status == MM_OK && fflush(stdout) == 0 ? 0 : 1;
}
