/* Cancel flag and time limit of a call, on the monotonic clock. */
#ifndef MMI_BASE_STOP_H
#define MMI_BASE_STOP_H

#include <mentormatch/status.h>

#include <stdbool.h>

typedef struct mmi_stop {
    const mm_cancel *cancel; /* NULL: none */
    int64_t deadline_ns;     /* on mmi_clock_ns(), INT64_MAX: none */
} mmi_stop;

/* Nanoseconds of the monotonic clock; jumps of the wall clock do not touch it. */
int64_t mmi_clock_ns(void);

/* From the options of a call; time_limit_s 0 = none. */
mmi_stop mmi_stop_from(const mm_cancel *cancel, double time_limit_s);

/* Cancelled or out of time. A clock read, about 25 ns: ask every few thousand steps. */
bool mmi_stop_asked(const mmi_stop *stop);

#endif
