/* A sink into a fixed array, which can refuse after a number of calls. */
#ifndef MMT_TEXT_SINK_H
#define MMT_TEXT_SINK_H

#include <mentormatch/write.h>

#include <string.h>

typedef struct text_sink {
    char text[1 << 17];
    size_t n;
    int n_calls;
    int n_calls_most; /* 0: as many as you like */
} text_sink;

static inline int take_text(void *context, const void *bytes, size_t n_bytes)
{
    text_sink *sink = context;
    sink->n_calls++;
    if (sink->n_calls_most != 0 && sink->n_calls > sink->n_calls_most) return 1;
    if (sink->n + n_bytes + 1 > sizeof sink->text) return 1;
    memcpy(sink->text + sink->n, bytes, n_bytes);
    sink->n += n_bytes;
    sink->text[sink->n] = '\0';
    return 0;
}

static inline mm_sink sink_into(text_sink *sink)
{
    memset(sink, 0, sizeof *sink);
    return (mm_sink){take_text, sink, 0};
}

#endif
