/* Weeks in which everybody has the same starts are one class. Every start that some mentor has is
 * a plane; what capped starts earn is a table, as it depends on their sum alone. */
#include "score/week_tables.h"

#include "score/code_tables.h"
#include "score/tag_tables.h"

#include <string.h>

static bool weeks_are_equal(const mm_profiles *profiles, int32_t one, int32_t other)
{
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        for (int32_t person = 0; person < profiles->n_people[role]; person++) {
            if (memcmp(mmi_start_mask(profiles, role, person, one),
                       mmi_start_mask(profiles, role, person, other),
                       MMI_WEEK_WORDS * sizeof(uint64_t)) != 0) {
                return false;
            }
        }
    }
    return true;
}

/* Number the planes of a week's starts. */
static void number_starts(mmi_scorer *scorer, mmi_week_class *class)
{
    const mm_profiles *profiles = scorer->profiles;
    uint64_t any[MMI_WEEK_WORDS] = {0};
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        const uint64_t *mask = mmi_start_mask(profiles, MMI_MENTOR, mentor, class->week);
        for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) any[word] |= mask[word];
    }
    for (int32_t slot = 0; slot < MMI_WEEK_SLOTS_MOST; slot++) {
        const bool is_there = any[slot / 64] >> (slot % 64) & 1;
        class->plane_of[slot] = is_there ? scorer->n_planes++ : MM_NONE;
    }
}

static bool class_weeks(mmi_scorer *scorer)
{
    const mm_profiles *profiles = scorer->profiles;
    mmi_time_table *time = &scorer->time;
    time->class = mmi_arena_take(&scorer->arena, (size_t)profiles->n_weeks, sizeof *time->class);
    if (time->class == NULL) return false;
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        if (profiles->week[week].is_holiday) continue;
        int32_t of = 0;
        while (of < time->n_classes && !weeks_are_equal(profiles, time->class[of].week, week)) {
            of++;
        }
        mmi_week_class *class = &time->class[of];
        if (of == time->n_classes) {
            class->week = week;
            class->plane_of =
                mmi_arena_take(&scorer->arena, MMI_WEEK_SLOTS_MOST, sizeof(int32_t));
            if (class->plane_of == NULL) return false;
            time->n_classes++;
        }
        class->weight++;
    }
    return true;
}

/* Largest whole number of weeks that divides the weight of every class. */
static int32_t common_weight(const mmi_time_table *time)
{
    int32_t common = 0;
    for (int32_t i = 0; i < time->n_classes; i++) {
        int32_t rest = time->class[i].weight;
        while (rest != 0) {
            const int32_t next = common % rest;
            common = rest;
            rest = next;
        }
    }
    return common == 0 ? 1 : common;
}

/* What capped starts earn, by their sum in units of the common weight. */
static void fill_earned(const mm_profiles *profiles, mmi_time_table *time)
{
    const int32_t n_weeks = profiles->n_counted_weeks;
    const mmi_judgement missing = mmi_judge_common_time(profiles, 0, 0, true);
    time->earned[0] = mmi_cell_of(missing);
    time->earned[1] = time->earned[0]; /* where no week is counted */
    for (int32_t i = 0; n_weeks > 0 && i < time->n_codes - 1; i++) {
        const int64_t sum = (int64_t)i * time->unit;
        time->earned[1 + i] = mmi_judge_common_time(profiles, sum, n_weeks, false).earned;
    }
    time->n_bytes = mmi_bytes_of_cells(time->earned, (size_t)time->n_codes);
}

mm_status mmi_make_time_table(mmi_scorer *scorer, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mm_programme *programme = mmi_programme_of(profiles);
    const int32_t criterion = programme->n_questions + MMI_COMMON_TIME;
    mmi_time_table *time = &scorer->time;
    if (!mmi_criterion_counts(profiles, criterion)) return MM_OK;
    if (!class_weeks(scorer)) return mmi_out_of_memory(error);
    time->enough_starts = programme->enough_minutes / 15;
    time->unit = common_weight(time);
    const int64_t n_codes =
        (int64_t)profiles->n_counted_weeks / time->unit * time->enough_starts + 2;
    if (time->enough_starts >= MMI_CODES_MOST || n_codes > UINT16_MAX || mmi_is_full(scorer)) {
        mmi_judge_directly(scorer, criterion);
        return MM_OK;
    }
    time->is_used = true;
    time->n_codes = (int32_t)n_codes;
    if (programme->common_time.is_required) {
        time->n_needed = mmi_live_weeks_needed(profiles);
        scorer->n_required++;
    }
    time->earned = mmi_arena_take(&scorer->arena, (size_t)n_codes + MMI_CELLS, sizeof(int32_t));
    if (time->earned == NULL) return mmi_out_of_memory(error);
    time->stated_plane = scorer->n_planes++;
    for (int32_t i = 0; i < time->n_classes; i++) number_starts(scorer, &time->class[i]);
    fill_earned(profiles, time);
    return MM_OK;
}

void mmi_fill_time_planes(const mmi_scorer *scorer)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_time_table *time = &scorer->time;
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        if (!profiles->has_availability[MMI_MENTOR][mentor]) continue;
        mmi_set_plane(scorer, time->stated_plane, mentor);
        for (int32_t i = 0; i < time->n_classes; i++) {
            const mmi_week_class *class = &time->class[i];
            const uint64_t *mask = mmi_start_mask(profiles, MMI_MENTOR, mentor, class->week);
            for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
                for (uint64_t left = mask[word]; left != 0; left &= left - 1) {
                    mmi_set_plane(scorer, class->plane_of[64 * word + __builtin_ctzll(left)],
                                  mentor);
                }
            }
        }
    }
}
