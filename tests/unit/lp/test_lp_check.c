/* lp_check.c: what is refused before a solver sees it, and limits on both sides. */
#include "lp/lp_check.h"

#include "base/status.h"
#include "failing_allocator.h"
#include "lp_cases.h"
#include "run_suite.h"

#include <string.h>

/* 2 rows, 2 columns with 2 entries each. */
static lp_case small_case(void)
{
    lp_case made = new_case(2, 2, 4);
    made.column_start[1] = 2;
    made.column_start[2] = 4;
    made.row[1] = made.row[3] = 1;
    return made;
}

static mm_status check(const lp_case *made)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mm_error error;
    mmi_error_clear(&error);
    const mm_status status = mmi_lp_check(&heap, &made->lp, &error);
    ck_assert_int_eq(error.status, status);
    ck_assert_int_eq(error.message[0] == '\0', status == MM_OK);
    return status;
}

#define ASSERT_REFUSED(change) \
    do { \
        lp_case made = small_case(); \
        ck_assert_int_eq(check(&made), MM_OK); \
        change; \
        ck_assert_msg(check(&made) == MM_ERR_ARGUMENT, "accepted: %s", #change); \
        free_case(&made); \
    } while (0)

START_TEST(missing_arrays_and_negative_sizes_are_refused)
{
    ASSERT_REFUSED(made.lp.n_rows = -1);
    ASSERT_REFUSED(made.lp.n_columns = -1);
    ASSERT_REFUSED(made.lp.cost = NULL);
    ASSERT_REFUSED(made.lp.column_start = NULL);
    ASSERT_REFUSED(made.lp.row = NULL);
    ASSERT_REFUSED(made.lp.row_least = NULL);
    ASSERT_REFUSED(made.lp.row_most = NULL);
    ASSERT_REFUSED(made.lp.column_least = NULL);
    ASSERT_REFUSED(made.lp.column_most = NULL);
    ASSERT_REFUSED(made.lp.row_basis = made.row_basis);
    ASSERT_REFUSED(made.lp.column_basis = made.column_basis);
}
END_TEST

START_TEST(bad_entries_are_refused)
{
    ASSERT_REFUSED(made.column_start[0] = 1);
    ASSERT_REFUSED(made.column_start[0] = -1);
    ASSERT_REFUSED(made.column_start[1] = 5);
    ASSERT_REFUSED(made.row[0] = -1);
    ASSERT_REFUSED(made.row[3] = 2);
    ASSERT_REFUSED(made.row[3] = 0);
    ASSERT_REFUSED(made.coefficient[2] = 0);
}
END_TEST

START_TEST(numbers_out_of_range_are_refused)
{
    ASSERT_REFUSED(made.cost[1] = -1);
    ASSERT_REFUSED(made.cost[1] = MMI_LP_NUMBER_MOST + 1);
    ASSERT_REFUSED(made.row_least[0] = 2);
    ASSERT_REFUSED(made.row_most[1] = -1);
    ASSERT_REFUSED(made.row_most[1] = MMI_LP_NUMBER_MOST + 1);
    ASSERT_REFUSED(made.row_least[1] = -MMI_LP_NUMBER_MOST - 1);
    ASSERT_REFUSED(made.row_least[1] = MMI_LP_NO_MOST);
    ASSERT_REFUSED(made.column_most[0] = MMI_LP_NO_LEAST);
    ASSERT_REFUSED(made.column_least[0] = 8; made.column_most[0] = 7);
}
END_TEST

START_TEST(numbers_at_their_limits_are_accepted)
{
    lp_case made = small_case();
    made.cost[0] = MMI_LP_NUMBER_MOST;
    made.row_least[0] = -MMI_LP_NUMBER_MOST;
    made.row_most[0] = MMI_LP_NUMBER_MOST;
    made.row_least[1] = MMI_LP_NO_LEAST;
    made.row_most[1] = MMI_LP_NO_MOST;
    made.column_least[0] = made.column_most[0] = MMI_LP_NUMBER_MOST;
    made.coefficient[0] = INT32_MIN;
    ck_assert_int_eq(check(&made), MM_OK);
    made.lp.coefficient = NULL;
    ck_assert_int_eq(check(&made), MM_OK);
    free_case(&made);
}
END_TEST

/* Both rows basic, both columns at least. */
static lp_case slack_basis_case(void)
{
    lp_case made = small_case();
    made.row_basis[0] = made.row_basis[1] = MMI_LP_BASIC;
    made.column_basis[0] = made.column_basis[1] = MMI_LP_AT_LEAST;
    use_basis(&made);
    return made;
}

START_TEST(a_basis_has_one_member_a_row_and_stands_at_bounds_that_exist)
{
    static const struct {
        mmi_lp_stand row_1, column_0;
        mm_status status;
    } line[] = {
        {MMI_LP_BASIC, MMI_LP_AT_LEAST, MM_OK},
        {MMI_LP_AT_MOST, MMI_LP_BASIC, MM_OK},
        {MMI_LP_BASIC, MMI_LP_BASIC, MM_ERR_ARGUMENT},       /* three */
        {MMI_LP_AT_LEAST, MMI_LP_AT_LEAST, MM_ERR_ARGUMENT}, /* one */
        {MMI_LP_BASIC, MMI_LP_AT_MOST, MM_ERR_ARGUMENT},     /* the column has no most */
        {MMI_LP_BASIC, (mmi_lp_stand)0, MM_ERR_ARGUMENT},
        {(mmi_lp_stand)4, MMI_LP_BASIC, MM_ERR_ARGUMENT},
    };
    for (size_t i = 0; i < sizeof line / sizeof line[0]; i++) {
        lp_case made = slack_basis_case();
        made.row_basis[1] = line[i].row_1;
        made.column_basis[0] = line[i].column_0;
        ck_assert_msg(check(&made) == line[i].status, "line %zu", i);
        free_case(&made);
    }
    lp_case made = slack_basis_case();
    made.column_least[1] = MMI_LP_NO_LEAST;
    ck_assert_int_eq(check(&made), MM_ERR_ARGUMENT);
    free_case(&made);
}
END_TEST

START_TEST(sizes_beyond_the_limit_are_refused_before_anything_is_read)
{
    lp_case made = small_case();
    made.lp.n_rows = MMI_LP_SIZE_MOST + 1;
    ck_assert_int_eq(check(&made), MM_ERR_LIMIT);
    made.lp.n_rows = 2;
    made.lp.n_columns = MMI_LP_SIZE_MOST + 1;
    ck_assert_int_eq(check(&made), MM_ERR_LIMIT);
    made.lp.n_columns = 2;
    made.column_start[2] = (int64_t)MMI_LP_ENTRIES_MOST + 1;
    ck_assert_int_eq(check(&made), MM_ERR_LIMIT);
    free_case(&made);
}
END_TEST

/* The most rows there may be, without a column: bounds are read, the marks are allocated. */
START_TEST(the_largest_size_is_accepted)
{
    lp_case made = new_case(MMI_LP_SIZE_MOST, 0, 0);
    ck_assert_int_eq(check(&made), MM_OK);
    free_case(&made);
}
END_TEST

/* glpk.md section 3: 100,000 x 30,000 core, 122,700 columns: 57-113 MB; 1M x 200k: about 1,060. */
START_TEST(the_memory_estimate_covers_what_was_measured_and_not_twice)
{
    const int64_t middle = mmi_lp_memory_mib(130000, 122700, 245400);
    ck_assert(middle * 1048576 > 113000000 && middle * 1048576 < 226000000);
    const int64_t large = mmi_lp_memory_mib(1200000, 1151700, 2303400);
    ck_assert(large * 1048576 > 1060000000 && large * 1048576 < 2120000000);
    ck_assert_int_eq(mmi_lp_memory_mib(0, 0, 0), 1);
}
END_TEST

START_TEST(failing_marks_are_out_of_memory)
{
    failing_allocator state = {.fail_at = 1};
    const mm_allocator allocator = failing_allocator_of(&state);
    const mmi_heap heap = mmi_heap_from(&allocator);
    lp_case made = small_case();
    ck_assert_int_eq(mmi_lp_check(&heap, &made.lp, NULL), MM_ERR_MEMORY);
    ck_assert_int_eq(mmi_lp_check(&heap, &made.lp, NULL), MM_OK);
    ck_assert_int_eq(state.n_out, 0);
    free_case(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lp_check", missing_arrays_and_negative_sizes_are_refused,
                     bad_entries_are_refused, numbers_out_of_range_are_refused,
                     numbers_at_their_limits_are_accepted,
                     a_basis_has_one_member_a_row_and_stands_at_bounds_that_exist,
                     sizes_beyond_the_limit_are_refused_before_anything_is_read,
                     the_largest_size_is_accepted,
                     the_memory_estimate_covers_what_was_measured_and_not_twice,
                     failing_marks_are_out_of_memory);
}
