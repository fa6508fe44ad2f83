/* Sorting without allocation and with a context; order is total, so stability does not matter. */
#ifndef MMI_BASE_SORT_H
#define MMI_BASE_SORT_H

#include <stddef.h>

/* < 0, 0, > 0 as one comes before, equals, comes after the other. */
typedef int mmi_compare(const void *one, const void *other, void *context);

/* Heapsort: O(n log n) whatever the input, no memory, items of up to 256 bytes. */
void mmi_sort(void *items, size_t n, size_t size, mmi_compare *compare, void *context);

/* int32_t ascending, for mmi_sort(). */
int mmi_compare_int32(const void *one, const void *other, void *context);

#endif
