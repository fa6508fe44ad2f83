/* mentors.csv and mentees.csv → people in the making → a cohort. */
#ifndef MMI_READ_PEOPLE_CSV_H
#define MMI_READ_PEOPLE_CSV_H

#include "base/stop.h"
#include "cohort/cohort_builder.h"

/* Read both files and report all problems of both into `problems` (never NULL). `options` as made
 * by mmi_read_options_from(). A source without a name is called as the programme calls the file.
 *
 * MM_ERR_INPUT: an error was reported; the caller asks mmi_problems_finish() for the sentence.
 * MM_ERR_ARGUMENT, MM_ERR_FILE, MM_ERR_LIMIT, MM_ERR_MEMORY, MM_ERR_STOPPED: `error` is filled.
 * *cohort is NULL unless MM_OK. */
mm_status mmi_read_cohort(const mm_programme *programme, const mm_source *mentors,
                          const mm_source *mentees, const mm_read_options *options,
                          mm_problems *problems, mm_cohort **cohort, mm_error *error);

/* The same from the files that the programme names. */
mm_status mmi_read_cohort_files(const mm_programme *programme, const mm_read_options *options,
                                mm_problems *problems, mm_cohort **cohort, mm_error *error);

/* A read under way. */
typedef struct mmi_people_read {
    mmi_builder *builder;
    const mm_read_options *options; /* as made by mmi_read_options_from() */
    mmi_stop stop;                  /* of the whole call */
    mm_problems *problems;
} mmi_people_read;

/* Read one file into the builder; its problems are not in the returned status. */
mm_status mmi_read_people(const mmi_people_read *read, int32_t role, const mm_source *source,
                          mm_error *error);

/* The wishes criterion needs at least one side that may wish. */
void mmi_check_wishes(const mmi_builder *builder, mm_problems *problems);

#endif
