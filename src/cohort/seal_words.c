/* Words to indices: the kinds of the cohort and the texts of each question, sorted by bytes over
 * both roles, only those that somebody uses. Notes words that may be meant to be one. */
#include "cohort/seal.h"

#include "cohort/text_order.h"

#include <string.h>

/* Where a word was used first: the smallest (role, line). */
typedef struct word_use {
    int32_t role; /* MM_NONE: nowhere */
    int64_t line;
} word_use;

static word_use *new_uses(mmi_sealing *sealing, int32_t n)
{
    word_use *const use = mmi_arena_take(&sealing->scratch, (size_t)n, sizeof *use);
    if (use == NULL) return NULL;
    for (int32_t i = 0; i < n; i++) use[i].role = MM_NONE;
    return use;
}

static void mark(word_use *use, int32_t role, int64_t line)
{
    if (use->role == MM_NONE || (use->role == role && line < use->line)) {
        *use = (word_use){role, line};
    }
}

/* The used words in order: *index[n of intern] into *text[*n_texts]. */
static bool number_words(mmi_sealing *sealing, const mmi_intern *words, const word_use *use,
                         int32_t **index, const char ***text, int32_t *n_texts)
{
    const size_t n = (size_t)words->n;
    int32_t *const number = mmi_arena_take(&sealing->scratch, n, sizeof *number);
    int32_t *const order = mmi_arena_take(&sealing->scratch, n, sizeof *order);
    const char **const used = mmi_arena_take(&sealing->scratch, n, sizeof *used);
    *index = mmi_arena_take(&sealing->scratch, n, sizeof **index);
    if (number == NULL || order == NULL || used == NULL || *index == NULL) return false;
    int32_t n_used = 0;
    for (int32_t i = 0; i < words->n; i++) {
        (*index)[i] = MM_NONE;
        if (use[i].role == MM_NONE) continue;
        number[n_used] = i;
        used[n_used++] = words->text[i];
    }
    *text = mmi_arena_take(&sealing->cohort->arena, (size_t)n_used, sizeof **text);
    if (*text == NULL || !mmi_order_texts(&sealing->builder->heap, used, n_used, order)) {
        return false;
    }
    for (int32_t k = 0; k < n_used; k++) {
        const int32_t word = number[order[k]];
        (*index)[word] = k;
        (*text)[k] = mmi_arena_text(&sealing->cohort->arena, words->text[word],
                                    words->length[word]);
        if ((*text)[k] == NULL) return false;
    }
    *n_texts = n_used;
    return true;
}

/* Kinds: what mentors have and what mentees want at least one of. */

static void mark_kinds(const mmi_sealing *sealing, word_use *had, word_use *wanted)
{
    for (int32_t i = 0; i < sealing->cohort->people[MMI_MENTOR].n; i++) {
        const mmi_person *person = &sealing->person[MMI_MENTOR][i];
        mark(&had[person->kind], MMI_MENTOR, person->line);
    }
    for (int32_t i = 0; i < sealing->cohort->people[MMI_MENTEE].n; i++) {
        const mmi_person *person = &sealing->person[MMI_MENTEE][i];
        const bool is_stated = person->n_wants != MMI_WANTS_OF_PROGRAMME;
        const mmi_stated_want *want = is_stated ? person->want : sealing->builder->want;
        const int32_t n = is_stated ? person->n_wants : sealing->builder->programme->n_wants;
        for (int32_t k = 0; k < n; k++) {
            if (want[k].count > 0) mark(&wanted[want[k].kind], MMI_MENTEE, person->line);
        }
    }
}

static bool number_kinds(mmi_sealing *sealing)
{
    const mmi_intern *kinds = &sealing->builder->kinds;
    mm_cohort *cohort = sealing->cohort;
    word_use *const had = new_uses(sealing, kinds->n);
    word_use *const wanted = new_uses(sealing, kinds->n);
    if (had == NULL || wanted == NULL) return false;
    mark_kinds(sealing, had, wanted);
    for (int32_t kind = 0; kind < kinds->n; kind++) {
        if (wanted[kind].role == MM_NONE || had[kind].role != MM_NONE) continue;
        const mmi_place place =
            mmi_place_of(sealing, MMI_MENTEE, wanted[kind].line, MMI_FIELD_WANTS);
        mmi_report(sealing->problems, MM_SEVERITY_NOTE, MM_CODE_KIND_UNKNOWN, &place,
                   kinds->text[kind], NULL,
                   "a kind that no mentor has is wanted, here first; these requests stay unfilled");
    }
    for (int32_t kind = 0; kind < kinds->n; kind++) {
        if (had[kind].role == MM_NONE) had[kind] = wanted[kind];
    }
    return number_words(sealing, kinds, had, &sealing->kind, &cohort->kind, &cohort->n_kinds);
}

/* Answers. */

static void mark_answer(const mmi_question *question, mmi_answer answer, word_use *use,
                        int32_t role, int64_t line)
{
    if (question->kind == MMI_CHOICE) {
        if (answer.choice != MM_NONE) mark(&use[answer.choice], role, line);
    } else if (answer.tags != NULL) {
        for (int32_t i = 1; i <= answer.tags[0]; i++) mark(&use[answer.tags[i]], role, line);
    }
}

static bool has_words(const mmi_question *question)
{
    return question->kind == MMI_CHOICE || question->kind == MMI_TAGS;
}

/* Lower case without blanks, in `room`. */
static size_t fold(const char *text, size_t n, char *room)
{
    size_t n_folded = 0;
    for (size_t i = 0; i < n; i++) {
        const char byte = text[i];
        if (byte == ' ' || byte == '\t') continue;
        room[n_folded++] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
    }
    return n_folded;
}

static bool is_before(word_use one, word_use other)
{
    return one.role != other.role ? one.role < other.role : one.line < other.line;
}

static void note_like_answer(mmi_sealing *sealing, int32_t question, word_use use,
                             const char *text)
{
    const mmi_place place =
        mmi_place_of(sealing, use.role, use.line, MMI_N_FIELDS + question);
    mmi_report(sealing->problems, MM_SEVERITY_NOTE, MM_CODE_ANSWERS_LOOK_ALIKE, &place, text, NULL,
               "another answer to this question differs from this one only in letter case or "
               "blanks; write both alike if they mean the same");
}

/* Noted where the later of two such answers was given first. */
static bool note_like_answers(mmi_sealing *sealing, int32_t question, const word_use *use)
{
    const mmi_intern *words = &sealing->builder->texts[question];
    mmi_intern folded = mmi_intern_on(&sealing->builder->heap, words->seed);
    int32_t *const first = mmi_arena_take(&sealing->scratch, (size_t)words->n, sizeof *first);
    bool fits = first != NULL;
    for (int32_t i = 0; fits && i < words->n; i++) {
        if (use[i].role == MM_NONE) continue;
        char *const room = mmi_arena_take(&sealing->scratch, words->length[i] + 1, 1);
        if (room == NULL) fits = false;
        if (!fits) break;
        bool is_new;
        const int32_t number = mmi_intern_add(
            &folded, room, fold(words->text[i], words->length[i], room), &is_new);
        fits = number != MM_NONE;
        if (fits && is_new) first[number] = i;
        if (!fits || is_new) continue;
        const int32_t later = is_before(use[first[number]], use[i]) ? i : first[number];
        note_like_answer(sealing, question, use[later], words->text[later]);
    }
    mmi_intern_clear(&folded);
    return fits;
}

/* In order of arrival, in which the answers lie side by side in memory. */
static void mark_answers(const mmi_builder *builder, word_use *const *use)
{
    const mm_programme *programme = builder->programme;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const mmi_builder_role *people = &builder->role[role];
        for (size_t i = 0; i < people->n; i++) {
            const mmi_person *person = &people->person[i];
            if (person->id == MM_NONE) continue;
            for (int32_t q = 0; q < programme->n_questions; q++) {
                if (use[q] == NULL) continue;
                mark_answer(&programme->question[q], person->answer[q], use[q], role,
                            person->line);
            }
        }
    }
}

static bool number_answers(mmi_sealing *sealing)
{
    const mm_programme *programme = sealing->builder->programme;
    mm_cohort *cohort = sealing->cohort;
    const size_t n = (size_t)programme->n_questions;
    word_use **const use = mmi_arena_take(&sealing->scratch, n, sizeof *use);
    sealing->word = mmi_arena_take(&sealing->scratch, n, sizeof *sealing->word);
    cohort->n_texts = mmi_arena_take(&cohort->arena, n, sizeof *cohort->n_texts);
    cohort->text = mmi_arena_take(&cohort->arena, n, sizeof *cohort->text);
    if (use == NULL || sealing->word == NULL || cohort->n_texts == NULL || cohort->text == NULL) {
        return false;
    }
    for (size_t q = 0; q < n; q++) {
        if (!has_words(&programme->question[q])) continue;
        use[q] = new_uses(sealing, sealing->builder->texts[q].n);
        if (use[q] == NULL) return false;
    }
    mark_answers(sealing->builder, use);
    for (size_t q = 0; q < n; q++) {
        if (use[q] == NULL) continue;
        if (!number_words(sealing, &sealing->builder->texts[q], use[q], &sealing->word[q],
                          &cohort->text[q], &cohort->n_texts[q]) ||
            !note_like_answers(sealing, (int32_t)q, use[q])) {
            return false;
        }
    }
    return true;
}

bool mmi_seal_words(mmi_sealing *sealing)
{
    return number_kinds(sealing) && number_answers(sealing);
}
