/* Answers of one role, one array a question, words as indices of the cohort's tables. */
#include "cohort/seal.h"

#include "base/sort.h"

#include <string.h>

/* How many tags the people of a role state, in order of arrival, in which they lie in memory. */
static size_t count_tags(const mmi_builder_role *people, int32_t question)
{
    size_t n_tags = 0;
    for (size_t i = 0; i < people->n; i++) {
        if (people->person[i].id == MM_NONE) continue;
        const int32_t *const tags = people->person[i].answer[question].tags;
        if (tags != NULL) n_tags += (size_t)tags[0];
    }
    return n_tags;
}

static bool make_array(mmi_sealing *sealing, int32_t role, int32_t question, mmi_answers *answers)
{
    const mmi_question *asked = &sealing->builder->programme->question[question];
    mmi_arena *arena = &sealing->cohort->arena;
    const size_t n = (size_t)sealing->cohort->people[role].n;
    switch (asked->kind) {
    case MMI_SCALE:
        answers->scale = mmi_arena_take(arena, n, sizeof *answers->scale);
        return answers->scale != NULL;
    case MMI_NUMBER:
        answers->number_milli = mmi_arena_take(arena, n, sizeof *answers->number_milli);
        return answers->number_milli != NULL;
    case MMI_CHOICE:
        answers->choice = mmi_arena_take(arena, n, sizeof *answers->choice);
        return answers->choice != NULL;
    case MMI_TAGS:
        answers->tag_start = mmi_arena_take(arena, n + 1, sizeof *answers->tag_start);
        answers->tag = mmi_arena_take(arena, count_tags(&sealing->builder->role[role], question),
                                      sizeof *answers->tag);
        return answers->tag_start != NULL && answers->tag != NULL;
    case MMI_VECTOR:
        answers->has_vector = mmi_arena_take(arena, n, sizeof *answers->has_vector);
        answers->vector =
            mmi_arena_take(arena, n, (size_t)asked->length * sizeof *answers->vector);
        return answers->has_vector != NULL && answers->vector != NULL;
    }
    return false;
}

bool mmi_make_answers(mmi_sealing *sealing, int32_t role)
{
    const int32_t n_questions = sealing->builder->programme->n_questions;
    mmi_answers *const answers =
        mmi_arena_take(&sealing->cohort->arena, (size_t)n_questions, sizeof *answers);
    if (answers == NULL) return false;
    for (int32_t q = 0; q < n_questions; q++) {
        if (!make_array(sealing, role, q, &answers[q])) return false;
    }
    sealing->cohort->people[role].answers = answers;
    return true;
}

/* Ascending, each once. */
static void seal_tags(const int32_t *tags, const int32_t *word, mmi_answers *answers,
                      int32_t person)
{
    const int32_t n_stated = tags == NULL ? 0 : tags[0];
    int32_t *const tag = answers->tag + answers->tag_start[person];
    for (int32_t k = 0; k < n_stated; k++) tag[k] = word[tags[k + 1]];
    mmi_sort(tag, (size_t)n_stated, sizeof *tag, mmi_compare_int32, NULL);
    int32_t n = 0;
    for (int32_t k = 0; k < n_stated; k++) {
        if (n == 0 || tag[n - 1] != tag[k]) tag[n++] = tag[k];
    }
    answers->tag_start[person + 1] = answers->tag_start[person] + n;
}

void mmi_seal_answers(mmi_sealing *sealing, int32_t role, int32_t person)
{
    const mm_programme *programme = sealing->builder->programme;
    const mmi_answer *const from = sealing->person[role][person].answer;
    for (int32_t q = 0; q < programme->n_questions; q++) {
        mmi_answers *const answers = &sealing->cohort->people[role].answers[q];
        const size_t length = (size_t)programme->question[q].length;
        switch (programme->question[q].kind) {
        case MMI_SCALE: answers->scale[person] = from[q].scale; break;
        case MMI_NUMBER: answers->number_milli[person] = from[q].number_milli; break;
        case MMI_CHOICE:
            answers->choice[person] =
                from[q].choice == MM_NONE ? MM_NONE : sealing->word[q][from[q].choice];
            break;
        case MMI_TAGS: seal_tags(from[q].tags, sealing->word[q], answers, person); break;
        case MMI_VECTOR:
            answers->has_vector[person] = from[q].vector != NULL;
            if (from[q].vector == NULL) break;
            memcpy(answers->vector + (size_t)person * length, from[q].vector,
                   length * sizeof *answers->vector);
            break;
        }
    }
}
