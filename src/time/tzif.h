/* A TZif file (RFC 9636) opened in place: its 64-bit tables and its footer, all checked. */
#ifndef MMI_TIME_TZIF_H
#define MMI_TIME_TZIF_H

#include "base/status.h"

/* The largest real file has 4 KiB. */
#define MMI_TZIF_BYTES_MOST ((size_t)64 * 1024)

/* Lent from the bytes of the file; big-endian as they lie there. */
typedef struct mmi_tzif {
    int32_t n_transitions;
    int32_t n_types;              /* >= 1 */
    const uint8_t *transition;    /* [8 * n_transitions] UTC seconds, strictly ascending */
    const uint8_t *type_after;    /* [n_transitions] each < n_types */
    const uint8_t *type;          /* [6 * n_types] */
    const char *footer;           /* [n_footer] the TZ string between the two newlines */
    size_t n_footer;
} mmi_tzif;

/* MM_ERR_INPUT with a sentence that names what RFC 9636 asks for. */
mm_status mmi_tzif_open(const void *bytes, size_t n, mmi_tzif *tzif, mm_error *error);

int64_t mmi_tzif_transition_utc_s(const mmi_tzif *tzif, int32_t transition);

/* Seconds to add to UTC, more than -25 and less than 26 hours. */
int32_t mmi_tzif_offset_s(const mmi_tzif *tzif, int32_t type);

#endif
