/* One solve, shared by the thread that asks (lp_solve.c) and the private one that works
 * (lp_glpk.c). For the files of this folder. */
#ifndef MMI_LP_LP_JOB_H
#define MMI_LP_LP_JOB_H

#include "lp/lp.h"

#include <setjmp.h>

/* Everything that must outlive a jump out of the solver hangs here; the asking thread owns it. */
typedef struct mmi_lp_job {
    const mmi_lp *lp;       /* checked, with at least one coefficient */
    const mmi_stop *stop;   /* silent: asked in the private thread */
    int memory_most_mib;    /* >= 1 */
    jmp_buf way_out;        /* of the private thread */
    int *row_number;        /* [1 + longest column], GLPK counts from 1 */
    double *coefficient;    /* [1 + longest column] */
    double *row_price;      /* [n_rows] */
    double *column_value;   /* [n_columns] */
    int64_t *activity;      /* [n_rows], zero */
    double objective;       /* as claimed, if OPTIMAL */
    mmi_lp_answer *answer;  /* status, iterations and reason are the solver's to write */
} mmi_lp_job;

static inline bool mmi_lp_is_stopped(const mmi_lp_job *job)
{
    return mmi_stop_asked(job->stop);
}

/* Solve in the calling thread, which must be a private one: whatever GLPK objects it has are
 * freed. Fills row_price, column_value and objective if the status is OPTIMAL. */
void mmi_lp_glpk(mmi_lp_job *job);

#endif
