/* A sealed cohort's life: shared by count, freed as a whole. */
#include "cohort/cohort.h"

mm_cohort *mmi_cohort_share(const mm_cohort *cohort)
{
    /* The count is the one thing that changes; every other field stays as it was sealed. */
    mm_cohort *shared = (mm_cohort *)cohort;
    atomic_fetch_add_explicit(&shared->n_owners, 1, memory_order_relaxed);
    return shared;
}

void mm_cohort_free(mm_cohort *cohort)
{
    if (cohort == NULL) return;
    /* Release: what this owner read is read before. Acquire: the last one sees all of that. */
    if (atomic_fetch_sub_explicit(&cohort->n_owners, 1, memory_order_acq_rel) != 1) return;
    const mmi_heap heap = cohort->heap;
    mmi_zone_book_free(cohort->zones);
    mmi_arena_clear(&cohort->arena);
    mm_programme_free(cohort->programme);
    mmi_free(&heap, cohort);
}
