/* Whole inputs into memory: a source in memory is lent, a callback is asked piece by piece. The
 * limit is checked while reading, so that an endless source costs no more than the limit. */
#include "read/source.h"

#define FIRST_PIECE_BYTES ((size_t)65536)

/* One call of the callback, its answer checked. */
static mm_status read_piece(const mm_source *source, char *room, size_t capacity, size_t *n_read,
                            mm_error *error)
{
    *n_read = 0;
    if (source->read(source->context, room, capacity, n_read) != 0) {
        return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_FILE_READ, source->name, 0, 0,
                           "the source reported a failure before its end; try again");
    }
    if (*n_read > capacity) {
        return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, source->name, 0, 0,
                           "the read callback reported more bytes than it was given room for");
    }
    return MM_OK;
}

static mm_status too_large(const mm_source *source, size_t most_bytes, mm_error *error)
{
    return mmi_fail_at(error, MM_ERR_LIMIT, MM_CODE_FILE_SIZE, source->name, 0, 0,
                       "larger than the limit of %zu bytes; split it", most_bytes);
}

static mm_status read_pieces(const mmi_heap *heap, const mm_source *source, size_t most_bytes,
                             const mmi_stop *stop, mmi_source_bytes *content, mm_error *error)
{
    char *room = NULL;
    size_t capacity = 0;
    size_t n = 0;
    mm_status status = MM_OK;
    for (;;) {
        if (mmi_stop_asked(stop)) {
            status = mmi_stopped(error);
            break;
        }
        const size_t needed = n == 0 ? FIRST_PIECE_BYTES : n + 1;
        if (!mmi_reserve(heap, &room, &capacity, needed)) {
            status = mmi_out_of_memory(error);
            break;
        }
        size_t n_read = 0;
        status = read_piece(source, room + n, capacity - n, &n_read, error);
        if (status != MM_OK || n_read == 0) break;
        n += n_read;
        if (n > most_bytes) {
            status = too_large(source, most_bytes, error);
            break;
        }
    }
    if (status != MM_OK) {
        mmi_free(heap, room);
        return status;
    }
    *content = (mmi_source_bytes){room, n, room};
    return MM_OK;
}

mm_status mmi_source_read(const mmi_heap *heap, const mm_source *source, size_t most_bytes,
                          const mmi_stop *stop, mmi_source_bytes *content, mm_error *error)
{
    *content = (mmi_source_bytes){"", 0, NULL};
    if (source->read != NULL) {
        return read_pieces(heap, source, most_bytes, stop, content, error);
    }
    if (source->n_bytes == 0) return MM_OK;
    if (source->bytes == NULL) {
        return mmi_fail_at(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, source->name, 0, 0,
                           "the source has neither bytes nor a read callback");
    }
    if (source->n_bytes > most_bytes) return too_large(source, most_bytes, error);
    content->bytes = source->bytes;
    content->n = source->n_bytes;
    return MM_OK;
}

void mmi_source_release(const mmi_heap *heap, mmi_source_bytes *content)
{
    mmi_free(heap, content->owned);
    *content = (mmi_source_bytes){"", 0, NULL};
}
