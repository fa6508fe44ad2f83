/* Cancel from any thread or signal handler, deadlines on the monotonic clock. */
#include "base/stop.h"

#include "base/alloc.h"

#include <stdatomic.h>
#include <time.h>

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
    mmi_stop stop = {cancel, INT64_MAX};
    if (time_limit_s > 0 && time_limit_s < 9e9) {
        stop.deadline_ns = mmi_clock_ns() + (int64_t)(time_limit_s * 1e9);
    }
    return stop;
}

bool mmi_stop_asked(const mmi_stop *stop)
{
    if (stop->cancel != NULL &&
        atomic_load_explicit(&stop->cancel->is_set, memory_order_relaxed) != 0) {
        return true;
    }
    return stop->deadline_ns != INT64_MAX && mmi_clock_ns() >= stop->deadline_ns;
}
