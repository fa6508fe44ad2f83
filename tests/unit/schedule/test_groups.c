/* Connected people: which pairs hang together, in which order, under which numbers. */
#include "run_suite.h"
#include "schedule/groups.h"

START_TEST(groups_come_in_the_order_of_their_first_pairs)
{
    /* Pairs 0 and 2 share person 5; pair 3 joins them to nobody new; pair 1 stands alone. */
    const mmi_members members[] = {{{5, 9}}, {{0, 7}}, {{5, 8}}, {{8, 9}}};
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_groups groups;
    ck_assert_int_eq(mmi_find_groups(&heap, 10, 4, members, &groups), MM_OK);
    ck_assert_int_eq(groups.n_groups, 2);
    const int32_t pair_start[] = {0, 3, 4}, pair[] = {0, 2, 3, 1}, n_people[] = {3, 2};
    const int32_t person[][2] = {{0, 1}, {0, 2}, {2, 1}, {0, 1}};
    for (int32_t i = 0; i < 3; i++) ck_assert_int_eq(groups.pair_start[i], pair_start[i]);
    for (int32_t i = 0; i < 4; i++) {
        ck_assert_int_eq(groups.pair[i], pair[i]);
        ck_assert_int_eq(groups.members[i].person[0], person[i][0]);
        ck_assert_int_eq(groups.members[i].person[1], person[i][1]);
    }
    for (int32_t i = 0; i < 2; i++) ck_assert_int_eq(groups.n_people[i], n_people[i]);
    mmi_groups_clear(&heap, &groups);
}
END_TEST

START_TEST(long_chain_is_one_group)
{
    enum { N = 1000 };
    static mmi_members members[N];
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_groups groups;
    for (int32_t i = 0; i < N; i++) members[i] = (mmi_members){{N - i, N - i - 1}};
    ck_assert_int_eq(mmi_find_groups(&heap, N + 1, N, members, &groups), MM_OK);
    ck_assert_int_eq(groups.n_groups, 1);
    ck_assert_int_eq(groups.n_people[0], N + 1);
    mmi_groups_clear(&heap, &groups);
}
END_TEST

START_TEST(no_pairs_make_no_group)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_groups groups;
    ck_assert_int_eq(mmi_find_groups(&heap, 3, 0, NULL, &groups), MM_OK);
    ck_assert_int_eq(groups.n_groups, 0);
    mmi_groups_clear(&heap, &groups);
}
END_TEST

int main(void)
{
    return RUN_SUITE("groups", groups_come_in_the_order_of_their_first_pairs,
                     long_chain_is_one_group, no_pairs_make_no_group);
}
