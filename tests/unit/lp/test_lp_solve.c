/* lp_solve.c: the private thread (W1, W2), limits, our own memory, sizes that GLPK never sees. */
#include "lp/lp.h"

#include "base/status.h"
#include "failing_allocator.h"
#include "lp_cases.h"
#include "run_suite.h"

#include <fenv.h>
#include <glpk.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static mmi_lp_answer solve(const lp_case *made, const mmi_lp_limits *limits)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_lp_answer answer = {0};
    ck_assert_int_eq(mmi_lp_solve(&heap, &made->lp, limits, &answer, NULL), MM_OK);
    return answer;
}

static int count_lines(void *info, const char *text)
{
    (void)text;
    ++*(int *)info;
    return 1;
}

/* The host's own: maximise x + y, x + 2 y <= 4, 3 x + y <= 6: 2.8. */
static glp_prob *host_problem(void)
{
    glp_prob *const problem = glp_create_prob();
    glp_set_obj_dir(problem, GLP_MAX);
    glp_add_rows(problem, 2);
    glp_add_cols(problem, 2);
    glp_set_row_bnds(problem, 1, GLP_UP, 0, 4);
    glp_set_row_bnds(problem, 2, GLP_UP, 0, 6);
    glp_load_matrix(problem, 4, (int[]){0, 1, 1, 2, 2}, (int[]){0, 1, 2, 1, 2},
                    (double[]){0, 1, 2, 3, 1});
    for (int j = 1; j <= 2; j++) {
        glp_set_col_bnds(problem, j, GLP_LO, 0, 0);
        glp_set_obj_coef(problem, j, 1);
    }
    return problem;
}

START_TEST(w1_glpk_objects_hooks_and_limits_of_the_host_stay_as_they_are)
{
    int n_lines = 0;
    glp_term_hook(count_lines, &n_lines);
    glp_prob *const problem = host_problem();
    lp_case made = assignment_case(40, 100, 1), large = assignment_case(120, 100, 2);
    const mmi_lp_limits tight = {NULL, 1};
    ck_assert_int_eq(solve(&made, NULL).status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(solve(&large, &tight).status, MMI_LP_MEMORY);
    ck_assert_int_eq(n_lines, 0);
    ck_assert_int_eq(glp_at_error(), 0);
    ck_assert_int_eq(glp_simplex(problem, NULL), 0);
    ck_assert_double_eq_tol(glp_get_obj_val(problem), 2.8, 1e-9);
    ck_assert_int_gt(n_lines, 0);
    void *const beyond_the_tight_limit = glp_alloc(4 << 20, 1);
    ck_assert_ptr_nonnull(beyond_the_tight_limit);
    glp_free(beyond_the_tight_limit);
    glp_delete_prob(problem);
    ck_assert_int_eq(glp_free_env(), 0);
    free_case(&made);
    free_case(&large);
}
END_TEST

static void solve_with_values(const lp_case *made, double *price, double *value)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_lp_answer answer = {.row_price = price, .column_value = value};
    ck_assert_int_eq(mmi_lp_solve(&heap, &made->lp, NULL, &answer, NULL), MM_OK);
    ck_assert_int_eq(answer.status, MMI_LP_OPTIMAL);
}

START_TEST(w2_rounding_mode_and_traps_of_the_host_do_not_matter)
{
    lp_case made = assignment_case(30, 3, 7); /* many optima */
    double price[2][60], value[2][900];
    solve_with_values(&made, price[0], value[0]);
    static const int mode[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(fesetround(mode[i]), 0);
#ifdef __GLIBC__
        ck_assert_int_ne(feenableexcept(FE_INEXACT | FE_DIVBYZERO | FE_INVALID), -1);
#endif
        solve_with_values(&made, price[1], value[1]);
        ck_assert_int_eq(fegetround(), mode[i]);
        ck_assert_int_eq(fesetenv(FE_DFL_ENV), 0);
        ck_assert_int_eq(memcmp(price[0], price[1], sizeof price[0]), 0);
        ck_assert_int_eq(memcmp(value[0], value[1], sizeof value[0]), 0);
    }
    free_case(&made);
}
END_TEST

START_TEST(w2_the_signal_mask_of_the_caller_comes_back)
{
    lp_case made = assignment_case(5, 9, 3);
    sigset_t wanted, before, after;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR2);
    ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &wanted, &before), 0);
    ck_assert_int_eq(solve(&made, NULL).status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(pthread_sigmask(SIG_SETMASK, &before, &after), 0);
    ck_assert_int_eq(sigismember(&after, SIGUSR2), 1);
    ck_assert_int_eq(sigismember(&after, SIGUSR1), 0);
    free_case(&made);
}
END_TEST

typedef struct cancelled_call {
    const lp_case *made;
    mmi_lp_status status;
    bool went_on;
} cancelled_call;

static void *call_while_cancelled(void *argument)
{
    cancelled_call *const call = argument;
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_lp_answer answer = {0};
    pthread_cancel(pthread_self());
    (void)mmi_lp_solve(&heap, &call->made->lp, NULL, &answer, NULL);
    call->status = answer.status;
    pthread_testcancel();
    call->went_on = true;
    return NULL;
}

START_TEST(w1_a_cancelled_caller_ends_only_after_the_private_thread)
{
    lp_case made = assignment_case(20, 50, 4);
    cancelled_call call = {&made, MMI_LP_FAILED, false};
    pthread_t caller;
    ck_assert_int_eq(pthread_create(&caller, NULL, call_while_cancelled, &call), 0);
    ck_assert_int_eq(pthread_join(caller, NULL), 0);
    ck_assert_int_eq(call.status, MMI_LP_OPTIMAL);
    ck_assert(!call.went_on);
    free_case(&made);
}
END_TEST

typedef struct many_calls {
    const lp_case *made;
    int64_t objective;
    int n_equal;
} many_calls;

static void *call_often(void *argument)
{
    many_calls *const calls = argument;
    for (int i = 0; i < 40; i++) {
        const mmi_lp_answer answer = solve(calls->made, NULL);
        calls->n_equal += answer.is_integral && answer.objective == calls->objective;
    }
    return NULL;
}

START_TEST(w1_two_threads_with_small_stacks_solve_at_once)
{
    lp_case made[2] = {assignment_case(25, 100, 5), assignment_case(30, 100, 6)};
    many_calls calls[2];
    pthread_t caller[2];
    pthread_attr_t small;
    pthread_attr_init(&small);
    ck_assert_int_eq(pthread_attr_setstacksize(&small, 128 * 1024), 0);
    for (int i = 0; i < 2; i++) {
        calls[i] = (many_calls){&made[i], solve(&made[i], NULL).objective, 0};
    }
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(pthread_create(&caller[i], &small, call_often, &calls[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(caller[i], NULL);
        ck_assert_int_eq(calls[i].n_equal, 40);
        free_case(&made[i]);
    }
    pthread_attr_destroy(&small);
}
END_TEST

START_TEST(null_arguments_and_a_negative_limit_are_refused)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    lp_case made = assignment_case(2, 9, 1);
    mmi_lp_answer answer = {0};
    mm_error error;
    mmi_error_clear(&error);
    const mmi_lp_limits negative = {NULL, -1};
    ck_assert_int_eq(mmi_lp_solve(NULL, &made.lp, NULL, &answer, &error), MM_ERR_ARGUMENT);
    ck_assert_str_ne(error.message, "");
    ck_assert_int_eq(mmi_lp_solve(&heap, NULL, NULL, &answer, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, NULL, NULL, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, &negative, &answer, NULL), MM_ERR_ARGUMENT);
    made.cost[0] = -1;
    ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, NULL, &answer, NULL), MM_ERR_ARGUMENT);
    free_case(&made);
}
END_TEST

START_TEST(w6_trivial_sizes_are_answered_without_the_solver)
{
    lp_case nothing = new_case(0, 0, 0), rows = new_case(3, 0, 0), columns = new_case(0, 3, 0);
    columns.cost[1] = 4;
    columns.column_least[1] = 2;
    ck_assert_int_eq(solve(&nothing, NULL).status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(solve(&rows, NULL).status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(solve(&columns, NULL).objective, 8);
    rows.row_least[2] = 1;
    ck_assert_int_eq(solve(&rows, NULL).status, MMI_LP_INFEASIBLE);
    free_case(&nothing);
    free_case(&rows);
    free_case(&columns);
}
END_TEST

START_TEST(every_failing_allocation_of_ours_is_out_of_memory)
{
    lp_case made = assignment_case(4, 9, 1);
    for (int from_then_on = 0; from_then_on < 2; from_then_on++) {
        failing_allocator state = {.from_then_on = from_then_on == 1};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mm_status status = MM_ERR_MEMORY;
        for (long k = 1; status != MM_OK; k++) {
            state.n_asked = 0;
            state.fail_at = k;
            state.has_failed = false;
            mmi_lp_answer answer = {0};
            status = mmi_lp_solve(&heap, &made.lp, NULL, &answer, NULL);
            ck_assert_int_eq(status, state.has_failed ? MM_ERR_MEMORY : MM_OK);
            ck_assert_int_eq(state.n_out, 0);
            ck_assert_int_lt(k, 20);
        }
    }
    free_case(&made);
}
END_TEST

/* Pages in use, from the system; 0 where it does not say. */
static long resident_kib(void)
{
    long size = 0, resident = 0;
    FILE *const file = fopen("/proc/self/statm", "r");
    if (file == NULL) return 0;
    if (fscanf(file, "%ld %ld", &size, &resident) != 2) resident = 0;
    fclose(file);
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

/* A sanitizer keeps what is freed; gcc and clang tell it in two ways. */
#if !defined(__has_feature)
#define __has_feature(name) 0
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || \
    __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
enum { IS_SANITIZED = 1 };
#else
enum { IS_SANITIZED = 0 };
#endif

/* A third of them ends by the memory limit, that is by longjmp. */
START_TEST(w14_a_thousand_solves_leave_memory_as_it_was)
{
    lp_case made = assignment_case(20, 100, 8), large = assignment_case(80, 100, 9);
    const mmi_lp_limits tight = {NULL, 1};
    long before = 0;
    for (int i = 0; i < 1050; i++) {
        if (i == 50) before = resident_kib();
        ck_assert_int_eq(solve(&made, NULL).status, MMI_LP_OPTIMAL);
        if (i % 3 == 0) ck_assert_int_eq(solve(&large, &tight).status, MMI_LP_MEMORY);
    }
    const long grown = resident_kib() - before;
    if (!IS_SANITIZED) ck_assert_int_lt(grown, 1024);
    free_case(&made);
    free_case(&large);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lp_solve",
                     w1_glpk_objects_hooks_and_limits_of_the_host_stay_as_they_are,
                     w1_a_cancelled_caller_ends_only_after_the_private_thread,
                     w1_two_threads_with_small_stacks_solve_at_once,
                     w2_rounding_mode_and_traps_of_the_host_do_not_matter,
                     w2_the_signal_mask_of_the_caller_comes_back,
                     w6_trivial_sizes_are_answered_without_the_solver,
                     w14_a_thousand_solves_leave_memory_as_it_was,
                     null_arguments_and_a_negative_limit_are_refused,
                     every_failing_allocation_of_ours_is_out_of_memory);
}
