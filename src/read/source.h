/* The bytes of an mm_source, whole and within a limit. */
#ifndef MMI_READ_SOURCE_H
#define MMI_READ_SOURCE_H

#include "base/alloc.h"
#include "base/status.h"
#include "base/stop.h"

#include <mentormatch/programme.h>

typedef struct mmi_source_bytes {
    const char *bytes; /* [n]; no NUL behind them; "" when n is 0 */
    size_t n;
    char *owned;       /* what a callback gave; NULL: the bytes are the caller's own */
} mmi_source_bytes;

/* Memory is lent as it is, a callback is asked until it says that nothing is left. source->name
 * is the label in `error`. MM_ERR_ARGUMENT (neither bytes nor callback), MM_ERR_FILE, MM_ERR_LIMIT,
 * MM_ERR_MEMORY, MM_ERR_STOPPED; then `content` is empty. */
mm_status mmi_source_read(const mmi_heap *heap, const mm_source *source, size_t most_bytes,
                          const mmi_stop *stop, mmi_source_bytes *content, mm_error *error);

/* Give back what mmi_source_read() took. */
void mmi_source_release(const mmi_heap *heap, mmi_source_bytes *content);

#endif
