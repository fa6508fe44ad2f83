/* Text on its way to a sink, a block at a time. Failure is sticky: add, and ask once at the end. */
#ifndef MMI_WRITE_WRITER_H
#define MMI_WRITE_WRITER_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/stop.h"

#include <mentormatch/write.h>

typedef struct mmi_writer {
    mmi_buffer text;      /* not handed over yet; append to it with mmi_buffer_… */
    mm_sink sink;
    const mmi_stop *stop; /* NULL: none; lent */
    mm_status status;     /* the first failure other than memory */
} mmi_writer;

mmi_writer mmi_writer_on(const mmi_heap *heap, mm_sink sink, const mmi_stop *stop);

/* A whole number in decimal, the same in every locale. */
void mmi_writer_integer(mmi_writer *writer, int64_t number);

/* After each line: hands full blocks over. False: the rest is not worth making. */
bool mmi_writer_turn(mmi_writer *writer);

/* Hands the rest over and frees the block. MM_ERR_MEMORY, MM_ERR_FILE, MM_ERR_STOPPED; where the
 * sink itself has filled `error` already, its words stay. */
mm_status mmi_writer_end(mmi_writer *writer, mm_error *error);

#endif
