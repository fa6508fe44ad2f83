/* The order of many texts by their bytes. */
#ifndef MMI_COHORT_TEXT_ORDER_H
#define MMI_COHORT_TEXT_ORDER_H

#include "base/alloc.h"

#include <stdbool.h>

/* order[k] is the index of the text that comes k-th. False: no memory. Linear in n where eight
 * bytes behind the common beginning tell the texts apart, O(n log n) comparisons else. */
bool mmi_order_texts(const mmi_heap *heap, const char *const *text, int32_t n, int32_t *order);

#endif
