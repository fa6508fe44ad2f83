/* Cuts rows into batches and batches into blocks of one kind and one price vector, which workers
 * take one after the other: results do not depend on who takes which. */
#include "match/row_scan.h"

#include "score/kernel.h"

#define BATCH_ROWS 16384          /* rows scanned between two times of keeping … */
#define BATCH_SCORED (1 << 20)    /* … with at most so much to keep, but for a single row */

/* Rows that share one pass over the mentors. */
typedef struct block {
    int32_t first, n;        /* rows of the batch */
    int32_t kind;
    const int32_t *price;
} block;

typedef struct batch {
    mmi_row_scanner *with;
    int32_t n_rows;
    mmi_scan_row *row;       /* [BATCH_ROWS] */
    int32_t n_blocks;
    block *block;            /* [BATCH_ROWS] */
    mmi_scored *best;        /* [best_capacity] of all rows, one after the other */
    size_t n_best, best_capacity;
} batch;

mm_status mmi_row_scanner_make(mmi_row_scanner *with, mm_error *error)
{
    const mmi_kernel *kernel;
    return mmi_choose_kernel(with->kernel, &kernel, error);
}

mm_status mmi_row_scanner_ready(mmi_row_scanner *with, mm_error *error)
{
    const mmi_heap *heap = &with->heap;
    if (with->is_ready) return MM_OK;
    mm_status status =
        mmi_scorer_make(heap, with->profiles, with->kernel, with->stop, &with->scorer, error);
    if (status != MM_OK) return status;
    with->is_ready = true; /* there is something to give back */
    const int32_t n_workers = mmi_pool_n_workers(with->pool);
    with->scanner = mmi_alloc(heap, (size_t)n_workers, sizeof(mmi_scanner *));
    if (with->scanner == NULL) return mmi_out_of_memory(error);
    for (; status == MM_OK && with->n_workers < n_workers; with->n_workers++) {
        status = mmi_scanner_make(heap, &with->scorer, &with->scanner[with->n_workers], error);
    }
    return status;
}

void mmi_row_scanner_clear(mmi_row_scanner *with)
{
    if (!with->is_ready) return;
    for (int32_t i = 0; i < with->n_workers; i++) mmi_scanner_free(with->scanner[i]);
    mmi_free(&with->heap, with->scanner);
    mmi_scorer_clear(&with->scorer);
    with->scanner = NULL;
    with->n_workers = 0;
    with->is_ready = false;
}

int32_t mmi_tie_offset(int32_t row, int32_t n)
{
    return n == 0 ? 0 : (int32_t)(((uint64_t)(uint32_t)row * UINT64_C(2654435761)) % (uint64_t)n);
}

static int32_t kind_size(const mm_profiles *profiles, int32_t kind)
{
    return profiles->kind_first[kind + 1] - profiles->kind_first[kind];
}

/* Take rows into the batch until it is full. Returns how many; 0: no memory. */
static int32_t fill(batch *of, const mmi_row_scan *scan, int32_t first)
{
    const mm_profiles *profiles = of->with->profiles;
    of->n_rows = 0;
    of->n_blocks = 0;
    of->n_best = 0;
    while (of->n_rows < BATCH_ROWS && first + of->n_rows < scan->n_rows) {
        const int32_t row = scan->row[first + of->n_rows];
        const int32_t kind = profiles->request_kind[row];
        mmi_scan_row *wanted = &of->row[of->n_rows];
        *wanted = (mmi_scan_row){.mentee = profiles->request_mentee[row]};
        wanted->tie_offset = mmi_tie_offset(row, kind_size(profiles, kind));
        const int32_t *price = scan->ask(scan->context, row, wanted);
        if (of->n_rows > 0 && of->n_best + (size_t)wanted->k > BATCH_SCORED) break;
        of->n_best += (size_t)wanted->k;
        block *last = of->n_blocks == 0 ? NULL : &of->block[of->n_blocks - 1];
        if (last == NULL || last->n == MMI_SCAN_ROWS_MOST || last->kind != kind ||
            last->price != price) {
            last = &of->block[of->n_blocks++];
            *last = (block){of->n_rows, 0, kind, price};
        }
        last->n++;
        of->n_rows++;
    }
    if (!mmi_reserve(&of->with->heap, &of->best, &of->best_capacity, of->n_best + 1)) return 0;
    size_t at = 0;
    for (int32_t i = 0; i < of->n_rows; i++) {
        of->row[i].best = of->best + at;
        at += (size_t)of->row[i].k;
    }
    return of->n_rows;
}

/* Some blocks of the batch: a task of the pool. */
static void scan_blocks(void *context, int32_t worker, int64_t first, int64_t last)
{
    const batch *of = context;
    const mm_profiles *profiles = of->with->profiles;
    for (int64_t i = first; i < last; i++) {
        const block *at = &of->block[i];
        mmi_scan(of->with->scanner[worker], profiles->kind_first[at->kind],
                 kind_size(profiles, at->kind), at->price, of->row + at->first, at->n);
    }
}

static mm_status scan_batches(batch *of, const mmi_row_scan *scan, bool *is_stopped,
                              mm_error *error)
{
    const double share = (scan->to - scan->from) / (scan->n_rows == 0 ? 1 : scan->n_rows);
    for (int32_t first = 0; first < scan->n_rows;) {
        const int32_t n = fill(of, scan, first);
        if (n == 0) return mmi_out_of_memory(error);
        mmi_stage_begin(of->with->stop, scan->stage, scan->from + share * first,
                        scan->from + share * (first + n));
        if (!mmi_pool_run(of->with->pool, of->with->stop, of->n_blocks, 1, scan_blocks, of)) {
            *is_stopped = true;
            return MM_OK;
        }
        for (int32_t i = 0; i < n; i++) {
            if (!scan->keep(scan->context, scan->row[first + i], &of->row[i])) {
                return mmi_out_of_memory(error);
            }
        }
        first += n;
    }
    return MM_OK;
}

mm_status mmi_scan_request_rows(mmi_row_scanner *with, const mmi_row_scan *scan, bool *is_stopped,
                                mm_error *error)
{
    if (scan->n_rows == 0) return MM_OK;
    const mm_status ready = mmi_row_scanner_ready(with, error);
    *is_stopped = ready == MM_ERR_STOPPED;
    if (*is_stopped) mmi_error_clear(error);
    if (ready != MM_OK) return *is_stopped ? MM_OK : ready;
    const size_t n_most = scan->n_rows < BATCH_ROWS ? (size_t)scan->n_rows : BATCH_ROWS;
    batch of = {.with = with};
    of.row = mmi_alloc(&with->heap, n_most, sizeof *of.row);
    of.block = mmi_alloc(&with->heap, n_most, sizeof *of.block);
    const mm_status status = of.row == NULL || of.block == NULL
                                 ? mmi_out_of_memory(error)
                                 : scan_batches(&of, scan, is_stopped, error);
    mmi_free(&with->heap, of.row);
    mmi_free(&with->heap, of.block);
    mmi_free(&with->heap, of.best);
    return status;
}
