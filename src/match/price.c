/* Dual pricing over all pairs, without storing them: a row is certified at once where a bound on
 * its pairs left out cannot beat its price - the best score left out and the cheapest mentor, or
 * the best worth left out by an earlier scan and the largest fall of a price since. Other rows are
 * scanned again. */
#include "match/price.h"

#define ADDED_MOST 16    /* pairs a row and round */
/* Pairs that miss by less than a list's spread are listed too, as far as there is room: then the
 * scan bounds the row for rounds to come. */

typedef struct pricing {
    const mmi_face *face;
    mmi_price_book *book;
    mmi_candidates *candidates;
    int64_t margin;
    int32_t *row;            /* [n_rows] to be scanned */
    int32_t *vector;         /* [n_rows] of a row to be scanned */
    int32_t n_rows;
    mmi_addition *addition;  /* [n_additions] */
    size_t n_additions, capacity;
    int32_t n_violated;
    int64_t n_priced;
} pricing;

/* Least reduced cost that a stage can give a pair left out. */
static int64_t least_cost(const pricing *with, int32_t row, const mmi_stage *stage)
{
    const mmi_left_out *left = &with->candidates->left[row];
    const int32_t kind = with->face->profiles->request_kind[row];
    const int64_t by_score = stage->row_total[row] + stage->kind_least_price[kind] -
                             mmi_worth(stage->aim, left->best);
    if (stage->aim != MMI_AIM_SCORES || left->vector == MM_NONE) return by_score;
    const int64_t fallen = with->book->vector[left->vector].fallen[kind];
    if (left->worth == INT32_MIN || fallen == INT64_MIN) return INT64_MAX; /* nobody is left out */
    const int64_t by_worth = stage->row_total[row] - left->worth - fallen;
    return by_worth > by_score ? by_worth : by_score;
}

/* No unlisted pair of the row can help: at one of the stages its least reduced cost is positive,
 * or at the last one not negative. A row that can take nothing may have any price: nobody pays. */
static bool is_certified(const pricing *with, int32_t row)
{
    const mmi_face *face = with->face;
    if (face->row_most[row] == 0 || with->candidates->left[row].best < 0) return true;
    for (int32_t i = 0; i < face->n_stages; i++) {
        const int64_t least = least_cost(with, row, &face->stage[i]);
        if (least > 0 || (least == 0 && i == face->n_stages - 1)) return true;
    }
    return false;
}

/* Reduced cost in the first stage where it is not 0. */
static int64_t reduced_cost_of(const mmi_face *face, int32_t row, int32_t mentor, int32_t score,
                               bool *is_last)
{
    int64_t cost = 0;
    for (int32_t i = 0; i < face->n_stages && cost == 0; i++) {
        const mmi_stage *stage = &face->stage[i];
        cost = stage->row_total[row] + stage->column_price[mentor] -
               mmi_worth(stage->aim, score);
        *is_last = i == face->n_stages - 1;
    }
    return cost;
}

/* The worth in its vector that a pair must have to help, or nearly. */
static int64_t floor_of(const pricing *with, int32_t row, const mmi_price_vector *vector)
{
    const mmi_face *face = with->face;
    const mmi_stage *last = &face->stage[face->n_stages - 1];
    if (last->aim == MMI_AIM_SCORES) return last->row_total[row] + vector->base - with->margin;
    for (int32_t i = 0; i < face->n_stages; i++) {
        const mmi_stage *stage = &face->stage[i];
        if (stage->aim == MMI_AIM_SCORES) return stage->row_total[row] + vector->base;
    }
    /* total + price - worth < 0 in whole numbers */
    const int64_t price_most = mmi_worth(last->aim, 0) - 1 - last->row_total[row] - vector->base;
    return -(price_most + 1) * ((int64_t)1 << 21);
}

static const int32_t *ask(void *context, int32_t row, mmi_scan_row *wanted)
{
    const pricing *with = context;
    const mmi_candidates *candidates = with->candidates;
    const mmi_price_vector *vector = &with->book->vector[with->vector[row]];
    const int64_t floor = floor_of(with, row, vector);
    const int64_t least = -(int64_t)MMI_PRICE_MOST - (1 << 21);
    const int32_t *kind_first =
        with->face->profiles->kind_first + with->face->profiles->request_kind[row];
    /* Prices that are cut misjudge the order: then everything is looked at. */
    wanted->k = vector->is_cut ? kind_first[1] - kind_first[0] : ADDED_MOST;
    wanted->floor = (int32_t)(floor < least ? least : floor < INT32_MAX ? floor : INT32_MAX);
    wanted->excluded = candidates->mentor + candidates->start[row];
    wanted->n_excluded = (int32_t)(candidates->start[row + 1] - candidates->start[row]);
    return vector->price;
}

static bool keep(void *context, int32_t row, const mmi_scan_row *found)
{
    pricing *with = context;
    const mmi_face *face = with->face;
    const int32_t kind = face->profiles->request_kind[row];
    const int32_t first = face->profiles->kind_first[kind];
    const mmi_price_vector *vector = &with->book->vector[with->vector[row]];
    mmi_left_out *left = &with->candidates->left[row];
    if (!mmi_reserve(&face->heap, &with->addition, &with->capacity,
                     with->n_additions + (size_t)found->n_best)) {
        return false;
    }
    const bool counts_scores = face->stage[face->n_stages - 1].aim == MMI_AIM_SCORES;
    const size_t n_before = with->n_additions;
    bool is_violated = false;
    int32_t left_worth = found->left_best;
    for (int32_t i = 0; i < found->n_best; i++) {
        const mmi_scored *best = &found->best[i];
        bool is_last = false;
        const int64_t cost =
            reduced_cost_of(face, row, first + best->index, best->score, &is_last);
        const bool helps = cost < 0;
        const bool nearly_helps = counts_scores && is_last && cost <= with->margin &&
                                  with->n_additions - n_before < ADDED_MOST;
        if (helps || nearly_helps) {
            with->addition[with->n_additions++] =
                (mmi_addition){row, first + best->index, best->score};
        } else {
            const int32_t worth = best->score - vector->price[first + best->index];
            if (worth > left_worth) left_worth = worth;
        }
        is_violated = is_violated || helps;
    }
    if (counts_scores) { /* else mentors are barred who may help in the next round */
        left->worth = left_worth;
        left->vector = with->vector[row];
    }
    with->n_violated += is_violated;
    with->n_priced += face->profiles->kind_first[kind + 1] - first;
    return true;
}

/* When nothing helps, lists stay as they are, for what was solved points into them: then the bounds
 * cover what nearly helps. */
static void take_back(pricing *with)
{
    for (size_t i = 0; i < with->n_additions; i++) {
        const mmi_addition *of = &with->addition[i];
        mmi_left_out *left = &with->candidates->left[of->row];
        const int32_t worth =
            of->score - with->book->vector[with->vector[of->row]].price[of->mentor];
        if (worth > left->worth) left->worth = worth;
    }
    with->n_additions = 0;
}

/* Rows that no bound certifies, by kind and vector. */
static mm_status collect(pricing *with, const mmi_heap *heap, mm_error *error)
{
    const mm_profiles *profiles = with->face->profiles;
    int32_t *by_kind = mmi_alloc(heap, (size_t)profiles->n_requests, sizeof *by_kind);
    int32_t *room = mmi_alloc(heap, (size_t)profiles->n_kinds + 1, sizeof *room);
    mm_status status = MM_OK;
    if (by_kind == NULL || room == NULL) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    mmi_rows_by_kind(profiles, by_kind, room);
    for (int32_t i = 0; i < profiles->n_requests; i++) {
        const int32_t row = by_kind[i];
        if (is_certified(with, row)) continue;
        with->vector[row] = mmi_price_vector_of(with->book, with->face, row);
        if (with->vector[row] == MM_NONE) {
            status = mmi_out_of_memory(error);
            goto done;
        }
        with->row[with->n_rows++] = row;
    }
done:
    mmi_free(heap, by_kind);
    mmi_free(heap, room);
    return status;
}

mm_status mmi_price(mmi_row_scanner *scanner, const mmi_face *face, mmi_price_book *book,
                    mmi_candidates *candidates, int64_t *n_priced, mmi_priced *priced,
                    mm_error *error)
{
    const mmi_heap *heap = &face->heap;
    const size_t n_rows = (size_t)candidates->n_rows;
    pricing with = {.face = face, .book = book, .candidates = candidates,
                    .margin = (int64_t)candidates->spread + 1};
    *priced = (mmi_priced){0};
    with.row = mmi_alloc(heap, n_rows, sizeof *with.row);
    with.vector = mmi_alloc(heap, n_rows, sizeof *with.vector);
    mm_status status = MM_OK;
    if (with.row == NULL || with.vector == NULL) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    mmi_price_book_turn(book, face);
    status = collect(&with, heap, error);
    if (status != MM_OK) goto done;
    const mmi_row_scan scan = {&with, ask, keep, with.row, with.n_rows, MM_STAGE_PRICE, 0.6, 0.9};
    status = mmi_scan_request_rows(scanner, &scan, &priced->is_stopped, error);
    if (with.n_violated == 0) take_back(&with);
    if (status == MM_OK && !priced->is_stopped && with.n_additions > 0) {
        status = mmi_candidates_add(candidates, with.addition, with.n_additions, error);
    }
    priced->n_added = with.n_additions;
    priced->n_scanned = with.n_rows;
    priced->n_violated = with.n_violated;
    *n_priced += with.n_priced;
done:
    mmi_free(heap, with.addition);
    mmi_free(heap, with.row);
    mmi_free(heap, with.vector);
    return status;
}
