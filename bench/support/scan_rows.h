/* The inner scan of scores, set up for benchmarks: all mentees of a generated cohort, block by
 * block. The only bench code that looks inside the library. */
#ifndef MMB_SCAN_ROWS_H
#define MMB_SCAN_ROWS_H

#include "score/scan.h"
#include "support/arguments.h"
#include "support/measure.h"

typedef struct mmb_scan {
    mm_profiles *profiles;
    mmi_heap heap;
    mmi_scorer scorer;
    mmi_scanner *scanner;
    int32_t n_mentors, k;
    mmi_scan_row row[MMI_SCAN_ROWS_MOST];
    mmi_scored *best; /* [MMI_SCAN_ROWS_MOST * k] */
} mmb_scan;

/* From the arguments, keeping the k best of a row; ends the program on failure. */
void mmb_scan_make(const mmb_cohort_arguments *arguments, int32_t k, mmb_scan *scan);
/* Mentees first … first + n - 1, n <= MMI_SCAN_ROWS_MOST, with all mentors: see scan->row. */
void mmb_scan_rows(mmb_scan *scan, int32_t first, int32_t n);
void mmb_scan_clear(mmb_scan *scan);

#endif
