/* The door of this folder: checks what comes in, lends the solver a private thread, and hands over
 * what has been judged. The thread costs about 40 microseconds; it exists because GLPK's objects,
 * hooks and limits belong to a thread, and the caller's may hold GLPK objects of the host. */
#include "lp/lp.h"

#include "base/aside.h"
#include "base/status.h"
#include "lp/lp_check.h"
#include "lp/lp_job.h"

#include <fenv.h>
#include <limits.h>
#include <string.h>

#define MEMORY_LEAST_MIB 64

/* The private thread. The host's rounding mode and traps do not reach into it, so the answer is
 * judged here too. */
static void run(void *argument)
{
    mmi_lp_job *const job = argument;
    if (fesetenv(FE_DFL_ENV) != 0) {
        mmi_lp_fail(job->answer, "the floating-point environment cannot be reset");
        return;
    }
    mmi_lp_glpk(job);
    if (job->answer->status == MMI_LP_OPTIMAL) {
        mmi_lp_judge(job->lp, job->objective, job->column_value, job->activity, job->answer);
    }
}

static bool make_room(const mmi_heap *heap, mmi_lp_job *job)
{
    const mmi_lp *const lp = job->lp;
    int64_t longest = 0;
    for (int32_t column = 0; column < lp->n_columns; column++) {
        const int64_t length = lp->column_start[column + 1] - lp->column_start[column];
        if (longest < length) longest = length;
    }
    job->row_number = mmi_alloc(heap, (size_t)longest + 1, sizeof *job->row_number);
    job->coefficient = mmi_alloc(heap, (size_t)longest + 1, sizeof *job->coefficient);
    job->row_price = mmi_alloc(heap, (size_t)lp->n_rows, sizeof *job->row_price);
    job->column_value = mmi_alloc(heap, (size_t)lp->n_columns, sizeof *job->column_value);
    job->activity = mmi_alloc(heap, (size_t)lp->n_rows, sizeof *job->activity);
    return job->row_number != NULL && job->coefficient != NULL && job->row_price != NULL &&
           job->column_value != NULL && job->activity != NULL;
}

static void free_room(const mmi_heap *heap, const mmi_lp_job *job)
{
    mmi_free(heap, job->row_number);
    mmi_free(heap, job->coefficient);
    mmi_free(heap, job->row_price);
    mmi_free(heap, job->column_value);
    mmi_free(heap, job->activity);
}

static int memory_most_mib(const mmi_lp *lp, const mmi_lp_limits *limits)
{
    int64_t most = limits != NULL ? limits->memory_most_mib : 0;
    if (most == 0) {
        most = 2 * mmi_lp_memory_mib(lp->n_rows, lp->n_columns, mmi_lp_n_entries(lp));
        if (most < MEMORY_LEAST_MIB) most = MEMORY_LEAST_MIB;
    }
    return most < INT_MAX ? (int)most : INT_MAX;
}

/* The caller's arrays see only what has been judged. */
static void hand_over(const mmi_lp_job *job)
{
    const mmi_lp_answer *const answer = job->answer;
    if (answer->status != MMI_LP_OPTIMAL) return;
    if (answer->row_price != NULL) {
        memcpy(answer->row_price, job->row_price, (size_t)job->lp->n_rows * sizeof(double));
    }
    if (answer->column_value != NULL) {
        memcpy(answer->column_value, job->column_value,
               (size_t)job->lp->n_columns * sizeof(double));
    }
}

mm_status mmi_lp_solve(const mmi_heap *heap, const mmi_lp *lp, const mmi_lp_limits *limits,
                       mmi_lp_answer *answer, mm_error *error)
{
    if (heap == NULL || lp == NULL || answer == NULL ||
        (limits != NULL && limits->memory_most_mib < 0)) {
        return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT,
                        "LP: an argument is NULL or the memory limit negative");
    }
    *answer = (mmi_lp_answer){.status = MMI_LP_FAILED, .row_price = answer->row_price,
                              .column_value = answer->column_value};
    mm_status status = mmi_lp_check(heap, lp, error);
    if (status != MM_OK) return status;
    const mmi_stop never = mmi_stop_from(NULL, 0);
    const mmi_stop *stop = limits != NULL && limits->stop != NULL ? limits->stop : &never;
    const mmi_stop silent = mmi_stop_silent(stop); /* GLPK's thread must not call back */
    mmi_lp_job job = {.lp = lp, .stop = &silent, .answer = answer};
    if (mmi_stop_asked(stop)) {
        answer->status = MMI_LP_STOPPED;
        return MM_OK;
    }
    if (mmi_lp_n_entries(lp) == 0) {
        mmi_lp_solve_empty(lp, answer);
        return MM_OK;
    }
    job.memory_most_mib = memory_most_mib(lp, limits);
    if (!make_room(heap, &job)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    if (!mmi_run_aside(stop, run, &job)) answer->status = MMI_LP_NO_THREAD;
    hand_over(&job);
done:
    free_room(heap, &job);
    return status;
}
