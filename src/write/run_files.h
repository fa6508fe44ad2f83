/* All files of a run, into a folder that is open and empty. */
#ifndef MMI_WRITE_RUN_FILES_H
#define MMI_WRITE_RUN_FILES_H

#include "base/stop.h"
#include "write/json_out.h"

#include <mentormatch/write.h>

/* Where a run goes. */
typedef struct mmi_run_place {
    int folder;           /* descriptor */
    const char *label;    /* as the caller named the folder, for messages */
    const mmi_stop *stop;
} mmi_run_place;

/* Tables and calendars, then summary.json with their checksums; everything synced. What is there
 * already is left to the caller. MM_ERR_MEMORY, MM_ERR_FILE, MM_ERR_STOPPED. */
mm_status mmi_write_run_files(const mmi_summary *what, const mm_run_options *options,
                              const mmi_run_place *place, mm_error *error);

#endif
