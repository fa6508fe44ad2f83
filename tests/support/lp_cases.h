/* Linear programmes for the tests of lp: growing by columns, dense assignment, and star forests
 * whose optimal prices and basis are known because the costs are made from them. */
#ifndef MMT_LP_CASES_H
#define MMT_LP_CASES_H

#include "lp/lp.h"

#include <stdlib.h>

/* An LP whose arrays may be written. Filled by the makers below, freed by free_case(). */
typedef struct lp_case {
    mmi_lp lp; /* points at the arrays below */
    int64_t *cost, *column_start, *row_least, *row_most, *column_least, *column_most;
    int32_t *row, *coefficient;
    mmi_lp_stand *row_basis, *column_basis;
    double *price; /* [n_rows] the only prices of the basis; NULL: not known */
    int64_t objective;
} lp_case;

static inline void *zeros(size_t n, size_t size)
{
    void *block = calloc(n > 0 ? n : 1, size);
    if (block == NULL) abort();
    return block;
}

/* Room for everything; rows 0..1, columns from 0 up, coefficients 1, no basis. */
static inline lp_case new_case(int32_t n_rows, int32_t n_columns, int64_t n_entries)
{
    const size_t rows = (size_t)n_rows, columns = (size_t)n_columns, entries = (size_t)n_entries;
    lp_case made = {
        .cost = zeros(columns, 8), .column_start = zeros(columns + 1, 8),
        .row_least = zeros(rows, 8), .row_most = zeros(rows, 8),
        .column_least = zeros(columns, 8), .column_most = zeros(columns, 8),
        .row = zeros(entries, 4), .coefficient = zeros(entries, 4),
        .row_basis = zeros(rows, sizeof(mmi_lp_stand)),
        .column_basis = zeros(columns, sizeof(mmi_lp_stand)), .price = zeros(rows, 8),
    };
    for (size_t i = 0; i < rows; i++) made.row_most[i] = 1;
    for (size_t j = 0; j < columns; j++) made.column_most[j] = MMI_LP_NO_MOST;
    for (size_t k = 0; k < entries; k++) made.coefficient[k] = 1;
    made.lp = (mmi_lp){n_rows, n_columns, made.cost, made.column_start, made.row,
                       made.coefficient, made.row_least, made.row_most, made.column_least,
                       made.column_most, NULL, NULL};
    return made;
}

static inline void free_case(lp_case *made)
{
    free(made->cost);
    free(made->column_start);
    free(made->row_least);
    free(made->row_most);
    free(made->column_least);
    free(made->column_most);
    free(made->row);
    free(made->coefficient);
    free(made->row_basis);
    free(made->column_basis);
    free(made->price);
}

/* splitmix64: below `n`. */
static inline int64_t random_below(uint64_t *state, int64_t n)
{
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (int64_t)((z ^ (z >> 31)) % (uint64_t)n);
}

/* n people on each side, everybody paired, costs below `cost_end`; column n i + j. */
static inline lp_case assignment_case(int32_t n, int64_t cost_end, uint64_t seed)
{
    lp_case made = new_case(2 * n, n * n, 2 * (int64_t)n * n);
    for (int32_t i = 0; i < 2 * n; i++) made.row_least[i] = 1;
    for (int32_t column = 0; column < n * n; column++) {
        made.cost[column] = random_below(&seed, cost_end);
        made.row[2 * column] = column / n;
        made.row[2 * column + 1] = n + column % n;
        made.column_start[column + 1] = 2 * (int64_t)column + 2;
    }
    return made;
}

static inline void put_pair(lp_case *made, int32_t column, int32_t mentee, int32_t mentor_row)
{
    made->row[2 * column] = mentee;
    made->row[2 * column + 1] = mentor_row;
    made->column_start[column + 1] = 2 * (int64_t)column + 2;
    made->column_basis[column] = MMI_LP_AT_LEAST;
    made->cost[column] = (int64_t)(made->price[mentee] + made->price[mentor_row]);
}

/* Mentees (rows = 1) in stars round mentors (rows 0..capacity). A mentor has price 0 and its slack
 * in the basis, or is full, has a price below 0 and a basic pair, unused, with a mentee of an
 * earlier star: a forest with one root a tree, so a basis, and with the prices below its only
 * ones. Pairs outside it cost a random amount more than their prices, so the stars are optimal. */
static inline lp_case forest_case(int32_t n_mentees, int32_t n_mentors, uint64_t seed)
{
    const int32_t extra = 2 * n_mentees;
    lp_case made = new_case(n_mentees + n_mentors, n_mentees + n_mentors + extra,
                            2 * (int64_t)(n_mentees + n_mentors + extra));
    int32_t column = 0;
    for (int32_t i = 0; i < n_mentees; i++) {
        made.row_least[i] = 1;
        made.row_basis[i] = MMI_LP_AT_LEAST;
        made.price[i] = 1000 + (double)random_below(&seed, 1000);
        made.row_most[n_mentees + i % n_mentors] = i / n_mentors + 1;
    }
    for (int32_t j = 0; j < n_mentors; j++) {
        const int32_t row = n_mentees + j;
        if (j == 0 || random_below(&seed, 2) == 0) {
            made.row_basis[row] = MMI_LP_BASIC;
            made.row_most[row] += random_below(&seed, 3);
            continue;
        }
        made.row_basis[row] = MMI_LP_AT_MOST;
        made.price[row] = -1 - (double)random_below(&seed, 900);
    }
    for (int32_t i = 0; i < n_mentees; i++, column++) {
        put_pair(&made, column, i, n_mentees + i % n_mentors);
        made.column_basis[column] = MMI_LP_BASIC;
        made.objective += made.cost[column];
    }
    for (int32_t j = 1; j < n_mentors; j++) {
        if (made.row_basis[n_mentees + j] == MMI_LP_BASIC) continue;
        put_pair(&made, column, (int32_t)random_below(&seed, j), n_mentees + j);
        made.column_basis[column++] = MMI_LP_BASIC;
    }
    for (int32_t k = 0; k < extra; k++, column++) {
        put_pair(&made, column, (int32_t)random_below(&seed, n_mentees),
                 n_mentees + (int32_t)random_below(&seed, n_mentors));
        made.cost[column] += random_below(&seed, 500);
    }
    made.lp.n_columns = column;
    return made;
}

static inline void use_basis(lp_case *made)
{
    made->lp.row_basis = made->row_basis;
    made->lp.column_basis = made->column_basis;
}

#endif
