/* People files as a form exports them. Numbers are rows of the catalogue of bad inputs. */
#include "people_text.h"

#include "cohort/cohort.h"
#include "run_suite.h"


#define SECRET "Zz9marker"

static const char plain[] = PROGRAMME("");
static const char nobody[] = "id,time_zone\n";

/* Reading `mentors` fails with this problem at this place, and shows nothing personal. */
static void check_refused(const char *mentors, mm_code code, int64_t line, int64_t column,
                          const char *part)
{
    reading made = read_people(plain, mentors, nobody);
    ck_assert_int_eq(made.status, MM_ERR_INPUT);
    ck_assert_int_eq(made.error.code, (int)code);
    check_problem(&made, code, "mentors.csv", line, column, part);
    check_is_private(&made, SECRET);
    free_reading(&made);
}

/* Reading works, with this note. */
static void check_noted(const char *mentors, mm_code code, int64_t line, int64_t column,
                        const char *part)
{
    reading made = read_people(plain, mentors, nobody);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    check_problem(&made, code, "mentors.csv", line, column, part);
    ck_assert_int_eq(problem_of(&made, code)->severity, MM_SEVERITY_NOTE);
    check_is_private(&made, SECRET);
    free_reading(&made);
}

START_TEST(C1_01_empty_file_has_no_headings)
{
    check_refused("", MM_CODE_CSV_EMPTY, 1, 0, "no headings");
    check_refused("\n  \n,,\n", MM_CODE_CSV_EMPTY, 1, 0, "no headings");
    check_refused("\n  \n", MM_CODE_CSV_EMPTY, 1, 0, "no headings");
}
END_TEST

START_TEST(C1_02_headings_alone_are_a_file_of_nobody)
{
    reading made = read_people(plain, "id\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    ck_assert_int_eq(mm_cohort_n_people(made.cohort, MM_ROLE_MENTOR), 0);
    ck_assert_int_eq(mm_cohort_n_people(made.cohort, MM_ROLE_MENTEE), 0);
    ck_assert_int_eq(n_problems(&made), 0);
    free_reading(&made);
}
END_TEST

START_TEST(C1_03_to_C1_12_faults_of_the_file_keep_their_place)
{
    check_refused("\xFF\xFEi\n", MM_CODE_CSV_ENCODING, 1, 1, "UTF-16");
    check_refused("id,name\na," SECRET "\rx\n", MM_CODE_CSV_ENCODING, 2, 12, "carriage return");
    check_refused("id,name\na,\"" SECRET "\n", MM_CODE_CSV_QUOTE, 2, 3, "never closed");
    check_refused("id,name\na,\"" SECRET "\"b\n", MM_CODE_CSV_QUOTE, 2, 14, "closing quote");
    check_refused("id,name\na,b\xE9\n", MM_CODE_CSV_ENCODING, 2, 4, "at byte 11 of the file");
    reading made = read_bytes(plain, "id,name\na,b\0c\n", 14, nobody, strlen(nobody));
    check_problem(&made, MM_CODE_CSV_ENCODING, "mentors.csv", 2, 4, "a NUL at byte 11");
    free_reading(&made);
}
END_TEST

START_TEST(C1_11_control_characters_are_refused_in_ids_and_names)
{
    check_refused("id\n\"a\nb\"\n", MM_CODE_ID, 2, 2, "control characters");
    check_refused("id\na\x01" SECRET "\n", MM_CODE_ID, 2, 1, "control characters");
    check_refused("id\na\xC2\x85" "b\n", MM_CODE_ID, 2, 1, "control characters");
    check_refused("id,name\na,\"" SECRET "\nATTENDEE:x\"\n", MM_CODE_PERSON_TEXT, 2, 4, "one line");
    check_refused("id,email\na,x\x7F\n", MM_CODE_PERSON_TEXT, 2, 3, "one line");
}
END_TEST

START_TEST(C1_13_id_twice_is_told_with_both_lines)
{
    check_refused("id,name\n" SECRET ",a\nb,c\n" SECRET ",d\n", MM_CODE_ID_TWICE, 4, 1, "line 2");
}
END_TEST

START_TEST(C1_14_ids_that_differ_only_in_case_are_noted)
{
    check_noted("id\n" SECRET "\nx\nzz9MARKER\n", MM_CODE_ID_LOOKS_ALIKE, 4, 0, "line 2");
    reading made = read_people(plain, "id\nABC\nABD\n", nobody);
    ck_assert(problem_of(&made, MM_CODE_ID_LOOKS_ALIKE) == NULL);
    free_reading(&made);
}
END_TEST

START_TEST(C1_16_blank_id_is_an_error)
{
    check_refused("id,name\n," SECRET "\n", MM_CODE_ID, 2, 1, "no id");
    check_refused("id,name\n \t," SECRET "\n", MM_CODE_ID, 2, 3, "no id");
}
END_TEST

START_TEST(id_has_at_most_128_bytes)
{
    char text[200] = "id\n";
    memset(text + 3, 'x', 128);
    reading made = read_people(plain, text, nobody);
    ck_assert_int_eq(made.status, MM_OK);
    free_reading(&made);
    text[3 + 128] = 'x';
    check_refused(text, MM_CODE_ID, 2, 1, "128 bytes");
}
END_TEST

START_TEST(C1_17_missing_columns_are_told_with_the_remedy)
{
    check_refused("ID," SECRET "\na,b\n", MM_CODE_COLUMN_MISSING, 1, 0, "comma, semicolon or tab");
    reading made = read_people(plain, "id\n", "x," SECRET "\n");
    ck_assert_int_eq(made.status, MM_ERR_INPUT);
    check_problem(&made, MM_CODE_COLUMN_MISSING, "mentees.csv", 1, 0, "no column");
    check_is_private(&made, SECRET);
    free_reading(&made);
}
END_TEST

START_TEST(named_heading_must_be_there)
{
    const char *json =
        "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-07\", \"weeks\": 12, "
        "\"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"m.csv\", \"columns\": "
        "{\"id\": \"Staff number\", \"name\": \"Full name\"}}, \"mentees\": {\"file\": \"n.csv\"}}";
    reading made = read_people(json, "Staff number,Full name\n7,Ann\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    ck_assert_str_eq(made.cohort->people[0].id[0], "7");
    ck_assert_str_eq(made.cohort->people[0].name[0], "Ann");
    free_reading(&made);
    made = read_people(json, "Staff number,name\n7,Ann\n", nobody);
    check_problem(&made, MM_CODE_COLUMN_MISSING, "mentors.csv", 1, 0, "for name");
    ck_assert_str_eq(problem_of(&made, MM_CODE_COLUMN_MISSING)->field, "Full name");
    free_reading(&made);
}
END_TEST

START_TEST(C1_18_heading_twice_is_an_error_if_it_is_used)
{
    check_refused("id,name, id\na,b,c\n", MM_CODE_COLUMN_TWICE, 1, 9, "columns 1 and 3");
    reading made = read_people(plain, "id,other,other\na,b,c\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    free_reading(&made);
}
END_TEST

START_TEST(C1_19_other_columns_are_ignored_and_near_ones_noted)
{
    check_noted("id,Time zone\na,UTC\n", MM_CODE_COLUMN_IGNORED, 1, 4, "column 2 is ignored");
    reading made = read_people(plain, "id,Time zone\na,UTC\n", nobody);
    ck_assert_str_eq(problem_of(&made, MM_CODE_COLUMN_IGNORED)->suggestion, "time_zone");
    free_reading(&made);
    made = read_people(plain, "id,time_zone,Time zone,shoe size,wants\na,UTC,b,c,d\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    ck_assert_int_eq(n_problems(&made), 0); /* found, not near, not a mentor's field */
    free_reading(&made);
}
END_TEST

START_TEST(C1_20_row_with_another_number_of_cells_is_an_error)
{
    check_refused("id,name\na," SECRET ",c\n", MM_CODE_CSV_FIELDS, 2, 0,
                  "3 cells where the headings are 2");
    check_refused("id,name\nb,c\na\n", MM_CODE_CSV_FIELDS, 3, 0, "1 cells");
}
END_TEST

START_TEST(C1_21_semicolon_and_tab_files_are_read)
{
    static const char *const files[] = {"id;name\na;Ann, B\n", "name\tid\nAnn, B\ta\n",
                                        "\xEF\xBB\xBF id ; name \r\n a ; Ann, B \r\n"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        reading made = read_people(plain, files[i], nobody);
        ck_assert_int_eq(made.status, MM_OK);
        ck_assert_str_eq(made.cohort->people[0].id[0], "a");
        ck_assert_str_eq(made.cohort->people[0].name[0], "Ann, B");
        free_reading(&made);
    }
}
END_TEST

START_TEST(C1_22_and_C1_23_limits_of_the_file_are_told)
{
    static char text[70100];
    (void)snprintf(text, sizeof text, "id,name\na,");
    memset(text + strlen(text), 'x', 65537);
    check_refused(text, MM_CODE_LIMIT, 2, 3, "65,536 bytes");
    char headings[1030] = "id";
    memset(headings + 2, ',', 1024);
    check_refused(headings, MM_CODE_LIMIT, 1, 1027, "1,024 columns");
}
END_TEST

START_TEST(C1_26_capacity_stays_in_its_range)
{
    static const char *const bad[] = {"99999999999", "1000001", "-1", "1.5", "2,", "many", "0x1",
                                      "99999999999999999999999", "+1", "1e3"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[100];
        (void)snprintf(text, sizeof text, "id,capacity\na,\"%s\"\n", bad[i]);
        check_refused(text, MM_CODE_CAPACITY, 2, 4, "0 to 1,000,000");
    }
    reading made = read_people(plain, "id,capacity\na,0\nb,1000000\nc,\nd,007\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    const int32_t *capacity = made.cohort->people[0].capacity;
    ck_assert(capacity[0] == 0 && capacity[1] == 1000000 && capacity[2] == 1 && capacity[3] == 7);
    free_reading(&made);
}
END_TEST

START_TEST(C1_27_formulas_are_text_and_guards_are_taken_off)
{
    reading made = read_people(plain, "id,name\n'=a,=cmd|x\n+b,'@SUM\n'c,''=d\n-d,'e\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    const mmi_people *people = &made.cohort->people[0];
    static const char *const id[] = {"'c", "+b", "-d", "=a"};
    static const char *const name[] = {"''=d", "@SUM", "'e", "=cmd|x"};
    for (int i = 0; i < 4; i++) {
        ck_assert_str_eq(people->id[i], id[i]);
        ck_assert_str_eq(people->name[i], name[i]);
    }
    free_reading(&made);
}
END_TEST

START_TEST(C1_31_blank_rows_are_skipped_with_one_note)
{
    check_noted("id,name\n\na,b\n , \n,\n", MM_CODE_CSV_BLANK_ROWS, 2, 0, "3 blank rows");
    check_noted("id,name\na,b\n,\n", MM_CODE_CSV_BLANK_ROWS, 3, 0, "1 blank row skipped");
}
END_TEST

START_TEST(C3_01_unknown_zone_suggests_one)
{
    reading made = read_people(plain, "id,time_zone\na,Europe/Dubiln\n", nobody);
    check_problem(&made, MM_CODE_ZONE, "mentors.csv", 2, 3, "not a known time zone");
    ck_assert_str_eq(problem_of(&made, MM_CODE_ZONE)->suggestion, "Europe/Dublin");
    ck_assert_str_eq(problem_of(&made, MM_CODE_ZONE)->token, "Europe/Dubiln");
    free_reading(&made);
}
END_TEST

START_TEST(C3_02_to_C3_06_zones_that_are_no_places_are_refused)
{
    static const char *const bad[] = {
        "../../etc/passwd", "/etc/passwd", "Europe/../Europe/Berlin", "Europe//Berlin", "Europe/",
        "Europe", "zone.tab", "tzdata.zi", "europe/berlin", "localtime", "posixrules",
        "right/Europe/Berlin", "posix/Europe/Berlin", "Factory", "Europe Berlin", "UTC+3",
        "UTC+14:15", "UTC+05:10", "+05:45"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[100];
        (void)snprintf(text, sizeof text, "id,time_zone\n" SECRET ",%s\n", bad[i]);
        check_refused(text, MM_CODE_ZONE, 2, 11, "such as Europe/Dublin");
    }
}
END_TEST

START_TEST(C3_36_fixed_offsets_are_zones)
{
    reading made = read_people(plain, "id,time_zone\na,UTC+05:45\nb,UTC-14:00\nc, UTC \n", nobody);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mmi_people *people = &made.cohort->people[0];
    ck_assert_str_eq(people->zone_name[0], "UTC+05:45");
    ck_assert_int_eq(mmi_zone_offset_s(people->zone[0], 0), 20700);
    ck_assert_int_eq(mmi_zone_offset_s(people->zone[1], 0), -50400);
    ck_assert_str_eq(people->zone_name[2], "UTC");
    free_reading(&made);
}
END_TEST

START_TEST(file_without_zones_is_in_the_programmes_zone_with_a_note)
{
    check_noted("id\na\n", MM_CODE_ZONE_DEFAULT, 1, 0, "programme's time zone");
    reading made = read_people(plain, "id\na\n", nobody);
    ck_assert_str_eq(made.cohort->people[0].zone_name[0], "UTC");
    free_reading(&made);
}
END_TEST

START_TEST(blank_zone_is_an_error)
{
    check_refused("id,time_zone\na,UTC\n" SECRET ", \n", MM_CODE_ZONE, 3, 0, "no time zone");
}
END_TEST

START_TEST(C3_20_fault_in_availability_has_its_exact_column)
{
    check_refused("id,availability\n" SECRET ",\"Mon 9:00-10:00; Tu 9:00-10:00\"\n",
                  MM_CODE_AVAILABILITY, 2, 28, "not a day");
    check_refused("id,availability\na,  Mon 9-10\n", MM_CODE_AVAILABILITY, 2, 9, "time of day");
    check_refused("id,name,availability\na,\"b\"\"c\",Mon 9:00-10:00 \"x\n", MM_CODE_CSV_QUOTE, 2,
                  25, "double quote");
}
END_TEST

START_TEST(C3_24_overlap_is_noted)
{
    check_noted("id,availability\na,Mon 9:00-11:00; Mon 10:00-12:00\n", MM_CODE_WINDOWS_OVERLAP, 2,
                3, "overlap");
}
END_TEST

START_TEST(C3_27_and_C3_30_dates_have_one_form)
{
    static const char *const bad[] = {"2027-02-29", "2026-04-31", "2026-00-10", "2026-13-01",
                                      "0000-01-01", "1969-12-31", "2401-01-01", "9999-01-01",
                                      "10000-01-01", "-2026-01-01", "26-01-01", "03/04/2026",
                                      "1 May 2026", "2026-1-1", "2026-09-07T00:00"};
    static const char *const field[] = {"away", "from", "until"};
    for (size_t f = 0; f < 3; f++) {
        for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
            char text[100];
            (void)snprintf(text, sizeof text, "id,%s\n" SECRET ",%s\n", field[f], bad[i]);
            check_refused(text, MM_CODE_PERSON_DATE, 2, 11, "write it as 2026-09-07");
        }
    }
}
END_TEST

START_TEST(ranges_of_dates_are_inclusive_and_run_forward)
{
    reading made = read_people(plain, "id,away,from,until\n"
        "a,2026-10-05..2026-10-06; 2026-10-01 .. 2026-10-04 ;2026-12-24..2026-12-24,"
        "2026-09-08,2026-09-08\n"
        "b,,,\n", nobody);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mmi_people *people = &made.cohort->people[0];
    ck_assert_int_eq(people->away_start[1], 2);
    ck_assert_int_eq(people->away[0].last_day - people->away[0].first_day, 5);
    ck_assert_int_eq(people->away[1].last_day, people->away[1].first_day);
    ck_assert_int_eq(people->from_day[0], 20704); /* days from 1970-01-01 to 2026-09-08 */
    ck_assert_int_eq(people->until_day[0], 20704);
    ck_assert_int_eq(people->from_day[1], INT32_MIN);
    ck_assert_int_eq(people->until_day[1], INT32_MAX);
    free_reading(&made);
    check_refused("id,away\na,2026-10-02..2026-10-01\n", MM_CODE_PERSON_DATE, 2, 3, "ends before");
    check_refused("id,away\na,2026-10-02;x\n", MM_CODE_PERSON_DATE, 2, 14, "not a date");
    check_refused("id,from,until\na,2026-10-02,2026-10-01\n", MM_CODE_PERSON_DATE, 2, 14,
                  "before the day");
}
END_TEST

START_TEST(eligible_is_yes_or_no)
{
    reading made = read_people(plain, "id,eligible\na,YES\nb,No\nc,\n", nobody);
    ck_assert_int_eq(made.status, MM_OK);
    const bool *takes_part = made.cohort->people[0].takes_part;
    ck_assert(takes_part[0] && !takes_part[1] && takes_part[2]);
    free_reading(&made);
    check_refused("id,eligible\na,true\n", MM_CODE_YES_NO, 2, 3, "yes or no");
}
END_TEST

START_TEST(kind_is_one_word)
{
    static const char *const bad[] = {"two words", "a:b", "a;b", "a,b"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        char text[100];
        (void)snprintf(text, sizeof text, "id,kind\n" SECRET ",\"%s\"\n", bad[i]);
        check_refused(text, MM_CODE_KIND, 2, 12, "not one word");
    }
}
END_TEST

/* Kinds and wants of one mentor and one mentee under this programme. */
static reading read_kinds(const char *wanted, const char *kind, const char *wants)
{
    char json[400];
    char mentors[100];
    char mentees[100];
    (void)snprintf(json, sizeof json, PROGRAMME(", \"matching\": {\"wants\": %s}"), wanted);
    (void)snprintf(mentors, sizeof mentors, "id,kind\na,%s\n", kind);
    (void)snprintf(mentees, sizeof mentees, "id,wants\nb,%s\n", wants);
    return read_people(json, mentors, mentees);
}

static void check_wants(const char *wanted, const char *kind, const char *wants,
                        const char *expected)
{
    reading made = read_kinds(wanted, kind, wants);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mmi_people *mentees = &made.cohort->people[MMI_MENTEE];
    char found[200];
    int n = snprintf(found, sizeof found, "%s",
                     made.cohort->kind[made.cohort->people[MMI_MENTOR].kind[0]]);
    for (int64_t k = 0; k < mentees->want_start[1]; k++) {
        n += snprintf(found + n, sizeof found - (size_t)n, " %s:%d",
                      made.cohort->kind[mentees->want_kind[k]], (int)mentees->want_count[k]);
    }
    ck_assert_str_eq(found, expected);
    ck_assert_int_le(made.cohort->n_kinds, mentees->want_start[1] + 1); /* none that is unused */
    free_reading(&made);
}

START_TEST(blank_kinds_and_wants_are_the_programmes)
{
    check_wants("{\"mentor\": 1}", "", "", "mentor mentor:1");
    check_wants("{\"expert\": 2}", "", "", "expert expert:2");
    check_wants("{\"peer\": 1, \"expert\": 2}", "", "", "mentor expert:2 peer:1");
    check_wants("{\"expert\": 2}", "peer", "peer", "peer peer:1");
    check_wants("{\"expert\": 2}", "x", "peer:3 expert", "x expert:1 peer:3");
    check_wants("{\"expert\": 2}", "x", "peer:3;expert:0 ; a:1000000", "x a:1000000 peer:3");
    check_wants("{\"expert\": 2}", "x", "peer:0", "x");
}
END_TEST

START_TEST(wants_have_one_form)
{
    static const struct { const char *wants; int64_t column; const char *part; } cases[] = {
        {"peer:x", 3, "not a kind"}, {"peer:-1", 3, "not a kind"}, {":1", 3, "not a kind"},
        {"a:1:2", 3, "not a kind"}, {"a:1000001", 3, "not a kind"}, {"peer: 1", 3, "not a kind"},
        {"a:1 b a:2", 9, "stands here twice"}, {"a  1.5:x", 6, "not a kind"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        reading made = read_kinds("{\"mentor\": 1}", "a", cases[i].wants);
        check_problem(&made, MM_CODE_WANTS, "mentees.csv", 2, cases[i].column, cases[i].part);
        free_reading(&made);
    }
}
END_TEST

START_TEST(kind_that_no_mentor_has_is_noted)
{
    reading made = read_kinds("{\"mentor\": 1}", "expert", "expert " SECRET);
    ck_assert_int_eq(made.status, MM_OK);
    check_problem(&made, MM_CODE_KIND_UNKNOWN, "mentees.csv", 2, 0, "no mentor has");
    ck_assert_str_eq(problem_of(&made, MM_CODE_KIND_UNKNOWN)->token, SECRET);
    check_is_private(&made, SECRET);
    free_reading(&made);
}
END_TEST

START_TEST(wishes_without_a_column_are_an_error)
{
    const char *json = PROGRAMME(", \"wishes\": {}");
    reading made = read_people(json, "id\na\n", "id\nb\n");
    check_problem(&made, MM_CODE_WISHES_COLUMN, "mentees.csv", 1, 0, "neither file");
    free_reading(&made);
    made = read_people(json, "id,wishes\na,b\n", "id\nb\n");
    ck_assert_int_eq(made.status, MM_OK);
    ck_assert(made.cohort->people[MMI_MENTOR].may_wish);
    ck_assert(!made.cohort->people[MMI_MENTEE].may_wish);
    free_reading(&made);
}
END_TEST

START_TEST(all_problems_of_both_files_are_told_in_order)
{
    reading made = read_people(plain, "id,capacity\na,x\n\nb,y\nb,1\n",
                               "id,availability\nc,never\n");
    int32_t n;
    const mm_problem *list = mm_problems_list(made.problems, &n);
    static const int code[] = {MM_CODE_ZONE_DEFAULT, MM_CODE_CAPACITY, MM_CODE_CSV_BLANK_ROWS,
                               MM_CODE_CAPACITY, MM_CODE_ID_TWICE, MM_CODE_ZONE_DEFAULT,
                               MM_CODE_AVAILABILITY};
    ck_assert_int_eq(n, 7);
    for (int i = 0; i < 7; i++) ck_assert_int_eq(list[i].code, code[i]);
    ck_assert_int_eq(made.error.line, 2);
    ck_assert_str_eq(made.error.file, "mentors.csv");
    free_reading(&made);
}
END_TEST

START_TEST(errors_of_an_earlier_read_do_not_make_the_next_one_fail)
{
    reading made = read_people(plain, "id,capacity\na,x\n", nobody);
    ck_assert_int_eq(made.status, MM_ERR_INPUT);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.problems = made.problems;
    const mm_source people = {.name = "x.csv", .bytes = "id\na\n", .n_bytes = 5};
    ck_assert_int_eq(mm_read_cohort(made.programme, &people, &people, &options, &made.cohort,
                                    &made.error), MM_OK);
    ck_assert_int_eq(made.error.status, MM_OK);
    ck_assert_str_eq(made.error.message, "");
    free_reading(&made);
}
END_TEST

START_TEST(people_are_limited_by_the_option)
{
    mm_programme *programme = programme_of(plain);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.most_people = 2;
    const mm_source three = {.name = "mentors.csv", .bytes = "id\na\nb\nc\n", .n_bytes = 9};
    const mm_source two = {.name = "mentors.csv", .bytes = "id\na\nb\n", .n_bytes = 7};
    mm_cohort *cohort;
    mm_error error;
    ck_assert_int_eq(mm_read_cohort(programme, &two, &two, &options, &cohort, &error), MM_OK);
    mm_cohort_free(cohort);
    ck_assert_int_eq(mm_read_cohort(programme, &three, &two, &options, &cohort, &error),
                     MM_ERR_LIMIT);
    ck_assert_int_eq(error.line, 4);
    ck_assert(cohort == NULL);
    options.most_bytes = 8;
    ck_assert_int_eq(mm_read_cohort(programme, &three, &two, &options, &cohort, &error),
                     MM_ERR_LIMIT);
    mm_programme_free(programme);
}
END_TEST

START_TEST(cancelled_read_makes_nothing)
{
    mm_programme *programme = programme_of(plain);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    options.cancel = cancel;
    const mm_source people = {.name = "x.csv", .bytes = "id\na\nb\n", .n_bytes = 7};
    mm_cohort *cohort;
    ck_assert_int_eq(mm_read_cohort(programme, &people, &people, &options, &cohort, NULL),
                     MM_ERR_STOPPED);
    ck_assert(cohort == NULL);
    mm_cancel_free(cancel);
    mm_programme_free(programme);
}
END_TEST

int main(void)
{
    return RUN_SUITE(
        "people_csv", C1_01_empty_file_has_no_headings, C1_02_headings_alone_are_a_file_of_nobody,
        C1_03_to_C1_12_faults_of_the_file_keep_their_place,
        C1_11_control_characters_are_refused_in_ids_and_names,
        C1_13_id_twice_is_told_with_both_lines, C1_14_ids_that_differ_only_in_case_are_noted,
        C1_16_blank_id_is_an_error, id_has_at_most_128_bytes,
        C1_17_missing_columns_are_told_with_the_remedy, named_heading_must_be_there,
        C1_18_heading_twice_is_an_error_if_it_is_used,
        C1_19_other_columns_are_ignored_and_near_ones_noted,
        C1_20_row_with_another_number_of_cells_is_an_error, C1_21_semicolon_and_tab_files_are_read,
        C1_22_and_C1_23_limits_of_the_file_are_told, C1_26_capacity_stays_in_its_range,
        C1_27_formulas_are_text_and_guards_are_taken_off,
        C1_31_blank_rows_are_skipped_with_one_note, C3_01_unknown_zone_suggests_one,
        C3_02_to_C3_06_zones_that_are_no_places_are_refused, C3_36_fixed_offsets_are_zones,
        file_without_zones_is_in_the_programmes_zone_with_a_note, blank_zone_is_an_error,
        C3_20_fault_in_availability_has_its_exact_column, C3_24_overlap_is_noted,
        C3_27_and_C3_30_dates_have_one_form, ranges_of_dates_are_inclusive_and_run_forward,
        eligible_is_yes_or_no, kind_is_one_word, blank_kinds_and_wants_are_the_programmes,
        wants_have_one_form, kind_that_no_mentor_has_is_noted, wishes_without_a_column_are_an_error,
        all_problems_of_both_files_are_told_in_order,
        errors_of_an_earlier_read_do_not_make_the_next_one_fail, people_are_limited_by_the_option,
        cancelled_read_makes_nothing);
}
