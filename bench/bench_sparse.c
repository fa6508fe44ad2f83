/* mm_assign_sparse on an instance file: the line that peers/run_peer.py prints, and the optimum
 * from the chosen entries. */
#include "generate/instance.h"
#include "support/arguments.h"
#include "support/solved.h"

#include <stdlib.h>

/* Sum of the chosen entries; INT64_MIN where they are no assignment. */
static int64_t value_of(const mmb_sparse *sparse, const mm_assignment *assignment)
{
    int64_t n_chosen;
    const int64_t *const chosen = mm_assignment_chosen(assignment, &n_chosen);
    int32_t *const load = calloc((size_t)sparse->n_columns + 1, sizeof *load);
    bool fits = load != NULL;
    int64_t value = 0, at = 0;
    for (int32_t row = 0; fits && row < sparse->n_rows; row++) {
        const int64_t first = at;
        for (; at < n_chosen && chosen[at] < sparse->row_start[row + 1]; at++) {
            load[sparse->column[chosen[at]]]++;
            value += sparse->value[chosen[at]];
        }
        fits = at - first <= 1;
    }
    for (int32_t i = 0; fits && i < sparse->n_columns; i++) fits = load[i] <= sparse->capacity[i];
    free(load);
    return fits ? value : INT64_MIN;
}

int main(int argc, char **argv)
{
    const char *path = "";
    int64_t repeat = 1;
    const mmb_argument arguments[] = {{"--file", 0, &path, 0}, {"--repeat", &repeat, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    mmb_sparse sparse;
    if (!mmb_sparse_read(path, &sparse)) {
        fputs("--file: not an instance of make_instance --sparse\n", stderr);
        return 2;
    }
    mm_sparse_problem problem = MM_SPARSE_PROBLEM_INIT;
    problem.n_rows = sparse.n_rows;
    problem.n_columns = sparse.n_columns;
    problem.row_start = sparse.row_start;
    problem.column = sparse.column;
    problem.value_int32 = sparse.value;
    problem.column_most = sparse.capacity;
    mm_error error = {0};
    mm_assignment *assignment = NULL;
    mmb_solved solved;
    mmb_solved_begin(&solved);
    while (solved.n_runs < (repeat < 1 || repeat > 99 ? 1 : repeat)) {
        mm_assignment_free(assignment);
        const mmb_clock start = mmb_now();
        mmb_must(mm_assign_sparse(&problem, NULL, &assignment, &error), &error);
        mmb_solved_run(&solved, start);
    }
    const bool is_right =
        mmb_solved_print(&solved, assignment, value_of(&sparse, assignment), true);
    mm_assignment_free(assignment);
    mmb_sparse_clear(&sparse);
    return is_right ? 0 : 1;
}
