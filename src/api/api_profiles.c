/* Public functions of <mentormatch/profiles.h>: check arguments, call one function. */
#include "base/pool.h"
#include "base/take_options.h"
#include "match/fixed_pairs.h"
#include "profile/compile.h"

void mm_compile_options_init(mm_compile_options *options, size_t size)
{
    mmi_init_options(options, size);
}

/* With problems of the caller's or of our own. Fixed pairs are judged here because a rule that
 * contradicts the files is their fault, not that of the matching. */
static mm_status compile(const mm_cohort *cohort, const mm_compile_options *options,
                         mm_problems *problems, mm_profiles **profiles, mm_error *error)
{
    const mmi_heap heap = mmi_heap_from(options->allocator);
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(options->cancel, options->time_limit_s,
                                           options->progress, &ticker);
    mmi_pool *pool;
    mm_status status = mmi_pool_make(&heap, options->threads, &pool, error);
    if (status != MM_OK) return status;
    mm_profiles *made;
    mmi_problems_begin(problems);
    const mmi_compile_means with = {&heap, &stop, pool, problems};
    status = mmi_compile(cohort, &with, &made, error);
    mmi_pool_free(pool);
    if (status != MM_OK) return status;
    mmi_check_fixed_pairs(made, problems);
    status = mmi_problems_finish(problems, error);
    if (status == MM_OK) *profiles = made;
    else mm_profiles_free(made);
    return status;
}

mm_status mm_compile(const mm_cohort *cohort, const mm_compile_options *options,
                     mm_profiles **profiles, mm_error *error)
{
    mmi_error_clear(error);
    if (profiles != NULL) *profiles = NULL;
    if (cohort == NULL) return mmi_missing(error, "cohort");
    if (profiles == NULL) return mmi_missing(error, "profiles");
    mm_compile_options own = MM_COMPILE_OPTIONS_INIT;
    mm_status status = mmi_take_options(&own, sizeof own, options, "mm_compile_options", error);
    if (status == MM_OK) status = mmi_check_time_limit(own.time_limit_s, error);
    if (status == MM_OK) status = mmi_check_threads(own.threads, error);
    if (status != MM_OK) return status;
    if (own.problems != NULL) return compile(cohort, &own, own.problems, profiles, error);
    mm_problems *problems;
    if (mm_problems_new(own.allocator, &problems) != MM_OK) return mmi_out_of_memory(error);
    status = compile(cohort, &own, problems, profiles, error);
    mm_problems_free(problems);
    return status;
}

int32_t mm_profiles_n_mentors(const mm_profiles *profiles)
{
    return profiles == NULL ? 0 : profiles->n_people[MMI_MENTOR];
}

int32_t mm_profiles_n_mentees(const mm_profiles *profiles)
{
    return profiles == NULL ? 0 : profiles->n_people[MMI_MENTEE];
}

static const char *id_of(const mm_profiles *profiles, int32_t role, int32_t person)
{
    if (profiles == NULL || person < 0 || person >= profiles->n_people[role]) return "";
    return mmi_id_of(profiles, role, person);
}

const char *mm_profiles_mentor_id(const mm_profiles *profiles, int32_t mentor)
{
    return id_of(profiles, MMI_MENTOR, mentor);
}

const char *mm_profiles_mentee_id(const mm_profiles *profiles, int32_t mentee)
{
    return id_of(profiles, MMI_MENTEE, mentee);
}

int32_t mm_profiles_mentor_of_id(const mm_profiles *profiles, const char *id)
{
    return profiles == NULL || id == NULL ? MM_NONE : mmi_number_of_id(profiles, MMI_MENTOR, id);
}

int32_t mm_profiles_mentee_of_id(const mm_profiles *profiles, const char *id)
{
    return profiles == NULL || id == NULL ? MM_NONE : mmi_number_of_id(profiles, MMI_MENTEE, id);
}

int32_t mm_profiles_n_kinds(const mm_profiles *profiles)
{
    return profiles == NULL ? 0 : profiles->n_kinds;
}

const char *mm_profiles_kind_name(const mm_profiles *profiles, int32_t kind)
{
    if (profiles == NULL || kind < 0 || kind >= profiles->n_kinds) return "";
    return profiles->cohort->kind[kind];
}

const mm_cohort *mm_profiles_cohort(const mm_profiles *profiles)
{
    return profiles == NULL ? NULL : profiles->cohort;
}
