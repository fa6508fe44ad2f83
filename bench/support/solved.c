/* Medians of repeated calls, and a last look at the proof. */
#include "solved.h"

void mmb_solved_begin(mmb_solved *solved)
{
    *solved = (mmb_solved){.held_mb = mmb_resident_mb()};
    mmb_forget_peak();
}

void mmb_solved_run(mmb_solved *solved, mmb_clock start)
{
    const int32_t run = solved->n_runs++;
    solved->wall_s[run] = mmb_wall_s(start);
    solved->cpu_s[run] = mmb_cpu_s(start);
}

bool mmb_solved_print(mmb_solved *solved, const mm_assignment *assignment, int64_t value,
                      bool is_whole)
{
    const mm_assignment_proof *const proof = mm_assignment_proof_of(assignment);
    const double peak_mb = mmb_peak_mb();
    const bool is_right = proof->outcome == MM_OUTCOME_OPTIMAL && proof->is_certified == 1 &&
                          (!is_whole || proof->value_int64 == value);
    printf("{\"peer\": \"mentormatch\", \"version\": \"%s\", \"build_s\": 0, \"build_cpu_s\": 0, "
           "\"solve_s\": %.6f, \"solve_cpu_s\": %.6f, \"above_mb\": %.1f, \"peak_mb\": %.1f, "
           "\"value\": %lld}\n",
           mm_version(), mmb_median(solved->wall_s, solved->n_runs),
           mmb_median(solved->cpu_s, solved->n_runs), peak_mb - solved->held_mb, peak_mb,
           is_right ? (long long)value : -1LL);
    if (!is_right) fputs("WRONG: not proven optimal, or another value than its pairs have\n", stderr);
    return is_right;
}
