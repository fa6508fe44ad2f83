/* One piece of work in a thread of its own, while the calling thread goes on telling. */
#ifndef MMI_BASE_ASIDE_H
#define MMI_BASE_ASIDE_H

#include "base/stop.h"

/* Of a thread that works for the library: frames are below 32 KiB; the rest is TLS and libc. */
#define MMI_STACK_BYTES (256 * 1024)

typedef void mmi_aside(void *context);

/* Run task(context) to its end in a new thread. Meanwhile the calling thread asks `stop` every 10
 * ms, so that its callback is called; the task itself asks a silent stop, if any. False: the system
 * gives no thread, and nothing was run. */
bool mmi_run_aside(const mmi_stop *stop, mmi_aside *task, void *context);

#endif
