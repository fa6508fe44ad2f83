/* Ids as file names. Hash digits were computed with Python's hashlib. */
#include "write/calendar_names.h"

#include "failing_allocator.h"
#include "hand_made.h"
#include "run_suite.h"

/* The name of the first of some mentors, given in the order of their ids. */
static const char *const *names_of(hand_made *made, const char *const *ids, int32_t n,
                                   mmi_arena *arena)
{
    hand_begin(made);
    for (int32_t i = 0; i < n; i++) hand_person(made, MMI_MENTOR, ids[i], "", "UTC", "UTC");
    *arena = mmi_arena_on(&made->heap);
    const char *const *name = mmi_calendar_names(&made->profiles, MMI_MENTOR, arena);
    ck_assert_ptr_nonnull(name);
    return name;
}

START_TEST(safe_bytes_stay_and_others_are_escaped)
{
    const char *const ids[] = {".", "../x", "Az09_-.", "a b,c%", "\xC3\xA9"};
    const char *const expected[] = {"mentor-..ics", "mentor-..%2Fx.ics", "mentor-Az09_-..ics",
                                    "mentor-a%20b%2Cc%25.ics", "mentor-%C3%A9.ics"};
    hand_made made;
    mmi_arena arena;
    const char *const *name = names_of(&made, ids, 5, &arena);
    for (int32_t i = 0; i < 5; i++) ck_assert_str_eq(name[i], expected[i]);
    mmi_arena_clear(&arena);
    hand_end(&made);
}
END_TEST

START_TEST(ids_equal_but_for_case_get_digits_of_a_hash)
{
    const char *const ids[] = {"Bob", "Eve", "bOB", "bob"};
    hand_made made;
    mmi_arena arena;
    const char *const *name = names_of(&made, ids, 4, &arena);
    ck_assert_str_eq(name[0], "mentor-Bob-d4b5c31528c2dba4.ics");
    ck_assert_str_eq(name[1], "mentor-Eve.ics");
    ck_assert_str_eq(name[2], "mentor-bOB-5dc22912b4989253.ics");
    ck_assert_str_eq(name[3], "mentor-bob-e59a5a77191ae040.ics");
    mmi_arena_clear(&arena);
    hand_end(&made);
}
END_TEST

START_TEST(case_of_letters_beyond_ascii_counts)
{
    const char *const ids[] = {"\xC3\x89", "\xC3\xA9"}; /* capital and small e acute */
    hand_made made;
    mmi_arena arena;
    const char *const *name = names_of(&made, ids, 2, &arena);
    ck_assert_str_eq(name[0], "mentor-%C3%89.ics");
    ck_assert_str_eq(name[1], "mentor-%C3%A9.ics");
    mmi_arena_clear(&arena);
    hand_end(&made);
}
END_TEST

#define TEN "xxxxxxxxxx"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN
#define E_ACUTE "\xC3\xA9"
#define FIVE_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE E_ACUTE
#define FORTY_ONE_ACUTE FIVE_ACUTE FIVE_ACUTE FIVE_ACUTE FIVE_ACUTE FIVE_ACUTE FIVE_ACUTE \
    FIVE_ACUTE FIVE_ACUTE E_ACUTE
#define E_ESCAPED "%C3%A9"
#define SIXTEEN_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED \
    E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED E_ESCAPED

START_TEST(name_over_120_bytes_is_cut_at_100)
{
    const char *const ids[] = {HUNDRED TEN TEN, HUNDRED TEN TEN "x"};
    hand_made made;
    mmi_arena arena;
    const char *const *name = names_of(&made, ids, 2, &arena);
    ck_assert_str_eq(name[0], "mentor-" HUNDRED TEN TEN ".ics");
    ck_assert_str_eq(name[1], "mentor-" HUNDRED "-d92ad83233e5ecb5.ics");
    mmi_arena_clear(&arena);
    hand_end(&made);
}
END_TEST

START_TEST(cut_never_falls_into_an_escape)
{
    /* Escaped, the 100th byte is the first digit of an escape, then its last, then its %. */
    const char *const ids[] = {"aa" FORTY_ONE_ACUTE, "a" FORTY_ONE_ACUTE, FORTY_ONE_ACUTE};
    hand_made made;
    mmi_arena arena;
    const char *const *name = names_of(&made, ids, 3, &arena);
    ck_assert_str_eq(name[0], "mentor-aa" SIXTEEN_ESCAPED "-e46dd6afe803aa76.ics");
    ck_assert_str_eq(name[1], "mentor-a" SIXTEEN_ESCAPED "%C3-8ac9d5c729288be6.ics");
    ck_assert_str_eq(name[2], "mentor-" SIXTEEN_ESCAPED "%C3-76a1c43b670158d1.ics");
    mmi_arena_clear(&arena);
    hand_end(&made);
}
END_TEST

START_TEST(id_that_poses_as_the_cut_name_of_another_is_cut_too)
{
    const char *const ids[] = {"Bob", "bob", "bob-e59a5a77191ae040"};
    hand_made made;
    mmi_arena arena;
    const char *const *name = names_of(&made, ids, 3, &arena);
    ck_assert_str_eq(name[1], "mentor-bob-e59a5a77191ae040.ics");
    ck_assert_str_eq(name[2], "mentor-bob-e59a5a77191ae040-57231824b7aaddf4.ics");
    mmi_arena_clear(&arena);
    hand_end(&made);
}
END_TEST

START_TEST(every_failing_allocation_is_no_memory_and_no_leak)
{
    hand_made made;
    hand_cohort(&made);
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mmi_arena arena = mmi_arena_on(&heap);
        const char *const *name = mmi_calendar_names(&made.profiles, MMI_MENTEE, &arena);
        mmi_arena_clear(&arena);
        ck_assert_int_eq(state.n_out, 0);
        ck_assert((name == NULL) == state.has_failed);
        if (name != NULL) break;
    }
    hand_end(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("calendar_names", safe_bytes_stay_and_others_are_escaped,
                     ids_equal_but_for_case_get_digits_of_a_hash,
                     case_of_letters_beyond_ascii_counts, name_over_120_bytes_is_cut_at_100,
                     cut_never_falls_into_an_escape,
                     id_that_poses_as_the_cut_name_of_another_is_cut_too,
                     every_failing_allocation_is_no_memory_and_no_leak);
}
