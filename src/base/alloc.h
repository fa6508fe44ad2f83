/* The only door to memory: every allocation of the library goes through a heap. */
#ifndef MMI_BASE_ALLOC_H
#define MMI_BASE_ALLOC_H

#include <mentormatch/status.h>

/* A copy of the caller's allocator; lives in whatever was made with it. */
typedef struct mmi_heap {
    mm_allocator allocator;
} mmi_heap;

/* The caller's allocator, or malloc when NULL. */
mmi_heap mmi_heap_from(const mm_allocator *allocator);

/* n zeroed items of `size` bytes; NULL when memory runs out or n * size overflows. n may be 0:
 * then a block that may be freed but not read. */
void *mmi_alloc(const mmi_heap *heap, size_t n, size_t size);

/* Grow or shrink; new bytes are not zeroed. NULL on failure, the old block then stays. */
void *mmi_resize(const mmi_heap *heap, void *block, size_t n, size_t size);

/* NULL does nothing. */
void mmi_free(const mmi_heap *heap, void *block);

/* Room for at least `needed` items in a growing array: doubles `*capacity`. False: no memory. */
#define mmi_reserve(heap, array, capacity, needed) \
    mmi_reserve_bytes((heap), (array), (capacity), (needed), sizeof **(array))
/* `array` is the address of the pointer to the items, of whatever type. */
_Bool mmi_reserve_bytes(const mmi_heap *heap, void *array, size_t *capacity, size_t needed,
                        size_t size);

#endif
