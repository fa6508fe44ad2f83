/* Keeps what is there anyway: lists, bounds, vectors and prices change hands, people are written
 * down by id and digest. Beginning from it is left to start.c. */
#include "match/evidence.h"

#include <string.h>

#define MARGINS_IN_SPREAD 4 /* pairs that miss by less than this part of a list's spread stay */
#define LIST_LEAST 2        /* pairs that stay for each mentor wanted */

/* Texts one after the other. */
static char *join_texts(const mmi_heap *heap, const char *const *text, int32_t n)
{
    size_t n_bytes = 0;
    for (int32_t i = 0; i < n; i++) n_bytes += strlen(text[i]) + 1;
    char *joined = mmi_alloc(heap, n_bytes, 1);
    char *at = joined;
    for (int32_t i = 0; joined != NULL && i < n; i++) {
        const size_t n_text = strlen(text[i]) + 1;
        memcpy(at, text[i], n_text);
        at += n_text;
    }
    return joined;
}

static int32_t *copy_numbers(const mmi_heap *heap, const int32_t *number, int32_t n)
{
    int32_t *copy = mmi_alloc(heap, (size_t)n, sizeof *copy);
    if (copy != NULL && n > 0) memcpy(copy, number, (size_t)n * sizeof *copy);
    return copy;
}

static mm_status note_people(const mm_profiles *profiles, int32_t role, mmi_roll *roll,
                             mm_error *error)
{
    const mmi_heap *heap = &roll->heap;
    const int32_t n = profiles->n_people[role];
    roll->n_people[role] = n;
    roll->id[role] = join_texts(heap, profiles->cohort->people[role].id, n);
    roll->number[role] = copy_numbers(heap, profiles->number[role], n);
    roll->digest[role] = mmi_alloc(heap, (size_t)n, sizeof(mmi_digest));
    if (roll->id[role] == NULL || roll->number[role] == NULL || roll->digest[role] == NULL) {
        return mmi_out_of_memory(error);
    }
    return mmi_digest_people(heap, profiles, role, roll->digest[role], error);
}

mm_status mmi_roll_make(const mmi_heap *heap, const mm_profiles *profiles, mmi_roll *roll,
                        mm_error *error)
{
    const mm_cohort *cohort = profiles->cohort;
    *roll = (mmi_roll){.heap = *heap, .rules = mmi_digest_rules(profiles),
                       .n_kinds = cohort->n_kinds, .n_rows = profiles->n_requests};
    mm_status status = note_people(profiles, MMI_MENTOR, roll, error);
    if (status == MM_OK) status = note_people(profiles, MMI_MENTEE, roll, error);
    if (status == MM_OK) {
        roll->kind = join_texts(heap, cohort->kind, cohort->n_kinds);
        roll->request_start =
            copy_numbers(heap, profiles->request_start, profiles->n_people[MMI_MENTEE] + 1);
        roll->request_kind = copy_numbers(heap, profiles->request_kind, profiles->n_requests);
        if (roll->kind == NULL || roll->request_start == NULL || roll->request_kind == NULL) {
            status = mmi_out_of_memory(error);
        }
    }
    if (status != MM_OK) mmi_roll_clear(roll);
    return status;
}

void mmi_roll_clear(mmi_roll *roll)
{
    const mmi_heap heap = roll->heap;
    if (heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        mmi_free(&heap, roll->id[role]);
        mmi_free(&heap, roll->number[role]);
        mmi_free(&heap, roll->digest[role]);
    }
    mmi_free(&heap, roll->kind);
    mmi_free(&heap, roll->request_start);
    mmi_free(&heap, roll->request_kind);
    *roll = (mmi_roll){.heap = heap};
}

/* ---- bounds at the last prices ---- */

/* A scan that was stopped bounds rows by what it would have listed. */
static void forget_worths(mmi_candidates *candidates)
{
    for (int32_t row = 0; row < candidates->n_rows; row++) candidates->left[row].vector = MM_NONE;
}

static const mmi_stage *stage_of_scores(const mmi_face *face)
{
    for (int32_t i = 0; i < face->n_stages; i++) {
        if (face->stage[i].aim == MMI_AIM_SCORES) return &face->stage[i];
    }
    return NULL;
}

/* Do the prices of a stage fit into a vector? */
static bool fit_vector(const mmi_stage *stage, int32_t n_mentors)
{
    for (int32_t i = 0; i < n_mentors; i++) {
        const int64_t price = stage->column_price[i];
        if (price > MMI_PRICE_MOST || price < -(int64_t)MMI_PRICE_MOST) return false;
    }
    return true;
}

/* What was left out is worth at most so much at the prices of the vector; turns of the book have
 * measured how far prices have fallen since the row was scanned. */
static int64_t worth_of_rest(const mmi_stock *stock, const mmi_stage *stage, int32_t row,
                             int32_t kind)
{
    const mmi_left_out *left = &stock->candidates.left[row];
    const int64_t by_score = left->best - stage->kind_least_price[kind];
    if (left->vector == MM_NONE) return by_score;
    const mmi_price_vector *then = &stock->book.vector[left->vector];
    const bool is_nobody = left->worth == INT32_MIN || then->fallen[kind] == INT64_MIN;
    const int64_t of_open = is_nobody ? INT64_MIN : left->worth + then->fallen[kind];
    const int64_t of_barred = left->best - then->barred_least[kind];
    const int64_t by_worth = of_open > of_barred ? of_open : of_barred;
    return by_worth < by_score ? by_worth : by_score;
}

/* Close the row up behind `end`, without the pairs that miss by more than `margin`, and bound what
 * is left out then. Returns where the row ends. */
static int64_t trim_row(mmi_stock *stock, const mmi_stage *stage, const mm_profiles *profiles,
                        int32_t row, int64_t end)
{
    mmi_candidates *of = &stock->candidates;
    const int32_t *price = stock->book.vector[stock->book.n_vectors - 1].price;
    const int64_t margin = of->spread / MARGINS_IN_SPREAD + 1;
    mmi_left_out *left = &of->left[row];
    int64_t rest = worth_of_rest(stock, stage, row, profiles->request_kind[row]);
    const int64_t first = end;
    for (int64_t i = of->start[row]; i < of->start[row + 1]; i++) {
        const int64_t worth = (int64_t)of->score[i] - price[of->mentor[i]];
        const bool stays = of->is_chosen[i] || of->state[i] != MMI_PAIR_DROPPED ||
                           worth >= stage->row_total[row] - margin ||
                           end - first < LIST_LEAST * (int64_t)profiles->request_count[row];
        if (!stays) {
            if (worth > rest) rest = worth;
            if (of->score[i] > left->best) left->best = of->score[i];
            continue;
        }
        of->mentor[end] = of->mentor[i];
        of->score[end] = of->score[i];
        of->state[end] = of->state[i];
        of->is_chosen[end++] = of->is_chosen[i];
    }
    left->worth = rest < INT32_MIN ? INT32_MIN : rest > INT32_MAX ? INT32_MAX : (int32_t)rest;
    left->vector = 0;
    return end;
}

/* Of lists and vectors, keep what the next matching needs. */
static mm_status trim(const mmi_face *face, mmi_stock *stock, mm_error *error)
{
    const mm_profiles *profiles = face->profiles;
    const mmi_stage *stage = stage_of_scores(face);
    mmi_candidates *of = &stock->candidates;
    mmi_price_book_measure(&stock->book, face);
    mmi_price_vector *last = mmi_price_book_add(&stock->book, profiles);
    if (last == NULL) return mmi_out_of_memory(error);
    last->is_for_scores = true;
    for (int32_t i = 0; i < profiles->n_people[MMI_MENTOR]; i++) {
        last->price[i] = (int32_t)stage->column_price[i];
    }
    int64_t end = 0;
    for (int32_t row = 0; row < of->n_rows; row++) {
        const int64_t row_end = trim_row(stock, stage, profiles, row, end);
        of->start[row] = end;
        end = row_end;
    }
    of->start[of->n_rows] = end;
    mmi_candidates_give_back(of);
    return MM_OK;
}

/* Leave the last vector alone in the book. */
static void keep_last_vector(mmi_price_book *book)
{
    while (book->n_vectors > 1) {
        mmi_price_vector *second = &book->vector[book->n_vectors - 2];
        mmi_price_vector_clear(&book->heap, second);
        *second = book->vector[--book->n_vectors];
    }
}

/* The prices of the stages reached; of others, what was guessed stays. */
static bool copy_prices(const mmi_face *face, mmi_stock *stock)
{
    const size_t n = (size_t)face->profiles->n_people[MMI_MENTOR];
    for (int32_t i = 0; i < face->n_stages; i++) {
        int64_t **const price = &stock->column_price[face->stage[i].aim];
        if (*price == NULL) *price = mmi_alloc(&stock->heap, n, sizeof **price);
        if (*price == NULL) return false;
        if (n > 0) memcpy(*price, face->stage[i].column_price, n * sizeof **price);
    }
    return true;
}

mm_status mmi_evidence_make(mmi_roll *roll, mmi_stock *stock, const mmi_face *face,
                            bool is_stopped, mmi_evidence **evidence, mm_error *error)
{
    const mmi_heap heap = roll->heap;
    *evidence = NULL;
    if (!copy_prices(face, stock)) return mmi_out_of_memory(error);
    const mmi_stage *stage = stage_of_scores(face);
    const int32_t n_mentors = face->profiles->n_people[MMI_MENTOR];
    if (is_stopped || stage == NULL || !fit_vector(stage, n_mentors)) {
        forget_worths(&stock->candidates);
        while (stock->book.n_vectors > 0) {
            mmi_price_vector_clear(&heap, &stock->book.vector[--stock->book.n_vectors]);
        }
    } else {
        const mm_status status = trim(face, stock, error);
        if (status != MM_OK) return status;
        keep_last_vector(&stock->book);
    }
    mmi_evidence *made = mmi_alloc(&heap, 1, sizeof *made);
    if (made == NULL) return mmi_out_of_memory(error);
    *made = (mmi_evidence){.heap = heap, .roll = *roll, .stock = *stock};
    *roll = (mmi_roll){0};
    *stock = (mmi_stock){0};
    *evidence = made;
    return MM_OK;
}

void mmi_evidence_free(mmi_evidence *evidence)
{
    if (evidence == NULL) return;
    const mmi_heap heap = evidence->heap;
    mmi_roll_clear(&evidence->roll);
    mmi_stock_clear(&evidence->stock);
    mmi_free(&heap, evidence);
}
