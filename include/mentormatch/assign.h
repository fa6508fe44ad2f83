/* Assignment for people with their own scores: a whole matrix, or the pairs that may be. Both find
 * the best sum there is and prove it; nothing here needs a programme or a cohort. */
#ifndef MENTORMATCH_ASSIGN_H
#define MENTORMATCH_ASSIGN_H

#include <mentormatch/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** In a matrix of integers: this row and this column must not meet. In a matrix of float64 it is
 * the infinity that nobody would choose: -INFINITY where the sum is maximised, +INFINITY where it
 * is minimised. */
#define MM_FORBIDDEN_INT32 INT32_MIN
#define MM_FORBIDDEN_INT64 INT64_MIN

/** A matrix of values, each row to one column at most and the other way round. Exactly one of the
 * three value pointers is set. Zero means default in every other field. */
typedef struct mm_dense_problem {
    size_t size;                  /**< sizeof (mm_dense_problem) */
    int32_t n_rows;
    int32_t n_columns;
    const int32_t *value_int32;   /**< row r, column c is at [r * row_stride + c] */
    const int64_t *value_int64;
    const double *value_float64;
    int64_t row_stride;           /**< elements from one row to the next, n_columns or more;
                                       0: n_columns */
    int32_t is_minimised;         /**< 0: the sum is maximised; 1: it is minimised */
    int32_t is_partial;           /**< 0: all rows are assigned, or all columns where these are
                                       fewer; 1: only whom it helps, a row alone counts 0 */
} mm_dense_problem;

#define MM_DENSE_PROBLEM_INIT { sizeof(mm_dense_problem), 0, 0, 0, 0, 0, 0, 0, 0 }
MM_API void mm_dense_problem_init(mm_dense_problem *problem, size_t size);

/** The pairs that may be, by row, and how many each row and column takes. Exactly one of the three
 * value pointers is set (any of them where there is no pair). Zero means default elsewhere. */
typedef struct mm_sparse_problem {
    size_t size;                  /**< sizeof (mm_sparse_problem) */
    int32_t n_rows;
    int32_t n_columns;
    const int64_t *row_start;     /**< [n_rows + 1] row r has entries row_start[r] up to, and
                                       without, row_start[r + 1]; row_start[0] is 0 */
    const int32_t *column;        /**< [n_entries] no column twice in a row; any order */
    const int32_t *value_int32;   /**< [n_entries] */
    const int64_t *value_int64;
    const double *value_float64;
    const int32_t *row_least;     /**< [n_rows] NULL: 0 */
    const int32_t *row_most;      /**< [n_rows] NULL: 1 */
    const int32_t *column_least;  /**< [n_columns] NULL: 0 */
    const int32_t *column_most;   /**< [n_columns] NULL: 1 */
    int32_t is_minimised;         /**< 0: the sum is maximised; 1: it is minimised */
    int32_t is_full;              /**< 0: what helps, within least and most; 1: all rows get their
                                       most, or all columns where the sum of their most is less */
} mm_sparse_problem;

#define MM_SPARSE_PROBLEM_INIT { sizeof(mm_sparse_problem), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }
MM_API void mm_sparse_problem_init(mm_sparse_problem *problem, size_t size);

/** How to assign. Zero means default in every field. */
typedef struct mm_assign_options {
    size_t size;                   /**< sizeof (mm_assign_options) */
    const mm_allocator *allocator; /**< NULL: malloc */
    const mm_cancel *cancel;       /**< NULL: none */
    double time_limit_s;           /**< 0: none */
    const mm_progress *progress;   /**< NULL: nobody is told */
} mm_assign_options;

#define MM_ASSIGN_OPTIONS_INIT { sizeof(mm_assign_options), 0, 0, 0.0, 0 }
MM_API void mm_assign_options_init(mm_assign_options *options, size_t size);

/** An assignment; immutable, may be read from any thread. */
typedef struct mm_assignment mm_assignment;

/** What was reached, in the unit of the values. Integers are exact; of float64 values `value` is
 * the sum rounded to the nearest, `bound` and `gap` are rounded outwards. */
typedef struct mm_assignment_proof {
    mm_outcome outcome;
    int32_t is_certified; /**< 1: the optimum is proven by the prices, or that there is none by a
                               set of rows with too few columns; checked after the solver */
    double value;         /**< sum of the chosen values */
    double bound;         /**< proven: no assignment is above it (minimised: below it) */
    double gap;           /**< distance of the two, >= 0; 0 exactly when optimal */
    int64_t value_int64;  /**< the same in integers; 0 for float64 values */
    int64_t bound_int64;
    int64_t gap_int64;
} mm_assignment_proof;

/**
 * The best assignment of a whole matrix, proven.
 *
 * @param problem     Read, not kept.
 * @param options     Read, not kept; NULL for defaults.
 * @param assignment  Out. New; free with mm_assignment_free(). NULL on failure.
 * @param error       Out. May be NULL; line and column are the row and column of a bad value,
 *                    from 1.
 *
 * Units   int32 and int64: any value, as long as the sum and the prices fit in 64 bits. float64:
 *         scaled by a power of two; exact as long as all values are multiples of one power of two
 *         and 120 bits hold them, else solved rounded, with the gap that is left, and not called
 *         optimal: then outcome STOPPED.
 * Signs   maximised: row_price + column_price >= value everywhere, = where chosen; the price of
 *         whoever may stay alone is >= 0, and 0 where they do. Minimised: the same with <=.
 * Errors  MM_ERR_ARGUMENT (also NaN or the wrong infinity), MM_ERR_OPTION, MM_ERR_MEMORY,
 *         MM_ERR_LIMIT (a sum beyond 64 bits), MM_ERR_STOPPED (before anything feasible was known),
 *         MM_ERR_INTERNAL.
 * Cost    a few passes over the matrix, shortest paths for the few rows that remain; at worst
 *         O(n^3). The matrix is copied only where it has more rows than columns (transposed);
 *         memory is else about 850 bytes a row and 100 a column, of the shorter side's rows.
 * Source  Jonker & Volgenant 1987; Bertsekas 1981 (auction).
 */
MM_API mm_status mm_assign_dense(const mm_dense_problem *problem, const mm_assign_options *options,
                                 mm_assignment **assignment, mm_error *error);

/**
 * The best assignment over the given pairs, within least and most on both sides, proven.
 *
 * @param problem     Read, not kept.
 * @param options     Read, not kept; NULL for defaults.
 * @param assignment  Out. New; free with mm_assignment_free(). NULL on failure.
 * @param error       Out. May be NULL; line is the row and column the column of a bad entry,
 *                    from 1.
 *
 * Units   int32: any value. int64: |value| <= 2^40. float64: scaled by a power of two; exact when
 *         all values are multiples of one power of two within 40 bits, else solved rounded, with
 *         the gap that is left: then outcome STOPPED. NaN and infinities are refused.
 * Signs   maximised: row_price + column_price >= value for pairs left out, <= for pairs chosen;
 *         the price of a row or column is 0 between its bounds, >= 0 at its most, <= 0 at its
 *         least. Minimised: the other way round. Column prices are the optimal ones nearest 0 on
 *         the column side: what one more place adds.
 * Errors  MM_ERR_ARGUMENT, MM_ERR_OPTION, MM_ERR_MEMORY, MM_ERR_LIMIT, MM_ERR_STOPPED (before
 *         anything feasible was known), MM_ERR_INTERNAL.
 * Cost    one shortest-path search a unit at worst; memory O(n_entries).
 * Source  Edmonds & Karp 1972 (successive shortest paths with potentials).
 */
MM_API mm_status mm_assign_sparse(const mm_sparse_problem *problem,
                                  const mm_assign_options *options, mm_assignment **assignment,
                                  mm_error *error);

MM_API mm_outcome mm_assignment_outcome(const mm_assignment *assignment);
MM_API const mm_assignment_proof *mm_assignment_proof_of(const mm_assignment *assignment);
/** [n_rows] the column of each row (its first one where it has several), MM_NONE: none. Lent;
 * NULL where the problem is infeasible, here and below. */
MM_API const int32_t *mm_assignment_columns(const mm_assignment *assignment, int32_t *n_rows);
/** [n_columns] the row of each column (its first one), MM_NONE: none. Lent. */
MM_API const int32_t *mm_assignment_rows(const mm_assignment *assignment, int32_t *n_columns);
/** The chosen entries, ascending: indices into `column` of a sparse problem; of a dense one
 * row * n_columns + column. Lent. */
MM_API const int64_t *mm_assignment_chosen(const mm_assignment *assignment, int64_t *n_chosen);
/** [n_rows] exact prices of an integer problem; NULL of a float64 one. Lent. */
MM_API const int64_t *mm_assignment_row_prices_int64(const mm_assignment *assignment,
                                                     int32_t *n_rows);
/** [n_columns] exact prices of an integer problem; NULL of a float64 one. Lent. */
MM_API const int64_t *mm_assignment_column_prices_int64(const mm_assignment *assignment,
                                                        int32_t *n_columns);
/** [n_rows] prices of a float64 problem, rounded to the nearest (the proof used the exact ones);
 * NULL of an integer one. Lent. */
MM_API const double *mm_assignment_row_prices_float64(const mm_assignment *assignment,
                                                      int32_t *n_rows);
/** [n_columns] prices of a float64 problem, rounded; NULL of an integer one. Lent. */
MM_API const double *mm_assignment_column_prices_float64(const mm_assignment *assignment,
                                                         int32_t *n_columns);
/** Free. NULL does nothing. */
MM_API void mm_assignment_free(mm_assignment *assignment);

#ifdef __cplusplus
}
#endif
#endif
