/* Rows go over the mentors tile by tile, all rows of a call over one tile before the next, so that
 * a tile is read into the cache once. The kernel scores; here single pairs are corrected, prices
 * subtracted, and what no table holds is judged, but only where it could matter. */
#include "score/scan.h"

#include "score/asking.h"
#include "score/eligibility.h"
#include "score/keep.h"

#include <string.h>

#define ROW_WANTED_MOST 128 /* rows that keep more are scanned one by one */

/* A row on its way over the tiles. */
typedef struct going {
    mmi_asking asking;
    mmi_keep keep;
    int64_t correction; /* the next one */
} going;

struct mmi_scanner {
    mmi_heap heap;
    mmi_arena arena;
    const mmi_scorer *scorer;
    going *row;          /* [MMI_SCAN_ROWS_MOST] */
    int32_t *large_worth; /* room for a row that keeps many */
    int32_t *large_turn;
    int64_t *key;        /* [n_mentors + 1, ROW_WANTED_MOST at least] */
    uint8_t *code;       /* [most forms][MMI_TILE] */
    int32_t *score;      /* [MMI_SEGMENT] */
    int32_t *worth;      /* [MMI_SEGMENT] */
};

/* The range's part of a tile. */
typedef struct tile_run {
    int32_t first;        /* mentor of score[0] */
    int32_t from, to;     /* of the tile inside the range */
    int32_t range_first;
    int32_t n;            /* of the range */
    const int32_t *price; /* by mentor, NULL: all 0 */
} tile_run;

static bool take_room(mmi_scanner *made)
{
    const mmi_scorer *scorer = made->scorer;
    const size_t n_mentors = (size_t)scorer->profiles->n_people[MMI_MENTOR];
    const size_t n_large = MMI_KEEP_ROOM(n_mentors + 1);
    mmi_arena *arena = &made->arena;
    made->row = mmi_arena_take(arena, MMI_SCAN_ROWS_MOST, sizeof *made->row);
    made->large_worth = mmi_arena_take(arena, n_large, sizeof(int32_t));
    made->large_turn = mmi_arena_take(arena, n_large, sizeof(int32_t));
    made->key = mmi_arena_take(arena, n_mentors + ROW_WANTED_MOST + 1, sizeof(int64_t));
    made->code = mmi_take_aligned(arena, (size_t)scorer->forms_a_row, MMI_TILE);
    made->score = mmi_take_aligned(arena, MMI_SEGMENT, sizeof(int32_t));
    made->worth = mmi_take_aligned(arena, MMI_SEGMENT, sizeof(int32_t));
    if (made->row == NULL || made->large_worth == NULL || made->large_turn == NULL ||
        made->key == NULL || made->code == NULL || made->score == NULL || made->worth == NULL) {
        return false;
    }
    for (int32_t i = 0; i < MMI_SCAN_ROWS_MOST; i++) {
        mmi_keep *keep = &made->row[i].keep;
        if (!mmi_asking_make(scorer, arena, &made->row[i].asking)) return false;
        keep->worth = mmi_arena_take(arena, MMI_KEEP_ROOM(ROW_WANTED_MOST), sizeof(int32_t));
        keep->turn = mmi_arena_take(arena, MMI_KEEP_ROOM(ROW_WANTED_MOST), sizeof(int32_t));
        if (keep->worth == NULL || keep->turn == NULL) return false;
    }
    return true;
}

mm_status mmi_scanner_make(const mmi_heap *heap, const mmi_scorer *scorer, mmi_scanner **scanner,
                           mm_error *error)
{
    *scanner = NULL;
    mmi_scanner *made = mmi_alloc(heap, 1, sizeof *made);
    if (made == NULL) return mmi_out_of_memory(error);
    *made = (mmi_scanner){.heap = *heap, .arena = mmi_arena_on(heap), .scorer = scorer};
    if (!take_room(made)) {
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
    mmi_arena_clear(&scanner->arena);
    mmi_free(&heap, scanner);
}

/* ---- the scores of a tile ---- */

static void add_wide(const mmi_scorer *scorer, int32_t mentee, const tile_run *run, int32_t *score)
{
    for (int32_t i = 0; i < scorer->n_wide; i++) {
        const mmi_wide_table *wide = &scorer->wide[i];
        const int32_t *row =
            wide->earned + (size_t)wide->row_of[mentee] * (size_t)wide->n_columns;
        for (int32_t at = run->from; at < run->to; at++) {
            if (score[at] == MMI_NO_PAIR) continue;
            score[at] += row[wide->column_of[run->first + at]];
            if (score[at] >= MMI_FAILS) score[at] = MMI_NO_PAIR;
        }
    }
}

/* Add what only the definition tells, where the most that it can add would reach `least`; what
 * cannot reach it is no longer of interest. */
static void judge_directly(const mmi_scorer *scorer, int32_t mentee, const tile_run *run,
                           int32_t least, int32_t *score)
{
    for (int32_t at = run->from; at < run->to; at++) {
        if (score[at] == MMI_NO_PAIR) continue;
        const int32_t mentor = run->first + at;
        const int32_t price = run->price == NULL ? 0 : run->price[mentor];
        bool is_open = (int64_t)score[at] + scorer->direct_most - price >= least;
        for (int32_t i = 0; is_open && i < scorer->n_direct; i++) {
            const mmi_judgement found =
                mmi_judge(scorer->profiles, scorer->direct[i], mentee, mentor);
            score[at] += found.earned;
            is_open = !found.fails;
        }
        if (!is_open) score[at] = MMI_NO_PAIR;
    }
}

/* Corrections of the tile; those that need the definition are made by the second call. */
static void correct(const mmi_scorer *scorer, going *row, const tile_run *run, bool are_judged,
                    int32_t *score)
{
    const int32_t mentee = row->asking.mentee;
    const int64_t end = scorer->correction_start[mentee + 1];
    int64_t i = row->correction;
    for (; i < end && scorer->correction[i].mentor < run->first + run->to; i++) {
        const mmi_correction *of = &scorer->correction[i];
        const int32_t at = of->mentor - run->first;
        if (at < run->from || of->is_judged != are_judged) continue;
        if (are_judged) {
            score[at] = mmi_is_eligible(scorer->profiles, mentee, of->mentor)
                            ? mmi_score(scorer->profiles, mentee, of->mentor)
                            : MMI_NO_PAIR;
        } else if (of->added == MMI_NO_PAIR) {
            score[at] = MMI_NO_PAIR;
        } else if (score[at] != MMI_NO_PAIR) {
            score[at] += of->added;
        }
    }
    if (are_judged) row->correction = i;
}

/* Scores of the range's part of a tile; those below `least` may come out as MMI_NO_PAIR. */
static void score_run(mmi_scanner *scanner, going *row, const tile_run *run, int32_t least,
                      int32_t *score)
{
    const mmi_scorer *scorer = scanner->scorer;
    const int32_t mentee = row->asking.mentee;
    scorer->kernel->score_tile(scorer, &row->asking, run->first / MMI_TILE, scanner->code, score);
    for (int32_t at = 0; at < run->from; at++) score[at] = MMI_NO_PAIR;
    for (int32_t at = run->to; at < MMI_TILE; at++) score[at] = MMI_NO_PAIR;
    if (scorer->n_wide > 0) add_wide(scorer, mentee, run, score);
    correct(scorer, row, run, false, score);
    if (scorer->n_direct > 0) judge_directly(scorer, mentee, run, least, score);
    correct(scorer, row, run, true, score);
}

/* ---- rows ---- */

static void begin_row(mmi_scanner *scanner, going *row, int32_t mentee)
{
    mmi_ask(scanner->scorer, mentee, &row->asking);
    row->correction = scanner->scorer->correction_start[mentee];
}

static void exclude(const mmi_scan_row *of, const tile_run *run, int32_t *score)
{
    for (int32_t i = 0; i < of->n_excluded; i++) {
        const int64_t at = (int64_t)of->excluded[i] - run->first;
        if (at >= run->from && at < run->to) score[at] = MMI_NO_PAIR;
    }
}

static tile_run run_of(int32_t tile, int32_t first, int32_t n, const int32_t *price)
{
    const int32_t begin = tile * MMI_TILE;
    const int64_t end = (int64_t)first + n - begin;
    return (tile_run){.first = begin, .from = first > begin ? first - begin : 0,
                      .to = end < MMI_TILE ? (int32_t)end : MMI_TILE, .range_first = first,
                      .n = n, .price = price};
}

/* Some tiles of a row, and what of them is worth keeping. */
static void scan_segment(mmi_scanner *scanner, going *row, int32_t first_tile, int32_t n_tiles,
                         const tile_run *range, const mmi_scan_row *of)
{
    const mmi_kernel *kernel = scanner->scorer->kernel;
    const int32_t n = n_tiles * MMI_TILE;
    const int32_t *worth = scanner->score;
    for (int32_t i = 0; i < n_tiles; i++) {
        int32_t *score = scanner->score + i * MMI_TILE;
        const tile_run run = run_of(first_tile + i, range->range_first, range->n, range->price);
        score_run(scanner, row, &run, mmi_keep_least(&row->keep), score);
        exclude(of, &run, score);
        if (run.price == NULL) continue;
        worth = scanner->worth;
        memcpy(scanner->worth + i * MMI_TILE, score, MMI_TILE * sizeof(int32_t));
        kernel->subtract(score + run.from, run.price + run.first + run.from, run.to - run.from,
                         scanner->worth + i * MMI_TILE + run.from);
    }
    mmi_keep_offer(kernel, &row->keep, worth, n, first_tile * MMI_TILE - range->range_first);
}

static void begin_scan(mmi_scanner *scanner, going *row, int32_t n, const mmi_scan_row *of)
{
    begin_row(scanner, row, of->mentee);
    mmi_keep *keep = &row->keep;
    keep->wanted = (of->k < n ? of->k : n) + 1;
    keep->n_range = n;
    keep->tie_offset = of->tie_offset;
    keep->floor = of->floor > MMI_NO_PAIR ? of->floor : MMI_NO_PAIR + 1;
    keep->below = MMI_NO_PAIR;
    keep->is_full = false;
    keep->n = 0;
}

static void end_scan(mmi_scanner *scanner, going *row, const tile_run *run, mmi_scan_row *of)
{
    of->n_best = mmi_keep_finish(scanner->scorer->kernel, &row->keep, scanner->key, of->best,
                                 &of->left_best);
    for (int32_t i = 0; run->price != NULL && i < of->n_best; i++) {
        of->best[i].score += run->price[run->range_first + of->best[i].index];
    }
}

/* Rows that share a pass; a mentee who takes no part finds nobody. */
static void scan_together(mmi_scanner *scanner, const tile_run *range,
                          mmi_scan_row *const *of, int32_t n_rows)
{
    const bool *takes_part = scanner->scorer->profiles->takes_part[MMI_MENTEE];
    for (int32_t i = 0; i < n_rows; i++) begin_scan(scanner, &scanner->row[i], range->n, of[i]);
    const int32_t end =
        range->n == 0 ? 0 : (range->range_first + range->n - 1) / MMI_TILE + 1;
    const int32_t most = MMI_SEGMENT / MMI_TILE;
    for (int32_t tile = range->range_first / MMI_TILE; tile < end; tile += most) {
        const int32_t n_tiles = end - tile < most ? end - tile : most;
        for (int32_t i = 0; i < n_rows; i++) {
            if (!takes_part[of[i]->mentee]) continue;
            scan_segment(scanner, &scanner->row[i], tile, n_tiles, range, of[i]);
        }
    }
    for (int32_t i = 0; i < n_rows; i++) end_scan(scanner, &scanner->row[i], range, of[i]);
}

void mmi_scan(mmi_scanner *scanner, int32_t first, int32_t n, const int32_t *price,
              mmi_scan_row *row, int32_t n_rows)
{
    const tile_run range = {.range_first = first, .n = n, .price = price};
    mmi_scan_row *small[MMI_SCAN_ROWS_MOST] = {NULL};
    int32_t n_small = 0;
    for (int32_t i = 0; i < n_rows; i++) {
        if ((row[i].k < n ? row[i].k : n) < ROW_WANTED_MOST) small[n_small++] = &row[i];
    }
    scan_together(scanner, &range, small, n_small);
    mmi_keep *keep = &scanner->row[0].keep;
    int32_t *const worth = keep->worth;
    int32_t *const turn = keep->turn;
    keep->worth = scanner->large_worth;
    keep->turn = scanner->large_turn;
    for (int32_t i = 0; n_small < n_rows && i < n_rows; i++) {
        if ((row[i].k < n ? row[i].k : n) < ROW_WANTED_MOST) continue;
        mmi_scan_row *const large = &row[i];
        scan_together(scanner, &range, &large, 1);
    }
    keep->worth = worth;
    keep->turn = turn;
}

void mmi_scan_scores(mmi_scanner *scanner, int32_t mentee, int32_t first, int32_t n,
                     int32_t *score)
{
    going *row = &scanner->row[0];
    begin_row(scanner, row, mentee);
    const bool takes_part = scanner->scorer->profiles->takes_part[MMI_MENTEE][mentee];
    const int32_t last = n == 0 ? -1 : (first + n - 1) / MMI_TILE;
    for (int32_t tile = first / MMI_TILE; tile <= last; tile++) {
        const tile_run run = run_of(tile, first, n, NULL);
        if (takes_part) score_run(scanner, row, &run, MMI_NO_PAIR, scanner->score);
        for (int32_t at = run.from; at < run.to; at++) {
            const int32_t found = takes_part ? scanner->score[at] : MMI_NO_PAIR;
            score[run.first + at - first] = found == MMI_NO_PAIR ? MMI_INELIGIBLE : found;
        }
    }
}
