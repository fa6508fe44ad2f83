/* The only malloc of the library. Sizes are checked for overflow before they are asked for. */
#include "base/alloc.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void *host_allocate(void *context, size_t n_bytes)
{
    (void)context;
    return malloc(n_bytes);
}

static void *host_reallocate(void *context, void *block, size_t n_bytes)
{
    (void)context;
    return realloc(block, n_bytes);
}

static void host_release(void *context, void *block)
{
    (void)context;
    free(block);
}

mmi_heap mmi_heap_from(const mm_allocator *allocator)
{
    if (allocator != NULL && allocator->allocate != NULL && allocator->reallocate != NULL &&
        allocator->release != NULL) {
        return (mmi_heap){*allocator};
    }
    return (mmi_heap){{host_allocate, host_reallocate, host_release, NULL}};
}

/* The bytes of n items, at least 1; false when the product does not fit. */
static bool byte_count(size_t n, size_t size, size_t *n_bytes)
{
    if (__builtin_mul_overflow(n, size, n_bytes) || *n_bytes > (size_t)PTRDIFF_MAX) return false;
    if (*n_bytes == 0) *n_bytes = 1;
    return true;
}

void *mmi_alloc(const mmi_heap *heap, size_t n, size_t size)
{
    size_t n_bytes;
    if (!byte_count(n, size, &n_bytes)) return NULL;
    void *block = heap->allocator.allocate(heap->allocator.context, n_bytes);
    if (block != NULL) memset(block, 0, n_bytes);
    return block;
}

void *mmi_resize(const mmi_heap *heap, void *block, size_t n, size_t size)
{
    size_t n_bytes;
    if (!byte_count(n, size, &n_bytes)) return NULL;
    if (block == NULL) return heap->allocator.allocate(heap->allocator.context, n_bytes);
    return heap->allocator.reallocate(heap->allocator.context, block, n_bytes);
}

void mmi_free(const mmi_heap *heap, void *block)
{
    if (block != NULL) heap->allocator.release(heap->allocator.context, block);
}

bool mmi_reserve_bytes(const mmi_heap *heap, void *array, size_t *capacity, size_t needed,
                       size_t size)
{
    if (needed <= *capacity) return true;
    size_t wanted = *capacity < 8 ? 8 : *capacity;
    while (wanted < needed) {
        if (wanted > SIZE_MAX / 2) return false;
        wanted *= 2;
    }
    void *items; /* copied in and out: a pointer to int is no pointer to void */
    memcpy(&items, array, sizeof items);
    items = mmi_resize(heap, items, wanted, size);
    if (items == NULL) return false;
    memcpy(array, &items, sizeof items);
    *capacity = wanted;
    return true;
}
