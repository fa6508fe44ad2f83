/* Public functions of <mentormatch/programme.h>: check arguments and options, read, decide. */
#include "base/problems.h"
#include "base/take_options.h"
#include "cohort/programme.h"
#include "read/programme_json.h"
#include "read/read_options.h"

#include <string.h>

void mm_read_options_init(mm_read_options *options, size_t size)
{
    mmi_init_options(options, size);
}

/* From a path, or else from a source; what is read leaves only if no error was reported. */
static mm_status read_programme(const char *path, const mm_source *source,
                                const mm_read_options *options, mm_programme **programme,
                                mm_error *error)
{
    mm_programme *read = NULL;
    mm_problems *own_problems = NULL;
    mm_read_options full;
    mm_status status = mmi_read_options_from(options, &full, error);
    if (status != MM_OK) goto done;
    mm_problems *problems = full.problems;
    if (problems == NULL) {
        if (mm_problems_new(full.allocator, &own_problems) != MM_OK) {
            status = mmi_out_of_memory(error);
            goto done;
        }
        problems = own_problems;
    }
    mmi_problems_begin(problems);
    if (path != NULL) {
        status = mmi_read_programme_file(path, &full, problems, &read, error);
    } else {
        status = mmi_read_programme(source, "", &full, problems, &read, error);
    }
    const mm_status found = mmi_problems_finish(problems, status == MM_OK ? error : NULL);
    if (status == MM_OK) status = found;
done:
    mm_problems_free(own_problems);
    if (status == MM_OK) *programme = read;
    else mm_programme_free(read);
    return status;
}

mm_status mm_read_programme_file(const char *path, const mm_read_options *options,
                                 mm_programme **programme, mm_error *error)
{
    mmi_error_clear(error);
    if (programme == NULL) return mmi_missing(error, "programme");
    *programme = NULL;
    if (path == NULL) return mmi_missing(error, "path");
    return read_programme(path, NULL, options, programme, error);
}

mm_status mm_read_programme(const mm_source *source, const mm_read_options *options,
                            mm_programme **programme, mm_error *error)
{
    mmi_error_clear(error);
    if (programme == NULL) return mmi_missing(error, "programme");
    *programme = NULL;
    if (source == NULL) return mmi_missing(error, "source");
    return read_programme(NULL, source, options, programme, error);
}

const char *mm_programme_name(const mm_programme *programme)
{
    return programme == NULL ? "" : programme->name;
}

int32_t mm_programme_n_questions(const mm_programme *programme)
{
    return programme == NULL ? 0 : programme->n_questions;
}

const char *mm_programme_question_id(const mm_programme *programme, int32_t question)
{
    if (programme == NULL || question < 0 || question >= programme->n_questions) return "";
    return programme->question[question].id;
}

int32_t mm_programme_n_weeks(const mm_programme *programme)
{
    return programme == NULL ? 0 : programme->term.n_weeks;
}

const int32_t *mm_programme_check_in_weeks(const mm_programme *programme, int32_t *n_weeks)
{
    if (n_weeks != NULL) *n_weeks = programme == NULL ? 0 : programme->n_check_in_weeks;
    return programme == NULL ? NULL : programme->check_in_week;
}
