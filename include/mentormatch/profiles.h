/* Profiles: answers as codes, availability as starts on real dates, people in canonical order. */
#ifndef MENTORMATCH_PROFILES_H
#define MENTORMATCH_PROFILES_H

#include <mentormatch/cohort.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Compiled profiles; immutable, may be read from any thread. */
typedef struct mm_profiles mm_profiles;

/** How to compile. Zero means default in every field. */
typedef struct mm_compile_options {
    size_t size;                   /**< sizeof (mm_compile_options) */
    const mm_allocator *allocator; /**< NULL: malloc */
    const mm_cancel *cancel;       /**< NULL: none */
    double time_limit_s;           /**< 0: none */
    mm_problems *problems;         /**< collects all faults of pair rules, and a note for every
                                        mentor with more places than free time; NULL: only the
                                        first fault is told */
    int32_t threads;               /**< 0: one a processor, at most 64; 1: none is created */
    const mm_progress *progress;   /**< NULL: nobody is told */
} mm_compile_options;

#define MM_COMPILE_OPTIONS_INIT { sizeof(mm_compile_options), 0, 0, 0.0, 0, 0, 0 }
MM_API void mm_compile_options_init(mm_compile_options *options, size_t size);

/**
 * Answers → codes, points and starts; people renumbered by a keyed hash of their ids, so that
 * nothing afterwards depends on the order of rows.
 *
 * @param cohort    Read; shared, so it may be freed at once.
 * @param options   Read, not kept; NULL for defaults.
 * @param profiles  Out. New; free with mm_profiles_free(). NULL on failure.
 * @param error     Out. May be NULL.
 *
 * Errors  MM_ERR_ARGUMENT, MM_ERR_OPTION, MM_ERR_MEMORY, MM_ERR_INPUT (pair rules,
 *         ineligible fixed pairs), MM_ERR_STOPPED.
 * Cost    linear in people x (questions + check-in weeks).
 */
MM_API mm_status mm_compile(const mm_cohort *cohort, const mm_compile_options *options,
                            mm_profiles **profiles, mm_error *error);

/** Mentors and mentees are numbered from 0 in canonical order. */
MM_API int32_t mm_profiles_n_mentors(const mm_profiles *profiles);
MM_API int32_t mm_profiles_n_mentees(const mm_profiles *profiles);
/** Id of a number, and number of an id (MM_NONE if unknown). Texts are lent. */
MM_API const char *mm_profiles_mentor_id(const mm_profiles *profiles, int32_t mentor);
MM_API const char *mm_profiles_mentee_id(const mm_profiles *profiles, int32_t mentee);
MM_API int32_t mm_profiles_mentor_of_id(const mm_profiles *profiles, const char *id);
MM_API int32_t mm_profiles_mentee_of_id(const mm_profiles *profiles, const char *id);
/** Kinds of mentors, numbered from 0 by the bytes of their names. */
MM_API int32_t mm_profiles_n_kinds(const mm_profiles *profiles);
MM_API const char *mm_profiles_kind_name(const mm_profiles *profiles, int32_t kind);
/** The cohort it was made from; lent until the profiles are freed. */
MM_API const mm_cohort *mm_profiles_cohort(const mm_profiles *profiles);
/** Free. NULL does nothing. */
MM_API void mm_profiles_free(mm_profiles *profiles);

#ifdef __cplusplus
}
#endif
#endif
