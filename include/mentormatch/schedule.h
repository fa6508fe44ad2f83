/* The schedule: one check-in for every pair and check-in week, on real dates. */
#ifndef MENTORMATCH_SCHEDULE_H
#define MENTORMATCH_SCHEDULE_H

#include <mentormatch/match.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A schedule; immutable, may be read from any thread. */
typedef struct mm_schedule mm_schedule;

/** How to plan. Zero means default in every field. */
typedef struct mm_plan_options {
    size_t size;                   /**< sizeof (mm_plan_options) */
    const mm_allocator *allocator; /**< NULL: malloc */
    const mm_cancel *cancel;       /**< NULL: none */
    double time_limit_s;           /**< 0: none; what is not planned exactly by then is greedy */
    int32_t threads;               /**< 0: one a processor, at most 64; 1: none is created */
    const mm_progress *progress;   /**< NULL: nobody is told */
} mm_plan_options;

#define MM_PLAN_OPTIONS_INIT { sizeof(mm_plan_options), 0, 0, 0.0, 0, 0 }
MM_API void mm_plan_options_init(mm_plan_options *options, size_t size);

typedef enum mm_mode { MM_MODE_LIVE = 1, MM_MODE_ASYNCHRONOUS = 2 } mm_mode;

/** Why a check-in is asynchronous; the first that applies. */
typedef enum mm_asynchronous_reason {
    MM_ASYNC_NONE = 0,            /**< it is live */
    MM_ASYNC_HOLIDAY_WEEK = 1,
    MM_ASYNC_NO_AVAILABILITY = 2,
    MM_ASYNC_NO_COMMON_TIME = 3,
    MM_ASYNC_MENTOR_FULL = 4,
    MM_ASYNC_MENTEE_FULL = 5
} mm_asynchronous_reason;

/** The text used in files, such as "no common time"; "" for none. */
MM_API const char *mm_asynchronous_reason_name(mm_asynchronous_reason reason);

/** One check-in. Live: the meeting; asynchronous: begin and end of the term week. */
typedef struct mm_check_in {
    int32_t pair;      /**< index into mm_matching_pairs() */
    int32_t term_week;
    int32_t mentee;    /**< numbers of the profiles */
    int32_t mentor;
    mm_mode mode;
    mm_asynchronous_reason reason;
    int64_t start_utc_s;
    int64_t end_utc_s;
} mm_check_in;

/** One check-in week of a plan. */
typedef struct mm_week_result {
    int32_t term_week;
    int64_t n_live;
    int64_t n_asynchronous;
    int32_t is_exact; /**< goals up to discomfort are proven for all its check-ins */
} mm_week_result;

typedef struct mm_schedule_result {
    int64_t n_live;
    int64_t n_asynchronous;
    int64_t bound;    /**< proven upper bound of live check-ins */
    int32_t is_exact; /**< every goal down to the last tie is proven for the whole plan */
} mm_schedule_result;

/**
 * One check-in for every pair and check-in week; nobody is booked twice.
 *
 * @param profiles  Read, not kept.
 * @param matching  Read, not kept.
 * @param options   Read, not kept; NULL for defaults.
 * @param schedule  Out. New; free with mm_schedule_free(). NULL on failure.
 * @param error     Out. May be NULL.
 *
 * Errors  MM_ERR_ARGUMENT, MM_ERR_OPTION, MM_ERR_MISMATCH, MM_ERR_MEMORY, MM_ERR_LIMIT (more than
 *         2^31 - 1 check-ins).
 * Cost    groups of up to 10 pairs: branch and bound, at most 5,000 nodes each, exact where it ends
 *         before; greedy with a bound beyond. See docs/check-ins.md.
 */
MM_API mm_status mm_plan(const mm_profiles *profiles, const mm_matching *matching,
                         const mm_plan_options *options, mm_schedule **schedule, mm_error *error);

/** Sorted by week, then by ids: mentee, mentor. Lent. */
MM_API const mm_check_in *mm_schedule_check_ins(const mm_schedule *schedule, int32_t *n_check_ins);
MM_API const mm_week_result *mm_schedule_weeks(const mm_schedule *schedule, int32_t *n_weeks);
MM_API const mm_schedule_result *mm_schedule_totals(const mm_schedule *schedule);
/** Free. NULL does nothing. */
MM_API void mm_schedule_free(mm_schedule *schedule);

#ifdef __cplusplus
}
#endif
#endif
