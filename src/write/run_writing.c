/* One file of a run, streamed: a block of text is handed to the disk and to the hash at a time. */
#include "write/run_writing.h"

#include "write/file_out.h"

#include <string.h>

mm_status mmi_reserve_files(mmi_run_writing *run, int32_t n)
{
    const size_t n_needed = (size_t)run->n_files + (size_t)n;
    const bool has_room = mmi_reserve(&run->heap, &run->file, &run->capacity, n_needed);
    return has_room ? MM_OK : mmi_out_of_memory(run->error);
}

mm_status mmi_write_output(const mmi_run_writing *run, const mmi_run_output *output,
                           mmi_run_file *kept)
{
    mmi_file_out file = {.label = run->place->label, .shown = output->shown,
                         .error = run->error, .syncs_later = run->syncs_at_end};
    mm_status status = mmi_file_out_open(&file, output->folder, output->name);
    if (status != MM_OK) return status;
    mm_sink sink = mmi_file_out_sink(&file);
    sink.raw_text = run->options->raw_text;
    mmi_writer writer = mmi_writer_on(&run->heap, sink, run->place->stop);
    output->fill(run, output->item, &writer);
    status = mmi_writer_end(&writer, run->error);
    if (status != MM_OK) {
        mmi_file_out_abandon(&file);
        return status;
    }
    status = mmi_file_out_close(&file, kept->sha256);
    kept->n_bytes = file.n_bytes;
    return status;
}
