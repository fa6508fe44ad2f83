/* A generated cohort: in memory through the public builder, or as files that the command reads. */
#ifndef MMB_GENERATED_COHORT_H
#define MMB_GENERATED_COHORT_H

#include "people.h"

#include <mentormatch/mentormatch.h>

/* New; free with mm_cohort_free(). Rows of people are texts only while they are put. */
mm_status mmb_cohort_make(const mmb_recipe *recipe, mm_cohort **cohort, mm_error *error);

/* programme.json, mentors.csv, mentees.csv in `folder`, which is there. False: not written. */
bool mmb_cohort_files(const mmb_recipe *recipe, const char *folder);

#endif
