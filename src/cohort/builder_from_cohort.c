/* A sealed cohort back into people in the making, so that some can be changed and the rest stay. */
#include "cohort/cohort_builder.h"

#include <string.h>

/* A copy of n items in the builder's arena. */
static const void *copy_items(mmi_builder *builder, const void *items, int64_t n, size_t size)
{
    void *copy = mmi_arena_take(&builder->arena, (size_t)n, size);
    if (copy != NULL && n > 0) memcpy(copy, items, (size_t)n * size);
    return copy;
}

static const char *copy_text(mmi_builder *builder, const char *text)
{
    return mmi_arena_text(&builder->arena, text, strlen(text));
}

/* The ids of people of the other role as numbers. */
static const int32_t *copy_ids(mmi_builder *builder, const mm_cohort *cohort, int32_t role,
                               const int32_t *list, int64_t n)
{
    const mmi_people *others = &cohort->people[1 - role];
    int32_t *ids = mmi_arena_take(&builder->arena, (size_t)n, sizeof *ids);
    for (int64_t k = 0; ids != NULL && k < n; k++) {
        const char *id = others->id[list[k]];
        ids[k] = mmi_builder_id(builder, 1 - role, id, strlen(id));
        if (ids[k] == MM_NONE) return NULL;
    }
    return ids;
}

static bool copy_wants(mmi_builder *builder, const mm_cohort *cohort, int32_t row,
                       mmi_person *person)
{
    const mmi_people *people = &cohort->people[MMI_MENTEE];
    const int64_t first = people->want_start[row];
    person->n_wants = (int32_t)(people->want_start[row + 1] - first);
    mmi_stated_want *want =
        mmi_arena_take(&builder->arena, (size_t)person->n_wants, sizeof *want);
    for (int32_t k = 0; want != NULL && k < person->n_wants; k++) {
        const char *kind = cohort->kind[people->want_kind[first + k]];
        want[k] = (mmi_stated_want){mmi_intern_add(&builder->kinds, kind, strlen(kind), NULL),
                                    people->want_count[first + k]};
        if (want[k].kind == MM_NONE) return false;
    }
    person->want = want;
    return want != NULL;
}

static int32_t copy_word(mmi_builder *builder, const mm_cohort *cohort, int32_t question,
                         int32_t word)
{
    const char *text = cohort->text[question][word];
    return mmi_intern_add(&builder->texts[question], text, strlen(text), NULL);
}

static const int32_t *copy_tags(mmi_builder *builder, const mm_cohort *cohort, int32_t question,
                                const int32_t *tag, int64_t n)
{
    int32_t *tags = mmi_arena_take(&builder->arena, (size_t)n + 1, sizeof *tags);
    if (tags == NULL) return NULL;
    tags[0] = (int32_t)n;
    for (int64_t k = 0; k < n; k++) {
        tags[k + 1] = copy_word(builder, cohort, question, tag[k]);
        if (tags[k + 1] == MM_NONE) return NULL;
    }
    return tags;
}

static bool copy_answer(mmi_builder *builder, const mm_cohort *cohort, int32_t question,
                        const mmi_answers *from, int32_t row, mmi_answer *answer)
{
    const mmi_question *asked = &cohort->programme->question[question];
    switch (asked->kind) {
    case MMI_SCALE: answer->scale = from->scale[row]; return true;
    case MMI_NUMBER: answer->number_milli = from->number_milli[row]; return true;
    case MMI_CHOICE:
        answer->choice = MM_NONE;
        if (from->choice[row] == MM_NONE) return true;
        answer->choice = copy_word(builder, cohort, question, from->choice[row]);
        return answer->choice != MM_NONE;
    case MMI_TAGS: {
        const int64_t n = from->tag_start[row + 1] - from->tag_start[row];
        answer->tags = NULL;
        if (n == 0) return true;
        answer->tags =
            copy_tags(builder, cohort, question, from->tag + from->tag_start[row], n);
        return answer->tags != NULL;
    }
    case MMI_VECTOR:
        answer->vector = NULL;
        if (!from->has_vector[row]) return true;
        answer->vector = copy_items(builder, from->vector + (size_t)row * (size_t)asked->length,
                                    asked->length, sizeof *from->vector);
        return answer->vector != NULL;
    }
    return false;
}

static bool copy_lists(mmi_builder *builder, const mm_cohort *cohort, int32_t role, int32_t row,
                       mmi_person *person)
{
    const mmi_people *people = &cohort->people[role];
    const int64_t window = people->window_start[row];
    const int64_t away = people->away_start[row];
    const int64_t avoid = people->avoid_start[row];
    const int64_t wish = people->wish_start[row];
    person->n_windows = (int32_t)(people->window_start[row + 1] - window);
    person->n_away = (int32_t)(people->away_start[row + 1] - away);
    person->n_avoid = (int32_t)(people->avoid_start[row + 1] - avoid);
    person->n_wishes = (int32_t)(people->wish_start[row + 1] - wish);
    person->window = copy_items(builder, people->window + window, person->n_windows,
                                sizeof *person->window);
    person->away = copy_items(builder, people->away + away, person->n_away, sizeof *person->away);
    person->avoid = copy_ids(builder, cohort, role, people->avoid + avoid, person->n_avoid);
    person->wish = copy_ids(builder, cohort, role, people->wish + wish, person->n_wishes);
    return person->window != NULL && person->away != NULL && person->avoid != NULL &&
           person->wish != NULL;
}

static mm_status copy_zone(mmi_builder *builder, const char *name, int32_t *zone, mm_error *error)
{
    char suggestion[64];
    switch (mmi_builder_zone(builder, name, strlen(name), zone, suggestion)) {
    case MMI_ZONE_OK: return MM_OK;
    case MMI_ZONE_MEMORY: return mmi_out_of_memory(error);
    default:
        return mmi_fail(error, MM_ERR_FILE, MM_CODE_ZONE_DATA,
                        "a time zone of the cohort is no longer in the time zone directory; "
                        "install its data again");
    }
}

/* All but the zone. */
static bool put_row(mmi_builder *builder, const mm_cohort *cohort, int32_t role, int32_t row,
                    int32_t zone)
{
    const mmi_people *people = &cohort->people[role];
    const size_t n_questions = (size_t)cohort->programme->n_questions;
    mmi_answer *answer = mmi_arena_take(&builder->arena, n_questions, sizeof *answer);
    mmi_person person = {.line = people->line[row],
                         .id = mmi_builder_id(builder, role, people->id[row],
                                              strlen(people->id[row])),
                         .zone = zone,
                         .name = copy_text(builder, people->name[row]),
                         .email = copy_text(builder, people->email[row]),
                         .has_availability = people->has_availability[row],
                         .takes_part = people->takes_part[row],
                         .from_day = people->from_day[row],
                         .until_day = people->until_day[row],
                         .answer = answer};
    if (answer == NULL || person.id == MM_NONE || person.name == NULL || person.email == NULL ||
        !copy_lists(builder, cohort, role, row, &person)) {
        return false;
    }
    if (role == MMI_MENTOR) {
        const char *kind = cohort->kind[people->kind[row]];
        person.capacity = people->capacity[row];
        person.kind = mmi_intern_add(&builder->kinds, kind, strlen(kind), NULL);
        if (person.kind == MM_NONE) return false;
    } else if (!copy_wants(builder, cohort, row, &person)) {
        return false;
    }
    for (int32_t q = 0; q < cohort->programme->n_questions; q++) {
        if (!copy_answer(builder, cohort, q, &people->answers[q], row, &answer[q])) return false;
    }
    return mmi_builder_put(builder, role, &person);
}

mm_status mmi_builder_put_cohort(mmi_builder *builder, const mm_cohort *cohort, mm_error *error)
{
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const mmi_people *people = &cohort->people[role];
        builder->role[role].may_wish = people->may_wish;
        for (int32_t row = 0; row < people->n; row++) {
            int32_t zone;
            const mm_status status = copy_zone(builder, people->zone_name[row], &zone, error);
            if (status != MM_OK) return status;
            if (!put_row(builder, cohort, role, row, zone)) return mmi_out_of_memory(error);
        }
    }
    return MM_OK;
}
