/* The programme's life and the names of people's fields. A programme is immutable once it has been
 * read; stages that need it share it by count, so that the caller may free it at any time. */
#include "cohort/programme.h"

const char *mmi_field_name(mmi_field field)
{
    static const char *const name[MMI_N_FIELDS] = {
        "id",     "time_zone", "availability", "name", "email",    "away", "avoid",
        "wishes", "eligible",  "from",         "until", "capacity", "kind", "wants"};
    return name[field];
}

bool mmi_field_is_of_role(mmi_field field, int32_t role)
{
    if (field == MMI_FIELD_CAPACITY || field == MMI_FIELD_KIND) return role == MMI_MENTOR;
    return field != MMI_FIELD_WANTS || role == MMI_MENTEE;
}

mm_programme *mmi_programme_new(const mmi_heap *heap)
{
    mm_programme *programme = mmi_alloc(heap, 1, sizeof *programme);
    if (programme == NULL) return NULL;
    programme->heap = *heap;
    programme->arena = mmi_arena_on(heap);
    atomic_init(&programme->n_owners, 1);
    return programme;
}

mm_programme *mmi_programme_share(const mm_programme *programme)
{
    /* The count is the one thing that changes; every other field stays as it was sealed. */
    mm_programme *shared = (mm_programme *)programme;
    atomic_fetch_add_explicit(&shared->n_owners, 1, memory_order_relaxed);
    return shared;
}

void mm_programme_free(mm_programme *programme)
{
    if (programme == NULL) return;
    /* Release: what this owner read is read before. Acquire: the last one sees all of that. */
    if (atomic_fetch_sub_explicit(&programme->n_owners, 1, memory_order_acq_rel) != 1) return;
    const mmi_heap heap = programme->heap;
    mmi_zone_book_free(programme->zones);
    mmi_arena_clear(&programme->arena);
    mmi_free(&heap, programme);
}
