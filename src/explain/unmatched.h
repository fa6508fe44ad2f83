/* Why requests stayed unfilled. */
#ifndef MMI_EXPLAIN_UNMATCHED_H
#define MMI_EXPLAIN_UNMATCHED_H

#include "base/arena.h"
#include "base/stop.h"
#include "match/matching.h"

#include <mentormatch/explain.h>

struct mm_unmatched {
    mmi_heap heap;
    mmi_arena arena;                /* owns the texts */
    uint8_t fingerprint[MMI_SHA256_BYTES]; /* of the cohort */
    int32_t n_requests;
    mm_unmatched_request *request;  /* [n_requests] by mentee id, then kind */
};

/* One line an unfilled request; the heap is that of the profiles. MM_ERR_MEMORY, MM_ERR_STOPPED. */
mm_status mmi_explain_unmatched(const mm_profiles *profiles, const mm_matching *matching,
                                const mmi_stop *stop, mm_unmatched **unmatched, mm_error *error);

#endif
