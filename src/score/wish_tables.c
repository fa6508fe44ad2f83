/* Wishes are few: the kernel takes one default a mentor and corrects the pairs that are named. */
#include "score/wish_tables.h"

static bool count_wishes(mmi_scorer *scorer)
{
    const mm_profiles *profiles = scorer->profiles;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const int32_t n = profiles->n_people[role];
        scorer->n_wishes[role] = mmi_arena_take(&scorer->arena, (size_t)n, sizeof(int32_t));
        if (scorer->n_wishes[role] == NULL) return false;
        for (int32_t person = 0; person < n; person++) {
            scorer->n_wishes[role][person] = mmi_n_wishes(profiles, role, person);
        }
    }
    return true;
}

/* The mentors' lists turned round: who wishes for this mentee. */
static bool turn_round(mmi_scorer *scorer)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_people *mentors = &profiles->cohort->people[MMI_MENTOR];
    const int32_t n_mentees = profiles->n_people[MMI_MENTEE];
    const int64_t n_wishes = mentors->may_wish ? mentors->wish_start[mentors->n] : 0;
    scorer->wished_start =
        mmi_arena_take(&scorer->arena, (size_t)n_mentees + 2, sizeof(int64_t));
    scorer->wished = mmi_arena_take(&scorer->arena, (size_t)n_wishes, sizeof *scorer->wished);
    if (scorer->wished_start == NULL || scorer->wished == NULL) return false;
    int64_t *fill = scorer->wished_start + 1; /* one ahead, so that filling makes it a start */
    for (int64_t i = 0; i < n_wishes; i++) {
        fill[profiles->number[MMI_MENTEE][mentors->wish[i]] + 1]++;
    }
    for (int32_t mentee = 0; mentee < n_mentees; mentee++) fill[mentee + 1] += fill[mentee];
    for (int32_t mentor = 0; n_wishes > 0 && mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        const int64_t first = mentors->wish_start[profiles->row[MMI_MENTOR][mentor]];
        for (int32_t i = 0; i < scorer->n_wishes[MMI_MENTOR][mentor]; i++) {
            const int32_t mentee = profiles->number[MMI_MENTEE][mentors->wish[first + i]];
            scorer->wished[fill[mentee]++] = (mmi_wished_by){mentor, i + 1};
        }
    }
    return true;
}

mm_status mmi_make_wish_tables(mmi_scorer *scorer, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_rule *rule = &mmi_programme_of(profiles)->wishes;
    const int32_t criterion = mmi_programme_of(profiles)->n_questions + MMI_WISHES;
    scorer->has_wishes =
        rule->is_present && (profiles->points[criterion] > 0 || rule->is_required);
    if (!scorer->has_wishes) return MM_OK;
    scorer->wish_default =
        mmi_arena_take(&scorer->arena, 4, sizeof *scorer->wish_default);
    if (scorer->wish_default == NULL || !count_wishes(scorer) || !turn_round(scorer)) {
        return mmi_out_of_memory(error);
    }
    for (int32_t mentee_wishes = 0; mentee_wishes < 2; mentee_wishes++) {
        for (int32_t mentor_wishes = 0; mentor_wishes < 2; mentor_wishes++) {
            const int32_t nowhere[MMI_N_ROLES] = {0, 0};
            const int32_t length[MMI_N_ROLES] = {[MMI_MENTOR] = mentor_wishes,
                                                 [MMI_MENTEE] = mentee_wishes};
            scorer->wish_default[2 * mentee_wishes + mentor_wishes] =
                mmi_judge_wishes(profiles, nowhere, length);
        }
    }
    return MM_OK;
}
