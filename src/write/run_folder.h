/* A whole run in one folder: old or new as a whole, whatever happens in between. */
#ifndef MMI_WRITE_RUN_FOLDER_H
#define MMI_WRITE_RUN_FOLDER_H

#include "schedule/schedule.h"
#include "write/json_out.h"

#include <mentormatch/write.h>

/* Options checked, all fields there. `matching` and `schedule` may be NULL, not both. */
mm_status mmi_write_run(const mmi_summary *what, const char *folder, const mm_run_options *options,
                        mm_error *error);

#endif
