/* A small sparse linear programme (LP) in integers, and what a solver says about it.
 * One solver: lp_glpk.c. Nothing here knows GLPK, so that another solver can take its
 * place. */
#ifndef MMI_LP_LP_H
#define MMI_LP_LP_H

#include "base/alloc.h"
#include "base/stop.h"

#include <stdint.h>

#define MMI_LP_NO_LEAST INT64_MIN /* no lower bound */
#define MMI_LP_NO_MOST INT64_MAX  /* no upper bound */

#define MMI_LP_SIZE_MOST 20000000                   /* rows; columns */
#define MMI_LP_ENTRIES_MOST 100000000               /* non-zero coefficients */
#define MMI_LP_NUMBER_MOST ((int64_t)1 << 40)       /* a cost, a bound that is there */

/* Where a row or column stands in a basis. A fixed one that is not basic may say either bound. */
typedef enum mmi_lp_stand {
    MMI_LP_BASIC = 1,
    MMI_LP_AT_LEAST = 2,
    MMI_LP_AT_MOST = 3
} mmi_lp_stand;

/* minimise cost x, row_least <= A x <= row_most, column_least <= x <= column_most. All lent.
 * A is stored by columns; the entries of a column may stand in any order, but no row twice. */
typedef struct mmi_lp {
    int32_t n_rows;
    int32_t n_columns;
    const int64_t *cost;             /* [n_columns], 0..2^40; shift what is negative */
    const int64_t *column_start;     /* [n_columns + 1], from 0 up to the number of entries */
    const int32_t *row;              /* [n_entries], 0..n_rows - 1 */
    const int32_t *coefficient;      /* [n_entries], not 0; NULL: all 1 */
    const int64_t *row_least;        /* [n_rows], |.| <= 2^40 or MMI_LP_NO_LEAST */
    const int64_t *row_most;         /* [n_rows], |.| <= 2^40 or MMI_LP_NO_MOST */
    const int64_t *column_least;     /* [n_columns], likewise */
    const int64_t *column_most;      /* [n_columns], likewise; none where a row implies it */
    const mmi_lp_stand *row_basis;   /* [n_rows], or NULL together with column_basis */
    const mmi_lp_stand *column_basis; /* [n_columns]; n_rows basic ones in all */
} mmi_lp;

typedef struct mmi_lp_limits {
    const mmi_stop *stop;    /* NULL: none */
    int64_t memory_most_mib; /* of the solver; 0: twice mmi_lp_memory_mib(), at least 64 */
} mmi_lp_limits;

/* What the solver found. Only OPTIMAL has an objective, prices and values. */
typedef enum mmi_lp_status {
    MMI_LP_OPTIMAL = 1,
    MMI_LP_INFEASIBLE = 2,
    MMI_LP_UNBOUNDED = 3,
    MMI_LP_STOPPED = 4,     /* cancelled or out of time */
    MMI_LP_MEMORY = 5,      /* the memory limit, or the solver found no memory */
    MMI_LP_NO_THREAD = 6,   /* the system gives no further thread */
    MMI_LP_UNAVAILABLE = 7, /* GLPK is too old or not local to a thread; see reason */
    MMI_LP_FAILED = 8       /* singular start basis, numerical trouble; see reason */
} mmi_lp_status;

typedef struct mmi_lp_answer {
    mmi_lp_status status;
    int32_t iterations;   /* simplex steps; those of whole slices when it did not end by itself */
    bool is_integral;     /* every value is an integer, to 1e-6, and as integers they satisfy
                           * all rows and bounds and give `objective`, exactly */
    int64_t objective;    /* if not is_integral: the solver's, to the nearest integer */
    double *row_price;    /* [n_rows], lent by the caller, written if OPTIMAL; NULL: not wanted */
    double *column_value; /* [n_columns], likewise; integers if is_integral */
    char reason[160];     /* a line of English for FAILED and UNAVAILABLE, else "" */
} mmi_lp_answer;

/* Megabytes (2^20) that the solver is expected to need, rounded up. */
int64_t mmi_lp_memory_mib(int64_t n_rows, int64_t n_columns, int64_t n_entries);

/**
 * Solve a linear programme by the primal simplex method, from the given basis or from the slacks.
 *
 * @param heap    For our own memory, used in the calling thread only.
 * @param lp      Read, not kept. Everything is checked before the solver sees it.
 * @param limits  Read, not kept; NULL: no stop, default memory.
 * @param answer  In: row_price, column_value. Out: the rest. The two arrays are untouched unless
 *                OPTIMAL.
 * @param error   Out. May be NULL.
 *
 * Signs   row_price is the change of the objective for one more unit of the row's binding bound:
 *         >= 0 at its least, <= 0 at its most, 0 if basic. Reduced cost of a column = cost - sum of
 *         coefficient * row_price: >= 0 at its least, <= 0 at its most. Prices are doubles, off
 *         by about 1e-13 of the largest cost: llround() those that must be integers.
 * Errors  MM_OK whenever the question was answered, whatever the status; MM_ERR_ARGUMENT for an
 *         LP that is not well-formed, MM_ERR_LIMIT for one beyond the sizes above,
 *         MM_ERR_MEMORY when `heap` gives none.
 * Threads any number of calls at once; GLPK objects and hooks of the host are never touched.
 * Source  GLPK 5.0 (A. Makhorin), see docs/decisions/003-glpk-in-a-private-thread.md.
 */
mm_status mmi_lp_solve(const mmi_heap *heap, const mmi_lp *lp, const mmi_lp_limits *limits,
                       mmi_lp_answer *answer, mm_error *error);

/* Version of the GLPK that is running, such as "5.0". Static. */
const char *mmi_lp_glpk_version(void);

#endif
