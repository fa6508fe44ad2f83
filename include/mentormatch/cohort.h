/* The cohort: all people of a programme, as they stated themselves. */
#ifndef MENTORMATCH_COHORT_H
#define MENTORMATCH_COHORT_H

#include <mentormatch/programme.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A sealed cohort; immutable, may be read from any thread. */
typedef struct mm_cohort mm_cohort;

/** Which side of a pair a person stands on; one person may be in both. */
typedef enum mm_role { MM_ROLE_MENTOR = 0, MM_ROLE_MENTEE = 1 } mm_role;

/**
 * Read both people files that the programme names, relative to the programme's file.
 *
 * @param programme Read; shared, so it may be freed at once.
 * @param options   Read, not kept; NULL for defaults.
 * @param cohort    Out. New; free with mm_cohort_free(). NULL on failure.
 * @param error     Out. May be NULL.
 *
 * Errors  as mm_read_programme_file().
 * Cost    linear in the bytes of the files.
 */
MM_API mm_status mm_read_cohort_files(const mm_programme *programme,
                                      const mm_read_options *options, mm_cohort **cohort,
                                      mm_error *error);
/** The same from two sources. */
MM_API mm_status mm_read_cohort(const mm_programme *programme, const mm_source *mentors,
                                const mm_source *mentees, const mm_read_options *options,
                                mm_cohort **cohort, mm_error *error);

/**
 * Read a programme and its two people files in one go, so that the problems of all three files
 * are told in one run: people are read even where the programme has errors, as far as possible.
 */
MM_API mm_status mm_read_files(const char *path, const mm_read_options *options,
                               mm_programme **programme, mm_cohort **cohort, mm_error *error);

/** How many people a role has. */
MM_API int32_t mm_cohort_n_people(const mm_cohort *cohort, mm_role role);
/** 64 hex digits that identify content and library version; lent until the cohort is freed. */
MM_API const char *mm_cohort_fingerprint(const mm_cohort *cohort);
/** The programme it was made with; lent until the cohort is freed. */
MM_API const mm_programme *mm_cohort_programme(const mm_cohort *cohort);
/** Free. NULL does nothing; stages made from it live on. */
MM_API void mm_cohort_free(mm_cohort *cohort);

/** People in the making: put and remove in any order, then seal. Not for two threads at once. */
typedef struct mm_cohort_builder mm_cohort_builder;

/** New and empty, or filled with the people of `from` (may be NULL) of the same programme; of
 * another one is MM_ERR_MISMATCH. options->problems, if given, collects what is wrong in every put
 * and seal, and must outlive the builder. */
MM_API mm_status mm_cohort_builder_new(const mm_programme *programme, const mm_cohort *from,
                                       const mm_read_options *options,
                                       mm_cohort_builder **builder, mm_error *error);
/**
 * Add a person, or replace the one of that role with the same id.
 *
 * @param field [n_fields] names of people's fields ("id", "time_zone", "availability", …) or ids
 *              of questions. "id" must be among them; a name twice is MM_ERR_INPUT.
 * @param text  [n_fields] as it would stand in a CSV cell. NULL: not stated.
 *
 * On failure the builder is unchanged. The problem's line is the number of this call, from 1.
 */
MM_API mm_status mm_cohort_builder_put(mm_cohort_builder *builder, mm_role role, int32_t n_fields,
                                       const char *const *field, const char *const *text,
                                       mm_error *error);
/** Take a person out again. MM_ERR_INPUT when there is no such id. */
MM_API mm_status mm_cohort_builder_remove(mm_cohort_builder *builder, mm_role role, const char *id,
                                          mm_error *error);
/** Check people against each other and make the cohort. The builder stays usable. */
MM_API mm_status mm_cohort_builder_seal(mm_cohort_builder *builder, mm_cohort **cohort,
                                        mm_error *error);
/** Free. NULL does nothing. */
MM_API void mm_cohort_builder_free(mm_cohort_builder *builder);

#ifdef __cplusplus
}
#endif
#endif
