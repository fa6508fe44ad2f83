/* A folder of many files onto the disk. */
#ifndef MMI_WRITE_RUN_SYNC_H
#define MMI_WRITE_RUN_SYNC_H

#include "write/run_writing.h"

/* Sync summary.json, every file of run->file and the folders that hold them. MM_ERR_FILE,
 * MM_ERR_STOPPED. */
mm_status mmi_sync_run(const mmi_run_writing *run);

#endif
