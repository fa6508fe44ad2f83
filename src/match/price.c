/* Dual pricing over all pairs, without storing them: a row whose best unlisted score cannot beat
 * its price and the cheapest mentor of its kind is certified at once; others are scored again. */
#include "match/price.h"

#define ADDED_MOST 16 /* pairs a row and round */
#define STOP_EVERY 64 /* rows between two looks at the clock */

/* An unlisted pair that would help; smaller reduced cost first, then larger score. */
typedef struct helper {
    int64_t reduced_cost;
    int32_t score;
    int32_t mentor;
} helper;

typedef struct pricing {
    const mmi_face *face;
    mmi_candidates *candidates;
    mmi_row_scores scores;
    int32_t *listed_by;      /* [n_mentors] row + 1 that lists the mentor */
    mmi_addition *addition;  /* [n_additions] */
    size_t n_additions;
    size_t capacity;
} pricing;

/* No unlisted pair of the row can help: at one of the stages its least reduced cost is positive,
 * or at the last one not negative. */
static bool is_certified(const pricing *with, int32_t row)
{
    const int32_t left_best = with->candidates->left_best[row];
    if (left_best < 0) return true;
    const int32_t kind = with->face->profiles->request_kind[row];
    for (int32_t i = 0; i < with->face->n_stages; i++) {
        const mmi_stage *stage = &with->face->stage[i];
        const int64_t least = stage->row_total[row] + stage->kind_least_price[kind] -
                              mmi_worth(stage->aim, left_best);
        if (least > 0 || (least == 0 && i == with->face->n_stages - 1)) return true;
    }
    return false;
}

/* Reduced cost in the last stage, if the earlier ones leave the pair open; else it cannot help. */
static int64_t reduced_cost_of(const mmi_face *face, int32_t row, int32_t mentor, int32_t score)
{
    int64_t cost = 0;
    for (int32_t i = 0; i < face->n_stages; i++) {
        const mmi_stage *stage = &face->stage[i];
        cost = stage->row_total[row] + stage->column_price[mentor] -
               mmi_worth(stage->aim, score);
        if (cost != 0) return cost;
    }
    return cost;
}

static bool helps_more(const helper *one, const helper *other)
{
    if (one->reduced_cost != other->reduced_cost) return one->reduced_cost < other->reduced_cost;
    if (one->score != other->score) return one->score > other->score;
    return one->mentor < other->mentor;
}

/* Keep the ADDED_MOST best in order; returns the score of the one that falls out, -1 if none. */
static int32_t insert(helper *best, int32_t *n_best, helper found)
{
    int32_t at = *n_best;
    int32_t left = -1;
    if (at == ADDED_MOST) {
        if (!helps_more(&found, &best[at - 1])) return found.score;
        at--;
        left = best[at].score;
    } else {
        (*n_best)++;
    }
    for (; at > 0 && helps_more(&found, &best[at - 1]); at--) best[at] = best[at - 1];
    best[at] = found;
    return left;
}

/* Score the row, list what helps most, renew the best unlisted score. */
static bool price_row(pricing *with, int32_t row)
{
    mmi_candidates *candidates = with->candidates;
    mmi_row_scores_of(&with->scores, row);
    for (int64_t i = candidates->start[row]; i < candidates->start[row + 1]; i++) {
        with->listed_by[candidates->mentor[i]] = row + 1;
    }
    helper best[ADDED_MOST];
    int32_t n_best = 0;
    int32_t left_best = -1;
    for (int32_t i = 0; i < with->scores.n; i++) {
        const int32_t score = with->scores.score[i];
        const int32_t mentor = with->scores.first + i;
        if (score == MMI_INELIGIBLE || with->listed_by[mentor] == row + 1) continue;
        const int64_t cost = reduced_cost_of(with->face, row, mentor, score);
        const int32_t left =
            cost < 0 ? insert(best, &n_best, (helper){cost, score, mentor}) : score;
        if (left > left_best) left_best = left;
    }
    candidates->left_best[row] = left_best;
    if (!mmi_reserve(&with->scores.heap, &with->addition, &with->capacity,
                     with->n_additions + ADDED_MOST)) {
        return false;
    }
    for (int32_t i = 0; i < n_best; i++) {
        with->addition[with->n_additions++] =
            (mmi_addition){row, best[i].mentor, best[i].score};
    }
    return true;
}

static mm_status price_rows(pricing *with, const mmi_stop *stop, int64_t *n_priced,
                            bool *is_stopped, mm_error *error)
{
    int32_t n_since = 0;
    for (int32_t row = 0; row < with->candidates->n_rows; row++) {
        /* A row that can take nothing may have any price: nobody pays it. */
        if (with->face->row_most[row] == 0 || is_certified(with, row)) continue;
        if (n_since++ % STOP_EVERY == 0 && mmi_stop_asked(stop)) {
            *is_stopped = true;
            return MM_OK;
        }
        if (!price_row(with, row)) return mmi_out_of_memory(error);
        *n_priced += with->scores.n;
    }
    return MM_OK;
}

mm_status mmi_price(const mmi_face *face, const mmi_scorer *scorer, const mmi_stop *stop,
                    mmi_candidates *candidates, size_t *n_added, int64_t *n_priced,
                    bool *is_stopped, mm_error *error)
{
    const mmi_heap *heap = &face->heap;
    pricing with = {.face = face, .candidates = candidates};
    const bool has_scores = mmi_row_scores_make(heap, scorer, &with.scores);
    with.listed_by =
        mmi_alloc(heap, (size_t)face->profiles->n_people[MMI_MENTOR], sizeof(int32_t));
    mm_status status = MM_OK;
    if (!has_scores || with.listed_by == NULL) status = mmi_out_of_memory(error);
    if (status == MM_OK) status = price_rows(&with, stop, n_priced, is_stopped, error);
    if (status == MM_OK && !*is_stopped && with.n_additions > 0) {
        status = mmi_candidates_add(candidates, with.addition, with.n_additions, error);
    }
    *n_added = with.n_additions;
    mmi_free(heap, with.addition);
    mmi_free(heap, with.listed_by);
    mmi_row_scores_clear(&with.scores);
    return status;
}
