#include <mentormatch/mentormatch.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    mm_error error;
    mm_programme *programme = NULL;
    mm_cohort *cohort = NULL;
    mm_profiles *profiles = NULL;
    mm_matching *matching = NULL;
    const char *path = argc > 1 ? argv[1] : "programme.json";
    const int is_matched = mm_read_files(path, NULL, &programme, &cohort, &error) == MM_OK &&
                           mm_compile(cohort, NULL, &profiles, &error) == MM_OK &&
                           mm_match(profiles, NULL, &matching, &error) == MM_OK;
    int32_t n_pairs = 0;
    const mm_pair *pairs = is_matched ? mm_matching_pairs(matching, &n_pairs) : NULL;
    for (int32_t i = 0; i < n_pairs; i++) {
        printf("%s is mentored by %s\n", mm_profiles_mentee_id(profiles, pairs[i].mentee),
               mm_profiles_mentor_id(profiles, pairs[i].mentor));
    }
    if (!is_matched) fprintf(stderr, "%s\n", error.message);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return is_matched ? 0 : 1;
}
