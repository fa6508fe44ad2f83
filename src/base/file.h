/* Whole files into memory: regular files only, never more than a limit. */
#ifndef MMI_BASE_FILE_H
#define MMI_BASE_FILE_H

#include "base/alloc.h"
#include "base/status.h"

/* Read `path` whole; a NUL stands behind the bytes. `label` names it in `error`.
 * MM_ERR_FILE (missing, not a regular file, read error), MM_ERR_LIMIT, MM_ERR_MEMORY. */
mm_status mmi_read_file(const mmi_heap *heap, const char *path, const char *label,
                        size_t most_bytes, char **bytes, size_t *n_bytes, mm_error *error);

#endif
