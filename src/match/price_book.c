/* Makes price vectors. Where a proven goal stands before the last one, only mentors whose price
 * leaves the row's pairs open take part, so that rows with the same totals share a vector. The sum
 * of scores is the one goal in which scores count; all others count pairs, and their prices, small
 * whole numbers, are spread so far apart that scores only break ties. */
#include "match/price_book.h"

#include <string.h>

#define COUNT_SCALE (1 << 21) /* a whole number of pairs, above any score and tie */

mm_status mmi_price_book_make(const mmi_heap *heap, const mm_profiles *profiles,
                              mmi_price_book *book, mm_error *error)
{
    *book = (mmi_price_book){.heap = *heap};
    book->tie = mmi_alloc(heap, (size_t)profiles->n_people[MMI_MENTOR], sizeof *book->tie);
    return book->tie == NULL ? mmi_out_of_memory(error) : MM_OK;
}

void mmi_price_vector_clear(const mmi_heap *heap, mmi_price_vector *vector)
{
    mmi_free(heap, vector->price);
    mmi_free(heap, vector->fallen);
    mmi_free(heap, vector->barred_least);
    *vector = (mmi_price_vector){0};
}

mmi_price_vector *mmi_price_book_add(mmi_price_book *book, const mm_profiles *profiles)
{
    const mmi_heap *heap = &book->heap;
    mmi_price_vector made = {0};
    made.price = mmi_alloc(heap, (size_t)profiles->n_people[MMI_MENTOR], sizeof *made.price);
    made.fallen = mmi_alloc(heap, (size_t)profiles->n_kinds, sizeof *made.fallen);
    made.barred_least = mmi_alloc(heap, (size_t)profiles->n_kinds, sizeof *made.barred_least);
    if (made.price == NULL || made.fallen == NULL || made.barred_least == NULL ||
        !mmi_reserve(heap, &book->vector, &book->capacity, book->n_vectors + 1)) {
        mmi_price_vector_clear(heap, &made);
        return NULL;
    }
    book->vector[book->n_vectors] = made;
    return &book->vector[book->n_vectors++];
}

void mmi_price_book_clear(mmi_price_book *book)
{
    if (book->heap.allocator.release == NULL) return; /* zeros: nothing was ever made */
    for (size_t i = 0; i < book->n_vectors; i++) {
        mmi_price_vector_clear(&book->heap, &book->vector[i]);
    }
    mmi_free(&book->heap, book->vector);
    mmi_free(&book->heap, book->tie);
    *book = (mmi_price_book){0};
}

/* The stage of the sum of scores, or the last one. */
static int32_t main_stage(const mmi_face *face)
{
    for (int32_t i = 0; i < face->n_stages; i++) {
        if (face->stage[i].aim == MMI_AIM_SCORES) return i;
    }
    return face->n_stages - 1;
}

/* May a pair of a row with these totals help, as far as stages that count pairs say? */
static bool may_help(const mmi_face *face, const int64_t *totals, int32_t mentor)
{
    for (int32_t i = 0; i < face->n_stages; i++) {
        const mmi_stage *stage = &face->stage[i];
        const bool is_last = i == face->n_stages - 1;
        if (stage->aim == MMI_AIM_SCORES || (is_last && i == main_stage(face))) continue;
        const int64_t cost = totals[i] + stage->column_price[mentor] - mmi_worth(stage->aim, 0);
        if (is_last ? cost >= 0 : cost != 0) return false;
    }
    return true;
}

static void fill(const mmi_price_book *book, const mmi_face *face, mmi_price_vector *vector)
{
    const mm_profiles *profiles = face->profiles;
    const mmi_stage *stage = &face->stage[main_stage(face)];
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    vector->is_for_scores = stage->aim == MMI_AIM_SCORES;
    vector->base = INT64_MAX;
    for (int32_t mentor = 0; mentor < n_mentors; mentor++) {
        const int64_t price = stage->column_price[mentor];
        if (price < vector->base) vector->base = price;
    }
    for (int32_t mentor = 0; mentor < n_mentors; mentor++) {
        if (!may_help(face, vector->earlier, mentor)) {
            vector->price[mentor] = MMI_PRICE_BARRED;
            continue;
        }
        int64_t price = stage->column_price[mentor] - vector->base;
        if (!vector->is_for_scores) {
            const int64_t most = MMI_PRICE_MOST / COUNT_SCALE;
            vector->is_cut = vector->is_cut || price > most;
            price = (price < most ? price : most) * COUNT_SCALE + book->tie[mentor];
        }
        vector->is_cut = vector->is_cut || price > MMI_PRICE_MOST;
        vector->price[mentor] = (int32_t)(price < MMI_PRICE_MOST ? price : MMI_PRICE_MOST);
    }
}

/* By how much the prices of a vector for scores have fallen since it was made, kind by kind. */
static void measure_fall(const mmi_face *face, mmi_price_vector *vector)
{
    const mm_profiles *profiles = face->profiles;
    const int64_t *now = face->stage[main_stage(face)].column_price;
    for (int32_t kind = 0; kind < profiles->n_kinds; kind++) {
        vector->fallen[kind] = INT64_MIN;
        vector->barred_least[kind] = INT64_MAX / 4;
    }
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        if (vector->price[mentor] == MMI_PRICE_BARRED) {
            int64_t *least = &vector->barred_least[profiles->kind_of[mentor]];
            if (now[mentor] < *least) *least = now[mentor];
            continue;
        }
        int64_t *fallen = &vector->fallen[profiles->kind_of[mentor]];
        const int64_t by = vector->price[mentor] - now[mentor];
        if (by > *fallen) *fallen = by;
    }
}

void mmi_price_book_measure(mmi_price_book *book, const mmi_face *face)
{
    for (size_t i = 0; i < book->n_vectors; i++) {
        if (book->vector[i].is_for_scores) measure_fall(face, &book->vector[i]);
    }
}

void mmi_price_book_turn(mmi_price_book *book, const mmi_face *face)
{
    const bool counts_scores = face->stage[main_stage(face)].aim == MMI_AIM_SCORES;
    book->n_before = book->n_vectors;
    if (counts_scores) mmi_price_book_measure(book, face);
}

int32_t mmi_price_vector_of(mmi_price_book *book, const mmi_face *face, int32_t row)
{
    int64_t earlier[MMI_STAGES_MOST] = {0};
    for (int32_t i = 0; i < face->n_stages; i++) {
        const bool is_free = face->stage[i].aim == MMI_AIM_SCORES || i == main_stage(face);
        earlier[i] = is_free ? 0 : face->stage[i].row_total[row];
    }
    for (size_t i = book->n_before; i < book->n_vectors; i++) {
        if (memcmp(book->vector[i].earlier, earlier, sizeof earlier) == 0) return (int32_t)i;
    }
    mmi_price_vector *made = mmi_price_book_add(book, face->profiles);
    if (made == NULL) return MM_NONE;
    memcpy(made->earlier, earlier, sizeof earlier);
    fill(book, face, made);
    return (int32_t)(book->n_vectors - 1);
}

int32_t mmi_price_tie(int64_t price)
{
    const int64_t most = (1 << 20) - 1;
    return (int32_t)(price < 0 ? 0 : price < most ? price : most);
}

void mmi_price_book_keep_ties(mmi_price_book *book, const mmi_face *face)
{
    const mmi_stage *last = &face->stage[face->n_stages - 1];
    for (int32_t mentor = 0; mentor < face->profiles->n_people[MMI_MENTOR]; mentor++) {
        book->tie[mentor] = mmi_price_tie(last->column_price[mentor]);
    }
}

void mmi_price_book_give_ties(const mmi_price_book *book, mmi_face *face)
{
    mmi_stage *last = &face->stage[face->n_stages - 1];
    for (int32_t mentor = 0; mentor < face->profiles->n_people[MMI_MENTOR]; mentor++) {
        last->column_price[mentor] = book->tie[mentor];
    }
}
