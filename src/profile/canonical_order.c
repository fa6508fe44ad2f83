/* The canonical order: mentors by kind, then everybody by SipHash-2-4 of the id with the key
 * (tie_seed, 0), ties by id. Ties of equal scores then fall by chance, but the same everywhere. */
#include "profile/canonical_order.h"

#include "base/hash.h"
#include "base/sort.h"

#include <string.h>

typedef struct place_in_order {
    uint64_t hash;
    int32_t kind;
    int32_t row; /* rows are in order of ids */
} place_in_order;

static int by_kind_and_hash(const void *one, const void *other, void *context)
{
    (void)context;
    const place_in_order *a = one;
    const place_in_order *b = other;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

static mm_status order_role(mm_profiles *profiles, int32_t role, mm_error *error)
{
    const mmi_people *people = &profiles->cohort->people[role];
    const uint64_t tie_seed = mmi_programme_of(profiles)->tie_seed;
    const size_t n = (size_t)people->n;
    profiles->n_people[role] = people->n;
    profiles->row[role] = mmi_arena_take(&profiles->arena, n, sizeof(int32_t));
    profiles->number[role] = mmi_arena_take(&profiles->arena, n, sizeof(int32_t));
    place_in_order *order = mmi_alloc(&profiles->heap, n, sizeof *order);
    if (profiles->row[role] == NULL || profiles->number[role] == NULL || order == NULL) {
        mmi_free(&profiles->heap, order);
        return mmi_out_of_memory(error);
    }
    for (int32_t row = 0; row < people->n; row++) {
        const char *id = people->id[row];
        order[row] = (place_in_order){mmi_siphash(tie_seed, 0, id, strlen(id)),
                                      role == MMI_MENTOR ? people->kind[row] : 0, row};
    }
    mmi_sort(order, n, sizeof *order, by_kind_and_hash, NULL);
    for (int32_t person = 0; person < people->n; person++) {
        profiles->row[role][person] = order[person].row;
        profiles->number[role][order[person].row] = person;
    }
    mmi_free(&profiles->heap, order);
    return MM_OK;
}

static mm_status order_kinds(mm_profiles *profiles, mm_error *error)
{
    const mmi_people *mentors = &profiles->cohort->people[MMI_MENTOR];
    profiles->n_kinds = profiles->cohort->n_kinds;
    profiles->kind_first =
        mmi_arena_take(&profiles->arena, (size_t)profiles->n_kinds + 1, sizeof(int32_t));
    profiles->kind_of = mmi_arena_take(&profiles->arena, (size_t)mentors->n, sizeof(int32_t));
    if (profiles->kind_first == NULL || profiles->kind_of == NULL) return mmi_out_of_memory(error);
    for (int32_t mentor = 0; mentor < mentors->n; mentor++) {
        const int32_t kind = mentors->kind[profiles->row[MMI_MENTOR][mentor]];
        profiles->kind_of[mentor] = kind;
        profiles->kind_first[kind + 1]++;
    }
    for (int32_t kind = 0; kind < profiles->n_kinds; kind++) {
        profiles->kind_first[kind + 1] += profiles->kind_first[kind];
    }
    return MM_OK;
}

mm_status mmi_make_canonical_order(mm_profiles *profiles, mm_error *error)
{
    mm_status status = order_role(profiles, MMI_MENTOR, error);
    if (status == MM_OK) status = order_role(profiles, MMI_MENTEE, error);
    if (status == MM_OK) status = order_kinds(profiles, error);
    return status;
}

int32_t mmi_number_of_id(const mm_profiles *profiles, int32_t role, const char *id)
{
    const mmi_people *people = &profiles->cohort->people[role];
    int32_t from = 0;
    int32_t to = people->n;
    while (from < to) {
        const int32_t middle = from + (to - from) / 2;
        const int order = strcmp(people->id[middle], id);
        if (order == 0) return profiles->number[role][middle];
        if (order < 0) from = middle + 1;
        else to = middle;
    }
    return MM_NONE;
}
