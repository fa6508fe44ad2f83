/* Exact scores with the best 32 of every mentee, one thread: nanoseconds a pair. The sum of what
 * was found is the same for every kernel. Medians over --repeat passes. */
#include "support/scan_rows.h"

enum { MOST_RUNS = 99 };

/* One pass over all mentees; returns a sum over everything that was found. */
static uint64_t pass(mmb_scan *scan, int32_t n_mentees)
{
    uint64_t sum = 0;
    for (int32_t first = 0; first < n_mentees; first += MMI_SCAN_ROWS_MOST) {
        const int32_t left = n_mentees - first;
        const int32_t n = left < MMI_SCAN_ROWS_MOST ? left : MMI_SCAN_ROWS_MOST;
        mmb_scan_rows(scan, first, n);
        for (int32_t i = 0; i < n; i++) {
            const mmi_scan_row *const row = &scan->row[i];
            sum = sum * 31 + (uint64_t)(uint32_t)row->left_best;
            for (int32_t b = 0; b < row->n_best; b++) {
                sum = sum * 31 + (uint64_t)(uint32_t)row->best[b].score * 65537 +
                      (uint64_t)(uint32_t)row->best[b].index;
            }
        }
    }
    return sum;
}

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    int64_t repeat = 5, k = 32;
    const mmb_argument arguments[] = {
        MMB_COHORT_ARGUMENTS(given), {"--repeat", &repeat, 0, 0}, {"--best", &k, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    const int32_t n_runs = repeat < 1 || repeat > MOST_RUNS ? 1 : (int32_t)repeat;
    mmb_scan scan;
    mmb_scan_make(&given, (int32_t)k, &scan);
    double wall_s[MOST_RUNS], cpu_s[MOST_RUNS];
    uint64_t sum = 0;
    for (int32_t run = 0; run < n_runs; run++) {
        const mmb_clock start = mmb_now();
        sum = pass(&scan, (int32_t)given.mentees);
        wall_s[run] = mmb_wall_s(start);
        cpu_s[run] = mmb_cpu_s(start);
    }
    const double n_pairs = (double)given.mentees * (double)given.mentors;
    mmb_line_begin("score");
    mmb_line_cohort(&given);
    mmb_line_text("kernel", given.kernel);
    mmb_line_count("best", k);
    mmb_line_number("ns_a_pair", mmb_median(cpu_s, n_runs) / n_pairs * 1e9);
    mmb_line_number("least_ns_a_pair", cpu_s[0] / n_pairs * 1e9);
    mmb_line_number("wall_s", mmb_median(wall_s, n_runs));
    mmb_line_number("peak_mb", mmb_peak_mb());
    mmb_line_count("sum", (int64_t)(sum >> 1));
    mmb_line_end();
    mmb_scan_clear(&scan);
    return 0;
}
