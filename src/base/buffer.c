/* Growing text for writers: append, format, and look once at the end whether memory sufficed. */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

mmi_buffer mmi_buffer_on(const mmi_heap *heap)
{
    return (mmi_buffer){.heap = *heap};
}

void mmi_buffer_bytes(mmi_buffer *buffer, const void *bytes, size_t n)
{
    if (buffer->has_failed) return;
    size_t needed;
    if (__builtin_add_overflow(buffer->n, n, &needed) || needed == (size_t)-1 ||
        !mmi_reserve(&buffer->heap, &buffer->bytes, &buffer->capacity, needed + 1)) {
        buffer->has_failed = true;
        return;
    }
    if (n > 0) memcpy(buffer->bytes + buffer->n, bytes, n);
    buffer->n = needed;
    buffer->bytes[needed] = '\0';
}

void mmi_buffer_text(mmi_buffer *buffer, const char *text)
{
    mmi_buffer_bytes(buffer, text, strlen(text));
}

void mmi_buffer_char(mmi_buffer *buffer, char byte)
{
    mmi_buffer_bytes(buffer, &byte, 1);
}

void mmi_buffer_format(mmi_buffer *buffer, const char *format, ...)
{
    char room[512];
    va_list arguments;
    va_start(arguments, format);
    const int needed = vsnprintf(room, sizeof room, format, arguments);
    va_end(arguments);
    if (needed < 0) {
        buffer->has_failed = true;
        return;
    }
    if ((size_t)needed < sizeof room) {
        mmi_buffer_bytes(buffer, room, (size_t)needed);
        return;
    }
    if (!mmi_reserve(&buffer->heap, &buffer->bytes, &buffer->capacity,
                     buffer->n + (size_t)needed + 1)) {
        buffer->has_failed = true;
        return;
    }
    va_start(arguments, format);
    (void)vsnprintf(buffer->bytes + buffer->n, (size_t)needed + 1, format, arguments);
    va_end(arguments);
    buffer->n += (size_t)needed;
}

void mmi_buffer_restart(mmi_buffer *buffer)
{
    buffer->n = 0;
    if (buffer->bytes != NULL) buffer->bytes[0] = '\0';
}

void mmi_buffer_clear(mmi_buffer *buffer)
{
    mmi_free(&buffer->heap, buffer->bytes);
    *buffer = mmi_buffer_on(&buffer->heap);
}
