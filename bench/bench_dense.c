/* mm_assign_dense on a matrix file: the line that peers/run_peer.py prints, and the optimum from
 * the chosen entries. Values of a float64 file count in multiples of 2^-30, as there. */
#include "generate/instance.h"
#include "support/arguments.h"
#include "support/solved.h"

#include <stdlib.h>

static int64_t whole_cost(const mmb_dense *dense, int64_t at)
{
    switch (dense->type) {
    case MMB_INT32: return ((const int32_t *)dense->cost)[at];
    case MMB_INT64: return ((const int64_t *)dense->cost)[at];
    default: return (int64_t)(((const double *)dense->cost)[at] * (1 << 30) + 0.5);
    }
}

/* Sum of the chosen entries; INT64_MIN where they are no assignment. */
static int64_t value_of(const mmb_dense *dense, const mm_assignment *assignment)
{
    int64_t n_chosen;
    const int64_t *const chosen = mm_assignment_chosen(assignment, &n_chosen);
    bool *const is_taken = calloc((size_t)dense->n_columns + 1, sizeof *is_taken);
    const int32_t n_all = dense->n_rows < dense->n_columns ? dense->n_rows : dense->n_columns;
    bool fits = is_taken != NULL && n_chosen == n_all;
    int64_t value = 0, last_row = -1;
    for (int64_t i = 0; fits && i < n_chosen; i++) {
        const int64_t row = chosen[i] / dense->n_columns, column = chosen[i] % dense->n_columns;
        fits = row > last_row && !is_taken[column];
        is_taken[column] = true;
        last_row = row;
        value += whole_cost(dense, chosen[i]);
    }
    free(is_taken);
    return fits ? value : INT64_MIN;
}

int main(int argc, char **argv)
{
    const char *path = "";
    int64_t repeat = 1;
    const mmb_argument arguments[] = {{"--file", 0, &path, 0}, {"--repeat", &repeat, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    mmb_dense dense;
    if (!mmb_dense_read(path, &dense)) {
        fputs("--file: not a matrix of make_instance --dense\n", stderr);
        return 2;
    }
    mm_dense_problem problem = MM_DENSE_PROBLEM_INIT;
    problem.n_rows = dense.n_rows;
    problem.n_columns = dense.n_columns;
    problem.is_minimised = 1;
    if (dense.type == MMB_INT32) problem.value_int32 = dense.cost;
    else if (dense.type == MMB_INT64) problem.value_int64 = dense.cost;
    else problem.value_float64 = dense.cost;
    mm_error error = {0};
    mm_assignment *assignment = NULL;
    mmb_solved solved;
    mmb_solved_begin(&solved);
    while (solved.n_runs < (repeat < 1 || repeat > 99 ? 1 : repeat)) {
        mm_assignment_free(assignment);
        const mmb_clock start = mmb_now();
        mmb_must(mm_assign_dense(&problem, NULL, &assignment, &error), &error);
        mmb_solved_run(&solved, start);
    }
    const bool is_right = mmb_solved_print(&solved, assignment, value_of(&dense, assignment),
                                           dense.type != MMB_FLOAT64);
    mm_assignment_free(assignment);
    mmb_dense_clear(&dense);
    return is_right ? 0 : 1;
}
