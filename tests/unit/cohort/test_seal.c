/* People against each other, the order of everything, and the fingerprint. */
#include "../read/people_text.h"

#include "cohort/cohort.h"
#include "run_suite.h"

#define SECRET "Zz9marker"

static const char plain[] = PROGRAMME("");

/* "0 2|1|" for the lists of people 0 and 1. */
static const char *lists(const int64_t *start, const int32_t *list, int32_t n)
{
    static char text[200];
    text[0] = '\0';
    for (int32_t i = 0; i < n; i++) {
        for (int64_t k = start[i]; k < start[i + 1]; k++) {
            (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d",
                           k == start[i] ? "" : " ", (int)list[k]);
        }
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "|");
    }
    return text;
}

START_TEST(people_are_in_order_of_their_ids_by_bytes)
{
    reading made = read_people(plain, "id\nb\nB\na\n\xC3\xA4\nab\n", "id\nz\n");
    ck_assert_int_eq(made.status, MM_OK);
    static const char *const id[] = {"B", "a", "ab", "b", "\xC3\xA4"};
    static const int64_t line[] = {3, 4, 6, 2, 5};
    for (int i = 0; i < 5; i++) {
        ck_assert_str_eq(made.cohort->people[0].id[i], id[i]);
        ck_assert_int_eq(made.cohort->people[0].line[i], line[i]);
    }
    free_reading(&made);
}
END_TEST

START_TEST(avoid_and_wishes_are_numbers_of_the_other_role)
{
    reading made = read_people(plain, "id,avoid,wishes\nm2,e3;e1,\nm1,,e2;e1;e3\n",
                               "id,avoid,wishes\ne1,m2,m2;m1\ne3,,\ne2,,m1\n");
    ck_assert_int_eq(made.status, MM_OK);
    const mmi_people *mentors = &made.cohort->people[0];
    const mmi_people *mentees = &made.cohort->people[1];
    ck_assert_str_eq(lists(mentors->avoid_start, mentors->avoid, 2), "|0 2|");
    ck_assert_str_eq(lists(mentors->wish_start, mentors->wish, 2), "1 0 2||");
    ck_assert_str_eq(lists(mentees->avoid_start, mentees->avoid, 3), "1|||");
    ck_assert_str_eq(lists(mentees->wish_start, mentees->wish, 3), "1 0|0||");
    free_reading(&made);
}
END_TEST

START_TEST(ids_that_are_unknown_own_or_repeated_are_dropped_with_a_note)
{
    reading made = read_people(plain, "id,wishes\nx,e1;" SECRET ";e1;x;e2\n",
                               "id,avoid\ne1,\ne2,m9;x;x\nx,\n");
    ck_assert_int_eq(made.status, MM_OK);
    ck_assert_str_eq(lists(made.cohort->people[0].wish_start, made.cohort->people[0].wish, 1),
                     "0 1|");
    ck_assert_str_eq(lists(made.cohort->people[1].avoid_start, made.cohort->people[1].avoid, 3),
                     "|0||");
    check_problem(&made, MM_CODE_ID_UNKNOWN, "mentors.csv", 2, 0, "no mentee has this id");
    ck_assert_str_eq(problem_of(&made, MM_CODE_ID_UNKNOWN)->token, SECRET);
    int32_t n;
    const mm_problem *list = mm_problems_list(made.problems, &n);
    int32_t n_twice = 0;
    int32_t n_own = 0;
    for (int32_t i = 0; i < n; i++) {
        n_twice += strstr(list[i].message, "twice") != NULL;
        n_own += strstr(list[i].message, "own id") != NULL;
    }
    ck_assert_int_eq(n_twice, 2);
    ck_assert_int_eq(n_own, 1);
    check_is_private(&made, SECRET);
    free_reading(&made);
}
END_TEST

START_TEST(C1_15_person_in_both_files_is_one_person)
{
    reading made = read_people(
        plain,
        "id,time_zone,name,email,availability,away\n"
        "p,Europe/Dublin,,p@x.org,Mon 9:00-10:00,2026-10-01\nq,UTC,,,,\n",
        "id,time_zone,name,email,availability,away\n"
        "p,,Pat,,,2026-10-02..2026-10-03\nr,UTC,,,,\n");
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mm_cohort *cohort = made.cohort;
    ck_assert_int_eq(cohort->people[0].same_person[0], 0);
    ck_assert_int_eq(cohort->people[0].same_person[1], MM_NONE);
    ck_assert_int_eq(cohort->people[1].same_person[0], 0);
    for (int role = 0; role < 2; role++) {
        const mmi_people *people = &cohort->people[role];
        ck_assert_str_eq(people->zone_name[0], "Europe/Dublin");
        ck_assert_int_eq(mmi_zone_offset_s(people->zone[0], 1783000000), 3600); /* July 2026 */
        ck_assert_str_eq(people->name[0], "Pat");
        ck_assert_str_eq(people->email[0], "p@x.org");
        ck_assert(people->has_availability[0]);
        ck_assert_int_eq(people->window_start[1], 1);
        ck_assert_int_eq(people->away_start[1], 1);
        ck_assert_int_eq(people->away[0].last_day - people->away[0].first_day, 2);
    }
    free_reading(&made);
}
END_TEST

START_TEST(zone_may_be_blank_only_where_the_other_row_gives_one)
{
    reading made = read_people(plain, "id,time_zone\np,\n", "id\np\n");
    ck_assert_int_eq(made.status, MM_OK); /* a file without the column is in the programme's */
    ck_assert_str_eq(made.cohort->people[0].zone_name[0], "UTC");
    free_reading(&made);
    made = read_people(plain, "id\np\n", "id,time_zone\np,Europe/Dublin\n");
    ck_assert_str_eq(made.cohort->people[0].zone_name[0], "Europe/Dublin");
    free_reading(&made);
    made = read_people(plain, "id,time_zone\np,\n", "id,time_zone\np,\n");
    ck_assert_int_eq(mm_problems_count(made.problems, MM_SEVERITY_ERROR), 2);
    free_reading(&made);
    made = read_people(plain, "id\nq\n", "id,time_zone\np,\n");
    check_problem(&made, MM_CODE_ZONE, "mentees.csv", 2, 0, "no time zone");
    free_reading(&made);
}
END_TEST

START_TEST(facts_of_one_person_that_contradict_are_errors)
{
    static const char *const field[] = {"time_zone", "name", "email"};
    static const char *const other[] = {"Europe/Dublin", "Zz9marker1", "Zz9marker2"};
    for (int i = 0; i < 3; i++) {
        char mentors[100];
        char mentees[100];
        (void)snprintf(mentors, sizeof mentors, "id,%s\nq,UTC\np,UTC\n", field[i]);
        (void)snprintf(mentees, sizeof mentees, "id,%s\np,%s\n", field[i], other[i]);
        reading made = read_people(plain, mentors, mentees);
        ck_assert_int_eq(made.status, MM_ERR_INPUT);
        check_problem(&made, MM_CODE_SAME_PERSON, "mentees.csv", 2, 0, "(line 3)");
        ck_assert_str_eq(problem_of(&made, MM_CODE_SAME_PERSON)->field, field[i]);
        check_is_private(&made, SECRET);
        free_reading(&made);
    }
}
END_TEST

START_TEST(availability_stated_in_both_rows_holds_each_for_its_role)
{
    reading made = read_people(plain, "id,availability\np,Mon 9:00-10:00\n",
                               "id,availability\np,Tue 9:00-10:00\n");
    ck_assert_int_eq(made.cohort->people[0].window[0].weekday, 0);
    ck_assert_int_eq(made.cohort->people[1].window[0].weekday, 1);
    free_reading(&made);
}
END_TEST

START_TEST(whom_one_person_avoids_holds_in_both_roles)
{
    /* p is both; as a mentor avoids mentee e (who is a mentor, too) and n, who is a mentor only. */
    reading made = read_people(plain, "id,avoid\ne,\nn,\np,e;n;gone\n", "id,avoid\ne,\np,\n");
    ck_assert_int_eq(made.status, MM_OK);
    const mmi_people *people = made.cohort->people;
    ck_assert_str_eq(lists(people[0].avoid_start, people[0].avoid, 3), "||0|");
    ck_assert_str_eq(lists(people[1].avoid_start, people[1].avoid, 2), "|0 1|");
    ck_assert_int_eq(mm_problems_count(made.problems, MM_SEVERITY_NOTE), 3); /* zones, gone */
    ck_assert_str_eq(problem_of(&made, MM_CODE_ID_UNKNOWN)->token, "gone");
    free_reading(&made);
}
END_TEST

/* A file with something of everything. */
#define RICH                                                                                      \
    PROGRAMME(", \"questions\": [{\"id\": \"s\", \"kind\": \"scale\", \"from\": 1, \"to\": 5, "   \
              "\"compare\": \"near\", \"weight\": 1}, {\"id\": \"n\", \"kind\": \"number\", "     \
              "\"range\": 1, \"compare\": \"near\", \"weight\": 1}, {\"id\": \"c\", "             \
              "\"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1}, {\"id\": \"t\", "     \
              "\"kind\": \"tags\", \"compare\": \"any\", \"weight\": 1}, {\"id\": \"v\", "        \
              "\"kind\": \"vector\", \"length\": 2, \"compare\": \"cosine\", \"weight\": 1}]")
#define HEAD "id,time_zone,name,email,availability,away,avoid,wishes,eligible,from,until,s,n,c,t,v"
#define M1 "m1,UTC,Ann,a@x,Mon 9:00-10:00,2026-10-01,e2,e1;e2,yes,2026-09-08,,3,1.5,x,a;b,1 2,2,p\n"
#define M2 "m2,,,,,,,,no,,,,,,,,0,q\n"
#define E1 "e1,UTC,Eve,,Tue 9:00-10:00,,m1,,,,2026-11-01,5,-2,y,b,0 1,p:1\n"
#define E2 "m2,Europe/Dublin,,,Sat 1:00-2:00,2026-10-05,,m1,,,,,,,c,,q:2 p\n"

#define E3 "e2,UTC,,,,,,,,,,,,,,,\n"

static void fingerprint_of(const char *mentors, const char *mentees, char fingerprint[65])
{
    reading made = read_people(RICH, mentors, mentees);
    ck_assert_msg(made.status == MM_OK, "%s %s", made.error.message, mentors);
    (void)snprintf(fingerprint, 65, "%s", mm_cohort_fingerprint(made.cohort));
    ck_assert_uint_eq(strlen(fingerprint), 64);
    free_reading(&made);
}

START_TEST(C4_15_order_of_rows_does_not_change_the_fingerprint)
{
    char one[65];
    char other[65];
    fingerprint_of(HEAD ",capacity,kind\n" M1 M2, HEAD ",wants\n" E1 E2, one);
    fingerprint_of(HEAD ",capacity,kind\n\n" M2 M1, HEAD ",wants\n" E2 E1, other);
    ck_assert_str_eq(one, other);
}
END_TEST

START_TEST(every_changed_fact_changes_the_fingerprint)
{
    static const struct { const char *from; const char *to; } changes[] = {
        {"m1,UTC", "m3,UTC"}, {"m1,UTC", "m1,Europe/Dublin"}, {"Ann", "Anna"}, {"a@x", "b@x"},
        {"Mon", "Tue"}, {"9:00", "9:01"}, {"10:00", "10:01"}, {"2026-10-01", "2026-10-02"},
        {",e2,", ",,"}, {"e1;e2", "e1"}, {",yes,", ",no,"}, {"2026-09-08", "2026-09-09"},
        {",3,", ",2,"}, {",3,", ",,"}, {"1.5", "1.501"}, {",x,", ",z,"}, {"a;b", "b"},
        {"1 2", "1 3"}, {",2,p", ",1,p"}, {",2,p", ",2,q"},
    };
    char before[65];
    char after[65];
    static const char mentees[] = HEAD ",wants\n" E1 E2 E3;
    fingerprint_of(HEAD ",capacity,kind\n" M1 M2, mentees, before);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char mentors[600];
        const char *at = strstr(M1, changes[i].from);
        ck_assert(at != NULL);
        (void)snprintf(mentors, sizeof mentors, HEAD ",capacity,kind\n%.*s%s%s" M2,
                       (int)(at - M1), M1, changes[i].to, at + strlen(changes[i].from));
        fingerprint_of(mentors, mentees, after);
        ck_assert_msg(strcmp(before, after) != 0, "%s", changes[i].to);
    }
}
END_TEST

START_TEST(every_changed_fact_of_a_mentee_changes_the_fingerprint)
{
    char before[65];
    char after[65];
    fingerprint_of(HEAD ",capacity,kind\n" M1 M2, HEAD ",wants\n" E1 E2, before);
    static const struct { const char *from; const char *to; } changes[] = {
        {"2026-11-01", "2026-11-02"}, {"p:1", "p:2"}, {"p:1", "q:1"}, {"p:1", "p:1 q:1"},
        {"m1,,", "m2,,"}, {"0 1", "0 2"}, {"-2", "2"}, {"Tue", "Sun"}};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        char mentees[600];
        const char *at = strstr(E1, changes[i].from);
        ck_assert(at != NULL);
        (void)snprintf(mentees, sizeof mentees, HEAD ",wants\n%.*s%s%s" E2, (int)(at - E1),
                       E1, changes[i].to, at + strlen(changes[i].from));
        fingerprint_of(HEAD ",capacity,kind\n" M1 M2, mentees, after);
        ck_assert_msg(strcmp(before, after) != 0, "%s", changes[i].to);
    }
}
END_TEST

START_TEST(programme_is_in_the_fingerprint_but_not_names_of_files)
{
    static const char *const json[] = {
        PROGRAMME(""), PROGRAMME(", \"name\": \"x\""), PROGRAMME(", \"zone_distance\": {}"),
        PROGRAMME(", \"matching\": {\"tie_seed\": 1}"), PROGRAMME(", \"matching\": {\"wants\": "
        "{\"mentor\": 2}}"), PROGRAMME(", \"check_ins\": {\"weeks\": [3]}"),
        PROGRAMME(", \"pairs\": {\"forbidden\": [[\"e\", \"m\"]]}")};
    char seen[7][65];
    for (int i = 0; i < 7; i++) {
        reading made = read_people(json[i], "id\nm\n", "id\ne\n");
        (void)snprintf(seen[i], 65, "%s", mm_cohort_fingerprint(made.cohort));
        for (int k = 0; k < i; k++) ck_assert_str_ne(seen[i], seen[k]);
        free_reading(&made);
    }
    reading made = read_people(
        "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-07\", \"weeks\": 12, "
        "\"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"a.csv\", \"columns\": {\"id\": "
        "\"Nr\"}}, \"mentees\": {\"file\": \"b.csv\", \"list_separator\": \"|\"}}",
        "Nr\nm\n", "id\ne\n");
    ck_assert_str_eq(mm_cohort_fingerprint(made.cohort), seen[0]);
    free_reading(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("seal", people_are_in_order_of_their_ids_by_bytes,
                     avoid_and_wishes_are_numbers_of_the_other_role,
                     ids_that_are_unknown_own_or_repeated_are_dropped_with_a_note,
                     C1_15_person_in_both_files_is_one_person,
                     zone_may_be_blank_only_where_the_other_row_gives_one,
                     facts_of_one_person_that_contradict_are_errors,
                     availability_stated_in_both_rows_holds_each_for_its_role,
                     whom_one_person_avoids_holds_in_both_roles,
                     C4_15_order_of_rows_does_not_change_the_fingerprint,
                     every_changed_fact_changes_the_fingerprint,
                     every_changed_fact_of_a_mentee_changes_the_fingerprint,
                     programme_is_in_the_fingerprint_but_not_names_of_files);
}
