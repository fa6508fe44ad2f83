/* Status, errors, problems, allocator, cancel, progress: what every call of the library shares. */
#ifndef MENTORMATCH_STATUS_H
#define MENTORMATCH_STATUS_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define MM_API __attribute__((visibility("default")))
#else
#define MM_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Nobody, no place, not assigned: the index that is no index. */
#define MM_NONE (-1)

/** Did the call work? What a solver found is asked of the result, not of the status. */
typedef enum mm_status {
    MM_OK = 0,
    MM_ERR_ARGUMENT = 1,   /**< NULL where not allowed, a number outside its range */
    MM_ERR_OPTION = 2,     /**< a field of an options struct has a bad value */
    MM_ERR_MEMORY = 3,     /**< the allocator returned NULL */
    MM_ERR_INPUT = 4,      /**< a programme or people file says something it must not */
    MM_ERR_FILE = 5,       /**< a file or folder cannot be read or written */
    MM_ERR_LIMIT = 6,      /**< a documented limit is exceeded */
    MM_ERR_MISMATCH = 7,   /**< stages of two different cohorts in one call */
    MM_ERR_INFEASIBLE = 8, /**< no feasible answer; no call of this version returns it */
    MM_ERR_STOPPED = 9,    /**< cancelled or out of time, and there is nothing to show */
    MM_ERR_SOLVER = 10,    /**< GLPK failed in a way that it must not */
    MM_ERR_INTERNAL = 11   /**< a certificate failed: a fault of the library, please report it */
} mm_status;

/** The name of a status in English, such as "bad input". Never NULL; static. */
MM_API const char *mm_status_name(mm_status status);

/**
 * The first error of a call. The caller owns it; every call that takes one clears it first.
 * Its size is frozen for ever, so that it may live on the caller's stack without initialisation.
 */
typedef struct mm_error {
    size_t size;        /**< sizeof (mm_error), written by the library */
    mm_status status;   /**< as returned by the call */
    int32_t code;       /**< an mm_code, 0 if none fits */
    int64_t line;       /**< physical line from 1, 0 if none */
    int64_t column;     /**< from 1, 0 if none; bytes in JSON, fields' first byte in CSV */
    char file[256];     /**< label of the file, "" if none */
    char message[512];  /**< one English sentence with a remedy, never a person's value */
    uint64_t reserved[4];
} mm_error;

/** What kind of thing a problem is: errors stop a read, warnings and notes do not. */
typedef enum mm_severity { MM_SEVERITY_ERROR = 0, MM_SEVERITY_WARNING = 1, MM_SEVERITY_NOTE = 2 }
mm_severity;

/**
 * One problem of an input. Texts are lent by the mm_problems and live as long as it does.
 * `token` is the offending text itself and may be personal; every other field is not.
 */
typedef struct mm_problem {
    mm_severity severity;
    int32_t code;           /**< an mm_code: translate by it */
    int64_t line;           /**< physical line from 1, 0 if none */
    int64_t column;         /**< from 1, 0 if none */
    const char *file;       /**< label of the file, "" if none */
    const char *field;      /**< field, heading or JSON path, "" if none */
    const char *message;    /**< the sentence: what was expected, and the remedy */
    const char *token;      /**< the offending text, "" if none; personal */
    const char *suggestion; /**< a known word that is near, "" if none */
} mm_problem;

/** All problems of a read, in order: programme, mentors, mentees; line; column. */
typedef struct mm_problems mm_problems;

/** Where memory comes from. All three are called with `context`; NULL options, or any of the three
 * NULL, mean malloc. A stage that is used from several threads needs one that is safe there. */
typedef struct mm_allocator {
    void *(*allocate)(void *context, size_t n_bytes);
    void *(*reallocate)(void *context, void *block, size_t n_bytes);
    void (*release)(void *context, void *block);
    void *context;
} mm_allocator;

/** A flag that stops running calls; set from any thread or signal handler. */
typedef struct mm_cancel mm_cancel;

/** New, not set. @return MM_OK, MM_ERR_ARGUMENT, MM_ERR_MEMORY. Free with mm_cancel_free(). */
MM_API mm_status mm_cancel_new(const mm_allocator *allocator, mm_cancel **cancel);
/** Stop every call that was given this flag. Safe in a signal handler; NULL does nothing. */
MM_API void mm_cancel_set(mm_cancel *cancel);
/** Make the flag ready for another call. NULL does nothing. */
MM_API void mm_cancel_clear(mm_cancel *cancel);
/** Free. NULL does nothing. No call may still hold the flag. */
MM_API void mm_cancel_free(mm_cancel *cancel);

/** What a solver found; fixed for ever. */
typedef enum mm_outcome {
    MM_OUTCOME_OPTIMAL = 1,    /**< proven; of a matching: every goal */
    MM_OUTCOME_STOPPED = 2,    /**< not proven, mostly as it was stopped: feasible, with a bound */
    MM_OUTCOME_INFEASIBLE = 3, /**< the rules contradict each other; a matching's never do today */
    MM_OUTCOME_GIVEN = 4       /**< pairs read from a file: nothing was solved or proven */
} mm_outcome;

/** What a call is doing; fixed for ever. */
typedef enum mm_stage {
    MM_STAGE_READ = 1,    /**< reading files */
    MM_STAGE_COMPILE = 2, /**< answers and availability into profiles */
    MM_STAGE_SCORE = 3,   /**< scoring pairs, collecting candidates */
    MM_STAGE_SOLVE = 4,   /**< solving what was collected */
    MM_STAGE_PRICE = 5,   /**< looking for pairs left out that could help */
    MM_STAGE_CONFIRM = 6, /**< GLPK confirms */
    MM_STAGE_PLAN = 7,    /**< planning check-ins */
    MM_STAGE_WRITE = 8    /**< writing files */
} mm_stage;

/**
 * Who is told how far a call is: at every new stage and at least every 100 ms, in the thread that
 * made the call. `share` is the part of the call that is done, an estimate from 0 to 1 that never
 * decreases. Non-zero from tell stops the call as a cancel does; it is not called again then.
 */
typedef struct mm_progress {
    int (*tell)(void *context, mm_stage stage, double share);
    void *context;
} mm_progress;

/** New and empty. @return MM_OK, MM_ERR_ARGUMENT, MM_ERR_MEMORY. Free with mm_problems_free(). */
MM_API mm_status mm_problems_new(const mm_allocator *allocator, mm_problems **problems);
/** How many problems of a severity there were, listed or not. */
MM_API int64_t mm_problems_count(const mm_problems *problems, mm_severity severity);
/**
 * The listed problems, at most 100 of each severity, in order.
 * @return lent until the next call that fills or frees `problems`; NULL if none.
 */
MM_API const mm_problem *mm_problems_list(const mm_problems *problems, int32_t *n_listed);
/** Free. NULL does nothing. */
MM_API void mm_problems_free(mm_problems *problems);

#ifdef __cplusplus
}
#endif
#endif
