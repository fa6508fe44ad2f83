/* A mentee made ready for the kernels. */
#ifndef MMI_SCORE_ASKING_H
#define MMI_SCORE_ASKING_H

#include "score/kernel.h"

/* Room for one mentee; false: no memory. Everything lies in the arena. */
bool mmi_asking_make(const mmi_scorer *scorer, mmi_arena *arena, mmi_asking *asking);

/* Set the mentee; reads tables and profiles only. */
void mmi_ask(const mmi_scorer *scorer, int32_t mentee, mmi_asking *asking);

/* n bytes of the arena, aligned for the widest vectors. NULL: no memory. */
void *mmi_take_aligned(mmi_arena *arena, size_t n, size_t size);

#endif
