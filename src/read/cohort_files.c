/* Both people files into one cohort, all problems of both told in one run. */
#include "read/people_csv.h"

#include "base/file.h"

#include <string.h>

/* Where the programme says that a file is: beside itself, unless the name is absolute. */
static char *path_of(const mmi_heap *heap, const mm_programme *programme, int32_t role)
{
    const char *const name = programme->people[role].file;
    const size_t n_folder = name[0] == '/' ? 0 : strlen(programme->folder);
    const size_t n_name = strlen(name);
    char *const path = mmi_alloc(heap, n_folder + n_name + 1, 1);
    if (path == NULL) return NULL;
    memcpy(path, programme->folder, n_folder);
    memcpy(path + n_folder, name, n_name);
    return path;
}

/* One side, from a source or, when that is NULL, from the file that the programme names. */
static mm_status read_side(const mmi_people_read *read, int32_t role, const mm_source *source,
                           mm_error *error)
{
    if (source != NULL) return mmi_read_people(read, role, source, error);
    const mmi_heap *heap = &read->builder->heap;
    char *const path = path_of(heap, read->builder->programme, role);
    if (path == NULL) return mmi_out_of_memory(error);
    char *bytes;
    size_t n;
    mm_status status = mmi_read_file(heap, path, path, (size_t)read->options->most_bytes, &bytes,
                                     &n, error);
    if (status == MM_OK) {
        const mm_source file = {.name = path, .bytes = bytes, .n_bytes = n};
        status = mmi_read_people(read, role, &file, error);
    }
    mmi_free(heap, bytes);
    mmi_free(heap, path);
    return status;
}

/* Sources NULL: from the files. */
static mm_status read_both(const mm_programme *programme, const mm_source *const *source,
                           const mm_read_options *options, mm_problems *problems,
                           mm_cohort **cohort, mm_error *error)
{
    const mmi_heap heap = mmi_heap_from(options->allocator);
    const int64_t n_errors = mm_problems_count(problems, MM_SEVERITY_ERROR);
    *cohort = NULL;
    mmi_ticker ticker;
    const mmi_people_read read = {mmi_builder_new(&heap, programme, options->zone_directory),
                                  options,
                                  mmi_stop_telling(options->cancel, options->time_limit_s,
                                                   options->progress, &ticker), problems};
    if (read.builder == NULL) return mmi_out_of_memory(error);
    mm_status status = MM_OK;
    for (int32_t role = 0; role < MMI_N_ROLES && status == MM_OK; role++) {
        mmi_stage_begin(&read.stop, MM_STAGE_READ, 0.4 * role, 0.4 * (role + 1));
        status = read_side(&read, role, source == NULL ? NULL : source[role], error);
    }
    mmi_stage_begin(&read.stop, MM_STAGE_READ, 0.8, 1.0);
    if (status == MM_OK) {
        mmi_check_wishes(read.builder, problems);
        const bool has_errors = mm_problems_count(problems, MM_SEVERITY_ERROR) > n_errors;
        status = mmi_seal(read.builder, has_errors, problems, cohort, error);
    }
    mmi_builder_free(read.builder);
    return status;
}

mm_status mmi_read_cohort(const mm_programme *programme, const mm_source *mentors,
                          const mm_source *mentees, const mm_read_options *options,
                          mm_problems *problems, mm_cohort **cohort, mm_error *error)
{
    const mm_source *const source[MMI_N_ROLES] = {mentors, mentees};
    return read_both(programme, source, options, problems, cohort, error);
}

mm_status mmi_read_cohort_files(const mm_programme *programme, const mm_read_options *options,
                                mm_problems *problems, mm_cohort **cohort, mm_error *error)
{
    return read_both(programme, NULL, options, problems, cohort, error);
}
