/* Putting people one by one: the same checks as a file, and the same cohort. */
#include "../read/people_text.h"

#include "cohort/cohort.h"
#include "failing_allocator.h"
#include "run_suite.h"

#define SECRET "Zz9marker"
#define RULES PROGRAMME(", \"questions\": [{\"id\": \"t\", \"kind\": \"tags\", "                  \
                        "\"compare\": \"any\", \"weight\": 1}, {\"id\": \"n\", "                  \
                        "\"kind\": \"number\", \"range\": 1, \"compare\": \"near\", "             \
                        "\"weight\": 1}, {\"id\": \"v\", \"kind\": \"vector\", "                  \
                        "\"length\": 2, \"compare\": \"cosine\", \"weight\": 1}, {\"id\": \"c\", "\
                        "\"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1}], "          \
                        "\"wishes\": {}")
#define MENTORS                                                                                   \
    "id,time_zone,name,availability,away,avoid,wishes,until,t,n,v,c,capacity,kind\n"              \
    "m1,UTC,Ann,Mon 9:00-10:00,2026-10-01,e1,e2;e1,2026-11-01,a;b,1.5,1 2,x,3,peer\n"             \
    "m2,Europe/Dublin,,,,,,,,,,,,\n"
#define MENTEES                                                                                   \
    "id,time_zone,wants,availability,t,n,v,c\n"                                                   \
    "e2,UTC,peer:2 mentor,Tue 9:00-10:00,b,-2,0 1,y\n"                                            \
    "e1,UTC,,,,,,\nm2,,,Sat 9:00-10:00,,,,\n"

static mm_cohort_builder *builder_of(const mm_programme *programme, const mm_cohort *from)
{
    mm_cohort_builder *builder;
    mm_error error;
    const mm_status status = mm_cohort_builder_new(programme, from, NULL, &builder, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    return builder;
}

/* Put one with up to three fields besides the id. */
static mm_status put(mm_cohort_builder *builder, mm_role role, const char *id, const char *field,
                     const char *text, mm_error *error)
{
    const char *const fields[] = {"id", field};
    const char *const texts[] = {id, text};
    return mm_cohort_builder_put(builder, role, field == NULL ? 1 : 2, fields, texts, error);
}

static mm_cohort *sealed(mm_cohort_builder *builder)
{
    mm_cohort *cohort;
    mm_error error;
    const mm_status status = mm_cohort_builder_seal(builder, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    return cohort;
}

START_TEST(cohort_to_builder_and_back_has_the_same_fingerprint)
{
    reading made = read_people(RULES, MENTORS, MENTEES);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    mm_cohort_builder *builder = builder_of(made.programme, made.cohort);
    for (int i = 0; i < 2; i++) {
        mm_cohort *cohort = sealed(builder);
        ck_assert_str_eq(mm_cohort_fingerprint(cohort), mm_cohort_fingerprint(made.cohort));
        mm_cohort_free(cohort);
    }
    mm_cohort_builder_free(builder);
    free_reading(&made);
}
END_TEST

START_TEST(put_as_in_a_file_gives_the_same_cohort)
{
    reading made = read_people(PROGRAMME(""), "id,capacity,availability\nm,2,Mon 9:00-10:00\n",
                               "id,name\ne,Eve\n");
    mm_cohort_builder *builder = builder_of(made.programme, NULL);
    const char *const field[] = {"capacity", "id", "availability"};
    const char *const text[] = {"2", " m ", "Mon 9:00-10:00"};
    ck_assert_int_eq(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 3, field, text, NULL), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTEE, "e", "name", "Eve", NULL), MM_OK);
    mm_cohort *cohort = sealed(builder);
    ck_assert_str_eq(mm_cohort_fingerprint(cohort), mm_cohort_fingerprint(made.cohort));
    mm_cohort_free(cohort);
    mm_cohort_builder_free(builder);
    free_reading(&made);
}
END_TEST

START_TEST(put_replaces_and_remove_takes_out)
{
    mm_programme *programme = programme_of(PROGRAMME(""));
    mm_cohort_builder *builder = builder_of(programme, NULL);
    mm_error error;
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", "capacity", "2", &error), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "b", NULL, NULL, &error), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTEE, "a", NULL, NULL, &error), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", "capacity", "7", &error), MM_OK);
    mm_cohort *cohort = sealed(builder);
    ck_assert_int_eq(mm_cohort_n_people(cohort, MM_ROLE_MENTOR), 2);
    ck_assert_int_eq(cohort->people[0].capacity[0], 7);
    mm_cohort_free(cohort);
    ck_assert_int_eq(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, "a", &error), MM_OK);
    ck_assert_int_eq(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, SECRET, &error),
                     MM_ERR_INPUT);
    ck_assert(strstr(error.message, SECRET) == NULL);
    ck_assert_int_eq(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, "a", &error), MM_ERR_INPUT);
    cohort = sealed(builder);
    ck_assert_int_eq(mm_cohort_n_people(cohort, MM_ROLE_MENTOR), 1);
    ck_assert_int_eq(mm_cohort_n_people(cohort, MM_ROLE_MENTEE), 1);
    ck_assert_str_eq(cohort->people[0].id[0], "b");
    mm_cohort_free(cohort);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
}
END_TEST

START_TEST(what_is_left_does_not_remember_what_was_put_before)
{
    mm_programme *programme = programme_of(
        PROGRAMME(", \"questions\": [{\"id\": \"c\", \"kind\": \"choice\", \"compare\": \"same\", "
                  "\"weight\": 1}]"));
    mm_cohort_builder *one = builder_of(programme, NULL);
    mm_cohort_builder *other = builder_of(programme, NULL);
    ck_assert_int_eq(put(one, MM_ROLE_MENTOR, "a", "c", "y", NULL), MM_OK);
    ck_assert_int_eq(put(other, MM_ROLE_MENTOR, "z", "c", "x", NULL), MM_OK);
    ck_assert_int_eq(put(other, MM_ROLE_MENTOR, "a", "kind", "expert", NULL), MM_OK);
    ck_assert_int_eq(put(other, MM_ROLE_MENTOR, "a", "c", "y", NULL), MM_OK);
    ck_assert_int_eq(mm_cohort_builder_remove(other, MM_ROLE_MENTOR, "z", NULL), MM_OK);
    mm_cohort *cohort[2] = {sealed(one), sealed(other)};
    ck_assert_str_eq(mm_cohort_fingerprint(cohort[0]), mm_cohort_fingerprint(cohort[1]));
    ck_assert_int_eq(cohort[1]->n_texts[0], 1);
    ck_assert_int_eq(cohort[1]->n_kinds, 1);
    for (int i = 0; i < 2; i++) mm_cohort_free(cohort[i]);
    mm_cohort_builder_free(one);
    mm_cohort_builder_free(other);
    mm_programme_free(programme);
}
END_TEST

START_TEST(refused_person_changes_nothing_and_is_told_by_the_call)
{
    static const struct { const char *id; const char *field; const char *text; mm_code code; }
    cases[] = {
        {"a", "capacity", "-1" SECRET, MM_CODE_CAPACITY},
        {"a", "capacty", SECRET, MM_CODE_FIELD_UNKNOWN},
        {"a", "wants", SECRET, MM_CODE_FIELD_UNKNOWN},
        {"a", "id", SECRET, MM_CODE_FIELD_TWICE},
        {"a", "name", "\xFF", MM_CODE_CSV_ENCODING},
        {"a", "time_zone", SECRET, MM_CODE_ZONE},
        {"'=" SECRET, NULL, NULL, MM_CODE_ID},
        {"", NULL, NULL, MM_CODE_ID},
        {NULL, NULL, NULL, MM_CODE_ID},
    };
    mm_programme *programme = programme_of(PROGRAMME(""));
    mm_problems *problems;
    ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.problems = problems;
    mm_cohort_builder *builder;
    mm_error error;
    ck_assert_int_eq(mm_cohort_builder_new(programme, NULL, &options, &builder, &error), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", "capacity", "5", &error), MM_OK);
    const int32_t n_cases = (int32_t)(sizeof cases / sizeof *cases);
    for (int32_t i = 0; i < n_cases; i++) {
        ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, cases[i].id, cases[i].field, cases[i].text,
                             &error), MM_ERR_INPUT);
        ck_assert_msg(error.code == (int)cases[i].code, "%d: %d", (int)i, (int)error.code);
        ck_assert_int_eq(error.line, i + 2);
        ck_assert_str_eq(error.file, "mentors");
        ck_assert(strstr(error.message, SECRET) == NULL);
    }
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_ERROR), n_cases);
    mm_cohort *cohort = sealed(builder); /* earlier errors do not make it fail */
    ck_assert_int_eq(mm_cohort_n_people(cohort, MM_ROLE_MENTOR), 1);
    ck_assert_int_eq(cohort->people[0].capacity[0], 5);
    mm_cohort_free(cohort);
    mm_cohort_builder_free(builder);
    mm_problems_free(problems);
    mm_programme_free(programme);
}
END_TEST

START_TEST(seal_tells_what_does_not_fit_together)
{
    mm_programme *programme = programme_of(PROGRAMME(", \"wishes\": {}"));
    mm_cohort_builder *builder = builder_of(programme, NULL);
    mm_cohort *cohort = sealed(builder); /* of nobody */
    mm_cohort_free(cohort);
    mm_error error;
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", "time_zone", NULL, &error), MM_OK);
    ck_assert_int_eq(mm_cohort_builder_seal(builder, &cohort, &error), MM_ERR_INPUT);
    ck_assert_int_eq(error.code, MM_CODE_ZONE);
    ck_assert(cohort == NULL);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", NULL, NULL, &error), MM_OK);
    ck_assert_int_eq(mm_cohort_builder_seal(builder, &cohort, &error), MM_ERR_INPUT);
    ck_assert_int_eq(error.code, MM_CODE_WISHES_COLUMN);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTEE, "b", "wishes", "a", &error), MM_OK);
    cohort = sealed(builder);
    ck_assert_int_eq(cohort->people[MMI_MENTEE].wish[0], 0);
    mm_cohort_free(cohort);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
}
END_TEST

START_TEST(people_of_another_programme_are_a_mismatch)
{
    reading made = read_people(PROGRAMME(""), "id\na\n", "id\nb\n");
    mm_programme *same = programme_of(PROGRAMME(""));
    mm_programme *other = programme_of(PROGRAMME(", \"zone_distance\": {}"));
    mm_cohort_builder *builder;
    mm_error error;
    ck_assert_int_eq(mm_cohort_builder_new(other, made.cohort, NULL, &builder, &error),
                     MM_ERR_MISMATCH);
    ck_assert(builder == NULL);
    mm_cohort_builder_free(builder_of(same, made.cohort));
    mm_programme_free(same);
    mm_programme_free(other);
    free_reading(&made);
}
END_TEST

START_TEST(people_are_limited_by_the_option)
{
    mm_programme *programme = programme_of(PROGRAMME(""));
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.most_people = 1;
    mm_cohort_builder *builder;
    ck_assert_int_eq(mm_cohort_builder_new(programme, NULL, &options, &builder, NULL), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", NULL, NULL, NULL), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "a", NULL, NULL, NULL), MM_OK);
    ck_assert_int_eq(put(builder, MM_ROLE_MENTOR, "b", NULL, NULL, NULL), MM_ERR_LIMIT);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
}
END_TEST

START_TEST(arguments_are_checked)
{
    mm_programme *programme = programme_of(PROGRAMME(""));
    mm_cohort_builder *builder;
    const char *const name[] = {"id"};
    const char *const nameless[] = {NULL};
    mm_cohort *cohort;
    ck_assert_int_eq(mm_cohort_builder_new(NULL, NULL, NULL, &builder, NULL), MM_ERR_ARGUMENT);
    ck_assert(builder == NULL);
    builder = builder_of(programme, NULL);
    ck_assert_int_eq(mm_cohort_builder_new(programme, NULL, NULL, NULL, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(NULL, MM_ROLE_MENTOR, 1, name, name, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(builder, (mm_role)2, 1, name, name, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, -1, name, name, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 1, NULL, name, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 1, name, NULL, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 1, nameless, name, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 0, name, name, NULL),
                     MM_ERR_INPUT);
    ck_assert_int_eq(mm_cohort_builder_remove(builder, MM_ROLE_MENTOR, NULL, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_remove(NULL, MM_ROLE_MENTOR, "a", NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_seal(NULL, &cohort, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_builder_seal(builder, NULL, NULL), MM_ERR_ARGUMENT);
    mm_cohort_builder_free(NULL);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
}
END_TEST

START_TEST(memory_may_run_out_at_every_request)
{
    reading made = read_people(RULES, MENTORS, MENTEES);
    const char *const field[] = {"id", "availability", "away", "wishes", "t", "v", "c", "n"};
    const char *const text[] = {"m3", "Mon 9:00-9:30", "2026-10-01", "e1", "x;y", "1 1", "z", "1"};
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        mm_read_options options = MM_READ_OPTIONS_INIT;
        options.allocator = &allocator;
        mm_cohort_builder *builder = NULL;
        mm_cohort *cohort = NULL;
        mm_status status =
            mm_cohort_builder_new(made.programme, made.cohort, &options, &builder, NULL);
        if (status == MM_OK) {
            status = mm_cohort_builder_put(builder, MM_ROLE_MENTOR, 8, field, text, NULL);
        }
        if (status == MM_OK) status = mm_cohort_builder_seal(builder, &cohort, NULL);
        ck_assert_int_eq(status, state.has_failed ? MM_ERR_MEMORY : MM_OK);
        ck_assert((status == MM_OK) == (cohort != NULL));
        mm_cohort_free(cohort);
        mm_cohort_builder_free(builder);
        ck_assert_int_eq(state.n_out, 0);
        if (status == MM_OK) break;
    }
    free_reading(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("cohort_builder", cohort_to_builder_and_back_has_the_same_fingerprint,
                     put_as_in_a_file_gives_the_same_cohort, put_replaces_and_remove_takes_out,
                     what_is_left_does_not_remember_what_was_put_before,
                     refused_person_changes_nothing_and_is_told_by_the_call,
                     seal_tells_what_does_not_fit_together,
                     people_of_another_programme_are_a_mismatch, people_are_limited_by_the_option,
                     arguments_are_checked, memory_may_run_out_at_every_request);
}
