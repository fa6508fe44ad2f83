/* Public functions of <mentormatch/cohort.h> that read and look: check arguments and options, read,
 * decide. The builder is in api_cohort_builder.c. */
#include "base/problems.h"
#include "cohort/cohort.h"
#include "read/people_csv.h"
#include "read/programme_json.h"
#include "read/read_options.h"

#include <mentormatch/cohort.h>

#include <string.h>

typedef struct request {
    const char *path;              /* of a programme; NULL: it is given */
    const mm_source *source[MMI_N_ROLES]; /* NULL: the files that the programme names */
} request;

/* Programme and people as asked for, all problems into one list. */
static mm_status read_all(const request *asked, const mm_read_options *options,
                          mm_problems *problems, mm_programme **programme, mm_cohort **cohort,
                          mm_error *error)
{
    if (asked->path != NULL) {
        const mm_status status =
            mmi_read_programme_file(asked->path, options, problems, programme, error);
        if (status != MM_OK) return status;
        if (*programme == NULL) return MM_ERR_INPUT;
    }
    if (asked->source[MMI_MENTOR] == NULL) {
        return mmi_read_cohort_files(*programme, options, problems, cohort, error);
    }
    return mmi_read_cohort(*programme, asked->source[MMI_MENTOR], asked->source[MMI_MENTEE],
                           options, problems, cohort, error);
}

/* How a read ended: problems are put in order, and the first error becomes the sentence. A list
 * that held errors before this call does not make it fail. */
static mm_status finish(mm_status status, mm_problems *problems, int64_t n_errors_before,
                        mm_error *error)
{
    const bool has_errors = mm_problems_count(problems, MM_SEVERITY_ERROR) > n_errors_before;
    const bool is_told_here = status == MM_OK || status == MM_ERR_INPUT;
    const mm_status found = mmi_problems_finish(problems, is_told_here ? error : NULL);
    if (!is_told_here || found == MM_OK) return status;
    if (found == MM_ERR_INPUT && !has_errors) {
        mmi_error_clear(error);
        return status;
    }
    return found;
}

/* *programme is given unless asked->path is; it leaves only together with the cohort. */
static mm_status read_checked(const request *asked, const mm_read_options *options,
                              mm_programme **programme, mm_cohort **cohort, mm_error *error)
{
    mm_read_options full;
    mm_status status = mmi_read_options_from(options, &full, error);
    if (status != MM_OK) return status;
    mm_problems *own_problems = NULL;
    if (full.problems == NULL && mm_problems_new(full.allocator, &own_problems) != MM_OK) {
        return mmi_out_of_memory(error);
    }
    mm_problems *const problems = full.problems != NULL ? full.problems : own_problems;
    const int64_t n_errors = mm_problems_count(problems, MM_SEVERITY_ERROR);
    status = read_all(asked, &full, problems, programme, cohort, error);
    status = finish(status, problems, n_errors, error);
    if (status != MM_OK) {
        mm_cohort_free(*cohort);
        *cohort = NULL;
    }
    if (status != MM_OK && asked->path != NULL) {
        mm_programme_free(*programme);
        *programme = NULL;
    }
    mm_problems_free(own_problems);
    return status;
}

mm_status mm_read_cohort_files(const mm_programme *programme, const mm_read_options *options,
                               mm_cohort **cohort, mm_error *error)
{
    mmi_error_clear(error);
    if (cohort == NULL) return mmi_missing(error, "cohort");
    *cohort = NULL;
    if (programme == NULL) return mmi_missing(error, "programme");
    const request asked = {NULL, {NULL, NULL}};
    mm_programme *given = (mm_programme *)programme; /* shared by count, never written */
    return read_checked(&asked, options, &given, cohort, error);
}

mm_status mm_read_cohort(const mm_programme *programme, const mm_source *mentors,
                         const mm_source *mentees, const mm_read_options *options,
                         mm_cohort **cohort, mm_error *error)
{
    mmi_error_clear(error);
    if (cohort == NULL) return mmi_missing(error, "cohort");
    *cohort = NULL;
    if (programme == NULL) return mmi_missing(error, "programme");
    if (mentors == NULL) return mmi_missing(error, "mentors");
    if (mentees == NULL) return mmi_missing(error, "mentees");
    const request asked = {NULL, {mentors, mentees}};
    mm_programme *given = (mm_programme *)programme; /* shared by count, never written */
    return read_checked(&asked, options, &given, cohort, error);
}

mm_status mm_read_files(const char *path, const mm_read_options *options,
                        mm_programme **programme, mm_cohort **cohort, mm_error *error)
{
    mmi_error_clear(error);
    if (programme != NULL) *programme = NULL;
    if (cohort != NULL) *cohort = NULL;
    if (programme == NULL) return mmi_missing(error, "programme");
    if (cohort == NULL) return mmi_missing(error, "cohort");
    if (path == NULL) return mmi_missing(error, "path");
    const request asked = {path, {NULL, NULL}};
    return read_checked(&asked, options, programme, cohort, error);
}

int32_t mm_cohort_n_people(const mm_cohort *cohort, mm_role role)
{
    if (cohort == NULL || (role != MM_ROLE_MENTOR && role != MM_ROLE_MENTEE)) return 0;
    return cohort->people[role].n;
}

const char *mm_cohort_fingerprint(const mm_cohort *cohort)
{
    return cohort == NULL ? "" : cohort->fingerprint_text;
}

const mm_programme *mm_cohort_programme(const mm_cohort *cohort)
{
    return cohort == NULL ? NULL : cohort->programme;
}
