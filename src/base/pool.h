/* Threads of one call: made when it begins, joined before it returns. */
#ifndef MMI_BASE_POOL_H
#define MMI_BASE_POOL_H

#include "base/alloc.h"
#include "base/status.h"
#include "base/stop.h"

#define MMI_THREADS_MOST 64

typedef struct mmi_pool mmi_pool;

/* One chunk of work: items first … last - 1 by worker `worker` (0 is the calling thread). It must
 * not allocate (rooms are made beforehand, one a worker), must not call the caller back (stops that
 * it asks are silent ones), and should end within 10 ms. */
typedef void mmi_task(void *context, int32_t worker, int64_t first, int64_t last);

/* MM_ERR_OPTION when the option `threads` is negative. */
mm_status mmi_check_threads(int32_t threads, mm_error *error);

/* n_threads as in the options: 0 is as many as this process has processors, at most
 * MMI_THREADS_MOST; 1: none is created. Where threads are refused it goes on with fewer. From here
 * to mmi_pool_free() the calling thread cannot be cancelled (pthread_cancel), as the others would
 * stay behind. MM_ERR_MEMORY. */
mm_status mmi_pool_make(const mmi_heap *heap, int32_t n_threads, mmi_pool **pool,
                        mm_error *error);

/* At least 1: the calling thread works too. NULL is a pool of 1, here and below. */
int32_t mmi_pool_n_workers(const mmi_pool *pool);

/* Run task over 0 … n - 1 in chunks of `grain` items, in no order. Between chunks and while it
 * waits, the calling thread asks `stop` and sets the share of the stage to the items handed out of
 * n. False: somebody asked to stop before all was begun; chunks that were begun are finished. One
 * call at a time, from the thread that made the pool. n <= 2^56. */
bool mmi_pool_run(mmi_pool *pool, const mmi_stop *stop, int64_t n, int64_t grain, mmi_task *task,
                  void *context);

/* Joins the threads. */
void mmi_pool_free(mmi_pool *pool);

#endif
