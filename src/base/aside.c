/* Makes the thread, waits on a condition with a timeout, and joins it. Signals stay with the host's
 * threads, so they are blocked while the new one inherits its mask; a cancelled caller must not
 * leave the thread behind, so the waiting is no cancellation point. */
#include "base/aside.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>

#define WAIT_NS 10000000

typedef struct aside_run {
    mmi_aside *task;
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t has_ended;
    bool is_done; /* guarded by lock */
} aside_run;

static void *run(void *argument)
{
    aside_run *its = argument;
    its->task(its->context);
    (void)pthread_mutex_lock(&its->lock);
    its->is_done = true;
    (void)pthread_cond_signal(&its->has_ended);
    (void)pthread_mutex_unlock(&its->lock);
    return NULL;
}

/* The lock, and the condition on the clock that does not jump. */
static bool make_locks(aside_run *its)
{
    pthread_condattr_t monotonic;
    if (pthread_condattr_init(&monotonic) != 0) return false;
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    bool is_made = pthread_mutex_init(&its->lock, NULL) == 0;
    if (is_made && pthread_cond_init(&its->has_ended, &monotonic) != 0) {
        (void)pthread_mutex_destroy(&its->lock);
        is_made = false;
    }
    (void)pthread_condattr_destroy(&monotonic);
    return is_made;
}

static bool start(aside_run *its, pthread_t *thread)
{
    pthread_attr_t how;
    sigset_t all;
    sigset_t mask;
    if (pthread_attr_init(&how) != 0) return false;
    bool is_started = false;
    (void)sigfillset(&all);
    if (pthread_attr_setstacksize(&how, MMI_STACK_BYTES) == 0 &&
        pthread_sigmask(SIG_SETMASK, &all, &mask) == 0) {
        is_started = pthread_create(thread, &how, run, its) == 0;
        (void)pthread_sigmask(SIG_SETMASK, &mask, NULL);
    }
    (void)pthread_attr_destroy(&how);
    return is_started;
}

static void wait_for(aside_run *its, const mmi_stop *stop)
{
    (void)pthread_mutex_lock(&its->lock);
    while (!its->is_done) {
        struct timespec until;
        (void)clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += WAIT_NS;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        (void)pthread_cond_timedwait(&its->has_ended, &its->lock, &until);
        (void)pthread_mutex_unlock(&its->lock);
        (void)mmi_stop_asked(stop); /* the task sees the answer in its own stop */
        (void)pthread_mutex_lock(&its->lock);
    }
    (void)pthread_mutex_unlock(&its->lock);
}

bool mmi_run_aside(const mmi_stop *stop, mmi_aside *task, void *context)
{
    aside_run its = {.task = task, .context = context};
    int cancel_state;
    if (!make_locks(&its)) return false;
    bool is_run = false;
    if (pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancel_state) == 0) {
        pthread_t thread;
        is_run = start(&its, &thread);
        if (is_run) {
            wait_for(&its, stop);
            (void)pthread_join(thread, NULL);
        }
        (void)pthread_setcancelstate(cancel_state, NULL);
    }
    (void)pthread_cond_destroy(&its.has_ended);
    (void)pthread_mutex_destroy(&its.lock);
    return is_run;
}
