/* A pool of POSIX threads that share a counter of items: whoever is free takes the next chunk, so
 * results must not depend on who does what. Workers sleep on a condition variable between runs; the
 * caller works as well and keeps asking whether to stop. Nothing outlives mmi_pool_free(), and a
 * child of fork() makes pools of its own. */
#include "base/pool.h"

#include "base/aside.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#define WAIT_NS 10000000 /* the caller looks at the stop at least so often */

typedef struct worker {
    mmi_pool *pool;
    int32_t number; /* from 1 */
    pthread_t thread;
} worker;

struct mmi_pool {
    mmi_heap heap;
    worker *worker;          /* [n_threads] */
    int32_t n_threads;       /* that could be made */
    int cancel_state;        /* of the calling thread before */
    pthread_mutex_t lock;    /* guards everything below */
    pthread_cond_t has_work;
    pthread_cond_t is_idle;
    mmi_task *task;          /* of the run; written while no worker is busy */
    void *context;
    int64_t n;
    int64_t grain;
    int32_t n_busy;          /* workers in the run */
    bool is_closing;
    _Atomic int64_t next;    /* first item that nobody has; taken without the lock */
};

mm_status mmi_check_threads(int32_t threads, mm_error *error)
{
    if (threads >= 0) return MM_OK;
    return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                    "threads must be 0 (as many as there are processors) or a number above it");
}

/* Processors that this process may use; 1 where the system does not tell. */
static int32_t count_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0) return CPU_COUNT(&set);
    const long n_online = sysconf(_SC_NPROCESSORS_ONLN); /* more than fit into the set */
    if (n_online > MMI_THREADS_MOST) return MMI_THREADS_MOST;
    return n_online > 0 ? (int32_t)n_online : 1;
}

/* The next chunk; false when there is none. */
static bool take_chunk(mmi_pool *pool, int64_t *first, int64_t *last)
{
    *first = atomic_fetch_add_explicit(&pool->next, pool->grain, memory_order_relaxed);
    if (*first >= pool->n) return false;
    *last = pool->n - *first < pool->grain ? pool->n : *first + pool->grain;
    return true;
}

static void work(mmi_pool *pool, int32_t number)
{
    int64_t first;
    int64_t last;
    while (take_chunk(pool, &first, &last)) pool->task(pool->context, number, first, last);
}

static bool has_items(const mmi_pool *pool)
{
    return atomic_load_explicit(&pool->next, memory_order_relaxed) < pool->n;
}

/* A thread: joins every run that still has items when it wakes. */
static void *serve(void *argument)
{
    const worker *self = argument;
    mmi_pool *pool = self->pool;
    (void)pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (!pool->is_closing && !has_items(pool)) {
            (void)pthread_cond_wait(&pool->has_work, &pool->lock);
        }
        if (pool->is_closing) break;
        pool->n_busy++;
        (void)pthread_mutex_unlock(&pool->lock);
        work(pool, self->number);
        (void)pthread_mutex_lock(&pool->lock);
        if (--pool->n_busy == 0) (void)pthread_cond_signal(&pool->is_idle);
    }
    (void)pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* Signals stay with the host's threads: they are blocked while the new ones inherit the mask. */
static void start_threads(mmi_pool *pool, int32_t n_wanted)
{
    pthread_attr_t how;
    sigset_t all;
    sigset_t mask;
    if (pthread_attr_init(&how) != 0) return;
    (void)sigfillset(&all);
    if (pthread_attr_setstacksize(&how, MMI_STACK_BYTES) == 0 &&
        pthread_sigmask(SIG_SETMASK, &all, &mask) == 0) {
        while (pool->n_threads < n_wanted) {
            worker *next = &pool->worker[pool->n_threads];
            *next = (worker){.pool = pool, .number = pool->n_threads + 1};
            if (pthread_create(&next->thread, &how, serve, next) != 0) break;
            pool->n_threads++;
        }
        (void)pthread_sigmask(SIG_SETMASK, &mask, NULL);
    }
    (void)pthread_attr_destroy(&how);
}

/* Lock and conditions; is_idle is waited for on the clock that does not jump. */
static bool make_locks(mmi_pool *pool)
{
    pthread_condattr_t monotonic;
    if (pthread_condattr_init(&monotonic) != 0) return false;
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    const bool has_lock = pthread_mutex_init(&pool->lock, NULL) == 0;
    const bool has_work = has_lock && pthread_cond_init(&pool->has_work, NULL) == 0;
    const bool has_idle = has_work && pthread_cond_init(&pool->is_idle, &monotonic) == 0;
    (void)pthread_condattr_destroy(&monotonic);
    if (has_idle) return true;
    if (has_work) (void)pthread_cond_destroy(&pool->has_work);
    if (has_lock) (void)pthread_mutex_destroy(&pool->lock);
    return false;
}

mm_status mmi_pool_make(const mmi_heap *heap, int32_t n_threads, mmi_pool **pool, mm_error *error)
{
    *pool = NULL;
    int32_t n_workers = n_threads == 0 ? count_processors() : n_threads;
    if (n_workers > MMI_THREADS_MOST) n_workers = MMI_THREADS_MOST;
    mmi_pool *made = mmi_alloc(heap, 1, sizeof *made);
    worker *workers = mmi_alloc(heap, (size_t)n_workers, sizeof *workers);
    if (made == NULL || workers == NULL || !make_locks(made)) {
        mmi_free(heap, workers);
        mmi_free(heap, made);
        return mmi_out_of_memory(error);
    }
    made->heap = *heap;
    made->worker = workers;
    (void)pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &made->cancel_state);
    start_threads(made, n_workers - 1);
    *pool = made;
    return MM_OK;
}

int32_t mmi_pool_n_workers(const mmi_pool *pool)
{
    return pool == NULL ? 1 : pool->n_threads + 1;
}

/* Without other threads. */
static bool run_alone(const mmi_stop *stop, int64_t n, int64_t grain, mmi_task *task,
                      void *context)
{
    for (int64_t first = 0; first < n; first += grain) {
        mmi_stage_share(stop, first, n);
        if (mmi_stop_asked(stop)) return false;
        task(context, 0, first, n - first < grain ? n : first + grain);
    }
    return true;
}

/* The run is set up while nobody is busy; then as many are woken as there are chunks for. */
static void begin_run(mmi_pool *pool, int64_t n, int64_t grain, mmi_task *task, void *context)
{
    (void)pthread_mutex_lock(&pool->lock);
    pool->task = task;
    pool->context = context;
    pool->n = n;
    pool->grain = grain;
    atomic_store_explicit(&pool->next, 0, memory_order_relaxed);
    int64_t n_helpers = (n - 1) / grain; /* the first chunk is ours */
    if (n_helpers > pool->n_threads) n_helpers = pool->n_threads;
    for (int64_t i = 0; i < n_helpers; i++) (void)pthread_cond_signal(&pool->has_work);
    (void)pthread_mutex_unlock(&pool->lock);
}

/* Until every chunk that was begun is finished, asking on while others work. */
static void end_run(mmi_pool *pool, const mmi_stop *stop)
{
    (void)pthread_mutex_lock(&pool->lock);
    while (pool->n_busy > 0) {
        struct timespec until;
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += WAIT_NS;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        (void)pthread_cond_timedwait(&pool->is_idle, &pool->lock, &until);
        (void)pthread_mutex_unlock(&pool->lock);
        (void)mmi_stop_asked(stop); /* tells; all is handed out already */
        (void)pthread_mutex_lock(&pool->lock);
    }
    pool->n = 0; /* whoever wakes late finds nothing */
    (void)pthread_mutex_unlock(&pool->lock);
}

bool mmi_pool_run(mmi_pool *pool, const mmi_stop *stop, int64_t n, int64_t grain, mmi_task *task,
                  void *context)
{
    if (n <= 0) return true;
    if (grain < 1) grain = 1;
    if (grain > n) grain = n;
    if (pool == NULL || pool->n_threads == 0 || grain == n) {
        return run_alone(stop, n, grain, task, context);
    }
    if (mmi_stop_asked(stop)) return false; /* before anybody begins */
    begin_run(pool, n, grain, task, context);
    bool is_complete = true;
    int64_t first;
    int64_t last;
    for (;;) {
        const int64_t n_begun = atomic_load_explicit(&pool->next, memory_order_relaxed);
        mmi_stage_share(stop, n_begun < n ? n_begun : n, n);
        if (mmi_stop_asked(stop)) {
            is_complete = atomic_exchange_explicit(&pool->next, n, memory_order_relaxed) >= n;
            break;
        }
        if (!take_chunk(pool, &first, &last)) break;
        task(context, 0, first, last);
    }
    end_run(pool, stop);
    return is_complete;
}

void mmi_pool_free(mmi_pool *pool)
{
    if (pool == NULL) return;
    (void)pthread_mutex_lock(&pool->lock);
    pool->is_closing = true;
    (void)pthread_cond_broadcast(&pool->has_work);
    (void)pthread_mutex_unlock(&pool->lock);
    for (int32_t i = 0; i < pool->n_threads; i++) {
        (void)pthread_join(pool->worker[i].thread, NULL);
    }
    (void)pthread_setcancelstate(pool->cancel_state, NULL);
    (void)pthread_cond_destroy(&pool->is_idle);
    (void)pthread_cond_destroy(&pool->has_work);
    (void)pthread_mutex_destroy(&pool->lock);
    const mmi_heap heap = pool->heap;
    mmi_free(&heap, pool->worker);
    mmi_free(&heap, pool);
}
