/* The matching: provably optimal pairs over all eligible pairs. */
#ifndef MENTORMATCH_MATCH_H
#define MENTORMATCH_MATCH_H

#include <mentormatch/profiles.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A matching; immutable, may be read from any thread. */
typedef struct mm_matching mm_matching;

/** How scores are computed: the bits are the same, this is for tests and measurements. */
typedef enum mm_kernel {
    MM_KERNEL_BEST = 0,     /**< the fastest that this machine has */
    MM_KERNEL_PORTABLE = 1, /**< plain C */
    MM_KERNEL_AVX2 = 2,
    MM_KERNEL_AVX512 = 3    /**< with VBMI and VNNI */
} mm_kernel;

/** How to match. Zero means default in every field. */
typedef struct mm_match_options {
    size_t size;                   /**< sizeof (mm_match_options) */
    const mm_allocator *allocator; /**< NULL: malloc */
    const mm_cancel *cancel;       /**< NULL: none */
    double time_limit_s;           /**< 0: none */
    int32_t threads;               /**< 0: one a processor, at most 64; 1: none is created */
    const mm_progress *progress;   /**< NULL: nobody is told */
    mm_kernel kernel;              /**< one that this machine lacks is MM_ERR_OPTION */
    const mm_matching *start;      /**< an earlier matching, read, not kept; NULL: from nothing */
    int32_t keep_evidence;         /**< 0: up to 200,000 mentees; 1: always; -1: never */
} mm_match_options;

#define MM_MATCH_OPTIONS_INIT { sizeof(mm_match_options), 0, 0, 0.0, 0, 0, MM_KERNEL_BEST, 0, 0 }
MM_API void mm_match_options_init(mm_match_options *options, size_t size);

/** One mentor–mentee line of a matching. Numbers of the profiles. */
typedef struct mm_pair {
    int32_t mentee;
    int32_t mentor;
    int32_t kind;
    int32_t score; /**< millionths, 0..1,000,000 */
} mm_pair;

/** What one goal reached. */
typedef struct mm_goal_result {
    mm_goal goal;
    int64_t mentees;   /**< participation: mentees with at least one mentor; else 0 */
    int64_t value;     /**< participation: requests filled; total: sum of scores, millionths */
    int64_t bound;     /**< proven upper bound of value; of mentees too where they are equal */
    int32_t is_proven; /**< value == bound, certified in integers */
} mm_goal_result;

/** Whether GLPK found the certified matching optimal without a step. */
typedef enum mm_glpk_answer {
    MM_GLPK_CONFIRMED = 1,  /**< optimal in 0 iterations, same value */
    MM_GLPK_TRIVIAL = 2,    /**< nothing to confirm: no open request and no mentor */
    MM_GLPK_STOPPED = 3,    /**< cancelled or out of time */
    MM_GLPK_MEMORY = 4,     /**< memory limit or no memory */
    MM_GLPK_ITERATIONS = 5, /**< same value, but only after iterations */
    MM_GLPK_DIFFERS = 6,    /**< another value or status: a fault, please report it */
    MM_GLPK_UNAVAILABLE = 7 /**< no private thread or no thread-local GLPK */
} mm_glpk_answer;

typedef struct mm_proof {
    mm_outcome outcome;
    int64_t bound;            /**< of the last goal */
    int64_t gap;              /**< bound minus value, 0 when optimal */
    mm_glpk_answer glpk;
    int32_t glpk_iterations;
    int32_t n_rounds;         /**< solve and price rounds over all goals */
    int64_t n_pairs_priced;   /**< pairs looked at one by one while pricing */
    int64_t n_candidates;     /**< pairs that the solver saw */
} mm_proof;

/** A mentor's load, and what one more place would do, from the least optimal prices. */
typedef struct mm_load {
    int32_t mentor;
    int32_t kind;
    int32_t load;
    int32_t capacity;
    int64_t one_more_fills; /**< requests: 0 or 1 */
    int64_t one_more_adds;  /**< change of the total, millionths; may be negative */
} mm_load;

/**
 * Optimal pairs for the programme's goals, proven over all eligible pairs.
 *
 * @param profiles  Read, not kept.
 * @param options   Read, not kept; NULL for defaults.
 * @param matching  Out. New; free with mm_matching_free(). NULL on failure.
 * @param error     Out. May be NULL.
 *
 * Start   `start` may be of other profiles of the same programme, and may be freed afterwards.
 *         People are joined by id; whoever is the same in all that scores and rules read keeps what
 *         was found then, and only others are scored. The values are those from nothing, proven
 *         over all pairs as ever; among equally good pairs others may be chosen. Goals, wants and
 *         capacities may differ. A start of no use costs little and is no error: other questions,
 *         weights or weeks, fewer than half of either side still the same, no evidence kept, or
 *         pairs of mm_read_pairs(), which have none.
 * Signs   scores are maximised.
 * Errors  MM_ERR_ARGUMENT, MM_ERR_OPTION, MM_ERR_MEMORY, MM_ERR_STOPPED (before there was any
 *         matching to show), MM_ERR_INTERNAL (a certificate failed).
 * Cost    candidates: mentees x mentors score evaluations; memory linear in people and wants.
 *         With a start: rows of new or changed mentees x mentors, new or changed mentors x rows.
 *         Evidence: some 10 bytes a pair that is kept, a few a row, 40 a person and the id.
 * Source  auction (Bertsekas 1988), then shortest paths with potentials (Edmonds & Karp 1972);
 *         column generation (Ford & Fulkerson 1958).
 */
MM_API mm_status mm_match(const mm_profiles *profiles, const mm_match_options *options,
                          mm_matching **matching, mm_error *error);

/** Pairs that somebody else chose, such as a pairs.csv that was edited: CSV with the headings
 * `mentee` and `mentor`. Unknown ids and a pair twice are MM_ERR_INPUT. */
MM_API mm_status mm_read_pairs(const mm_profiles *profiles, const mm_source *pairs,
                               const mm_read_options *options, mm_matching **matching,
                               mm_error *error);

MM_API mm_outcome mm_matching_outcome(const mm_matching *matching);
/** Pairs sorted by ids: mentee, then mentor. Lent. */
MM_API const mm_pair *mm_matching_pairs(const mm_matching *matching, int32_t *n_pairs);
/** [n_pairs] counted check-in weeks in which the pair has a common start. Lent. */
MM_API const int32_t *mm_matching_live_weeks(const mm_matching *matching, int32_t *n_pairs);
/** [n_pairs] fewest common starts over the weeks that have one, 0 if none. Lent. */
MM_API const int32_t *mm_matching_common_starts(const mm_matching *matching, int32_t *n_pairs);
/** One line a mentor, sorted by id. Lent; n_loads 0 for given pairs. */
MM_API const mm_load *mm_matching_loads(const mm_matching *matching, int32_t *n_loads);
/** Goals in order. Lent; n_goals 0 for given pairs. */
MM_API const mm_goal_result *mm_matching_goals(const mm_matching *matching, int32_t *n_goals);
MM_API const mm_proof *mm_matching_proof(const mm_matching *matching);
/** Free. NULL does nothing. */
MM_API void mm_matching_free(mm_matching *matching);

#ifdef __cplusplus
}
#endif
#endif
