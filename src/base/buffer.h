/* Growing text. Failure is sticky, so that a writer may check once at the end. */
#ifndef MMI_BASE_BUFFER_H
#define MMI_BASE_BUFFER_H

#include "base/alloc.h"

#include <stdbool.h>

typedef struct mmi_buffer {
    mmi_heap heap;
    char *bytes;      /* [n], a NUL behind; NULL while nothing was ever added */
    size_t n;
    size_t capacity;
    bool has_failed;  /* memory ran out: the text is incomplete */
} mmi_buffer;

mmi_buffer mmi_buffer_on(const mmi_heap *heap);
void mmi_buffer_bytes(mmi_buffer *buffer, const void *bytes, size_t n);
void mmi_buffer_text(mmi_buffer *buffer, const char *text);
void mmi_buffer_char(mmi_buffer *buffer, char byte);
/* As snprintf, integers and strings only: floating point would ask the locale. */
__attribute__((format(printf, 2, 3)))
void mmi_buffer_format(mmi_buffer *buffer, const char *format, ...);
/* Forget the text, keep the room. */
void mmi_buffer_restart(mmi_buffer *buffer);
void mmi_buffer_clear(mmi_buffer *buffer);

#endif
