/* Tags questions with many different sets: common tags are counted on bit planes. */
#ifndef MMI_SCORE_TAG_TABLES_H
#define MMI_SCORE_TAG_TABLES_H

#include "score/tables.h"

/* Add a tag count, or an entry of `direct` where the codes would not fit. Takes planes.
 * MM_ERR_MEMORY. */
mm_status mmi_make_tag_count(mmi_scorer *scorer, int32_t question, mm_error *error);

/* Set the bits of every mentor; planes must be there. */
void mmi_fill_tag_planes(const mmi_scorer *scorer, const mmi_tag_count *count);

/* One mentor's bit in a plane. */
static inline void mmi_set_plane(const mmi_scorer *scorer, int32_t plane, int32_t mentor)
{
    const size_t word = ((size_t)(mentor / MMI_TILE) * (size_t)scorer->n_planes + (size_t)plane) *
                            MMI_PLANE_WORDS + (size_t)(mentor % MMI_TILE / 64);
    scorer->plane[word] |= UINT64_C(1) << (mentor % 64);
}

#endif
