/* What bench_dense and bench_sparse share: solve, check, print a line as the peers do. */
#ifndef MMB_SOLVED_H
#define MMB_SOLVED_H

#include "measure.h"

/* Seconds and memory of the calls so far. */
typedef struct mmb_solved {
    double wall_s[99], cpu_s[99];
    int32_t n_runs;
    double held_mb;
} mmb_solved;

void mmb_solved_begin(mmb_solved *solved);
void mmb_solved_run(mmb_solved *solved, mmb_clock start);

/* The line: medians, memory, value; `value` is summed by the caller from the chosen entries. Says
 * WRONG on standard error and returns false where the library's own value or proof differs. */
bool mmb_solved_print(mmb_solved *solved, const mm_assignment *assignment, int64_t value,
                      bool is_whole);

#endif
