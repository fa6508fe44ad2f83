/* The order of texts against a plain comparison of neighbours. */
#include "cohort/text_order.h"

#include "failing_allocator.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

#define MOST 2000

/* Every index once, and no text before a smaller one. */
static void check_order(const char *const *text, int32_t n)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    static int32_t order[MOST];
    bool is_there[MOST] = {false};
    ck_assert(mmi_order_texts(&heap, text, n, order));
    for (int32_t k = 0; k < n; k++) {
        ck_assert(order[k] >= 0 && order[k] < n && !is_there[order[k]]);
        is_there[order[k]] = true;
        ck_assert_msg(k == 0 || strcmp(text[order[k - 1]], text[order[k]]) < 0, "%s before %s",
                      text[order[k - 1 < 0 ? 0 : k - 1]], text[order[k]]);
    }
}

START_TEST(texts_are_ordered_by_unsigned_bytes)
{
    const char *const text[] = {"b", "", "\xC3\xA4", "a", "ab", "a\x7F", "B", "abc", "zz"};
    check_order(text, 9);
    check_order(text, 1);
    check_order(text, 0);
}
END_TEST

START_TEST(long_common_beginnings_do_not_hide_the_rest)
{
    const char *const text[] = {"mentor-000000001x2", "mentor-000000001x10", "mentor-0000000",
                                "mentor-000000001x1", "mentor-00000000199"};
    check_order(text, 5);
}
END_TEST

START_TEST(random_texts_are_ordered)
{
    static char room[MOST][24];
    static const char *text[MOST];
    uint32_t state = 12345;
    printf("seed %u\n", state);
    static const uint32_t n_letters[] = {1, 2, 12}; /* two: many texts with equal beginnings */
    for (int32_t round = 0; round < 3; round++) {
        for (int32_t i = 0; i < MOST; i++) {
            size_t n = 0;
            for (; n < 12; n++) {
                state = state * 1664525 + 1013904223;
                room[i][n] = (char)('a' + (state >> 16) % n_letters[round]);
            }
            (void)snprintf(room[i] + n, 12, "%d", (int)i); /* all different */
            text[i] = room[i];
        }
        check_order(text, MOST);
    }
}
END_TEST

START_TEST(memory_may_run_out)
{
    failing_allocator state = {.fail_at = 1};
    const mm_allocator allocator = failing_allocator_of(&state);
    const mmi_heap heap = mmi_heap_from(&allocator);
    const char *const text[] = {"b", "a"};
    int32_t order[2];
    ck_assert(!mmi_order_texts(&heap, text, 2, order));
    ck_assert(mmi_order_texts(&heap, text, 2, order));
    ck_assert_int_eq(state.n_out, 0);
}
END_TEST

int main(void)
{
    return RUN_SUITE("text_order", texts_are_ordered_by_unsigned_bytes,
                     long_common_beginnings_do_not_hide_the_rest, random_texts_are_ordered,
                     memory_may_run_out);
}
