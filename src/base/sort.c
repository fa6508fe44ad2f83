/* Heapsort (Williams 1964), bottom-up as Wegener 1993: qsort() may allocate, has no context. */
#include "base/sort.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#define LARGEST_ITEM 256

/* Let `moving` sink into the heap below `hole`: follow the larger child to a leaf, climb back. */
static void sink(char *items, size_t n, size_t size, size_t hole, const char *moving,
                 mmi_compare *compare, void *context)
{
    const size_t top = hole;
    size_t child;
    while ((child = 2 * hole + 1) < n) {
        if (child + 1 < n &&
            compare(items + (child + 1) * size, items + child * size, context) > 0) {
            child++;
        }
        memcpy(items + hole * size, items + child * size, size);
        hole = child;
    }
    while (hole > top) {
        const size_t parent = (hole - 1) / 2;
        if (compare(moving, items + parent * size, context) <= 0) break;
        memcpy(items + hole * size, items + parent * size, size);
        hole = parent;
    }
    memcpy(items + hole * size, moving, size);
}

void mmi_sort(void *items, size_t n, size_t size, mmi_compare *compare, void *context)
{
    char moving[LARGEST_ITEM];
    assert(size <= LARGEST_ITEM);
    char *bytes = items;
    for (size_t i = n / 2; i-- > 0;) {
        memcpy(moving, bytes + i * size, size);
        sink(bytes, n, size, i, moving, compare, context);
    }
    for (size_t last = n; last-- > 1;) {
        memcpy(moving, bytes + last * size, size);
        memcpy(bytes + last * size, bytes, size);
        sink(bytes, last, size, 0, moving, compare, context);
    }
}

int mmi_compare_int32(const void *one, const void *other, void *context)
{
    (void)context;
    const int32_t a = *(const int32_t *)one;
    const int32_t b = *(const int32_t *)other;
    return a < b ? -1 : a > b;
}
