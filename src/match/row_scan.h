/* Scans of many request rows, split over the threads of a call. */
#ifndef MMI_MATCH_ROW_SCAN_H
#define MMI_MATCH_ROW_SCAN_H

#include "base/pool.h"
#include "score/scan.h"

/* What the scans of one call share. Tables are made when the first row is scanned. */
typedef struct mmi_row_scanner {
    mmi_heap heap;
    const mm_profiles *profiles;
    mm_kernel kernel;
    bool is_ready;
    mmi_scorer scorer;
    mmi_pool *pool;           /* lent */
    const mmi_stop *stop;     /* lent */
    mmi_scanner **scanner;    /* [n_workers] */
    int32_t n_workers;
} mmi_row_scanner;

/* MM_ERR_OPTION: this machine lacks the kernel. Costs nothing. */
mm_status mmi_row_scanner_make(mmi_row_scanner *with, mm_error *error);

/* Make the tables and a scanner a worker, unless they are there. MM_ERR_MEMORY, MM_ERR_STOPPED. */
mm_status mmi_row_scanner_ready(mmi_row_scanner *with, mm_error *error);
void mmi_row_scanner_clear(mmi_row_scanner *with);

/* Rows to scan, and what is to be done with them. Both calls come from the calling thread, rows in
 * the order given. */
typedef struct mmi_row_scan {
    void *context;
    /* Say what is wanted of a row (`best` is given by the driver) and which prices hold for it. */
    const int32_t *(*ask)(void *context, int32_t row, mmi_scan_row *wanted);
    /* Keep what was found. False: no memory. */
    bool (*keep)(void *context, int32_t row, const mmi_scan_row *found);
    const int32_t *row;   /* [n_rows]; fastest where neighbours share kind and prices */
    int32_t n_rows;
    mm_stage stage;       /* to be told while it runs, from … to of the call */
    double from, to;
} mmi_row_scan;

/* Every row against the mentors of its kind. MM_ERR_MEMORY; *is_stopped when asked to stop: rows
 * may then not have been kept. */
mm_status mmi_scan_request_rows(mmi_row_scanner *with, const mmi_row_scan *scan, bool *is_stopped,
                                mm_error *error);

/* Where a row's ties begin: any spread does, but the same everywhere. */
int32_t mmi_tie_offset(int32_t row, int32_t n);

#endif
