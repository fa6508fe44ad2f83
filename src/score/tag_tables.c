/* Where both sides have many different sets, a code a set would need too large a table. The number
 * of common tags does not: it decides alone, or together with the size of the mentor's set. */
#include "score/tag_tables.h"

#include "score/code_tables.h"

#define PLANES_BYTES_MOST ((int64_t)64 << 20) /* of one question */
#define CELLS_MOST ((int64_t)1 << 22)
#define PARTED_CODES_MOST 8192 /* of a pair */

static int32_t size_of(const mm_profiles *profiles, int32_t question, int32_t role, int32_t person)
{
    const mmi_answers *answers = &profiles->cohort->people[role].answers[question];
    const int32_t row = profiles->row[role][person];
    return (int32_t)(answers->tag_start[row + 1] - answers->tag_start[row]);
}

static int32_t largest_size(const mm_profiles *profiles, int32_t question, int32_t role)
{
    int32_t most = 0;
    for (int32_t person = 0; person < profiles->n_people[role]; person++) {
        const int32_t size = size_of(profiles, question, role, person);
        if (size > most) most = size;
    }
    return most;
}

/* Planes for the texts that both sides use, numbered from `first`; returns how many. */
static int32_t number_planes(const mm_cohort *cohort, int32_t question, int32_t first,
                             int32_t *plane_of)
{
    const int32_t n_texts = cohort->n_texts[question];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const mmi_answers *answers = &cohort->people[role].answers[question];
        const int64_t n_tags = answers->tag_start[cohort->people[role].n];
        for (int64_t i = 0; i < n_tags; i++) plane_of[answers->tag[i]] |= 1 << role;
    }
    int32_t n = 0;
    for (int32_t text = 0; text < n_texts; text++) {
        plane_of[text] = plane_of[text] == 3 ? first + n++ : MM_NONE;
    }
    return n;
}

/* Codes of the mentees with `size` tags. */
static int64_t count_codes(int32_t size, int32_t largest_mentor, int32_t n_groups)
{
    const int64_t step = (size < largest_mentor ? size : largest_mentor) + 1;
    return size == 0 ? 1 : 1 + n_groups * step;
}

/* The cells of all mentees with `size` tags; groups are the mentors' sizes from `least` on, or one
 * for all sizes. */
static void fill_row(const mm_profiles *profiles, mmi_tag_count *count, int32_t size,
                     int32_t least, int32_t largest, int32_t n_groups)
{
    int32_t *cell = count->earned + (size_t)size * (size_t)count->stride;
    cell[0] = mmi_cell_of(mmi_judge_tags(profiles, count->question, 0, 0, 0));
    count->step[size] = (size < largest ? size : largest) + 1;
    count->n_codes[size] = (int32_t)count_codes(size, largest, n_groups);
    for (int32_t group = 0; size > 0 && group < n_groups; group++) {
        for (int32_t n_common = 0; n_common < count->step[size]; n_common++) {
            const int32_t n_mentor = n_groups > 1 ? least + group : largest;
            if (n_common > n_mentor) continue; /* no pair looks here */
            cell[1 + group * count->step[size] + n_common] =
                mmi_cell_of(mmi_judge_tags(profiles, count->question, size, n_mentor, n_common));
        }
    }
}

static int32_t bits_below(int32_t n)
{
    int32_t n_bits = 0;
    while (n > 1 << n_bits) n_bits++;
    return n_bits;
}

static int32_t least_stated(const mm_profiles *profiles, int32_t question, int32_t largest)
{
    int32_t least = largest;
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        const int32_t size = size_of(profiles, question, MMI_MENTOR, mentor);
        if (size > 0 && size < least) least = size;
    }
    return least;
}

mm_status mmi_make_tag_count(mmi_scorer *scorer, int32_t question, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_question *asked = &mmi_programme_of(profiles)->question[question];
    const int32_t largest_mentee = largest_size(profiles, question, MMI_MENTEE);
    const int32_t largest = largest_size(profiles, question, MMI_MENTOR);
    const int32_t least = least_stated(profiles, question, largest);
    const int32_t n_groups = asked->compare == MMI_OVERLAP ? largest - least + 1 : 1;
    mmi_tag_count *count = &scorer->tag_count[scorer->n_tag_counts];
    *count = (mmi_tag_count){.question = question, .n_sizes = largest_mentee + 1, .least = least};
    count->plane_of = mmi_arena_take(&scorer->arena, (size_t)profiles->cohort->n_texts[question],
                                     sizeof(int32_t));
    if (count->plane_of == NULL) return mmi_out_of_memory(error);
    const int32_t n_tags = number_planes(profiles->cohort, question, scorer->n_planes,
                                         count->plane_of);
    const int64_t n_codes = count_codes(largest_mentee, largest, n_groups);
    const size_t n_sizes = (size_t)count->n_sizes;
    if ((int64_t)n_tags * scorer->n_tiles * (MMI_TILE / 8) > PLANES_BYTES_MOST ||
        n_codes > PARTED_CODES_MOST || n_codes * count->n_sizes > CELLS_MOST ||
        largest_mentee > MMI_CODES_MOST || mmi_is_full(scorer)) {
        mmi_judge_directly(scorer, question);
        return MM_OK;
    }
    count->stride = n_codes < MMI_CELLS ? MMI_CELLS : (int32_t)n_codes;
    count->step = mmi_arena_take(&scorer->arena, n_sizes, sizeof(int32_t));
    count->n_codes = mmi_arena_take(&scorer->arena, n_sizes, sizeof(int32_t));
    count->earned =
        mmi_arena_take(&scorer->arena, n_sizes, (size_t)count->stride * sizeof(int32_t));
    if (count->step == NULL || count->n_codes == NULL || count->earned == NULL) {
        return mmi_out_of_memory(error);
    }
    for (int32_t size = 0; size < count->n_sizes; size++) {
        fill_row(profiles, count, size, least, largest, n_groups);
    }
    count->n_bytes = mmi_bytes_of_cells(count->earned, n_sizes * (size_t)count->stride);
    count->first_group_plane = scorer->n_planes + n_tags;
    count->n_group_bits = bits_below(n_groups);
    scorer->n_planes = count->first_group_plane + 1 + count->n_group_bits;
    scorer->n_required += asked->rule.is_required;
    scorer->n_tag_counts++;
    return MM_OK;
}

void mmi_fill_tag_planes(const mmi_scorer *scorer, const mmi_tag_count *count)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_answers *answers = &profiles->cohort->people[MMI_MENTOR].answers[count->question];
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        const int32_t row = profiles->row[MMI_MENTOR][mentor];
        const int64_t end = answers->tag_start[row + 1];
        const int32_t size = (int32_t)(end - answers->tag_start[row]);
        if (size == 0) continue;
        for (int64_t i = answers->tag_start[row]; i < end; i++) {
            const int32_t plane = count->plane_of[answers->tag[i]];
            if (plane != MM_NONE) mmi_set_plane(scorer, plane, mentor);
        }
        mmi_set_plane(scorer, count->first_group_plane, mentor);
        for (int32_t bit = 0; bit < count->n_group_bits; bit++) {
            if ((size - count->least) >> bit & 1) {
                mmi_set_plane(scorer, count->first_group_plane + 1 + bit, mentor);
            }
        }
    }
}
