/* Files out: CSV, JSON, iCalendar, and a whole run in one folder, old or new as a whole. */
#ifndef MENTORMATCH_WRITE_H
#define MENTORMATCH_WRITE_H

#include <mentormatch/explain.h>
#include <mentormatch/schedule.h>

#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where bytes go. Non-zero from write: the call ends with MM_ERR_FILE. */
typedef struct mm_sink {
    int (*write)(void *context, const void *bytes, size_t n_bytes);
    void *context;
    /** 0: text cells that begin with = + - @ get an apostrophe (spreadsheets run them);
     *  1: texts as they are. */
    int32_t raw_text;
} mm_sink;

/** Growing memory for mm_sink_memory(); start with zeros, release with mm_memory_free(). */
typedef struct mm_memory {
    char *bytes; /**< [n_bytes], a NUL behind */
    size_t n_bytes;
    size_t capacity;
} mm_memory;

/** Into an open stream; the caller flushes and closes it. */
MM_API mm_sink mm_sink_file(FILE *file);
/** Into memory, with malloc. */
MM_API mm_sink mm_sink_memory(mm_memory *memory);
MM_API void mm_memory_free(mm_memory *memory);

/* Each writes one file of docs/formats.md, byte for byte the same for the same people, rules and
 * version. Errors  MM_ERR_ARGUMENT, MM_ERR_MISMATCH, MM_ERR_MEMORY, MM_ERR_FILE. */
MM_API mm_status mm_write_pairs_csv(const mm_profiles *profiles, const mm_matching *matching,
                                    mm_sink sink, mm_error *error);
MM_API mm_status mm_write_unmatched_csv(const mm_profiles *profiles, const mm_matching *matching,
                                        mm_sink sink, mm_error *error);
MM_API mm_status mm_write_loads_csv(const mm_profiles *profiles, const mm_matching *matching,
                                    mm_sink sink, mm_error *error);
MM_API mm_status mm_write_check_ins_csv(const mm_profiles *profiles, const mm_schedule *schedule,
                                        mm_sink sink, mm_error *error);
/** The calendar of one person in one role; an empty VCALENDAR if there is no check-in. */
MM_API mm_status mm_write_calendar(const mm_profiles *profiles, const mm_schedule *schedule,
                                   mm_role role, int32_t person, mm_sink sink, mm_error *error);

/** How to write a run. Zero means default in every field. */
typedef struct mm_run_options {
    size_t size;                   /**< sizeof (mm_run_options) */
    const mm_allocator *allocator; /**< NULL: malloc */
    const mm_cancel *cancel;       /**< NULL: none */
    double time_limit_s;           /**< 0: none */
    int32_t raw_text;              /**< 1: no apostrophes, see mm_sink */
    int32_t overwrite;             /**< 1: replace the folder whatever is in it */
    int32_t calendars;             /**< 0: for up to 20,000 people; 1: always; -1: never */
    const mm_progress *progress;   /**< NULL: nobody is told */
    int32_t threads;               /**< 0: one a processor, at most 64; 1: none is created */
    int32_t reserved;              /**< 0 */
    const mm_unmatched *unmatched; /**< of this matching, where it is at hand; NULL: made anew */
} mm_run_options;

#define MM_RUN_OPTIONS_INIT { sizeof(mm_run_options), 0, 0, 0.0, 0, 0, 0, 0, 0, 0, 0 }
MM_API void mm_run_options_init(mm_run_options *options, size_t size);

/**
 * Write a run as a folder: a new one beside it, synced, put in place by one rename.
 *
 * @param matching  NULL: no pairs.csv, unmatched.csv, loads.csv.
 * @param schedule  NULL: no check_ins.csv and calendars.
 * @param folder    Must not exist, be empty, or hold exactly what its summary.json lists.
 *
 * Errors  MM_ERR_ARGUMENT, MM_ERR_OPTION, MM_ERR_MISMATCH, MM_ERR_MEMORY, MM_ERR_STOPPED,
 *         MM_ERR_FILE (code MM_CODE_RUN_FOLDER when something else is in the folder).
 */
MM_API mm_status mm_write_run(const mm_profiles *profiles, const mm_matching *matching,
                              const mm_schedule *schedule, const char *folder,
                              const mm_run_options *options, mm_error *error);

#ifdef __cplusplus
}
#endif
#endif
