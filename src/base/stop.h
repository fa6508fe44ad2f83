/* How a call is stopped and how it tells where it is: cancel flag, time limit on the monotonic
 * clock, and the caller's progress callback. One question, mmi_stop_asked(), does all three, so
 * that every loop that can be stopped also tells. */
#ifndef MMI_BASE_STOP_H
#define MMI_BASE_STOP_H

#include <mentormatch/status.h>

#include <stdatomic.h>
#include <stdbool.h>

/* What a call has told so far. Lives on the stack of the public function, written by the calling
 * thread alone; has_refused is read by its workers. */
typedef struct mmi_ticker {
    mm_progress listener;
    int64_t next_ns;       /* tell again when the clock is here */
    mm_stage stage;        /* 0: none has begun */
    double from;           /* share of the call where the stage begins … */
    double to;             /* … and ends */
    int64_t n_done;        /* of the stage's n_all; n_all 0: not known */
    int64_t n_all;
    double share;          /* told last: it never decreases */
    atomic_int has_refused; /* the callback returned non-zero */
} mmi_ticker;

typedef struct mmi_stop {
    const mm_cancel *cancel;     /* NULL: none */
    int64_t deadline_ns;         /* on mmi_clock_ns(), INT64_MAX: none */
    const atomic_int *refused;   /* NULL: there is no callback */
    mmi_ticker *ticker;          /* NULL: this one does not tell */
} mmi_stop;

/* Nanoseconds of the monotonic clock; jumps of the wall clock do not touch it. */
int64_t mmi_clock_ns(void);

/* Without progress; time_limit_s 0 = none. */
mmi_stop mmi_stop_from(const mm_cancel *cancel, double time_limit_s);
/* From the options of a call; progress may be NULL. The ticker must outlive the stop. */
mmi_stop mmi_stop_telling(const mm_cancel *cancel, double time_limit_s,
                          const mm_progress *progress, mmi_ticker *ticker);
/* For other threads than the calling one: asks the same, calls nobody back. */
mmi_stop mmi_stop_silent(const mmi_stop *stop);

/* Cancelled, out of time, or refused by the callback; then also the next time. Calls back when 50
 * ms have passed since the last time. A clock read, about 25 ns: ask at least every 10 ms. */
bool mmi_stop_asked(const mmi_stop *stop);

/* From here on the call is at this stage, which covers from … to of its whole work. A stage that is
 * new is told at once. May be called again for a later part of the same stage. Both do nothing
 * for a silent stop. */
void mmi_stage_begin(const mmi_stop *stop, mm_stage stage, double from, double to);
/* n_done of n_all of what mmi_stage_begin() began. Two stores: cheap enough for any loop. */
static inline void mmi_stage_share(const mmi_stop *stop, int64_t n_done, int64_t n_all)
{
    if (stop->ticker == NULL) return;
    stop->ticker->n_done = n_done;
    stop->ticker->n_all = n_all;
}

#endif
