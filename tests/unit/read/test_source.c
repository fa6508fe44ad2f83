/* Bytes from memory and from callbacks that give little, too much, nothing or fail. */
#include "failing_allocator.h"
#include "read/source.h"
#include "run_suite.h"

#include <string.h>

typedef struct feeder {
    size_t n_left;
    size_t piece;       /* bytes a call */
    size_t fail_at;     /* with so many left, reading fails */
    bool lies;          /* says that it gave more than there was room for */
} feeder;

static int feed(void *context, void *buffer, size_t capacity, size_t *n_read)
{
    feeder *f = context;
    if (f->fail_at != 0 && f->n_left <= f->fail_at) return 1;
    size_t n = f->piece < f->n_left ? f->piece : f->n_left;
    if (n > capacity) n = capacity;
    memset(buffer, 'x', n);
    f->n_left -= n;
    *n_read = f->lies ? capacity + 1 : n;
    return 0;
}

static mm_status read_all(feeder *f, size_t most_bytes, mmi_source_bytes *content, mm_error *error)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop stop = mmi_stop_from(NULL, 0.0);
    const mm_source source = {.name = "feed", .read = feed, .context = f};
    return mmi_source_read(&heap, &source, most_bytes, &stop, content, error);
}

START_TEST(callback_is_asked_until_it_has_no_more)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    static const size_t sizes[] = {0, 1, 65535, 65536, 65537, 300000};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        feeder f = {.n_left = sizes[i], .piece = 997};
        mmi_source_bytes content;
        ck_assert_int_eq(read_all(&f, 300000, &content, NULL), MM_OK);
        ck_assert_int_eq((int)content.n, (int)sizes[i]);
        for (size_t k = 0; k < content.n; k++) ck_assert_int_eq(content.bytes[k], 'x');
        mmi_source_release(&heap, &content);
        ck_assert_int_eq((int)content.n, 0);
    }
}
END_TEST

START_TEST(limit_holds_for_both_kinds_of_source)
{
    mmi_source_bytes content;
    mm_error error;
    feeder f = {.n_left = 1001, .piece = 100};
    ck_assert_int_eq(read_all(&f, 1000, &content, &error), MM_ERR_LIMIT);
    ck_assert_ptr_null(content.owned);
    ck_assert_str_eq(error.file, "feed");
    ck_assert_int_eq(error.code, MM_CODE_FILE_SIZE);
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop stop = mmi_stop_from(NULL, 0.0);
    const mm_source memory = {.bytes = "abcde", .n_bytes = 5};
    ck_assert_int_eq(mmi_source_read(&heap, &memory, 4, &stop, &content, NULL), MM_ERR_LIMIT);
    ck_assert_int_eq(mmi_source_read(&heap, &memory, 5, &stop, &content, NULL), MM_OK);
    ck_assert_ptr_eq(content.bytes, memory.bytes);
    ck_assert_ptr_null(content.owned);
}
END_TEST

START_TEST(failing_and_lying_callbacks_are_told_apart)
{
    mmi_source_bytes content;
    feeder failing = {.n_left = 1000, .piece = 100, .fail_at = 500};
    ck_assert_int_eq(read_all(&failing, 10000, &content, NULL), MM_ERR_FILE);
    feeder lying = {.n_left = 1000, .piece = 100, .lies = true};
    ck_assert_int_eq(read_all(&lying, 10000, &content, NULL), MM_ERR_ARGUMENT);
    ck_assert_ptr_null(content.owned);
}
END_TEST

START_TEST(source_of_nothing_is_empty_or_wrong)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop stop = mmi_stop_from(NULL, 0.0);
    mmi_source_bytes content;
    const mm_source empty = {.name = "e"};
    ck_assert_int_eq(mmi_source_read(&heap, &empty, 10, &stop, &content, NULL), MM_OK);
    ck_assert_int_eq((int)content.n, 0);
    const mm_source wrong = {.name = "e", .n_bytes = 3};
    ck_assert_int_eq(mmi_source_read(&heap, &wrong, 10, &stop, &content, NULL), MM_ERR_ARGUMENT);
}
END_TEST

START_TEST(endless_callback_can_be_stopped)
{
    mm_cancel *cancel = NULL;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop stop = mmi_stop_from(cancel, 0.0);
    feeder f = {.n_left = SIZE_MAX, .piece = 1};
    const mm_source source = {.name = "feed", .read = feed, .context = &f};
    mmi_source_bytes content;
    ck_assert_int_eq(mmi_source_read(&heap, &source, 1000, &stop, &content, NULL),
                     MM_ERR_STOPPED);
    mm_cancel_free(cancel);
}
END_TEST

START_TEST(every_failed_allocation_is_told)
{
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        const mmi_stop stop = mmi_stop_from(NULL, 0.0);
        feeder f = {.n_left = 200000, .piece = 5000};
        const mm_source source = {.name = "feed", .read = feed, .context = &f};
        mmi_source_bytes content;
        const mm_status status =
            mmi_source_read(&heap, &source, 1000000, &stop, &content, NULL);
        ck_assert_int_eq(status, state.has_failed ? MM_ERR_MEMORY : MM_OK);
        mmi_source_release(&heap, &content);
        ck_assert_int_eq(state.n_out, 0);
        if (!state.has_failed) break;
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("source", callback_is_asked_until_it_has_no_more,
                     limit_holds_for_both_kinds_of_source,
                     failing_and_lying_callbacks_are_told_apart,
                     source_of_nothing_is_empty_or_wrong, endless_callback_can_be_stopped,
                     every_failed_allocation_is_told);
}
