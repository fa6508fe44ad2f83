/* programme.json → mm_programme. */
#ifndef MMI_READ_PROGRAMME_JSON_H
#define MMI_READ_PROGRAMME_JSON_H

#include "cohort/programme.h"

/* Read a programme and report everything that is wrong with it into `problems`.
 *
 * MM_OK although errors were reported: *programme then has stand-ins for what is broken, so that
 * the people files can be read and all problems be told in one run. It must not leave the library:
 * the caller asks mmi_problems_finish(). *programme is NULL where not even that much can be read.
 * `folder` is what file names are relative to, "" or ending in '/'. options: as made by
 * mmi_read_options_from(). MM_ERR_ARGUMENT, MM_ERR_FILE, MM_ERR_LIMIT, MM_ERR_MEMORY,
 * MM_ERR_STOPPED. */
mm_status mmi_read_programme(const mm_source *source, const char *folder,
                             const mm_read_options *options, mm_problems *problems,
                             mm_programme **programme, mm_error *error);

/* The same from a file: its folder is what file names are relative to. */
mm_status mmi_read_programme_file(const char *path, const mm_read_options *options,
                                  mm_problems *problems, mm_programme **programme,
                                  mm_error *error);

#endif
