/* Why: contributions of a score, reasons of an unfilled request. */
#ifndef MENTORMATCH_EXPLAIN_H
#define MENTORMATCH_EXPLAIN_H

#include <mentormatch/match.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One criterion's share of a pair's score. */
typedef struct mm_contribution {
    const char *criterion; /**< question id, common_time, zone_distance or wishes; lent */
    int32_t earned;        /**< millionths; sums to the score over the criteria */
    int32_t possible;      /**< the criterion's points */
    int32_t is_missing;    /**< an answer is missing on either side */
    int32_t is_required;   /**< a pair that fails it is ineligible */
    int32_t fails;         /**< is_required, and the pair fails it */
} mm_contribution;

/** Why a pair is ineligible apart from required criteria; bits. */
enum {
    MM_BARRED_SAME_PERSON = 1,
    MM_BARRED_AVOID = 2,
    MM_BARRED_FORBIDDEN = 4,
    MM_BARRED_NOT_ELIGIBLE = 8
};

/** Everything about one pair. Free with mm_explanation_free(). */
typedef struct mm_explanation mm_explanation;

/**
 * Contributions of any pair, matched or not.
 * Errors  MM_ERR_ARGUMENT (a number outside the profiles), MM_ERR_MEMORY.
 */
MM_API mm_status mm_explain_pair(const mm_profiles *profiles, int32_t mentee, int32_t mentor,
                                 mm_explanation **explanation, mm_error *error);
/** Questions in order, then common_time, zone_distance, wishes where present. Lent. */
MM_API const mm_contribution *mm_explanation_contributions(const mm_explanation *explanation,
                                                           int32_t *n_contributions);
MM_API int32_t mm_explanation_score(const mm_explanation *explanation);
MM_API int32_t mm_explanation_is_eligible(const mm_explanation *explanation);
/** Bits MM_BARRED_…, 0 if none. */
MM_API int32_t mm_explanation_barred(const mm_explanation *explanation);
MM_API void mm_explanation_free(mm_explanation *explanation);

/** Why a request stayed unfilled; the first that applies. */
typedef enum mm_unmatched_reason {
    MM_UNMATCHED_NOT_ELIGIBLE = 1,    /**< the mentee takes no part */
    MM_UNMATCHED_NO_SUCH_KIND = 2,    /**< no mentor of this kind */
    MM_UNMATCHED_NONE_ELIGIBLE = 3,   /**< no eligible mentor */
    MM_UNMATCHED_ALL_FULL = 4,        /**< all eligible mentors full */
    MM_UNMATCHED_PLACE_LEFT = 5       /**< an eligible mentor has a place: only where pairs were
                                           given or matching was stopped */
} mm_unmatched_reason;

/** One unfilled request. */
typedef struct mm_unmatched_request {
    int32_t mentee;
    int32_t kind;
    mm_unmatched_reason reason;
    int32_t nearest_mentor;  /**< MM_NONE: none */
    const char *blocked_by;  /**< criterion, rule, or ids joined by ';'; "" if none; lent */
    const char *sentence;    /**< for a coordinator, with ids; lent */
} mm_unmatched_request;

/** All unfilled requests. Free with mm_unmatched_free(). */
typedef struct mm_unmatched mm_unmatched;

/** Errors  MM_ERR_ARGUMENT, MM_ERR_MISMATCH, MM_ERR_MEMORY.
 *  Cost    one scan over the mentors of the kind for each unfilled request. */
MM_API mm_status mm_explain_unmatched(const mm_profiles *profiles, const mm_matching *matching,
                                      mm_unmatched **unmatched, mm_error *error);
/** Sorted by mentee id, then kind. Lent. */
MM_API const mm_unmatched_request *mm_unmatched_requests(const mm_unmatched *unmatched,
                                                         int32_t *n_requests);
MM_API const char *mm_unmatched_reason_name(mm_unmatched_reason reason);
MM_API void mm_unmatched_free(mm_unmatched *unmatched);

#ifdef __cplusplus
}
#endif
#endif
