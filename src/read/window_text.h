/* Availability as people write it, "Mon,Wed-Fri 18:00-20:30; Sat 9:00-12:00", to weekly windows. */
#ifndef MMI_READ_WINDOW_TEXT_H
#define MMI_READ_WINDOW_TEXT_H

#include "time/week_mask.h"

#include <stdbool.h>

#define MMI_WINDOWS_MOST ((size_t)10000) /* of one person */

/* Windows of one person, the room used again for the next; free `window` with the heap. */
typedef struct mmi_windows {
    mmi_window *window; /* [n] by weekday, begin, end; distinct */
    size_t n;
    size_t capacity;
    bool overlap;       /* two of them share a time */
} mmi_windows;

/* Why a text is no availability: where in it, and what to write there. */
typedef struct mmi_window_fault {
    size_t offset;
    const char *sentence;
} mmi_window_fault;

/* False: `fault` says why; its sentence is NULL when memory ran out. */
bool mmi_read_windows(const mmi_heap *heap, const char *text, size_t n, mmi_windows *windows,
                      mmi_window_fault *fault);

#endif
