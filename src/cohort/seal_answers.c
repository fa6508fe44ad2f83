/* Answers of one role, one array a question, words as indices of the cohort's tables. */
#include "cohort/seal.h"

#include "base/sort.h"

#include <string.h>

static bool seal_scales(mmi_sealing *sealing, int32_t role, int32_t question, mmi_answers *answers)
{
    const size_t n = (size_t)sealing->cohort->people[role].n;
    answers->scale = mmi_arena_take(&sealing->cohort->arena, n, sizeof *answers->scale);
    if (answers->scale == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        answers->scale[i] = sealing->row[role][i]->answer[question].scale;
    }
    return true;
}

static bool seal_numbers(mmi_sealing *sealing, int32_t role, int32_t question,
                         mmi_answers *answers)
{
    const size_t n = (size_t)sealing->cohort->people[role].n;
    answers->number_milli =
        mmi_arena_take(&sealing->cohort->arena, n, sizeof *answers->number_milli);
    if (answers->number_milli == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        answers->number_milli[i] = sealing->row[role][i]->answer[question].number_milli;
    }
    return true;
}

static bool seal_choices(mmi_sealing *sealing, int32_t role, int32_t question,
                         mmi_answers *answers)
{
    const size_t n = (size_t)sealing->cohort->people[role].n;
    answers->choice = mmi_arena_take(&sealing->cohort->arena, n, sizeof *answers->choice);
    if (answers->choice == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        const int32_t word = sealing->row[role][i]->answer[question].choice;
        answers->choice[i] = word == MM_NONE ? MM_NONE : sealing->word[question][word];
    }
    return true;
}

/* Ascending, each once; returns how many are left. */
static size_t sort_tags(int32_t *tag, size_t n)
{
    mmi_sort(tag, n, sizeof *tag, mmi_compare_int32, NULL);
    size_t n_left = 0;
    for (size_t i = 0; i < n; i++) {
        if (n_left == 0 || tag[n_left - 1] != tag[i]) tag[n_left++] = tag[i];
    }
    return n_left;
}

static bool seal_tags(mmi_sealing *sealing, int32_t role, int32_t question, mmi_answers *answers)
{
    mmi_arena *arena = &sealing->cohort->arena;
    const size_t n = (size_t)sealing->cohort->people[role].n;
    size_t most = 0;
    for (size_t i = 0; i < n; i++) {
        const int32_t *const tags = sealing->row[role][i]->answer[question].tags;
        if (tags != NULL) most += (size_t)tags[0];
    }
    answers->tag_start = mmi_arena_take(arena, n + 1, sizeof *answers->tag_start);
    answers->tag = mmi_arena_take(arena, most, sizeof *answers->tag);
    if (answers->tag_start == NULL || answers->tag == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        const int32_t *const tags = sealing->row[role][i]->answer[question].tags;
        const int32_t n_tags = tags == NULL ? 0 : tags[0];
        int32_t *const tag = answers->tag + answers->tag_start[i];
        for (int32_t k = 0; k < n_tags; k++) tag[k] = sealing->word[question][tags[k + 1]];
        answers->tag_start[i + 1] =
            answers->tag_start[i] + (int64_t)sort_tags(tag, (size_t)n_tags);
    }
    return true;
}

static bool seal_vectors(mmi_sealing *sealing, int32_t role, int32_t question,
                         mmi_answers *answers)
{
    mmi_arena *arena = &sealing->cohort->arena;
    const size_t n = (size_t)sealing->cohort->people[role].n;
    const size_t length = (size_t)sealing->builder->programme->question[question].length;
    answers->has_vector = mmi_arena_take(arena, n, sizeof *answers->has_vector);
    answers->vector = mmi_arena_take(arena, n, length * sizeof *answers->vector);
    if (answers->has_vector == NULL || answers->vector == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        const double *const vector = sealing->row[role][i]->answer[question].vector;
        answers->has_vector[i] = vector != NULL;
        if (vector == NULL) continue;
        memcpy(answers->vector + i * length, vector, length * sizeof *vector);
    }
    return true;
}

bool mmi_seal_answers(mmi_sealing *sealing, int32_t role)
{
    const mm_programme *programme = sealing->builder->programme;
    mmi_people *people = &sealing->cohort->people[role];
    people->answers = mmi_arena_take(&sealing->cohort->arena, (size_t)programme->n_questions,
                                     sizeof *people->answers);
    if (people->answers == NULL) return false;
    for (int32_t q = 0; q < programme->n_questions; q++) {
        mmi_answers *const answers = &people->answers[q];
        bool fits = false;
        switch (programme->question[q].kind) {
        case MMI_SCALE: fits = seal_scales(sealing, role, q, answers); break;
        case MMI_NUMBER: fits = seal_numbers(sealing, role, q, answers); break;
        case MMI_CHOICE: fits = seal_choices(sealing, role, q, answers); break;
        case MMI_TAGS: fits = seal_tags(sealing, role, q, answers); break;
        case MMI_VECTOR: fits = seal_vectors(sealing, role, q, answers); break;
        }
        if (!fits) return false;
    }
    return true;
}
