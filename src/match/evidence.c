/* Keeps what is there anyway: lists, bounds, vectors and prices change hands, people are written
 * down by id and digest. Beginning from it is left to start.c. */
#include "match/evidence.h"

#include <string.h>

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

/* A scan that was stopped bounds rows by what it would have listed. */
static void forget_worths(mmi_candidates *candidates)
{
    for (int32_t row = 0; row < candidates->n_rows; row++) candidates->left[row].vector = MM_NONE;
}

/* Drop the vectors that no bound names; `place` is [n_vectors] of zeros. */
static void drop_vectors(mmi_price_book *book, mmi_candidates *candidates, int32_t *place)
{
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        if (candidates->left[row].vector != MM_NONE) place[candidates->left[row].vector] = 1;
    }
    size_t n_kept = 0;
    for (size_t i = 0; i < book->n_vectors; i++) {
        if (place[i] == 0) {
            mmi_price_vector_clear(&book->heap, &book->vector[i]);
            continue;
        }
        place[i] = (int32_t)n_kept;
        book->vector[n_kept++] = book->vector[i];
    }
    book->n_vectors = n_kept;
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        int32_t *const vector = &candidates->left[row].vector;
        if (*vector != MM_NONE) *vector = place[*vector];
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
    int32_t *place = mmi_alloc(&heap, stock->book.n_vectors, sizeof *place);
    mmi_evidence *made = mmi_alloc(&heap, 1, sizeof *made);
    if (place == NULL || made == NULL || !copy_prices(face, stock)) {
        mmi_free(&heap, place);
        mmi_free(&heap, made);
        return mmi_out_of_memory(error);
    }
    *made = (mmi_evidence){.heap = heap, .roll = *roll, .stock = *stock};
    *roll = (mmi_roll){0};
    *stock = (mmi_stock){0};
    if (is_stopped) forget_worths(&made->stock.candidates);
    drop_vectors(&made->stock.book, &made->stock.candidates, place);
    mmi_free(&heap, place);
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
