/* GLPK, pthread_create and their answers replaced at link time (--wrap): whatever comes back, a
 * solve ends with a status and leaves nothing behind. Some replacements look at the private thread
 * from the inside. */
#include "lp/lp.h"

#include "lp_cases.h"
#include "run_suite.h"

#include <errno.h>
#include <fenv.h>
#include <glpk.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

/* What the replacements do; all zero: nothing but watch. */
typedef enum simplex_reply {
    AS_IT_IS,
    OTHER_CODE,
    NEVER_ENDS,
    MISUSE,
    TALKS_FOR_EVER
} simplex_reply;

static struct {
    const char *version;     /* NULL: the real one */
    bool has_no_tls;
    int init_code;           /* 0: the real one */
    bool refuses_threads;
    simplex_reply simplex;
    int code, status;        /* for OTHER_CODE, once; status 0: the real one */
    int n_simplex, n_init;
    bool is_private, signals_are_blocked;
    int rounding;
    size_t stack_bytes;
    pthread_t caller;
} world;

int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
const char *__real_glp_version(void);
const char *__real_glp_config(const char *);
int __real_glp_init_env(void);
int __real_glp_simplex(glp_prob *, const glp_smcp *);
int __real_glp_get_status(glp_prob *);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *),
                          void *argument);
const char *__wrap_glp_version(void);
const char *__wrap_glp_config(const char *option);
int __wrap_glp_init_env(void);
int __wrap_glp_simplex(glp_prob *problem, const glp_smcp *how);
int __wrap_glp_get_status(glp_prob *problem);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *),
                          void *argument)
{
    return world.refuses_threads ? EAGAIN : __real_pthread_create(thread, how, run, argument);
}

const char *__wrap_glp_version(void)
{
    return world.version != NULL ? world.version : __real_glp_version();
}

const char *__wrap_glp_config(const char *option)
{
    return world.has_no_tls ? NULL : __real_glp_config(option);
}

static bool all_signals_are_blocked(void)
{
    sigset_t mask;
    if (pthread_sigmask(SIG_SETMASK, NULL, &mask) != 0) return false;
    const int asynchronous[] = {SIGINT, SIGTERM, SIGALRM, SIGUSR1, SIGCHLD, SIGPROF, SIGIO};
    for (size_t i = 0; i < sizeof asynchronous / sizeof asynchronous[0]; i++) {
        if (sigismember(&mask, asynchronous[i]) != 1) return false;
    }
    return true;
}

int __wrap_glp_init_env(void)
{
    world.n_init++;
    world.is_private = !pthread_equal(pthread_self(), world.caller);
    world.signals_are_blocked = all_signals_are_blocked();
    world.rounding = fegetround();
#ifdef __GLIBC__
    pthread_attr_t how;
    if (pthread_getattr_np(pthread_self(), &how) == 0) {
        pthread_attr_getstacksize(&how, &world.stack_bytes);
        pthread_attr_destroy(&how);
    }
#endif
    return world.init_code != 0 ? world.init_code : __real_glp_init_env();
}

int __wrap_glp_simplex(glp_prob *problem, const glp_smcp *how)
{
    world.n_simplex++;
    switch (world.simplex) {
    case AS_IT_IS: break;
    case OTHER_CODE: {
        const int code = __real_glp_simplex(problem, how);
        return world.n_simplex == 1 ? world.code : code;
    }
    case NEVER_ENDS: return GLP_EITLIM;
    case MISUSE: glp_add_cols(problem, 0); break; /* aborts, were there no hook */
    case TALKS_FOR_EVER:
        for (;;) glp_adv_basis(problem, 0); /* prints; as in the instability loop of GLPK */
    }
    return __real_glp_simplex(problem, how);
}

int __wrap_glp_get_status(glp_prob *problem)
{
    return world.simplex == OTHER_CODE && world.status != 0 && world.n_simplex == 1
               ? world.status : __real_glp_get_status(problem);
}

static mmi_lp_answer solve(const mmi_stop *stop)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_lp_limits limits = {stop, 0};
    lp_case made = assignment_case(6, 100, 21);
    mmi_lp_answer answer = {0};
    world.n_simplex = world.n_init = 0;
    world.caller = pthread_self();
    ck_assert_int_eq(mmi_lp_solve(&heap, &made.lp, &limits, &answer, NULL), MM_OK);
    free_case(&made);
    return answer;
}

static void assert_the_next_solve_works(void)
{
    memset(&world, 0, sizeof world);
    ck_assert_int_eq(solve(NULL).status, MMI_LP_OPTIMAL);
}

START_TEST(w1_w2_the_thread_is_private_deaf_to_signals_and_rounds_to_nearest)
{
    memset(&world, 0, sizeof world);
    ck_assert_int_eq(fesetround(FE_UPWARD), 0);
    ck_assert_int_eq(solve(NULL).status, MMI_LP_OPTIMAL);
    ck_assert_int_eq(fesetround(FE_TONEAREST), 0);
    ck_assert(world.is_private && world.signals_are_blocked);
    ck_assert_int_eq(world.rounding, FE_TONEAREST);
#ifdef __GLIBC__
    ck_assert_uint_ge(world.stack_bytes, 256 * 1024 - 16 * 1024);
    ck_assert_uint_le(world.stack_bytes, 4096 * 1024); /* a sanitizer adds its own */
#endif
}
END_TEST

START_TEST(w1_without_a_thread_there_is_a_status_and_glpk_is_not_touched)
{
    memset(&world, 0, sizeof world);
    world.refuses_threads = true;
    ck_assert_int_eq(solve(NULL).status, MMI_LP_NO_THREAD);
    ck_assert_int_eq(world.n_init, 0);
    assert_the_next_solve_works();
}
END_TEST

START_TEST(w3_an_environment_that_cannot_be_made_is_memory_or_unavailable)
{
    static const mmi_lp_status expected[] = {
        [1] = MMI_LP_UNAVAILABLE, [2] = MMI_LP_MEMORY, [3] = MMI_LP_UNAVAILABLE,
    };
    for (int code = 1; code <= 3; code++) {
        memset(&world, 0, sizeof world);
        world.init_code = code;
        const mmi_lp_answer answer = solve(NULL);
        ck_assert_int_eq(answer.status, expected[code]);
        ck_assert_int_eq(answer.reason[0] != '\0', expected[code] == MMI_LP_UNAVAILABLE);
        ck_assert_int_eq(world.n_simplex, 0);
    }
    assert_the_next_solve_works();
}
END_TEST

START_TEST(w18_another_version_or_no_thread_local_storage_is_unavailable)
{
    static const char *const version[] = {"4.65", "6.0", "50.1", "5", ""};
    for (size_t i = 0; i < sizeof version / sizeof version[0]; i++) {
        memset(&world, 0, sizeof world);
        world.version = version[i];
        ck_assert_int_eq(solve(NULL).status, MMI_LP_UNAVAILABLE);
        ck_assert_int_eq(world.n_init, 0);
    }
    memset(&world, 0, sizeof world);
    world.version = "5.1";
    ck_assert_int_eq(solve(NULL).status, MMI_LP_OPTIMAL);
    world.has_no_tls = true;
    ck_assert_int_eq(solve(NULL).status, MMI_LP_UNAVAILABLE);
    assert_the_next_solve_works();
}
END_TEST

/* glpk.md B10: 0 with 4, 5, 6 are answers, 8 and 9 (limits) go on, all else failed. */
START_TEST(w13_every_return_code_and_status_has_an_answer)
{
    for (int code = -1; code <= 0x14; code++) {
        for (int status = 0; status <= 7; status++) {
            memset(&world, 0, sizeof world);
            world.simplex = OTHER_CODE;
            world.code = code;
            world.status = status == 0 ? 99 : status;
            mmi_lp_status expected = MMI_LP_FAILED;
            if (code == 0 && status == GLP_OPT) expected = MMI_LP_OPTIMAL;
            if (code == 0 && status == GLP_NOFEAS) expected = MMI_LP_INFEASIBLE;
            if (code == 0 && status == GLP_UNBND) expected = MMI_LP_UNBOUNDED;
            if (code == GLP_EITLIM || code == GLP_ETMLIM) expected = MMI_LP_OPTIMAL;
            const mmi_lp_answer answer = solve(NULL);
            ck_assert_msg(answer.status == expected, "%d, %d: %d", code, status,
                          (int)answer.status);
            ck_assert_int_eq(answer.reason[0] != '\0', expected == MMI_LP_FAILED);
        }
    }
}
END_TEST

START_TEST(w11_a_simplex_that_never_ends_is_a_failure)
{
    memset(&world, 0, sizeof world);
    world.simplex = NEVER_ENDS;
    const mmi_lp_answer answer = solve(NULL);
    ck_assert_int_eq(answer.status, MMI_LP_FAILED);
    ck_assert_int_eq(world.n_simplex, 100 + 12);
    ck_assert_str_ne(answer.reason, "");
}
END_TEST

START_TEST(w4_misuse_inside_glpk_is_a_failure_that_the_process_survives)
{
    memset(&world, 0, sizeof world);
    for (int i = 0; i < 20; i++) {
        world.simplex = MISUSE;
        const mmi_lp_answer answer = solve(NULL);
        ck_assert_int_eq(answer.status, MMI_LP_FAILED);
        ck_assert_ptr_nonnull(strstr(answer.reason, "glp_add_cols"));
        ck_assert_ptr_null(strchr(answer.reason, '\n'));
    }
    assert_the_next_solve_works();
}
END_TEST

START_TEST(w11_the_terminal_hook_leaves_a_simplex_that_only_talks)
{
    memset(&world, 0, sizeof world);
    world.simplex = TALKS_FOR_EVER;
    const mmi_stop stop = mmi_stop_from(NULL, 0.05);
    ck_assert_int_eq(solve(&stop).status, MMI_LP_STOPPED);
    ck_assert_int_eq(world.n_simplex, 1);
    assert_the_next_solve_works();
}
END_TEST

int main(void)
{
    return RUN_SUITE("lp_replies",
                     w1_w2_the_thread_is_private_deaf_to_signals_and_rounds_to_nearest,
                     w1_without_a_thread_there_is_a_status_and_glpk_is_not_touched,
                     w3_an_environment_that_cannot_be_made_is_memory_or_unavailable,
                     w18_another_version_or_no_thread_local_storage_is_unavailable,
                     w13_every_return_code_and_status_has_an_answer,
                     w11_a_simplex_that_never_ends_is_a_failure,
                     w4_misuse_inside_glpk_is_a_failure_that_the_process_survives,
                     w11_the_terminal_hook_leaves_a_simplex_that_only_talks);
}
