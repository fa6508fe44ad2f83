/* UTF-8, near words, interning, growing text, arenas. */
#include "base/arena.h"
#include "base/buffer.h"
#include "base/intern.h"
#include "base/nearest.h"
#include "base/utf8.h"

#include "failing_allocator.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

static size_t valid(const char *text)
{
    return mmi_utf8_valid_bytes(text, strlen(text));
}

START_TEST(C1_12_invalid_utf8_is_found_where_it_begins)
{
    ck_assert_uint_eq(valid("plain text that is longer than eight bytes"), 42);
    ck_assert_uint_eq(valid("Zo\xC3\xAB \xE2\x82\xAC \xF0\x9F\x98\x80"), 13);
    ck_assert_uint_eq(valid("12345678\xFF"), 8);
    ck_assert_uint_eq(valid("a\xC0\x80"), 1);         /* overlong NUL */
    ck_assert_uint_eq(valid("a\xE0\x9F\xBF"), 1);     /* overlong */
    ck_assert_uint_eq(valid("a\xF0\x8F\xBF\xBF"), 1); /* overlong */
    ck_assert_uint_eq(valid("a\xED\xA0\x80"), 1);     /* surrogate D800 */
    ck_assert_uint_eq(valid("a\xF4\x90\x80\x80"), 1); /* above 10FFFF */
    ck_assert_uint_eq(valid("a\xE2\x82"), 1);         /* cut short */
    ck_assert_uint_eq(valid("a\x80"), 1);
    ck_assert_uint_eq(valid("\xF4\x8F\xBF\xBF"), 4);  /* 10FFFF itself */
}
END_TEST

static const char *nearest(const char *wanted, const char *const *words, size_t n)
{
    mmi_nearest found = mmi_nearest_to(wanted);
    for (size_t i = 0; i < n; i++) mmi_nearest_offer(&found, words[i]);
    return found.word;
}

START_TEST(near_words_are_suggested_and_far_ones_are_not)
{
    static const char *const words[] = {"weight", "weeks", "required", "Europe/Berlin"};
    ck_assert_str_eq(nearest("wieght", words, 4), "weight");
    ck_assert_str_eq(nearest("requird", words, 4), "required");
    ck_assert_str_eq(nearest("europe/berlin", words, 4), "Europe/Berlin");
    ck_assert_ptr_null(nearest("holidays", words, 4));
    ck_assert_ptr_null(nearest("", words, 4));
    char longest[200];
    memset(longest, 'a', sizeof longest - 1);
    longest[sizeof longest - 1] = '\0';
    ck_assert_ptr_null(nearest(longest, words, 4));
}
END_TEST

START_TEST(equal_bytes_get_equal_numbers)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_intern intern = mmi_intern_on(&heap, 7);
    ck_assert_int_eq(mmi_intern_find(&intern, "a", 1), MM_NONE);
    for (int32_t i = 0; i < 5000; i++) {
        char text[16];
        const int n = snprintf(text, sizeof text, "%d", (int)i);
        bool is_new;
        ck_assert_int_eq(mmi_intern_add(&intern, text, (size_t)n, &is_new), i);
        ck_assert(is_new);
        ck_assert_int_eq(mmi_intern_add(&intern, text, (size_t)n, &is_new), i);
        ck_assert(!is_new);
    }
    ck_assert_str_eq(intern.text[4321], "4321");
    ck_assert_int_eq(mmi_intern_find(&intern, "4321", 4), 4321);
    ck_assert_int_eq(mmi_intern_find(&intern, "4321", 3), 432);
    ck_assert_int_eq(mmi_intern_find(&intern, "x", 1), MM_NONE);
    mmi_intern_clear(&intern);
}
END_TEST

START_TEST(a_failed_buffer_stays_failed)
{
    failing_allocator failing = {.fail_at = 2};
    const mm_allocator allocator = failing_allocator_of(&failing);
    const mmi_heap heap = mmi_heap_from(&allocator);
    mmi_buffer buffer = mmi_buffer_on(&heap);
    mmi_buffer_format(&buffer, "%d %s", 12, "ab");
    ck_assert_str_eq(buffer.bytes, "12 ab");
    char large[4000] = {0};
    memset(large, 'x', sizeof large - 1);
    mmi_buffer_format(&buffer, "%s", large);
    ck_assert(buffer.has_failed);
    mmi_buffer_text(&buffer, "more");
    ck_assert(buffer.has_failed);
    mmi_buffer_clear(&buffer);
    ck_assert_int_eq(failing.n_out, 0);
}
END_TEST

START_TEST(long_formats_are_whole)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_buffer buffer = mmi_buffer_on(&heap);
    char large[4000] = {0};
    memset(large, 'x', sizeof large - 1);
    mmi_buffer_format(&buffer, "<%s>", large);
    ck_assert_uint_eq(buffer.n, sizeof large + 1);
    ck_assert_int_eq(buffer.bytes[buffer.n - 1], '>');
    mmi_buffer_clear(&buffer);
}
END_TEST

START_TEST(an_arena_gives_zeroed_aligned_room_and_takes_it_back)
{
    failing_allocator counting = {0};
    const mm_allocator allocator = failing_allocator_of(&counting);
    const mmi_heap heap = mmi_heap_from(&allocator);
    mmi_arena arena = mmi_arena_on(&heap);
    for (size_t n = 1; n < 100000; n = n * 3 + 1) {
        const unsigned char *taken = mmi_arena_take(&arena, n, 1);
        ck_assert_ptr_nonnull(taken);
        ck_assert_uint_eq((uintptr_t)taken % 16, 0);
        for (size_t i = 0; i < n; i++) ck_assert_int_eq(taken[i], 0);
    }
    ck_assert_ptr_null(mmi_arena_take(&arena, SIZE_MAX, 2));
    ck_assert_str_eq(mmi_arena_text(&arena, "abcdef", 3), "abc");
    mmi_arena_clear(&arena);
    ck_assert_int_eq(counting.n_out, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("text", C1_12_invalid_utf8_is_found_where_it_begins,
                     near_words_are_suggested_and_far_ones_are_not, equal_bytes_get_equal_numbers,
                     a_failed_buffer_stays_failed, long_formats_are_whole,
                     an_arena_gives_zeroed_aligned_room_and_takes_it_back);
}
