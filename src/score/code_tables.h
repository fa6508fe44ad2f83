/* Criteria whose answers are codes on both sides: questions, zones, wishes of those unnamed. */
#ifndef MMI_SCORE_CODE_TABLES_H
#define MMI_SCORE_CODE_TABLES_H

#include "score/tables.h"

/* Add a slot, a wide table, or an entry of `direct` for a question of any kind. Tags that are
 * better counted are left to the caller: *is_made is then false. MM_ERR_MEMORY, MM_ERR_STOPPED. */
mm_status mmi_make_question_table(mmi_scorer *scorer, int32_t question, const mmi_stop *stop,
                                  bool *is_made, mm_error *error);
/* The same for zone_distance and wishes, where they have points or are required. */
mm_status mmi_make_zone_table(mmi_scorer *scorer, const mmi_stop *stop, mm_error *error);
mm_status mmi_make_wish_table(mmi_scorer *scorer, const mmi_stop *stop, mm_error *error);

/* A criterion that no table holds. */
void mmi_judge_directly(mmi_scorer *scorer, int32_t criterion);

/* Whether the kernels have as many codes as they can take. */
static inline bool mmi_is_full(const mmi_scorer *scorer)
{
    return scorer->n_slots + scorer->n_fixed + scorer->n_tag_counts + scorer->n_wide >=
           MMI_MEMBERS_MOST;
}

/* What a cell of a table holds. */
static inline int32_t mmi_cell_of(mmi_judgement found)
{
    return found.earned + (found.fails ? MMI_FAILS : 0);
}

/* 1 … 3: bytes that hold every one of n cells. */
int32_t mmi_bytes_of_cells(const int32_t *cell, size_t n);

/* Whether a criterion has points or is required; else it costs nothing. */
bool mmi_criterion_counts(const mm_profiles *profiles, int32_t criterion);

#endif
