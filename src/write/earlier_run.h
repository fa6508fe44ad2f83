/* May this folder be replaced? Only if nothing of anybody's own would be lost. */
#ifndef MMI_WRITE_EARLIER_RUN_H
#define MMI_WRITE_EARLIER_RUN_H

#include "base/alloc.h"
#include "base/status.h"
#include "base/stop.h"

/* MM_OK when the open folder is empty or holds exactly what its summary.json lists, with the same
 * bytes. Else MM_ERR_FILE with MM_CODE_RUN_FOLDER; the sentence names the first thing, by bytes of
 * its name, that is not as listed. `label` is the folder as the caller named it. MM_ERR_MEMORY,
 * MM_ERR_STOPPED. */
mm_status mmi_check_earlier_run(const mmi_heap *heap, int folder, const char *label,
                                const mmi_stop *stop, mm_error *error);

#endif
