/* Solves a linear programme with GLPK 5.0; the only file that sees glpk.h.
 * GLPK ends the process on misuse, prints, and keeps its state a thread. So it runs in a thread of
 * its own (lp_solve.c) with its own environment, errors leave by longjmp, and everything it owns is
 * freed before the thread ends: docs/decisions/003-glpk-in-a-private-thread.md, rule by rule.
 * Primal simplex from the given basis or the slacks; no presolve, no scaling. */
#include "lp/lp_job.h"

#include "lp/lp_check.h"

#include <glpk.h>
#include <string.h>

#define SLICE_ITERATIONS 100      /* 23-54 ms at 200 x 200 */
#define SLICES_LEAST 100
#define PULSE_MS 20               /* how often GLPK calls the terminal hook */
#define COLUMNS_A_LOOK 1024       /* loaded between two looks at the stop */
#define TEXT_OF(number) #number
#define MAJOR_AND_DOT(number) TEXT_OF(number) "."
#define KNOWN_MAJOR MAJOR_AND_DOT(GLP_MAJOR_VERSION)

/* The first line of what GLPK says when it gives up. No names are ever given to GLPK, so its text
 * holds nothing personal. */
static void keep_line(mmi_lp_answer *answer, const char *text)
{
    const size_t room = sizeof answer->reason - 1;
    size_t length = strcspn(text, "\n");
    if (length > room) length = room;
    memcpy(answer->reason, text, length);
    answer->reason[length] = '\0';
}

/* Terminal hook: GLPK prints nothing, and every line it would print is a chance to stop. */
static int swallow(void *info, const char *text)
{
    mmi_lp_job *const job = info;
    if (glp_at_error()) {
        if (job->answer->reason[0] == '\0') keep_line(job->answer, text);
    } else if (mmi_lp_is_stopped(job)) {
        job->answer->status = MMI_LP_STOPPED;
        longjmp(job->way_out, 1);
    }
    return 1;
}

/* Error hook: must not return, GLPK would abort the process. */
static void leave(void *info)
{
    static const char *const about_memory[] = {
        "no memory available", "memory allocation limit exceeded", "block too large",
        "too many memory blocks",
    };
    mmi_lp_job *const job = info;
    mmi_lp_answer *const answer = job->answer;
    answer->status = MMI_LP_FAILED;
    for (size_t i = 0; i < sizeof about_memory / sizeof about_memory[0]; i++) {
        if (strstr(answer->reason, about_memory[i]) != NULL) answer->status = MMI_LP_MEMORY;
    }
    if (answer->status == MMI_LP_MEMORY) answer->reason[0] = '\0';
    longjmp(job->way_out, 1);
}

/* GLPK's type of a pair of bounds; absent ones are handed over as 0 and not looked at. */
static int bound_type(int64_t least, int64_t most)
{
    if (least == MMI_LP_NO_LEAST) return most == MMI_LP_NO_MOST ? GLP_FR : GLP_UP;
    if (most == MMI_LP_NO_MOST) return GLP_LO;
    return least == most ? GLP_FX : GLP_DB;
}

static double bound_or_zero(int64_t bound)
{
    return bound == MMI_LP_NO_LEAST || bound == MMI_LP_NO_MOST ? 0 : (double)bound;
}

static void load_column(const mmi_lp_job *job, glp_prob *problem, int32_t column)
{
    const mmi_lp *const lp = job->lp;
    const int64_t start = lp->column_start[column];
    const int n_entries = (int)(lp->column_start[column + 1] - start);
    for (int k = 0; k < n_entries; k++) {
        job->row_number[k + 1] = lp->row[start + k] + 1;
        job->coefficient[k + 1] = lp->coefficient != NULL ? lp->coefficient[start + k] : 1;
    }
    glp_set_mat_col(problem, column + 1, n_entries, job->row_number, job->coefficient);
    glp_set_obj_coef(problem, column + 1, (double)lp->cost[column]);
    glp_set_col_bnds(problem, column + 1,
                     bound_type(lp->column_least[column], lp->column_most[column]),
                     bound_or_zero(lp->column_least[column]),
                     bound_or_zero(lp->column_most[column]));
}

/* Hand the LP over, without names. False: stopped. */
static bool load(const mmi_lp_job *job, glp_prob *problem)
{
    const mmi_lp *const lp = job->lp;
    glp_add_rows(problem, lp->n_rows);
    for (int32_t row = 0; row < lp->n_rows; row++) {
        glp_set_row_bnds(problem, row + 1, bound_type(lp->row_least[row], lp->row_most[row]),
                         bound_or_zero(lp->row_least[row]), bound_or_zero(lp->row_most[row]));
    }
    glp_add_cols(problem, lp->n_columns);
    for (int32_t column = 0; column < lp->n_columns; column++) {
        if (column % COLUMNS_A_LOOK == 0 && mmi_lp_is_stopped(job)) return false;
        load_column(job, problem, column);
    }
    return true;
}

static int glpk_stand(mmi_lp_stand stand, int64_t least, int64_t most)
{
    if (stand == MMI_LP_BASIC) return GLP_BS;
    if (least == most) return GLP_NS;
    return stand == MMI_LP_AT_LEAST ? GLP_NL : GLP_NU;
}

/* False: the basis is singular. It is not repaired, as then another one would be confirmed. */
static bool take_basis(const mmi_lp *lp, glp_prob *problem)
{
    for (int32_t row = 0; row < lp->n_rows; row++) {
        glp_set_row_stat(problem, row + 1,
                         glpk_stand(lp->row_basis[row], lp->row_least[row], lp->row_most[row]));
    }
    for (int32_t column = 0; column < lp->n_columns; column++) {
        glp_set_col_stat(problem, column + 1,
                         glpk_stand(lp->column_basis[column], lp->column_least[column],
                                    lp->column_most[column]));
    }
    return glp_factorize(problem) == 0;
}

/* Total over what glp_simplex() returned and the status after it. Codes of the presolver and of
 * the dual simplex cannot come; they fail like everything unknown. */
static mmi_lp_status status_of(int returned, int glpk_status)
{
    if (returned != 0) return MMI_LP_FAILED;
    switch (glpk_status) {
    case GLP_OPT: return MMI_LP_OPTIMAL;
    case GLP_NOFEAS: return MMI_LP_INFEASIBLE;
    case GLP_UNBND: return MMI_LP_UNBOUNDED;
    default: return MMI_LP_FAILED;
    }
}

/* Slices, as a stop is seen between them even when GLPK is silent. There is no tm_lim: it follows
 * the wall clock, and when that jumps by 25 days GLPK sees its default pass: then we just go on.
 * Measured: up to 5 iterations a row; 100 a row end a cycle. */
static void iterate(mmi_lp_job *job, glp_prob *problem)
{
    mmi_lp_answer *const answer = job->answer;
    const int64_t slices_most = SLICES_LEAST + (int64_t)job->lp->n_rows;
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_ALL;
    how.meth = GLP_PRIMAL;
    how.presolve = GLP_OFF;
    how.it_lim = SLICE_ITERATIONS;
    how.out_frq = PULSE_MS;
    for (int64_t slice = 0; slice < slices_most; slice++) {
        if (mmi_lp_is_stopped(job)) {
            answer->status = MMI_LP_STOPPED;
            return;
        }
        const int returned = glp_simplex(problem, &how);
        answer->iterations = glp_get_it_cnt(problem);
        if (returned == GLP_EITLIM || returned == GLP_ETMLIM) continue;
        answer->status = status_of(returned, glp_get_status(problem));
        if (answer->status == MMI_LP_FAILED) mmi_lp_fail(answer, "the simplex method gave up");
        return;
    }
    mmi_lp_fail(answer, "the simplex method does not come to an end");
}

static void copy_out(mmi_lp_job *job, glp_prob *problem)
{
    job->objective = glp_get_obj_val(problem);
    for (int32_t row = 0; row < job->lp->n_rows; row++) {
        job->row_price[row] = glp_get_row_dual(problem, row + 1);
    }
    for (int32_t column = 0; column < job->lp->n_columns; column++) {
        job->column_value[column] = glp_get_col_prim(problem, column + 1);
    }
}

static void solve(mmi_lp_job *job)
{
    glp_error_hook(leave, job);
    glp_term_hook(swallow, job);
    glp_mem_limit(job->memory_most_mib);
    glp_prob *const problem = glp_create_prob();
    if (!load(job, problem)) {
        job->answer->status = MMI_LP_STOPPED;
        return;
    }
    if (job->lp->row_basis != NULL && !take_basis(job->lp, problem)) {
        mmi_lp_fail(job->answer, "the start basis is singular");
        return;
    }
    iterate(job, problem);
    if (job->answer->status == MMI_LP_OPTIMAL) copy_out(job, problem);
}

/* Whether the GLPK found at run time is one we know, and keeps its environments a thread. */
static bool is_usable(mmi_lp_answer *answer)
{
    const char *fault = NULL;
    if (strncmp(glp_version(), KNOWN_MAJOR, strlen(KNOWN_MAJOR)) != 0) {
        fault = "GLPK is not of the major version that this library was built with";
    } else if (glp_config("TLS") == NULL) {
        fault = "GLPK was built without thread-local environments";
    }
    if (fault == NULL) return true;
    answer->status = MMI_LP_UNAVAILABLE;
    keep_line(answer, fault);
    return false;
}

/* False: there is no environment to free, the answer says why. */
static bool open_environment(mmi_lp_answer *answer)
{
    if (!is_usable(answer)) return false;
    switch (glp_init_env()) {
    case 0: return true;
    case 2: answer->status = MMI_LP_MEMORY; return false;
    default: /* 1: somebody else's, although this thread is new */
        answer->status = MMI_LP_UNAVAILABLE;
        keep_line(answer, "GLPK gives a new thread no environment of its own");
        return false;
    }
}

void mmi_lp_glpk(mmi_lp_job *job)
{
    if (!open_environment(job->answer)) return;
    if (setjmp(job->way_out) == 0) solve(job);
    (void)glp_free_env();
}

/* Needs no environment of GLPK and makes none. */
const char *mmi_lp_glpk_version(void)
{
    return glp_version();
}
