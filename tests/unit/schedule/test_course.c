/* Courses of one pair against a judge that tries all of them, and what may be left out. */
#include "failing_allocator.h"
#include "run_suite.h"
#include "schedule/course.h"
#include "toy_group.h"

#include <stdio.h>

enum { N_GROUPS = 400, SPREAD = 14 };

static toy_group toy; /* large: not on the stack */
static mmi_week_table table;
static mmi_course_book book;

static void open_book(void)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    bool fits;
    ck_assert_int_eq(mmi_week_table_make(&heap, &toy.group, &table), MM_OK);
    ck_assert_int_eq(mmi_course_book_make(&heap, &toy.group, &table, &book, &fits), MM_OK);
    ck_assert(fits);
}

static void close_book(void)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_course_book_clear(&book);
    mmi_week_table_clear(&heap, &table);
}

/* Pairs of person 0 with up to five starts a week; times of the week collide now and then. */
static void make_random(uint64_t seed, int32_t n_weeks, int32_t n_pairs)
{
    uint64_t state = seed * UINT64_C(0x9e3779b97f4a7c15) + 1;
    toy_begin(&toy, n_weeks, 1 + toy_below(&state, 3), 1 + toy_below(&state, 4));
    for (int32_t pair = 0; pair < n_pairs; pair++) toy_add_pair(&toy, 0, pair + 1);
    for (int32_t c = 0; c < n_weeks * n_pairs; c++) {
        int32_t offset = -1;
        for (int32_t n = toy_below(&state, 6); n > 0; n--) {
            offset += 1 + toy_below(&state, 4);
            mmi_start start = toy_at(c / n_pairs, offset);
            start.time_of_week = offset % SPREAD % 9 * 900;
            start.least_discomfort = toy_below(&state, 2);
            start.most_discomfort = start.least_discomfort + toy_below(&state, 2);
            toy_add_start(&toy, c / n_pairs, c % n_pairs, start);
        }
    }
}

/* The goals of a course as one number, week by week from their definitions. */
static int64_t judge_cost(const int32_t *start)
{
    int64_t n_none = 0, most = 0, least = 0, n_missed = 0, late = 0;
    for (int32_t week = 0; week < toy.group.n_weeks; week++) {
        const int32_t its = start[table.row_of[week]];
        const mmi_start *at = its == MMI_COURSE_NONE ? NULL : &table.start[its];
        if (at == NULL) n_none++;
        else most += at->most_discomfort, least += at->least_discomfort, late += at->offset;
        for (int32_t earlier = 0; earlier < week; earlier++) {
            const int32_t other = start[table.row_of[earlier]];
            n_missed += at == NULL || other == MMI_COURSE_NONE ||
                        table.start[other].time_of_week != at->time_of_week;
        }
    }
    return (n_none << book.bits.none) + (most << book.bits.most) + (least << book.bits.least) +
           (n_missed << book.bits.regular) + late;
}

/* Go on to the next of all courses of a pair, in the order of the last tie. False: it was the
 * last. */
static bool next_of_all(int32_t pair, int32_t *start)
{
    for (int32_t row = table.n_rows - 1; row >= 0; row--) {
        const int32_t *begin = &table.start_begin[row * toy.group.n_pairs + pair];
        if (start[row] != MMI_COURSE_NONE) {
            start[row] = start[row] + 1 < begin[1] ? start[row] + 1 : MMI_COURSE_NONE;
            return true;
        }
        start[row] = begin[0] < begin[1] ? begin[0] : MMI_COURSE_NONE;
    }
    return false;
}

static void first_of_all(int32_t pair, int32_t *start)
{
    for (int32_t row = 0; row < table.n_rows; row++) {
        const int32_t *begin = &table.start_begin[row * toy.group.n_pairs + pair];
        start[row] = begin[0] < begin[1] ? begin[0] : MMI_COURSE_NONE;
    }
}

static bool is_without_taken(const int32_t *start)
{
    for (int32_t row = 0; row < table.n_rows; row++) {
        if (start[row] != MMI_COURSE_NONE && book.is_taken[start[row]]) return false;
    }
    return true;
}

/* The best course of pair 0 among those that do without the starts that are taken. */
static void check_best(uint64_t seed)
{
    int32_t start[MMI_COURSE_ROWS], best[MMI_COURSE_ROWS], found[MMI_COURSE_ROWS];
    int64_t least = INT64_MAX, cost;
    first_of_all(0, start);
    do {
        if (!is_without_taken(start) || judge_cost(start) >= least) continue;
        least = judge_cost(start);
        memcpy(best, start, sizeof best);
    } while (next_of_all(0, start));
    ck_assert(mmi_best_course(&book, 0, &cost, found));
    ck_assert_msg(cost == least, "seed %d: cost %lld, best %lld", (int)seed, (long long)cost,
                  (long long)least);
    for (int32_t row = 0; row < table.n_rows; row++) ck_assert_int_eq(found[row], best[row]);
}

START_TEST(best_course_is_the_judges)
{
    printf("seeds 1 to %d\n", N_GROUPS);
    for (uint64_t seed = 1; seed <= N_GROUPS; seed++) {
        make_random(seed, 1 + (int32_t)(seed % 4), 1);
        open_book();
        check_best(seed);
        close_book();
    }
}
END_TEST

START_TEST(best_course_does_without_starts_that_are_taken)
{
    for (uint64_t seed = 1; seed <= N_GROUPS; seed++) {
        make_random(seed, 1 + (int32_t)(seed % 4), 3);
        open_book();
        /* One meeting of each of the others, so that no more is taken than they can take. */
        for (int32_t row = 0; row < table.n_rows; row++) {
            const int32_t *begin = &table.start_begin[row * 3];
            for (int32_t other = 1; other < 3 && begin[other] < begin[other + 1]; other++) {
                const int32_t slot = table.start[begin[other]].slot;
                for (int32_t i = begin[0]; i < begin[1]; i++) {
                    if (abs(table.start[i].slot - slot) < toy.group.busy_slots) {
                        book.is_taken[i] = true;
                    }
                }
            }
        }
        check_best(seed);
        close_book();
    }
}
END_TEST

START_TEST(list_holds_each_course_within_the_limit_that_others_may_leave)
{
    for (uint64_t seed = 1; seed <= N_GROUPS; seed++) {
        int32_t start[MMI_COURSE_ROWS];
        int64_t least;
        mmi_course_list list = {.n = 0};
        bool is_complete;
        make_random(seed, 1 + (int32_t)(seed % 3), 1);
        open_book();
        ck_assert(mmi_best_course(&book, 0, &least, start));
        const int64_t limit = least + (1 << book.bits.regular);
        ck_assert_int_eq(mmi_list_courses(&book, 0, limit, &list, &is_complete), MM_OK);
        ck_assert(is_complete);
        /* Nobody else takes anything: the best is there, and each only once. */
        bool has_best = false;
        for (size_t i = 0; i < list.n; i++) {
            const int32_t *one = list.start + i * (size_t)table.n_rows;
            ck_assert_int_le(list.cost[i], limit);
            ck_assert_int_eq(list.cost[i], judge_cost(one));
            has_best = has_best || mmi_compare_courses(&book, one, start) == 0;
            for (size_t j = 0; j < i; j++) {
                ck_assert_int_ne(
                    mmi_compare_courses(&book, one, list.start + j * (size_t)table.n_rows), 0);
            }
        }
        ck_assert(has_best);
        mmi_free(&book.heap, list.cost);
        mmi_free(&book.heap, list.start);
        close_book();
    }
}
END_TEST

START_TEST(too_many_rows_do_not_fit)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    bool fits = true;
    toy_begin(&toy, TOY_WEEKS, 2, 4);
    toy_add_pair(&toy, 0, 1);
    for (int32_t week = 0; week < TOY_WEEKS; week++) {
        for (int32_t i = 0; i <= week; i++) toy_add_start(&toy, week, 0, toy_at(week, 20 + i));
    }
    ck_assert_int_eq(mmi_week_table_make(&heap, &toy.group, &table), MM_OK);
    ck_assert_int_eq(mmi_course_book_make(&heap, &toy.group, &table, &book, &fits), MM_OK);
    ck_assert(fits);
    mmi_course_book_clear(&book);
    table.n_rows = MMI_COURSE_ROWS + 1; /* only looked at */
    ck_assert_int_eq(mmi_course_book_make(&heap, &toy.group, &table, &book, &fits), MM_OK);
    ck_assert(!fits);
    mmi_week_table_clear(&heap, &table);
}
END_TEST

START_TEST(every_failed_allocation_leaves_no_book)
{
    make_random(7, 3, 2);
    const mmi_heap host = mmi_heap_from(NULL);
    ck_assert_int_eq(mmi_week_table_make(&host, &toy.group, &table), MM_OK);
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        bool fits;
        const mm_status status =
            mmi_course_book_make(&heap, &toy.group, &table, &book, &fits);
        if (status == MM_OK) mmi_course_book_clear(&book);
        ck_assert_int_eq(state.n_out, 0);
        if (!state.has_failed) break;
        ck_assert_int_eq(status, MM_ERR_MEMORY);
    }
    mmi_week_table_clear(&host, &table);
}
END_TEST

int main(void)
{
    return RUN_SUITE("course", best_course_is_the_judges,
                     best_course_does_without_starts_that_are_taken,
                     list_holds_each_course_within_the_limit_that_others_may_leave,
                     too_many_rows_do_not_fit, every_failed_allocation_leaves_no_book);
}
