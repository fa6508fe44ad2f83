/* Cancel from any thread or signal handler, deadlines on the monotonic clock, and the caller's
 * progress callback, which is called from the calling thread only. */
#include "base/stop.h"

#include "base/alloc.h"

#include <time.h>

#define TELL_EVERY_NS INT64_C(50000000) /* 100 ms are promised */

struct mm_cancel {
    mmi_heap heap;
    atomic_int is_set; /* lock-free, so that a signal handler may write it */
};

mm_status mm_cancel_new(const mm_allocator *allocator, mm_cancel **cancel)
{
    if (cancel == NULL) return MM_ERR_ARGUMENT;
    const mmi_heap heap = mmi_heap_from(allocator);
    *cancel = mmi_alloc(&heap, 1, sizeof **cancel);
    if (*cancel == NULL) return MM_ERR_MEMORY;
    (*cancel)->heap = heap;
    atomic_init(&(*cancel)->is_set, 0);
    return MM_OK;
}

void mm_cancel_set(mm_cancel *cancel)
{
    if (cancel != NULL) atomic_store_explicit(&cancel->is_set, 1, memory_order_relaxed);
}

void mm_cancel_clear(mm_cancel *cancel)
{
    if (cancel != NULL) atomic_store_explicit(&cancel->is_set, 0, memory_order_relaxed);
}

void mm_cancel_free(mm_cancel *cancel)
{
    if (cancel == NULL) return;
    const mmi_heap heap = cancel->heap;
    mmi_free(&heap, cancel);
}

int64_t mmi_clock_ns(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0;
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

mmi_stop mmi_stop_from(const mm_cancel *cancel, double time_limit_s)
{
    mmi_stop stop = {.cancel = cancel, .deadline_ns = INT64_MAX};
    if (time_limit_s > 0 && time_limit_s < 9e9) {
        stop.deadline_ns = mmi_clock_ns() + (int64_t)(time_limit_s * 1e9);
    }
    return stop;
}

mmi_stop mmi_stop_telling(const mm_cancel *cancel, double time_limit_s,
                          const mm_progress *progress, mmi_ticker *ticker)
{
    mmi_stop stop = mmi_stop_from(cancel, time_limit_s);
    if (progress == NULL || progress->tell == NULL) return stop;
    *ticker = (mmi_ticker){.listener = *progress};
    atomic_init(&ticker->has_refused, 0);
    stop.refused = &ticker->has_refused;
    stop.ticker = ticker;
    return stop;
}

mmi_stop mmi_stop_silent(const mmi_stop *stop)
{
    mmi_stop silent = *stop;
    silent.ticker = NULL;
    return silent;
}

static void tell(mmi_ticker *ticker, int64_t now_ns)
{
    double part = ticker->n_all > 0 ? (double)ticker->n_done / (double)ticker->n_all : 0;
    if (part > 1) part = 1;
    const double share = ticker->from + part * (ticker->to - ticker->from);
    if (share > ticker->share) ticker->share = share;
    ticker->next_ns = now_ns + TELL_EVERY_NS;
    if (ticker->listener.tell(ticker->listener.context, ticker->stage, ticker->share) != 0) {
        atomic_store_explicit(&ticker->has_refused, 1, memory_order_relaxed);
    }
}

static bool is_refused(const mmi_stop *stop)
{
    return stop->refused != NULL &&
           atomic_load_explicit(stop->refused, memory_order_relaxed) != 0;
}

void mmi_stage_begin(const mmi_stop *stop, mm_stage stage, double from, double to)
{
    mmi_ticker *ticker = stop->ticker;
    if (ticker == NULL) return;
    const bool is_new = ticker->stage != stage;
    ticker->stage = stage;
    ticker->from = from;
    ticker->to = to;
    ticker->n_done = 0;
    ticker->n_all = 0;
    if (is_new && !is_refused(stop)) tell(ticker, mmi_clock_ns());
}

bool mmi_stop_asked(const mmi_stop *stop)
{
    if (stop->cancel != NULL &&
        atomic_load_explicit(&stop->cancel->is_set, memory_order_relaxed) != 0) {
        return true;
    }
    if (is_refused(stop)) return true;
    mmi_ticker *ticker = stop->ticker;
    if (ticker == NULL && stop->deadline_ns == INT64_MAX) return false;
    const int64_t now_ns = mmi_clock_ns();
    if (now_ns >= stop->deadline_ns) return true;
    if (ticker == NULL || ticker->stage == 0 || now_ns < ticker->next_ns) return false;
    tell(ticker, now_ns);
    return is_refused(stop);
}
