/* The programme: rules, questions and term. */
#ifndef MENTORMATCH_PROGRAMME_H
#define MENTORMATCH_PROGRAMME_H

#include <mentormatch/status.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A sealed programme; immutable, may be read from any thread. */
typedef struct mm_programme mm_programme;

/** What is optimised; a programme names its goals in order. */
typedef enum mm_goal {
    MM_GOAL_PARTICIPATION = 1, /**< most mentees with a mentor, then most requests filled */
    MM_GOAL_TOTAL = 2          /**< largest sum of scores */
} mm_goal;

/** Bytes from memory, from a callback, or both: where a file is read from. */
typedef struct mm_source {
    const char *name;  /**< label for messages; its last part is the programme's default name */
    const void *bytes; /**< [n_bytes]; used when read is NULL */
    size_t n_bytes;
    /** Put up to capacity bytes into buffer, their number into *n_read (0 = end).
     * Non-zero return: reading failed. Called in the calling thread. */
    int (*read)(void *context, void *buffer, size_t capacity, size_t *n_read);
    void *context;
} mm_source;

/** How to read. Zero means default in every field. */
typedef struct mm_read_options {
    size_t size;                    /**< sizeof (mm_read_options) */
    const mm_allocator *allocator;  /**< NULL: malloc */
    const mm_cancel *cancel;        /**< NULL: none */
    double time_limit_s;            /**< 0: none */
    mm_problems *problems;          /**< collects everything; NULL: only the first error is told */
    const char *zone_directory;     /**< NULL: /usr/share/zoneinfo */
    int32_t allow_any_path;         /**< 0: absolute names and .. in a programme are refused */
    int32_t most_people;            /**< a role; 0: 2,000,000 */
    int64_t most_bytes;             /**< a people file; 0: 2 GiB */
    const mm_progress *progress;    /**< NULL: nobody is told while people are read */
} mm_read_options;

#define MM_READ_OPTIONS_INIT { sizeof(mm_read_options), 0, 0, 0.0, 0, 0, 0, 0, 0, 0 }
/** For bindings: fill `options` of `size` bytes with defaults. */
MM_API void mm_read_options_init(mm_read_options *options, size_t size);

/**
 * Read a programme (docs/formats.md) from a file.
 *
 * @param path      File name, relative to the current folder or absolute.
 * @param options   Read, not kept; NULL for defaults.
 * @param programme Out. New; free with mm_programme_free(). NULL on failure.
 * @param error     Out. May be NULL.
 *
 * Errors  MM_ERR_ARGUMENT, MM_ERR_OPTION, MM_ERR_FILE, MM_ERR_LIMIT, MM_ERR_INPUT, MM_ERR_MEMORY,
 *         MM_ERR_STOPPED.
 */
MM_API mm_status mm_read_programme_file(const char *path, const mm_read_options *options,
                                        mm_programme **programme, mm_error *error);
/** The same from bytes. */
MM_API mm_status mm_read_programme(const mm_source *source, const mm_read_options *options,
                                   mm_programme **programme, mm_error *error);

/** Name, number of questions, weeks of the term; lent until the programme is freed. */
MM_API const char *mm_programme_name(const mm_programme *programme);
MM_API int32_t mm_programme_n_questions(const mm_programme *programme);
MM_API const char *mm_programme_question_id(const mm_programme *programme, int32_t question);
MM_API int32_t mm_programme_n_weeks(const mm_programme *programme);
/** Term weeks with a check-in, ascending. */
MM_API const int32_t *mm_programme_check_in_weeks(const mm_programme *programme, int32_t *n_weeks);

/** Free. NULL does nothing; stages made from it live on. */
MM_API void mm_programme_free(mm_programme *programme);

#ifdef __cplusplus
}
#endif
#endif
