/* A mentee made ready for the kernels. */
#ifndef MMI_SCORE_ASKING_H
#define MMI_SCORE_ASKING_H

#include "score/kernel.h"

/* Room for one mentee; false: no memory. Everything lies in the arena. */
bool mmi_asking_make(const mmi_scorer *scorer, mmi_arena *arena, mmi_asking *asking);

/* Set the mentee; reads tables and profiles only. */
void mmi_ask(const mmi_scorer *scorer, int32_t mentee, mmi_asking *asking);

/* Most forms of a mentee, with all parts of common time: each holds a week at least. */
static inline int32_t mmi_forms_most(const mmi_scorer *scorer)
{
    return scorer->n_tag_counts + 1 + scorer->profiles->n_weeks;
}

/* n bytes of the arena, aligned for the widest vectors. NULL: no memory. */
void *mmi_take_aligned(mmi_arena *arena, size_t n, size_t size);

#endif
