/* Blocks on their way to a sink. */
#include "write/writer.h"

#include "failing_allocator.h"
#include "run_suite.h"
#include "text_sink.h"

#include <stdint.h>

static text_sink taken;

START_TEST(integers_have_all_their_digits)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_writer writer = mmi_writer_on(&heap, sink_into(&taken), NULL);
    const int64_t numbers[] = {0, 7, -7, 10, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        mmi_writer_integer(&writer, numbers[i]);
        mmi_buffer_char(&writer.text, ' ');
    }
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    ck_assert_str_eq(taken.text, "0 7 -7 10 9223372036854775807 -9223372036854775808 ");
}
END_TEST

static int count_bytes(void *context, const void *bytes, size_t n_bytes)
{
    (void)bytes;
    *(size_t *)context += n_bytes;
    return 0;
}

START_TEST(long_texts_need_the_memory_of_a_block)
{
    failing_allocator counter = {0};
    const mm_allocator allocator = failing_allocator_of(&counter);
    const mmi_heap heap = mmi_heap_from(&allocator);
    size_t n_bytes = 0;
    mmi_writer writer = mmi_writer_on(&heap, (mm_sink){count_bytes, &n_bytes, 0}, NULL);
    for (int line = 0; line < 1000000 && mmi_writer_turn(&writer); line++) {
        mmi_buffer_text(&writer.text, "a line of some length\n");
        ck_assert_uint_lt(writer.text.capacity, (size_t)1 << 18);
    }
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    ck_assert_uint_eq(n_bytes, 22000000u);
    ck_assert_int_lt(counter.n_asked, 20);
    ck_assert_int_eq(counter.n_out, 0);
}
END_TEST

START_TEST(sink_that_refuses_is_asked_no_more_and_named)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    const mm_sink sink = sink_into(&taken);
    taken.n_calls_most = 1;
    mmi_writer writer = mmi_writer_on(&heap, sink, NULL);
    for (int line = 0; line < 100000; line++) {
        if (!mmi_writer_turn(&writer)) break;
        mmi_buffer_text(&writer.text, "0123456789012345678901234567890\n");
    }
    mm_error error = {0};
    ck_assert_int_eq(mmi_writer_end(&writer, &error), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_SINK);
    ck_assert_int_eq(taken.n_calls, 2);
}
END_TEST

static int refuse_in_own_words(void *context, const void *bytes, size_t n_bytes)
{
    (void)bytes;
    (void)n_bytes;
    (void)mmi_fail(context, MM_ERR_FILE, MM_CODE_FILE_WRITE, "the disk is full");
    return -1;
}

START_TEST(words_of_the_sink_itself_stay)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_error error = {0};
    mmi_writer writer = mmi_writer_on(&heap, (mm_sink){refuse_in_own_words, &error, 0}, NULL);
    mmi_buffer_text(&writer.text, "x");
    ck_assert_int_eq(mmi_writer_end(&writer, &error), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_FILE_WRITE);
    ck_assert_str_eq(error.message, "the disk is full");
}
END_TEST

START_TEST(cancel_stops_before_bytes_are_handed_over)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    const mmi_stop stop = mmi_stop_from(cancel, 0.0);
    mmi_writer writer = mmi_writer_on(&heap, sink_into(&taken), &stop);
    mmi_buffer_text(&writer.text, "x");
    mm_cancel_set(cancel);
    mm_error error = {0};
    ck_assert_int_eq(mmi_writer_end(&writer, &error), MM_ERR_STOPPED);
    ck_assert_int_eq(error.code, MM_CODE_STOPPED);
    ck_assert_int_eq(taken.n_calls, 0);
    mm_cancel_free(cancel);
}
END_TEST

START_TEST(no_memory_is_told_at_the_end)
{
    failing_allocator counter = {.fail_at = 1, .from_then_on = true};
    const mm_allocator allocator = failing_allocator_of(&counter);
    const mmi_heap heap = mmi_heap_from(&allocator);
    mmi_writer writer = mmi_writer_on(&heap, sink_into(&taken), NULL);
    mmi_buffer_text(&writer.text, "x");
    ck_assert(!mmi_writer_turn(&writer));
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_ERR_MEMORY);
    ck_assert_int_eq(taken.n_calls, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("writer", integers_have_all_their_digits,
                     long_texts_need_the_memory_of_a_block,
                     sink_that_refuses_is_asked_no_more_and_named, words_of_the_sink_itself_stay,
                     cancel_stops_before_bytes_are_handed_over, no_memory_is_told_at_the_end);
}
