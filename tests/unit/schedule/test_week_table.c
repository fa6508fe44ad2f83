/* Weeks that are alike are one row; weeks that could clash or differ anywhere are not. */
#include "run_suite.h"
#include "schedule/week_table.h"
#include "toy_group.h"

static toy_group toy; /* large: not on the stack */
static mmi_week_table table;

/* Two pairs of person 0, the same five starts from `offset` on in every week. */
static void set_up(int32_t n_weeks, int32_t offset)
{
    toy_begin(&toy, n_weeks, 4, 1);
    for (int32_t pair = 0; pair < 2; pair++) {
        toy_add_pair(&toy, 0, pair + 1);
        for (int32_t i = 0; i < 5 * n_weeks; i++) {
            toy_add_start(&toy, i / 5, pair, toy_at(i / 5, offset + i % 5));
        }
    }
}

static void make(void)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    ck_assert_int_eq(mmi_week_table_make(&heap, &toy.group, &table), MM_OK);
}

static void clear(void)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_week_table_clear(&heap, &table);
}

START_TEST(weeks_that_are_alike_are_one_row)
{
    set_up(4, 30);
    make();
    ck_assert_int_eq(table.n_rows, 1);
    ck_assert_int_eq(table.weight[0], 4);
    ck_assert_int_eq(table.begin_slot[3], 300);
    ck_assert_int_eq(table.start_begin[2], 10);
    clear();
}
END_TEST

START_TEST(every_difference_makes_a_row)
{
    for (int32_t what = 0; what < 6; what++) {
        set_up(3, 30);
        mmi_start *start = &toy.start[1][1][4];
        if (what == 0) start->offset++, start->slot++;
        if (what == 1) start->time_of_week++;
        if (what == 2) start->most_discomfort++;
        if (what == 3) start->least_discomfort++;
        if (what == 4) start->day[0]++;
        if (what == 5) toy.n_starts[1][1]--;
        make();
        ck_assert_int_eq(table.n_rows, 2);
        ck_assert_int_eq(table.row_of[0], 0);
        ck_assert_int_eq(table.row_of[1], 1);
        ck_assert_int_eq(table.row_of[2], 0);
        clear();
    }
}
END_TEST

START_TEST(weeks_that_could_clash_keep_rows_of_their_own)
{
    set_up(3, 30);
    toy_add_start(&toy, 1, 0, toy_at(1, 98)); /* the next week's first: 200 + 30 - 198 is far */
    make();
    ck_assert_int_eq(table.n_rows, 2);
    clear();
    toy.start[2][0][0] = toy_at(2, 1); /* now 3 slots behind, less than meeting and gap */
    make();
    ck_assert_int_eq(table.n_rows, 3);
    ck_assert(!table.touches_next[0]);
    ck_assert(table.touches_next[1]);
    clear();
}
END_TEST

START_TEST(weeks_that_share_a_date_keep_rows_of_their_own)
{
    set_up(2, 30);
    toy.start[1][0][0].day[0] = toy.start[0][0][4].day[0];
    make();
    ck_assert_int_eq(table.n_rows, 2);
    ck_assert(table.touches_next[0]);
    clear();
    toy.group.per_day = 4; /* two pairs in two weeks never fill it */
    make();
    ck_assert(!table.touches_next[0]);
    clear();
}
END_TEST

int main(void)
{
    return RUN_SUITE("week_table", weeks_that_are_alike_are_one_row, every_difference_makes_a_row,
                     weeks_that_could_clash_keep_rows_of_their_own,
                     weeks_that_share_a_date_keep_rows_of_their_own);
}
