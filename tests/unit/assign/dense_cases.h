/* Dense problems of the tests, and a slow way to solve them that shares nothing with the library:
 * the Hungarian method on one row after the other, O(n^3), in 128 bits. */
#ifndef MMT_DENSE_CASES_H
#define MMT_DENSE_CASES_H

#include <mentormatch/assign.h>

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

__extension__ typedef __int128 oracle_wide;

#define ORACLE_FORBIDDEN ((oracle_wide)1 << 118)

/* Least sum over n_rows <= n_columns; cost[row * n_columns + column], ORACLE_FORBIDDEN allowed:
 * then the sum is that or more where nothing is feasible. Rows and columns count from 1 inside. */
static inline oracle_wide oracle_least(const oracle_wide *cost, int32_t n_rows, int32_t n_columns)
{
    const size_t room = (size_t)n_columns + 1;
    oracle_wide *row_price = calloc((size_t)n_rows + 1, sizeof *row_price);
    oracle_wide *price = calloc(room, sizeof *price);
    oracle_wide *nearest = calloc(room, sizeof *nearest);
    int32_t *row_of = calloc(room, sizeof *row_of);
    int32_t *before = calloc(room, sizeof *before);
    bool *is_used = calloc(room, sizeof *is_used);
    for (int32_t row = 1; row <= n_rows; row++) {
        for (int32_t j = 0; j <= n_columns; j++) nearest[j] = (oracle_wide)1 << 126;
        for (int32_t j = 0; j <= n_columns; j++) is_used[j] = false;
        row_of[0] = row;
        int32_t column = 0;
        do {
            is_used[column] = true;
            const int32_t at = row_of[column];
            oracle_wide step = (oracle_wide)1 << 126;
            int32_t next = 0;
            for (int32_t j = 1; j <= n_columns; j++) {
                if (is_used[j]) continue;
                const oracle_wide reduced = cost[(int64_t)(at - 1) * n_columns + j - 1] -
                                            row_price[at] - price[j];
                if (reduced < nearest[j]) {
                    nearest[j] = reduced;
                    before[j] = column;
                }
                if (nearest[j] < step) {
                    step = nearest[j];
                    next = j;
                }
            }
            for (int32_t j = 0; j <= n_columns; j++) {
                if (is_used[j]) {
                    row_price[row_of[j]] += step;
                    price[j] -= step;
                } else {
                    nearest[j] -= step;
                }
            }
            column = next;
        } while (row_of[column] != 0);
        while (column != 0) {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
    }
    oracle_wide sum = 0;
    for (int32_t j = 1; j <= n_columns; j++) {
        if (row_of[j] != 0) sum += cost[(int64_t)(row_of[j] - 1) * n_columns + j - 1];
    }
    free(row_price);
    free(price);
    free(nearest);
    free(row_of);
    free(before);
    free(is_used);
    return sum;
}

/* A problem in the oracle's words: costs to be minimised, of any shape; partial ones with a column
 * of its own for each row, so that it may stay alone. False: infeasible. */
static inline bool oracle_solve(const oracle_wide *cost, int32_t n_rows, int32_t n_columns,
                                bool is_partial, oracle_wide *least)
{
    const bool swap = n_rows > n_columns && !is_partial;
    const int32_t n = swap ? n_columns : n_rows;
    const int32_t m = swap ? n_rows : n_columns + (is_partial ? n_rows : 0);
    oracle_wide *own = calloc((size_t)n * (size_t)m + 1, sizeof *own);
    for (int32_t i = 0; i < n; i++) {
        for (int32_t j = 0; j < m; j++) {
            oracle_wide *cell = &own[(int64_t)i * m + j];
            if (j >= n_columns && !swap) {
                *cell = j - n_columns == i ? 0 : ORACLE_FORBIDDEN;
            } else {
                *cell = swap ? cost[(int64_t)j * n_columns + i] : cost[(int64_t)i * n_columns + j];
            }
        }
    }
    *least = n <= 0 ? 0 : oracle_least(own, n, m);
    free(own);
    return *least < ORACLE_FORBIDDEN / 2;
}

#endif
