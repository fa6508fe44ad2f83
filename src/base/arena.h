/* Memory that is given back all at once: texts and small arrays of one object. */
#ifndef MMI_BASE_ARENA_H
#define MMI_BASE_ARENA_H

#include "base/alloc.h"

typedef struct mmi_arena_chunk mmi_arena_chunk;

typedef struct mmi_arena {
    mmi_heap heap;
    mmi_arena_chunk *newest;
} mmi_arena;

/* An arena holds nothing until something is taken: this cannot fail. */
mmi_arena mmi_arena_on(const mmi_heap *heap);

/* n zeroed items of `size` bytes, aligned for any type. NULL: no memory. */
void *mmi_arena_take(mmi_arena *arena, size_t n, size_t size);

/* A copy of `length` bytes with a NUL behind them. NULL: no memory. */
char *mmi_arena_text(mmi_arena *arena, const char *bytes, size_t length);

/* Give everything back. The arena is empty afterwards and may be used again. */
void mmi_arena_clear(mmi_arena *arena);

#endif
