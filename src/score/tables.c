/* Makes a scorer: each criterion gets the cheapest table that tells it exactly, then mentors are
 * laid out in tiles. */
#include "score/tables.h"

#include "profile/common_starts.h"
#include "score/asking.h"
#include "score/code_tables.h"
#include "score/corrections.h"
#include "score/tag_tables.h"
#include "score/week_tables.h"

/* Room for every criterion in every kind of table. */
static bool take_lists(mmi_scorer *scorer)
{
    const size_t n = (size_t)mmi_n_criteria(scorer->profiles);
    scorer->slot = mmi_arena_take(&scorer->arena, n, sizeof *scorer->slot);
    scorer->fixed = mmi_arena_take(&scorer->arena, n, sizeof *scorer->fixed);
    scorer->tag_count = mmi_arena_take(&scorer->arena, n, sizeof *scorer->tag_count);
    scorer->wide = mmi_arena_take(&scorer->arena, n, sizeof *scorer->wide);
    scorer->direct = mmi_arena_take(&scorer->arena, n, sizeof *scorer->direct);
    return scorer->slot != NULL && scorer->fixed != NULL && scorer->tag_count != NULL &&
           scorer->wide != NULL && scorer->direct != NULL;
}

static mm_status make_tables(mmi_scorer *scorer, const mmi_stop *stop, mm_error *error)
{
    const int32_t n_questions = mmi_programme_of(scorer->profiles)->n_questions;
    mm_status status = MM_OK;
    for (int32_t question = 0; status == MM_OK && question < n_questions; question++) {
        if (!mmi_criterion_counts(scorer->profiles, question)) continue;
        bool is_made;
        status = mmi_make_question_table(scorer, question, stop, &is_made, error);
        if (status == MM_OK && !is_made) status = mmi_make_tag_count(scorer, question, error);
    }
    if (status == MM_OK) status = mmi_make_zone_table(scorer, stop, error);
    if (status == MM_OK) status = mmi_make_wish_table(scorer, stop, error);
    if (status == MM_OK) status = mmi_make_time_table(scorer, error);
    return status;
}

/* One plane after the other, tile by tile. */
static mm_status fill_planes(mmi_scorer *scorer, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    scorer->open_plane = scorer->n_planes++;
    scorer->empty_plane = scorer->n_planes++;
    scorer->plane = mmi_take_aligned(&scorer->arena, (size_t)scorer->n_tiles,
                                     (size_t)scorer->n_planes * MMI_PLANE_WORDS * sizeof(uint64_t));
    if (scorer->plane == NULL) return mmi_out_of_memory(error);
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        if (profiles->takes_part[MMI_MENTOR][mentor]) {
            mmi_set_plane(scorer, scorer->open_plane, mentor);
        }
    }
    for (int32_t i = 0; i < scorer->n_tag_counts; i++) {
        mmi_fill_tag_planes(scorer, &scorer->tag_count[i]);
    }
    if (scorer->time.is_used) mmi_fill_time_planes(scorer);
    return MM_OK;
}

/* Most codes that are made for a mentee: parts of common time hold a week at least, those of tags
 * are full but for a few, and the bits of a group come to less than twice the groups. */
static void count_forms_asked(mmi_scorer *scorer)
{
    scorer->forms_a_row = 1 + scorer->profiles->n_weeks;
    for (int32_t i = 0; i < scorer->n_tag_counts; i++) {
        const mmi_tag_count *count = &scorer->tag_count[i];
        scorer->forms_a_row += 2 * count->n_codes[count->n_sizes - 1] / MMI_CODES_MOST + 4;
    }
}

/* Most planes that a mentee can count: its tags and its starts. */
static void count_planes_asked(mmi_scorer *scorer)
{
    const mm_profiles *profiles = scorer->profiles;
    int32_t most_starts = 0;
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee++) {
        int32_t n_starts = 0;
        for (int32_t i = 0; i < scorer->time.n_classes; i++) {
            const uint64_t *mask =
                mmi_start_mask(profiles, MMI_MENTEE, mentee, scorer->time.class[i].week);
            for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
                n_starts += mmi_count_bits(mask[word]);
            }
        }
        if (n_starts > most_starts) most_starts = n_starts;
    }
    scorer->planes_a_row = most_starts + scorer->time.n_classes * MMI_PLANE_STEP;
    for (int32_t i = 0; i < scorer->n_tag_counts; i++) {
        scorer->planes_a_row += scorer->tag_count[i].n_sizes + MMI_PLANE_STEP;
    }
}

mm_status mmi_scorer_make(const mmi_heap *heap, const mm_profiles *profiles, mm_kernel kernel,
                          const mmi_stop *stop, mmi_scorer *scorer, mm_error *error)
{
    *scorer = (mmi_scorer){.profiles = profiles, .heap = *heap, .arena = mmi_arena_on(heap)};
    scorer->n_tiles = (profiles->n_people[MMI_MENTOR] + MMI_TILE - 1) / MMI_TILE;
    mm_status status = mmi_choose_kernel(kernel, &scorer->kernel, error);
    if (status == MM_OK && !take_lists(scorer)) status = mmi_out_of_memory(error);
    if (status == MM_OK) status = make_tables(scorer, stop, error);
    if (status == MM_OK) status = mmi_stop_asked(stop) ? mmi_stopped(error) : MM_OK;
    if (status == MM_OK) status = fill_planes(scorer, error);
    if (status == MM_OK) status = mmi_make_corrections(scorer, error);
    if (status == MM_OK) {
        count_forms_asked(scorer);
        count_planes_asked(scorer);
        const mmi_kernel *chosen = scorer->kernel;
        if (chosen->pack != NULL && !chosen->pack(scorer)) status = mmi_out_of_memory(error);
    }
    if (status != MM_OK) mmi_scorer_clear(scorer);
    return status;
}

void mmi_scorer_clear(mmi_scorer *scorer)
{
    mmi_arena_clear(&scorer->arena);
    scorer->profiles = NULL;
}
