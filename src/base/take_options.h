/* Options structs of callers that were compiled against another minor version. */
#ifndef MMI_BASE_TAKE_OPTIONS_H
#define MMI_BASE_TAKE_OPTIONS_H

#include "base/status.h"

/* Copy min(its size, size) bytes of `given` (NULL: nothing) over `own`, which holds defaults and is
 * `size` bytes long. Every options struct begins with its size_t size. `name` is for the sentence.
 * MM_ERR_OPTION when the size is not set. */
mm_status mmi_take_options(void *own, size_t size, const void *given, const char *name,
                           mm_error *error);

/* Fill an options struct of a caller's size with zeros and that size. */
void mmi_init_options(void *options, size_t size);

/* MM_ERR_OPTION unless a time limit is 0 or a finite number of seconds above it. */
mm_status mmi_check_time_limit(double time_limit_s, mm_error *error);

#endif
