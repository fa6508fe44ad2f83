/* People in any order → a sealed cohort: ordered, checked against each other, words numbered,
 * fingerprinted. Nothing in it depends on the order in which people came. */
#include "cohort/seal.h"

#include "cohort/text_order.h"

#include <string.h>

/* Rows that are still there, by id. */
static bool order_role(mmi_sealing *sealing, int32_t role)
{
    const mmi_builder_role *from = &sealing->builder->role[role];
    mmi_people *people = &sealing->cohort->people[role];
    mmi_arena *scratch = &sealing->scratch;
    const size_t n = (size_t)from->n_people;
    const char **const id = mmi_arena_take(scratch, n, sizeof *id);
    int32_t *const row = mmi_arena_take(scratch, n, sizeof *row);
    int32_t *const order = mmi_arena_take(scratch, n, sizeof *order);
    int32_t *const person_of_id =
        mmi_arena_take(scratch, (size_t)from->ids.n, sizeof *person_of_id);
    mmi_person *const person = mmi_arena_take(scratch, n, sizeof *person);
    people->id = mmi_arena_take(&sealing->cohort->arena, n, sizeof *people->id);
    if (id == NULL || row == NULL || order == NULL || person_of_id == NULL || person == NULL ||
        people->id == NULL) {
        return false;
    }
    sealing->person[role] = person;
    sealing->person_of_id[role] = person_of_id;
    for (size_t i = 0; i < from->n; i++) {
        if (from->person[i].id == MM_NONE) continue;
        id[people->n] = from->ids.text[from->person[i].id];
        row[people->n++] = (int32_t)i;
    }
    if (!mmi_order_texts(&sealing->builder->heap, id, people->n, order)) return false;
    for (int32_t i = 0; i < from->ids.n; i++) person_of_id[i] = MM_NONE;
    for (int32_t i = 0; i < people->n; i++) {
        person[i] = from->person[row[order[i]]];
        person_of_id[person[i].id] = i;
        people->id[i] = mmi_arena_text(&sealing->cohort->arena, id[order[i]],
                                       from->ids.length[person[i].id]);
        if (people->id[i] == NULL) return false;
    }
    return true;
}

/* Both lists are sorted: walk along them side by side. */
static bool join_roles(mmi_sealing *sealing)
{
    mmi_people *mentors = &sealing->cohort->people[MMI_MENTOR];
    mmi_people *mentees = &sealing->cohort->people[MMI_MENTEE];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        mmi_people *people = &sealing->cohort->people[role];
        people->same_person = mmi_arena_take(&sealing->cohort->arena, (size_t)people->n,
                                             sizeof *people->same_person);
        if (people->same_person == NULL) return false;
        for (int32_t i = 0; i < people->n; i++) people->same_person[i] = MM_NONE;
    }
    for (int32_t mentor = 0, mentee = 0; mentor < mentors->n && mentee < mentees->n;) {
        const int sign = strcmp(mentors->id[mentor], mentees->id[mentee]);
        if (sign == 0) {
            mentors->same_person[mentor] = mentee;
            mentees->same_person[mentee] = mentor;
        }
        if (sign <= 0) mentor++;
        if (sign >= 0) mentee++;
    }
    return true;
}

/* The id in ASCII lower case; room for MMI_ID_BYTES_MOST. Returns its length. */
static size_t fold_id(const char *id, char *room)
{
    size_t n = 0;
    for (; id[n] != '\0'; n++) {
        room[n] = id[n] >= 'A' && id[n] <= 'Z' ? (char)(id[n] - 'A' + 'a') : id[n];
    }
    return n;
}

static bool has_letter_between(const mmi_people *people, char first, char last)
{
    for (int32_t i = 0; i < people->n; i++) {
        for (const char *byte = people->id[i]; *byte != '\0'; byte++) {
            if (*byte >= first && *byte <= last) return true;
        }
    }
    return false;
}

/* Ids of one role that differ only in letter case, noted at the later line. */
static bool note_like_ids(mmi_sealing *sealing, int32_t role)
{
    const mmi_people *people = &sealing->cohort->people[role];
    if (!has_letter_between(people, 'A', 'Z') || !has_letter_between(people, 'a', 'z')) return true;
    mmi_intern folded = mmi_intern_on(&sealing->builder->heap, sealing->builder->kinds.seed);
    int32_t *const first = mmi_arena_take(&sealing->scratch, (size_t)people->n, sizeof *first);
    bool fits = first != NULL;
    for (int32_t i = 0; fits && i < people->n; i++) {
        char room[MMI_ID_BYTES_MOST];
        bool is_new;
        const int32_t number = mmi_intern_add(&folded, room, fold_id(people->id[i], room), &is_new);
        fits = number != MM_NONE;
        if (fits && is_new) first[number] = i;
        if (!fits || is_new) continue;
        const mmi_person *one = &sealing->person[role][first[number]];
        const mmi_person *other = &sealing->person[role][i];
        const bool is_later = other->line >= one->line;
        const mmi_place place = mmi_place_of(sealing, role, is_later ? other->line : one->line,
                                             MMI_FIELD_ID);
        mmi_report(sealing->problems, MM_SEVERITY_NOTE, MM_CODE_ID_LOOKS_ALIKE, &place,
                   people->id[is_later ? i : first[number]], NULL,
                   "differs from the id on line %lld only in letter case; both are kept as two "
                   "people", (long long)(is_later ? one->line : other->line));
    }
    mmi_intern_clear(&folded);
    return fits;
}

bool mmi_seal_order(mmi_sealing *sealing)
{
    return order_role(sealing, MMI_MENTOR) && order_role(sealing, MMI_MENTEE) &&
           join_roles(sealing) && note_like_ids(sealing, MMI_MENTOR) &&
           note_like_ids(sealing, MMI_MENTEE);
}

/* Empty, with one owner. NULL: no memory. */
static mm_cohort *new_cohort(const mmi_builder *builder)
{
    mm_cohort *cohort = mmi_alloc(&builder->heap, 1, sizeof *cohort);
    if (cohort == NULL) return NULL;
    cohort->heap = builder->heap;
    cohort->arena = mmi_arena_on(&builder->heap);
    cohort->programme = mmi_programme_share(builder->programme);
    atomic_init(&cohort->n_owners, 1);
    return cohort;
}

mm_status mmi_seal(const mmi_builder *builder, bool only_check, mm_problems *problems,
                   mm_cohort **cohort, mm_error *error)
{
    mmi_sealing sealing = {.builder = builder, .problems = problems,
                           .scratch = mmi_arena_on(&builder->heap),
                           .may_lack_people = only_check};
    const int64_t n_errors = mm_problems_count(problems, MM_SEVERITY_ERROR);
    mm_status status = MM_OK;
    *cohort = NULL;
    sealing.cohort = new_cohort(builder);
    if (sealing.cohort == NULL || !mmi_seal_order(&sealing) || !mmi_seal_same_people(&sealing) ||
        !mmi_seal_named_people(&sealing) || !mmi_seal_words(&sealing)) {
        status = mmi_out_of_memory(error);
    } else if (only_check || mm_problems_count(problems, MM_SEVERITY_ERROR) > n_errors) {
        status = MM_ERR_INPUT; /* the caller makes the sentence of the first of all problems */
    } else {
        status = mmi_seal_arrays(&sealing, error);
    }
    if (status == MM_OK) {
        mmi_fingerprint_cohort(sealing.cohort);
        *cohort = sealing.cohort;
    } else {
        mm_cohort_free(sealing.cohort);
    }
    mmi_arena_clear(&sealing.scratch);
    return status;
}
