/* Owners of a programme, and the names and sides of people's fields. */
#include "cohort/programme.h"
#include "failing_allocator.h"
#include "run_suite.h"

#include <string.h>

START_TEST(programme_lives_until_its_last_owner_leaves)
{
    failing_allocator state = {0};
    const mm_allocator allocator = failing_allocator_of(&state);
    const mmi_heap heap = mmi_heap_from(&allocator);
    mm_programme *programme = mmi_programme_new(&heap);
    ck_assert_ptr_nonnull(programme);
    programme->name = mmi_arena_text(&programme->arena, "autumn", 6);
    mm_programme *shared = mmi_programme_share(programme);
    ck_assert_ptr_eq(shared, programme);
    mm_programme_free(programme);
    ck_assert_int_gt(state.n_out, 0);
    ck_assert_str_eq(shared->name, "autumn");
    mm_programme_free(shared);
    ck_assert_int_eq(state.n_out, 0);
    mm_programme_free(NULL);
}
END_TEST

START_TEST(no_memory_gives_no_programme)
{
    failing_allocator state = {.fail_at = 1};
    const mm_allocator allocator = failing_allocator_of(&state);
    const mmi_heap heap = mmi_heap_from(&allocator);
    ck_assert_ptr_null(mmi_programme_new(&heap));
    ck_assert_int_eq(state.n_out, 0);
}
END_TEST

START_TEST(fields_have_their_names_and_sides)
{
    static const struct {
        mmi_field field;
        const char *name;
        bool mentor, mentee;
    } rows[] = {{MMI_FIELD_ID, "id", true, true},
                {MMI_FIELD_TIME_ZONE, "time_zone", true, true},
                {MMI_FIELD_AVAILABILITY, "availability", true, true},
                {MMI_FIELD_NAME, "name", true, true},
                {MMI_FIELD_EMAIL, "email", true, true},
                {MMI_FIELD_AWAY, "away", true, true},
                {MMI_FIELD_AVOID, "avoid", true, true},
                {MMI_FIELD_WISHES, "wishes", true, true},
                {MMI_FIELD_ELIGIBLE, "eligible", true, true},
                {MMI_FIELD_FROM, "from", true, true},
                {MMI_FIELD_UNTIL, "until", true, true},
                {MMI_FIELD_CAPACITY, "capacity", true, false},
                {MMI_FIELD_KIND, "kind", true, false},
                {MMI_FIELD_WANTS, "wants", false, true}};
    ck_assert_int_eq((int)(sizeof rows / sizeof rows[0]), MMI_N_FIELDS);
    for (int i = 0; i < MMI_N_FIELDS; i++) {
        ck_assert_int_eq((int)rows[i].field, i);
        ck_assert_str_eq(mmi_field_name(rows[i].field), rows[i].name);
        ck_assert(mmi_field_is_of_role(rows[i].field, MMI_MENTOR) == rows[i].mentor);
        ck_assert(mmi_field_is_of_role(rows[i].field, MMI_MENTEE) == rows[i].mentee);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("programme", programme_lives_until_its_last_owner_leaves,
                     no_memory_gives_no_programme, fields_have_their_names_and_sides);
}
