/* The pool of threads: everything once, stops, few items, failures of memory, fork. */
#include "base/pool.h"

#include "failing_allocator.h"
#include "run_suite.h"

#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define ITEMS_MOST 10000

static const mmi_stop never = {.deadline_ns = INT64_MAX};

/* Items seen, each by whom; a worker writes its own items only. */
typedef struct job {
    int32_t n_seen[ITEMS_MOST];
    int32_t n_chunks_of[MMI_THREADS_MOST];
    int64_t longest;
    int64_t nap_ns; /* a chunk */
    bool signals_reach[MMI_THREADS_MOST];
} job;

static void nap(int64_t ns)
{
    const struct timespec pause = {ns / 1000000000, ns % 1000000000};
    (void)nanosleep(&pause, NULL);
}

static void see(void *context, int32_t worker, int64_t first, int64_t last)
{
    job *its = context;
    its->n_chunks_of[worker]++;
    for (int64_t i = first; i < last; i++) its->n_seen[i]++;
    sigset_t mask;
    (void)pthread_sigmask(SIG_SETMASK, NULL, &mask);
    its->signals_reach[worker] = sigismember(&mask, SIGTERM) == 0;
    if (its->nap_ns > 0) nap(its->nap_ns);
}

static mmi_pool *pool_of(int32_t n_threads)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_pool *pool;
    mm_error error;
    ck_assert_int_eq(mmi_pool_make(&heap, n_threads, &pool, &error), MM_OK);
    return pool;
}

static job *new_job(void)
{
    job *made = calloc(1, sizeof *made);
    ck_assert_ptr_nonnull(made);
    return made;
}

static void check_seen_once(const job *its, int64_t n)
{
    int64_t n_wrong = 0;
    for (int64_t i = 0; i < ITEMS_MOST; i++) n_wrong += its->n_seen[i] != (i < n);
    ck_assert_int_eq(n_wrong, 0);
}

START_TEST(every_item_is_done_once_whatever_the_numbers)
{
    static const int32_t threads[] = {1, 2, 3, 8, 64, 1000};
    static const int64_t counts[] = {0, 1, 2, 7, 100, ITEMS_MOST};
    static const int64_t grains[] = {0, 1, 3, 64, 20000};
    job *its = new_job();
    for (size_t t = 0; t < sizeof threads / sizeof *threads; t++) {
        mmi_pool *pool = pool_of(threads[t]);
        const int32_t most = threads[t] < MMI_THREADS_MOST ? threads[t] : MMI_THREADS_MOST;
        ck_assert_int_eq(mmi_pool_n_workers(pool), most);
        for (size_t c = 0; c < sizeof counts / sizeof *counts; c++) {
            for (size_t g = 0; g < sizeof grains / sizeof *grains; g++) {
                memset(its, 0, sizeof *its);
                ck_assert(mmi_pool_run(pool, &never, counts[c], grains[g], see, its));
                check_seen_once(its, counts[c]);
            }
        }
        mmi_pool_free(pool);
    }
    free(its);
}
END_TEST

START_TEST(no_pool_is_the_calling_thread)
{
    job *its = new_job();
    ck_assert_int_eq(mmi_pool_n_workers(NULL), 1);
    ck_assert(mmi_pool_run(NULL, &never, 100, 7, see, its));
    check_seen_once(its, 100);
    ck_assert_int_eq(its->n_chunks_of[0], 15);
    mmi_pool_free(NULL);
    free(its);
}
END_TEST

START_TEST(all_workers_take_part_and_get_no_signals)
{
    job *its = new_job();
    its->nap_ns = 5000000;
    mmi_pool *pool = pool_of(3);
    ck_assert(mmi_pool_run(pool, &never, 30, 1, see, its));
    mmi_pool_free(pool);
    check_seen_once(its, 30);
    for (int32_t worker = 0; worker < 3; worker++) {
        ck_assert_int_gt(its->n_chunks_of[worker], 0);
        ck_assert(its->signals_reach[worker] == (worker == 0));
    }
    free(its);
}
END_TEST

START_TEST(default_is_one_a_processor)
{
    mmi_pool *pool = pool_of(0);
    ck_assert_int_ge(mmi_pool_n_workers(pool), 1);
    ck_assert_int_le(mmi_pool_n_workers(pool), MMI_THREADS_MOST);
    mmi_pool_free(pool);
    mm_error error;
    ck_assert_int_eq(mmi_check_threads(0, &error), MM_OK);
    ck_assert_int_eq(mmi_check_threads(-1, &error), MM_ERR_OPTION);
    ck_assert_ptr_nonnull(strstr(error.message, "threads"));
}
END_TEST

/* Counts calls and refuses the k-th. */
typedef struct listener {
    int n_calls;
    int refuse_at;
    double share;
    bool has_decreased;
    bool was_elsewhere;
    pthread_t caller;
} listener;

static int listen_to(void *context, mm_stage stage, double share)
{
    listener *its = context;
    (void)stage;
    its->has_decreased = its->has_decreased || share < its->share;
    its->was_elsewhere = its->was_elsewhere || pthread_equal(its->caller, pthread_self()) == 0;
    its->share = share;
    return ++its->n_calls == its->refuse_at;
}

START_TEST(refusal_in_the_middle_leaves_what_was_not_begun)
{
    job *its = new_job();
    for (int32_t n_threads = 1; n_threads <= 3; n_threads++) {
        mmi_pool *pool = pool_of(n_threads);
        memset(its, 0, sizeof *its);
        its->nap_ns = 2000000;
        listener ear = {.refuse_at = 3, .caller = pthread_self()};
        const mm_progress progress = {listen_to, &ear};
        mmi_ticker ticker;
        const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &ticker);
        mmi_stage_begin(&stop, MM_STAGE_SCORE, 0.0, 1.0);
        ck_assert(!mmi_pool_run(pool, &stop, ITEMS_MOST, 10, see, its));
        ck_assert_int_eq(ear.n_calls, 3);
        ck_assert(!ear.has_decreased);
        ck_assert(!ear.was_elsewhere);
        int64_t n_done = 0;
        for (int64_t i = 0; i < ITEMS_MOST; i++) {
            ck_assert_int_le(its->n_seen[i], 1);
            n_done += its->n_seen[i];
        }
        ck_assert_int_gt(n_done, 0);
        ck_assert_int_lt(n_done, ITEMS_MOST);
        ck_assert_int_eq(n_done % 10, 0); /* what was begun was finished */
        ck_assert(!mmi_pool_run(pool, &stop, 100, 10, see, its)); /* it stays refused */
        ck_assert(mmi_pool_run(pool, &never, 100, 10, see, its)); /* the pool itself is fine */
        mmi_pool_free(pool);
    }
    free(its);
}
END_TEST

START_TEST(caller_is_told_while_the_others_work)
{
    job *its = new_job();
    its->nap_ns = 300000000;
    mmi_pool *pool = pool_of(2);
    listener ear = {.caller = pthread_self()};
    const mm_progress progress = {listen_to, &ear};
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &ticker);
    mmi_stage_begin(&stop, MM_STAGE_SCORE, 0.0, 1.0);
    ck_assert(mmi_pool_run(pool, &stop, 3, 1, see, its)); /* the third: one of them waits */
    mmi_pool_free(pool);
    if (its->n_chunks_of[1] == 2) ck_assert_int_ge(ear.n_calls, 4);
    free(its);
}
END_TEST

START_TEST(cancelled_before_it_begins_does_nothing)
{
    mm_cancel *cancel = NULL;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    const mmi_stop stop = mmi_stop_from(cancel, 0);
    job *its = new_job();
    mmi_pool *pool = pool_of(4);
    ck_assert(!mmi_pool_run(pool, &stop, 100, 1, see, its));
    check_seen_once(its, 0);
    mmi_pool_free(pool);
    mm_cancel_free(cancel);
    free(its);
}
END_TEST

START_TEST(memory_that_fails_leaves_nothing_behind)
{
    long k = 1;
    for (;; k++) {
        failing_allocator failing = {.fail_at = k};
        const mm_allocator allocator = failing_allocator_of(&failing);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mmi_pool *pool;
        mm_error error;
        const mm_status status = mmi_pool_make(&heap, 3, &pool, &error);
        mmi_pool_free(pool);
        ck_assert_int_eq(failing.n_out, 0);
        if (!failing.has_failed) {
            ck_assert_int_eq(status, MM_OK);
            break;
        }
        ck_assert_int_eq(status, MM_ERR_MEMORY);
    }
    ck_assert_int_eq(k, 3);
}
END_TEST

START_TEST(child_of_a_fork_makes_pools_of_its_own)
{
    job *its = new_job();
    mmi_pool *pool = pool_of(3);
    ck_assert(mmi_pool_run(pool, &never, 1000, 1, see, its));
    mmi_pool_free(pool);
    const pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        memset(its, 0, sizeof *its);
        mmi_pool *own = pool_of(3);
        const bool is_done = mmi_pool_run(own, &never, 1000, 1, see, its);
        mmi_pool_free(own);
        _exit(is_done && its->n_seen[999] == 1 ? 0 : 1);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(its);
}
END_TEST

static void *use_a_pool(void *argument)
{
    job *its = argument;
    mmi_pool *pool = pool_of(2);
    nap(30000000); /* long enough to be cancelled; not a cancellation point any more */
    const bool is_done = mmi_pool_run(pool, &never, 100, 1, see, its);
    mmi_pool_free(pool);
    return is_done ? its : NULL;
}

START_TEST(cancelled_thread_leaves_no_worker_behind)
{
    job *its = new_job();
    pthread_t thread;
    ck_assert_int_eq(pthread_create(&thread, NULL, use_a_pool, its), 0);
    nap(10000000);
    ck_assert_int_eq(pthread_cancel(thread), 0);
    void *answer;
    ck_assert_int_eq(pthread_join(thread, &answer), 0);
    ck_assert_ptr_eq(answer, its); /* it went on to its end */
    check_seen_once(its, 100);
    free(its);
}
END_TEST

int main(void)
{
    return RUN_SUITE("pool", every_item_is_done_once_whatever_the_numbers,
                     no_pool_is_the_calling_thread, all_workers_take_part_and_get_no_signals,
                     default_is_one_a_processor, refusal_in_the_middle_leaves_what_was_not_begun,
                     caller_is_told_while_the_others_work,
                     cancelled_before_it_begins_does_nothing,
                     memory_that_fails_leaves_nothing_behind,
                     child_of_a_fork_makes_pools_of_its_own,
                     cancelled_thread_leaves_no_worker_behind);
}
