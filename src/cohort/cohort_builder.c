/* Rows of typed facts; ids, zones, kinds and answers are numbers of interned words, so that a row
 * is small and equal words are compared once. Replaced rows stay, marked, until the end. */
#include "cohort/cohort_builder.h"

#include <string.h>

#define ZONE_NAME_BYTES_MOST ((size_t)64)

/* Differs from run to run; nothing that is written depends on it. */
static uint64_t seed_of(const mmi_builder *builder, uint64_t salt)
{
    return (uint64_t)(uintptr_t)builder * UINT64_C(0x9E3779B97F4A7C15) + salt;
}

static bool open_role(mmi_builder *builder, int32_t role)
{
    mmi_builder_role *people = &builder->role[role];
    const mm_programme *programme = builder->programme;
    const size_t n_names = MMI_N_FIELDS + (size_t)programme->n_questions;
    people->ids = mmi_intern_on(&builder->heap, seed_of(builder, (uint64_t)role));
    people->label = role == MMI_MENTOR ? "mentors" : "mentees";
    people->heading = mmi_arena_take(&builder->arena, n_names, sizeof *people->heading);
    if (people->heading == NULL) return false;
    for (int32_t field = 0; field < MMI_N_FIELDS; field++) {
        people->heading[field] = mmi_field_name((mmi_field)field);
    }
    for (int32_t q = 0; q < programme->n_questions; q++) {
        people->heading[MMI_N_FIELDS + q] = programme->question[q].id;
    }
    return true;
}

/* The kinds that people have and want who do not say. */
static bool add_default_kinds(mmi_builder *builder)
{
    const mm_programme *programme = builder->programme;
    const char *only = programme->n_wants == 1 ? programme->want[0].kind : "mentor";
    builder->default_kind = mmi_intern_add(&builder->kinds, only, strlen(only), NULL);
    builder->want =
        mmi_arena_take(&builder->arena, (size_t)programme->n_wants, sizeof *builder->want);
    if (builder->default_kind == MM_NONE || builder->want == NULL) return false;
    for (int32_t i = 0; i < programme->n_wants; i++) {
        const mmi_want want = programme->want[i];
        const int32_t kind = mmi_intern_add(&builder->kinds, want.kind, strlen(want.kind), NULL);
        if (kind == MM_NONE) return false;
        builder->want[i] = (mmi_stated_want){kind, want.count};
    }
    return true;
}

mmi_builder *mmi_builder_new(const mmi_heap *heap, const mm_programme *programme,
                             const char *zone_directory)
{
    mmi_builder *builder = mmi_alloc(heap, 1, sizeof *builder);
    if (builder == NULL) return NULL;
    const size_t n_questions = (size_t)programme->n_questions;
    builder->heap = *heap;
    builder->programme = mmi_programme_share(programme);
    builder->arena = mmi_arena_on(heap);
    builder->zone_names = mmi_intern_on(heap, seed_of(builder, 2));
    builder->kinds = mmi_intern_on(heap, seed_of(builder, 3));
    const char *directory = zone_directory != NULL ? zone_directory : programme->zone_directory;
    bool fits = open_role(builder, MMI_MENTOR) && open_role(builder, MMI_MENTEE) &&
                add_default_kinds(builder);
    if (fits && directory != NULL) {
        builder->zone_directory = mmi_arena_text(&builder->arena, directory, strlen(directory));
        fits = builder->zone_directory != NULL;
    }
    if (fits) {
        builder->zones = mmi_zone_book_new(heap, builder->zone_directory);
        builder->texts = mmi_arena_take(&builder->arena, n_questions, sizeof *builder->texts);
        fits = builder->zones != NULL && builder->texts != NULL;
    }
    if (!fits) {
        mmi_builder_free(builder);
        return NULL;
    }
    for (size_t q = 0; q < n_questions; q++) {
        builder->texts[q] = mmi_intern_on(heap, seed_of(builder, 4 + q));
    }
    return builder;
}

void mmi_builder_free(mmi_builder *builder)
{
    if (builder == NULL) return;
    const mmi_heap heap = builder->heap;
    for (int32_t q = 0; builder->texts != NULL && q < builder->programme->n_questions; q++) {
        mmi_intern_clear(&builder->texts[q]);
    }
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        mmi_builder_role *people = &builder->role[role];
        if (people->heading == NULL) continue; /* opening failed before this role */
        mmi_intern_clear(&people->ids);
        mmi_free(&heap, people->person_of_id);
        mmi_free(&heap, people->person);
    }
    mmi_intern_clear(&builder->zone_names);
    mmi_intern_clear(&builder->kinds);
    mmi_zone_book_free(builder->zones);
    mm_programme_free(builder->programme);
    mmi_arena_clear(&builder->arena);
    mmi_free(&heap, builder);
}

int32_t mmi_builder_id(mmi_builder *builder, int32_t role, const char *text, size_t n)
{
    mmi_builder_role *people = &builder->role[role];
    bool is_new;
    if (!mmi_reserve(&builder->heap, &people->person_of_id, &people->id_capacity,
                     (size_t)people->ids.n + 1)) {
        return MM_NONE;
    }
    const int32_t id = mmi_intern_add(&people->ids, text, n, &is_new);
    if (is_new) people->person_of_id[id] = MM_NONE;
    return id;
}

mmi_zone_answer mmi_builder_zone(mmi_builder *builder, const char *text, size_t n, int32_t *zone,
                                 char suggestion[64])
{
    *zone = mmi_intern_find(&builder->zone_names, text, n);
    if (*zone != MM_NONE) return MMI_ZONE_OK;
    suggestion[0] = '\0';
    if (n > ZONE_NAME_BYTES_MOST) return MMI_ZONE_BAD_NAME;
    char name[ZONE_NAME_BYTES_MOST + 1];
    memcpy(name, text, n);
    name[n] = '\0';
    const mmi_zone *found;
    const mmi_zone_answer answer = mmi_zone_book_find(builder->zones, name, &found, suggestion);
    if (answer != MMI_ZONE_OK) return answer;
    *zone = mmi_intern_add(&builder->zone_names, text, n, NULL);
    return *zone == MM_NONE ? MMI_ZONE_MEMORY : MMI_ZONE_OK;
}

int32_t mmi_builder_row_of(const mmi_builder *builder, int32_t role, int32_t id)
{
    return id == MM_NONE ? MM_NONE : builder->role[role].person_of_id[id];
}

bool mmi_builder_put(mmi_builder *builder, int32_t role, const mmi_person *person)
{
    mmi_builder_role *people = &builder->role[role];
    if (people->n >= INT32_MAX || !mmi_reserve(&builder->heap, &people->person,
                                               &people->person_capacity, people->n + 1)) {
        return false;
    }
    const int32_t old_row = people->person_of_id[person->id];
    if (old_row != MM_NONE) mmi_builder_remove(builder, role, old_row);
    people->person_of_id[person->id] = (int32_t)people->n;
    people->person[people->n++] = *person;
    people->n_people++;
    return true;
}

void mmi_builder_remove(mmi_builder *builder, int32_t role, int32_t row)
{
    mmi_builder_role *people = &builder->role[role];
    people->person_of_id[people->person[row].id] = MM_NONE;
    people->person[row].id = MM_NONE;
    people->n_people--;
}
