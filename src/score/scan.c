/* Scores the range for one row after the other and keeps the best by insertion. */
#include "score/scan.h"

#include "score/kernel.h"

struct mmi_scanner {
    mmi_heap heap;
    const mmi_scorer *scorer;
    int32_t *score;   /* [n_mentors] */
    int32_t *worth;   /* [n_mentors] of the row's best so far */
    uint8_t *blocked; /* [n_mentors] */
};

mm_status mmi_scanner_make(const mmi_heap *heap, const mmi_scorer *scorer, mmi_scanner **scanner,
                           mm_error *error)
{
    const size_t n_mentors = (size_t)scorer->profiles->n_people[MMI_MENTOR];
    *scanner = NULL;
    mmi_scanner *made = mmi_alloc(heap, 1, sizeof *made);
    if (made == NULL) return mmi_out_of_memory(error);
    *made = (mmi_scanner){.heap = *heap, .scorer = scorer};
    made->score = mmi_alloc(heap, n_mentors, sizeof(int32_t));
    made->worth = mmi_alloc(heap, n_mentors, sizeof(int32_t));
    made->blocked = mmi_alloc(heap, n_mentors, 1);
    if (made->score == NULL || made->worth == NULL || made->blocked == NULL) {
        mmi_scanner_free(made);
        return mmi_out_of_memory(error);
    }
    *scanner = made;
    return MM_OK;
}

void mmi_scanner_free(mmi_scanner *scanner)
{
    if (scanner == NULL) return;
    const mmi_heap heap = scanner->heap;
    mmi_free(&heap, scanner->score);
    mmi_free(&heap, scanner->worth);
    mmi_free(&heap, scanner->blocked);
    mmi_free(&heap, scanner);
}

static int32_t price_at(const int32_t *price, int32_t mentor)
{
    return price == NULL ? 0 : price[mentor];
}

static void exclude(mmi_scanner *scanner, int32_t first, int32_t n, const mmi_scan_row *row)
{
    for (int32_t i = 0; i < row->n_excluded; i++) {
        const int64_t at = (int64_t)row->excluded[i] - first;
        if (at >= 0 && at < n) scanner->score[at] = MMI_INELIGIBLE;
    }
}

/* In turn order, so that of equal worths the first one keeps its place. */
static void scan_row(mmi_scanner *scanner, int32_t first, int32_t n, const int32_t *price,
                     mmi_scan_row *row)
{
    mmi_score_mentors(scanner->scorer, row->mentee, first, n, scanner->score, scanner->blocked);
    exclude(scanner, first, n, row);
    row->n_best = 0;
    row->left_best = INT32_MIN;
    for (int32_t i = 0; i < n; i++) {
        const int32_t index = i < n - row->tie_offset ? i + row->tie_offset
                                                      : i - (n - row->tie_offset);
        const int32_t score = scanner->score[index];
        if (score == MMI_INELIGIBLE) continue;
        const int32_t worth = score - price_at(price, first + index);
        int32_t left = worth; /* of whoever does not stay */
        int32_t at = row->n_best;
        const bool is_full = at == row->k;
        const int32_t least = is_full && at > 0 ? scanner->worth[at - 1] : INT32_MIN;
        if (worth >= row->floor && row->k > 0 && (!is_full || worth > least)) {
            left = is_full ? least : INT32_MIN;
            if (is_full) at--;
            else row->n_best++;
            for (; at > 0 && scanner->worth[at - 1] < worth; at--) {
                row->best[at] = row->best[at - 1];
                scanner->worth[at] = scanner->worth[at - 1];
            }
            row->best[at] = (mmi_scored){index, score};
            scanner->worth[at] = worth;
        }
        if (left > row->left_best) row->left_best = left;
    }
}

void mmi_scan(mmi_scanner *scanner, int32_t first, int32_t n, const int32_t *price,
              mmi_scan_row *row, int32_t n_rows)
{
    for (int32_t i = 0; i < n_rows; i++) scan_row(scanner, first, n, price, &row[i]);
}
