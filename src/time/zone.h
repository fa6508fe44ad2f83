/* A time zone: which UTC offset holds at an instant. Immutable; may be read from any thread. */
#ifndef MMI_TIME_ZONE_H
#define MMI_TIME_ZONE_H

#include "base/alloc.h"
#include "base/status.h"

typedef struct mmi_zone mmi_zone;

/* Read a TZif file (RFC 9636, versions 1-4). Every count and index is checked.
 * MM_ERR_INPUT with a sentence when the bytes are no usable zone; MM_ERR_MEMORY. */
mm_status mmi_zone_parse(const mmi_heap *heap, const void *bytes, size_t n, mmi_zone **zone,
                         mm_error *error);

/* A zone that never changes. NULL: no memory. */
mmi_zone *mmi_zone_fixed(const mmi_heap *heap, int32_t offset_s);

void mmi_zone_free(mmi_zone *zone);

/* Seconds to add to UTC at this instant. */
int32_t mmi_zone_offset_s(const mmi_zone *zone, int64_t utc_s);

/* The first instant after utc_s at which the offset is another; INT64_MAX if there is none. */
int64_t mmi_zone_next_change(const mmi_zone *zone, int64_t utc_s);

/* The first instant whose local date is `day`; where that date does not exist, the first instant
 * after it. */
int64_t mmi_zone_day_begin(const mmi_zone *zone, int32_t day);

#endif
