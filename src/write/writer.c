/* Collects lines in one growing block and hands it to the sink when it is full, so that a file of
 * any length needs the memory of one block. Digits are made by hand: printf is slow and no file of
 * ours may depend on a locale. */
#include "write/writer.h"

#define BLOCK_BYTES ((size_t)1 << 16)

mmi_writer mmi_writer_on(const mmi_heap *heap, mm_sink sink, const mmi_stop *stop)
{
    return (mmi_writer){.text = mmi_buffer_on(heap), .sink = sink, .stop = stop};
}

void mmi_writer_integer(mmi_writer *writer, int64_t number)
{
    char digits[20]; /* 2^63 has 19 */
    size_t first = sizeof digits;
    uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--first] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (number < 0) digits[--first] = '-';
    mmi_buffer_bytes(&writer->text, digits + first, sizeof digits - first);
}

static void hand_over(mmi_writer *writer)
{
    if (writer->status != MM_OK || writer->text.has_failed) return;
    if (writer->stop != NULL && mmi_stop_asked(writer->stop)) {
        writer->status = MM_ERR_STOPPED;
    } else if (writer->text.n > 0 &&
               writer->sink.write(writer->sink.context, writer->text.bytes, writer->text.n) != 0) {
        writer->status = MM_ERR_FILE;
    }
    mmi_buffer_restart(&writer->text);
}

bool mmi_writer_turn(mmi_writer *writer)
{
    if (writer->text.n >= BLOCK_BYTES) hand_over(writer);
    return writer->status == MM_OK && !writer->text.has_failed;
}

mm_status mmi_writer_end(mmi_writer *writer, mm_error *error)
{
    hand_over(writer);
    const bool has_failed = writer->text.has_failed;
    mmi_buffer_clear(&writer->text);
    if (writer->status == MM_ERR_STOPPED) return mmi_stopped(error);
    if (writer->status == MM_ERR_FILE) {
        if (error != NULL && error->status != MM_OK) return error->status;
        return mmi_fail(error, MM_ERR_FILE, MM_CODE_SINK,
                        "the sink took no more bytes; see why its write returned non-zero");
    }
    return has_failed ? mmi_out_of_memory(error) : MM_OK;
}
