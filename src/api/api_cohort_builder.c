/* The builder of <mentormatch/cohort.h>: one call is one record, checked as a record of a file. */
#include "base/nearest.h"
#include "base/utf8.h"
#include "cohort/seal.h"
#include "read/people_csv.h"
#include "read/person_text.h"
#include "read/read_options.h"

#include <string.h>

struct mm_cohort_builder {
    mmi_heap heap;
    mmi_builder *people;
    int32_t most_people;
    int64_t n_puts;         /* calls so far */
    mm_problems *problems;  /* the caller's, may be NULL */
    int32_t *column;        /* [n_slots] index into cell, see mmi_person_reader */
    mmi_cell *cell;         /* [n_slots] texts of the call at hand */
};

static bool is_role(mm_role role)
{
    return role == MM_ROLE_MENTOR || role == MM_ROLE_MENTEE;
}

static int32_t n_slots_of(const mm_cohort_builder *builder)
{
    return MMI_N_FIELDS + builder->people->programme->n_questions;
}

/* People of another programme have answers to other questions. */
static mm_status copy_cohort(mm_cohort_builder *builder, const mm_programme *programme,
                             const mm_cohort *from, mm_error *error)
{
    uint8_t asked[MMI_SHA256_BYTES];
    uint8_t given[MMI_SHA256_BYTES];
    mmi_fingerprint_programme(programme, asked);
    mmi_fingerprint_programme(from->programme, given);
    if (memcmp(asked, given, sizeof asked) != 0) {
        return mmi_fail(error, MM_ERR_MISMATCH, MM_CODE_MISMATCH,
                        "the cohort belongs to another programme; give the one it was made with");
    }
    return mmi_builder_put_cohort(builder->people, from, error);
}

mm_status mm_cohort_builder_new(const mm_programme *programme, const mm_cohort *from,
                                const mm_read_options *options, mm_cohort_builder **builder,
                                mm_error *error)
{
    mm_read_options full;
    mmi_error_clear(error);
    if (builder == NULL) return mmi_missing(error, "builder");
    *builder = NULL;
    if (programme == NULL) return mmi_missing(error, "programme");
    mm_status status = mmi_read_options_from(options, &full, error);
    if (status != MM_OK) return status;
    const mmi_heap heap = mmi_heap_from(full.allocator);
    mm_cohort_builder *made = mmi_alloc(&heap, 1, sizeof *made);
    if (made == NULL) return mmi_out_of_memory(error);
    const size_t n_slots = MMI_N_FIELDS + (size_t)programme->n_questions;
    made->heap = heap;
    made->most_people = full.most_people;
    made->problems = full.problems;
    made->people = mmi_builder_new(&heap, programme, full.zone_directory);
    made->column = mmi_alloc(&heap, n_slots, sizeof *made->column);
    made->cell = mmi_alloc(&heap, n_slots, sizeof *made->cell);
    if (made->people == NULL || made->column == NULL || made->cell == NULL) {
        status = mmi_out_of_memory(error);
    } else if (from != NULL) {
        status = copy_cohort(made, programme, from, error);
    }
    if (status == MM_OK) *builder = made;
    else mm_cohort_builder_free(made);
    return status;
}

void mm_cohort_builder_free(mm_cohort_builder *builder)
{
    if (builder == NULL) return;
    const mmi_heap heap = builder->heap;
    mmi_builder_free(builder->people);
    mmi_free(&heap, builder->column);
    mmi_free(&heap, builder->cell);
    mmi_free(&heap, builder);
}

/* How a call ended: its first error as the sentence, all its problems into the caller's list. */
static mm_status end_call(const mm_cohort_builder *builder, mm_status status, mm_problems *found,
                          mm_error *error)
{
    const bool is_told_here = status == MM_OK || status == MM_ERR_INPUT;
    const mm_status told = mmi_problems_finish(found, is_told_here ? error : NULL);
    int32_t n_found;
    const mm_problem *problem = mm_problems_list(found, &n_found);
    for (int32_t i = 0; builder->problems != NULL && i < n_found; i++) {
        const bool is_mentor =
            strcmp(problem[i].file, builder->people->role[MMI_MENTOR].label) == 0;
        const mmi_place place = {problem[i].file, (is_mentor ? MMI_MENTOR : MMI_MENTEE) + 1,
                                 problem[i].line, problem[i].column, problem[i].field};
        mmi_report(builder->problems, problem[i].severity, (mm_code)problem[i].code, &place,
                   problem[i].token, problem[i].suggestion, "%s", problem[i].message);
    }
    if (builder->problems != NULL && n_found > 0) {
        (void)mmi_problems_finish(builder->problems, NULL);
    }
    mm_problems_free(found);
    return is_told_here ? told : status;
}

/* The slot of a field or question, MM_NONE: no such name for this role. */
static int32_t slot_of(const mm_cohort_builder *builder, int32_t role, const char *name)
{
    for (int32_t slot = 0; slot < n_slots_of(builder); slot++) {
        const bool is_of_role =
            slot >= MMI_N_FIELDS || mmi_field_is_of_role((mmi_field)slot, role);
        if (is_of_role && strcmp(builder->people->role[role].heading[slot], name) == 0) return slot;
    }
    return MM_NONE;
}

static void report(const mm_cohort_builder *builder, int32_t role, mm_problems *found,
                   mm_code code, const char *field, const char *sentence)
{
    const mmi_place place = {builder->people->role[role].label, role + 1, builder->n_puts, 0,
                             field};
    mmi_report(found, MM_SEVERITY_ERROR, code, &place, NULL, NULL, "%s", sentence);
}

static void report_unknown(const mm_cohort_builder *builder, int32_t role, mm_problems *found,
                           const char *name)
{
    mmi_nearest nearest = mmi_nearest_to(name);
    for (int32_t slot = 0; slot < n_slots_of(builder); slot++) {
        if (slot < MMI_N_FIELDS && !mmi_field_is_of_role((mmi_field)slot, role)) continue;
        mmi_nearest_offer(&nearest, builder->people->role[role].heading[slot]);
    }
    const mmi_place place = {builder->people->role[role].label, role + 1, builder->n_puts, 0, NULL};
    mmi_report(found, MM_SEVERITY_ERROR, MM_CODE_FIELD_UNKNOWN, &place, name, nearest.word,
               "neither a field of a %s nor a question of the programme; give names as they are "
               "written there", role == MMI_MENTOR ? "mentor" : "mentee");
}

/* Texts of a call → cells. One that is wrong as a text is reported and counts as blank. */
static void lay_out(mm_cohort_builder *builder, int32_t role, int32_t n_fields,
                    const char *const *field, const char *const *text, mm_problems *found)
{
    for (int32_t slot = 0; slot < n_slots_of(builder); slot++) builder->column[slot] = MM_NONE;
    for (int32_t i = 0; i < n_fields; i++) {
        const int32_t slot = slot_of(builder, role, field[i]);
        if (slot == MM_NONE) {
            report_unknown(builder, role, found, field[i]);
            continue;
        }
        if (builder->column[slot] != MM_NONE) {
            report(builder, role, found, MM_CODE_FIELD_TWICE, field[i],
                   "given twice; give every field once");
            continue;
        }
        mmi_cell *const cell = &builder->cell[slot];
        *cell = (mmi_cell){.text = text[i] == NULL ? "" : text[i], .line = builder->n_puts};
        cell->n = strlen(cell->text);
        builder->column[slot] = slot;
        if (cell->n > MMI_CELL_BYTES_MOST) {
            report(builder, role, found, MM_CODE_LIMIT, field[i],
                   "longer than 65,536 bytes; shorten it");
            cell->n = 0;
        } else if (mmi_utf8_valid_bytes(cell->text, cell->n) < cell->n) {
            report(builder, role, found, MM_CODE_CSV_ENCODING, field[i],
                   "not valid UTF-8; convert the text");
            cell->n = 0;
        }
    }
    if (builder->column[MMI_FIELD_ID] == MM_NONE) {
        report(builder, role, found, MM_CODE_ID, mmi_field_name(MMI_FIELD_ID),
               "no id among the fields; give every person one");
    }
}

/* One record, if nothing is wrong with it. */
static mm_status put(mm_cohort_builder *builder, int32_t role, mm_problems *found, mm_error *error)
{
    mmi_builder *const people = builder->people;
    if (builder->column[MMI_FIELD_ID] == MM_NONE) return MM_ERR_INPUT;
    mmi_person person;
    mmi_person_reader reader = mmi_person_reader_on(people, role, found, builder->column);
    reader.refuses_guarded_ids = true;
    const bool fits = mmi_read_person(&reader, builder->cell, builder->n_puts, &person);
    mmi_person_reader_clear(&reader);
    if (!fits) return mmi_out_of_memory(error);
    if (mmi_problems_has_error(found)) return MM_ERR_INPUT;
    if (mmi_builder_row_of(people, role, person.id) == MM_NONE &&
        people->role[role].n_people == builder->most_people) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "more than %d people; raise the limit or split the cohort",
                        (int)builder->most_people);
    }
    if (!mmi_builder_put(people, role, &person)) return mmi_out_of_memory(error);
    if (builder->column[MMI_FIELD_WISHES] != MM_NONE) people->role[role].may_wish = true;
    return MM_OK;
}

mm_status mm_cohort_builder_put(mm_cohort_builder *builder, mm_role role, int32_t n_fields,
                                const char *const *field, const char *const *text,
                                mm_error *error)
{
    mmi_error_clear(error);
    if (builder == NULL) return mmi_missing(error, "builder");
    if (field == NULL) return mmi_missing(error, "field");
    if (text == NULL) return mmi_missing(error, "text");
    if (!is_role(role) || n_fields < 0) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "role or n_fields is out of range; give MM_ROLE_MENTOR or MM_ROLE_MENTEE "
                        "and the number of fields");
    }
    for (int32_t i = 0; i < n_fields; i++) {
        if (field[i] == NULL) return mmi_missing(error, "a name in field");
    }
    mm_problems *found;
    if (mm_problems_new(&builder->heap.allocator, &found) != MM_OK) return mmi_out_of_memory(error);
    builder->n_puts++;
    lay_out(builder, (int32_t)role, n_fields, field, text, found);
    return end_call(builder, put(builder, (int32_t)role, found, error), found, error);
}

mm_status mm_cohort_builder_remove(mm_cohort_builder *builder, mm_role role, const char *id,
                                   mm_error *error)
{
    mmi_error_clear(error);
    if (builder == NULL) return mmi_missing(error, "builder");
    if (id == NULL) return mmi_missing(error, "id");
    if (!is_role(role)) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "role is out of range; give MM_ROLE_MENTOR or MM_ROLE_MENTEE");
    }
    size_t n = strlen(id);
    mmi_trim_blanks(&id, &n);
    const int32_t number = mmi_intern_find(&builder->people->role[role].ids, id, n);
    const int32_t row = mmi_builder_row_of(builder->people, (int32_t)role, number);
    if (row == MM_NONE) {
        return mmi_fail(error, MM_ERR_INPUT, MM_CODE_ID_UNKNOWN,
                        "no %s has this id; give one that was put",
                        role == MM_ROLE_MENTOR ? "mentor" : "mentee");
    }
    mmi_builder_remove(builder->people, (int32_t)role, row);
    return MM_OK;
}

mm_status mm_cohort_builder_seal(mm_cohort_builder *builder, mm_cohort **cohort, mm_error *error)
{
    mmi_error_clear(error);
    if (cohort == NULL) return mmi_missing(error, "cohort");
    *cohort = NULL;
    if (builder == NULL) return mmi_missing(error, "builder");
    const mmi_builder_role *people = builder->people->role;
    mm_problems *found;
    if (mm_problems_new(&builder->heap.allocator, &found) != MM_OK) return mmi_out_of_memory(error);
    if (people[MMI_MENTOR].n_people > 0 || people[MMI_MENTEE].n_people > 0) {
        mmi_check_wishes(builder->people, found);
    }
    mm_status status =
        mmi_seal(builder->people, mmi_problems_has_error(found), found, cohort, error);
    status = end_call(builder, status, found, error);
    if (status != MM_OK) {
        mm_cohort_free(*cohort);
        *cohort = NULL;
    }
    return status;
}
