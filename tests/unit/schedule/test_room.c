/* A heap of fixed size: blocks apart, aligned, growing where they are, NULL when it is full. */
#include "run_suite.h"
#include "schedule/room.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static mmi_room room;

static mmi_heap set_up(size_t n_bytes)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    ck_assert(mmi_room_make(&heap, n_bytes, &room));
    return mmi_room_heap(&room);
}

START_TEST(blocks_are_zeroed_aligned_and_apart)
{
    const mmi_heap heap = set_up(4096);
    memset(room.bytes, 0xff, room.n_bytes);
    unsigned char *one = mmi_alloc(&heap, 3, 7), *other = mmi_alloc(&heap, 5, 11);
    ck_assert_ptr_nonnull(one);
    ck_assert_ptr_nonnull(other);
    ck_assert_uint_eq((uintptr_t)one % _Alignof(max_align_t), 0);
    ck_assert_uint_eq((uintptr_t)other % _Alignof(max_align_t), 0);
    ck_assert(other >= one + 21);
    for (int32_t i = 0; i < 21; i++) ck_assert_int_eq(one[i], 0);
    for (int32_t i = 0; i < 55; i++) ck_assert_int_eq(other[i], 0);
    mmi_room_clear(&room);
}
END_TEST

START_TEST(full_room_gives_nothing_until_it_is_emptied)
{
    const mmi_heap heap = set_up(256);
    ck_assert_ptr_null(mmi_alloc(&heap, 1, 256)); /* its length needs room too */
    ck_assert_ptr_nonnull(mmi_alloc(&heap, 1, 128));
    ck_assert_ptr_null(mmi_alloc(&heap, 1, 128));
    ck_assert_ptr_null(mmi_alloc(&heap, 1, SIZE_MAX / 4));
    mmi_room_empty(&room);
    ck_assert_ptr_nonnull(mmi_alloc(&heap, 1, 128));
    mmi_room_clear(&room);
}
END_TEST

START_TEST(newest_block_grows_in_place_and_others_move)
{
    const mmi_heap heap = set_up(1024);
    char *first = mmi_alloc(&heap, 16, 1);
    memcpy(first, "fifteen letters", 16);
    ck_assert_ptr_eq(mmi_resize(&heap, first, 64, 1), first);
    char *second = mmi_alloc(&heap, 16, 1);
    char *moved = mmi_resize(&heap, first, 128, 1);
    ck_assert_ptr_ne(moved, first);
    ck_assert_str_eq(moved, "fifteen letters");
    ck_assert_ptr_null(mmi_resize(&heap, moved, 4096, 1));
    ck_assert_str_eq(moved, "fifteen letters"); /* the old block stays */
    ck_assert_ptr_eq(mmi_resize(&heap, moved, 256, 1), moved);
    mmi_free(&heap, second); /* not the newest: nothing happens */
    ck_assert_str_eq(moved, "fifteen letters");
    mmi_room_clear(&room);
}
END_TEST

START_TEST(newest_block_makes_place_when_it_is_freed)
{
    const mmi_heap heap = set_up(512);
    for (int32_t i = 0; i < 100; i++) {
        char *block = mmi_alloc(&heap, 1, 256);
        ck_assert_ptr_nonnull(block);
        mmi_free(&heap, block);
    }
    mmi_room_clear(&room);
}
END_TEST

int main(void)
{
    return RUN_SUITE("room", blocks_are_zeroed_aligned_and_apart,
                     full_room_gives_nothing_until_it_is_emptied,
                     newest_block_grows_in_place_and_others_move,
                     newest_block_makes_place_when_it_is_freed);
}
