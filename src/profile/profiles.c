/* Compile a cohort: canonical order, points, codes, starts, requests, rules - an array a field. */
#include "profile/profiles.h"

#include "profile/canonical_order.h"
#include "profile/capacity_notes.h"
#include "profile/compile.h"
#include "profile/encode.h"
#include "profile/pair_rules.h"
#include "profile/points.h"
#include "profile/start_masks.h"

static mm_status copy_people(mm_profiles *profiles, mm_error *error)
{
    const mmi_people *mentors = &profiles->cohort->people[MMI_MENTOR];
    profiles->capacity = mmi_arena_take(&profiles->arena, (size_t)mentors->n, sizeof(int32_t));
    if (profiles->capacity == NULL) return mmi_out_of_memory(error);
    for (int32_t mentor = 0; mentor < mentors->n; mentor++) {
        profiles->capacity[mentor] = mentors->capacity[profiles->row[MMI_MENTOR][mentor]];
    }
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const mmi_people *people = &profiles->cohort->people[role];
        bool *takes_part = mmi_arena_take(&profiles->arena, (size_t)people->n, sizeof(bool));
        if (takes_part == NULL) return mmi_out_of_memory(error);
        for (int32_t person = 0; person < people->n; person++) {
            takes_part[person] = people->takes_part[profiles->row[role][person]];
        }
        profiles->takes_part[role] = takes_part;
    }
    return MM_OK;
}

static mm_status share_points(mm_profiles *profiles, mm_error *error)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    const int32_t n_questions = programme->n_questions;
    const int32_t n = n_questions + MMI_N_EXTRA_CRITERIA;
    const mmi_rule *extra[MMI_N_EXTRA_CRITERIA] = {&programme->common_time,
                                                   &programme->zone_distance, &programme->wishes};
    profiles->points = mmi_arena_take(&profiles->arena, (size_t)n, sizeof(int32_t));
    int64_t *weight_milli = mmi_alloc(&profiles->heap, (size_t)n, sizeof *weight_milli);
    if (profiles->points == NULL || weight_milli == NULL) {
        mmi_free(&profiles->heap, weight_milli);
        return mmi_out_of_memory(error);
    }
    for (int32_t i = 0; i < n_questions; i++) {
        weight_milli[i] = programme->question[i].rule.weight_milli;
    }
    for (int32_t i = 0; i < MMI_N_EXTRA_CRITERIA; i++) {
        weight_milli[n_questions + i] = extra[i]->is_present ? extra[i]->weight_milli : 0;
    }
    mmi_share_points(weight_milli, n, profiles->points);
    mmi_free(&profiles->heap, weight_milli);
    return MM_OK;
}

mm_status mmi_compile(const mm_cohort *cohort, const mmi_compile_means *with,
                      mm_profiles **profiles, mm_error *error)
{
    const mmi_stop *stop = with->stop;
    mm_profiles *made = mmi_alloc(with->heap, 1, sizeof *made);
    *profiles = NULL;
    if (made == NULL) return mmi_out_of_memory(error);
    made->heap = *with->heap;
    made->arena = mmi_arena_on(with->heap);
    made->cohort = mmi_cohort_share(cohort);
    mmi_stage_begin(stop, MM_STAGE_COMPILE, 0.0, 0.1);
    mm_status status = mmi_make_canonical_order(made, error);
    if (status == MM_OK) status = copy_people(made, error);
    if (status == MM_OK) status = share_points(made, error);
    mmi_stage_begin(stop, MM_STAGE_COMPILE, 0.1, 0.3);
    if (status == MM_OK) status = mmi_encode(made, stop, error);
    mmi_stage_begin(stop, MM_STAGE_COMPILE, 0.3, 0.9);
    if (status == MM_OK) status = mmi_make_start_masks(made, with->pool, stop, error);
    mmi_stage_begin(stop, MM_STAGE_COMPILE, 0.9, 1.0);
    if (status == MM_OK) status = mmi_make_requests(made, error);
    if (status == MM_OK) status = mmi_make_pair_rules(made, with->problems, error);
    if (status == MM_OK) status = mmi_note_capacities(made, stop, with->problems, error);
    if (status != MM_OK) {
        mm_profiles_free(made);
        made = NULL;
    }
    *profiles = made;
    return status;
}

void mm_profiles_free(mm_profiles *profiles)
{
    if (profiles == NULL) return;
    const mmi_heap heap = profiles->heap;
    mm_cohort_free(profiles->cohort);
    mmi_arena_clear(&profiles->arena);
    mmi_free(&heap, profiles);
}
