/* Answers and lists of one person. Numbers are rows of the catalogue of bad inputs. */
#include "people_text.h"

#include "cohort/cohort.h"
#include "run_suite.h"

#define SECRET "Zz9marker"
#define SCALE                                                                                     \
    "{\"id\": \"q\", \"kind\": \"scale\", \"from\": 1, \"to\": 5, \"compare\": \"near\", "        \
    "\"weight\": 1}"
#define LEVELS                                                                                    \
    "{\"id\": \"q\", \"kind\": \"scale\", \"levels\": [\"AO\", \"EO\", \"Grade 7\"], "            \
    "\"compare\": \"near\", \"weight\": 1}"
#define NUMBER                                                                                    \
    "{\"id\": \"q\", \"kind\": \"number\", \"compare\": \"near\", \"weight\": 1, "                \
    "\"range\": 1, \"blank\": [\"n/a\", \"-\"]}"
#define CHOICE "{\"id\": \"q\", \"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1}"
#define TAGS "{\"id\": \"q\", \"kind\": \"tags\", \"compare\": \"cover\", \"weight\": 1}"
#define VECTOR                                                                                    \
    "{\"id\": \"q\", \"kind\": \"vector\", \"length\": 3, \"compare\": \"cosine\", "              \
    "\"weight\": 1}"

static const char nobody[] = "id,q\n";

/* One mentor with this cell as the answer. */
static reading answered(const char *question, const char *cell)
{
    char mentors[1000];
    (void)snprintf(mentors, sizeof mentors, "id;q\na;%s\n", cell);
    return read_people(question, mentors, nobody);
}

static void check_refused(const char *question, const char *cell, const char *part)
{
    reading made = answered(question, cell);
    ck_assert_msg(made.status == MM_ERR_INPUT, "%s", cell);
    check_problem(&made, MM_CODE_ANSWER, "mentors.csv", 2, 3, part);
    ck_assert_str_eq(problem_of(&made, MM_CODE_ANSWER)->field, "q");
    ck_assert_str_eq(problem_of(&made, MM_CODE_ANSWER)->token, cell);
    check_is_private(&made, SECRET);
    free_reading(&made);
}

static int32_t scale_of(const char *question, const char *cell)
{
    reading made = answered(question, cell);
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const int32_t scale = made.cohort->people[0].answers[0].scale[0];
    free_reading(&made);
    return scale;
}

START_TEST(C1_25_and_C4_08_scale_answers_stay_on_the_scale)
{
    ck_assert_int_eq(scale_of(QUESTION(SCALE), "1"), 1);
    ck_assert_int_eq(scale_of(QUESTION(SCALE), " 5 "), 5);
    ck_assert_int_eq(scale_of(QUESTION(SCALE), "05"), 5);
    ck_assert_int_eq(scale_of(QUESTION(SCALE), ""), MMI_NO_SCALE);
    static const char *const bad[] = {"0", "6", "7", "-1", "2.5", "3.0", "x", "\xEF\xBC\x95",
                                      "99999999999999999999", "1 2", SECRET};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        check_refused(QUESTION(SCALE), bad[i], "from 1 to 5");
    }
}
END_TEST

START_TEST(C4_10_level_is_one_of_the_programmes_with_a_suggestion)
{
    ck_assert_int_eq(scale_of(QUESTION(LEVELS), "AO"), 1);
    ck_assert_int_eq(scale_of(QUESTION(LEVELS), "Grade 7"), 3);
    check_refused(QUESTION(LEVELS), "grade 7", "levels");
    check_refused(QUESTION(LEVELS), "1", "levels");
    check_refused(QUESTION(LEVELS), SECRET, "levels");
    reading made = answered(QUESTION(LEVELS), "Grade7");
    ck_assert_str_eq(problem_of(&made, MM_CODE_ANSWER)->suggestion, "Grade 7");
    free_reading(&made);
}
END_TEST

static int64_t number_of(const char *cell)
{
    reading made = answered(QUESTION(NUMBER), cell);
    ck_assert_msg(made.status == MM_OK, "%s: %s", cell, made.error.message);
    const int64_t milli = made.cohort->people[0].answers[0].number_milli[0];
    free_reading(&made);
    return milli;
}

START_TEST(C1_24_and_C4_12_numbers_have_one_grammar)
{
    ck_assert_int_eq(number_of("0"), 0);
    ck_assert_int_eq(number_of("-0"), 0);
    ck_assert_int_eq(number_of("1.5"), 1500);
    ck_assert_int_eq(number_of("-20.125"), -20125);
    ck_assert_int_eq(number_of("007"), 7000);
    ck_assert_int_eq(number_of("1000000000000"), INT64_C(1000000000000000));
    ck_assert_int_eq(number_of("-1000000000000.000"), INT64_C(-1000000000000000));
    static const struct { const char *cell; const char *part; } cases[] = {
        {"1e999", "not a number"}, {"nan", "not a number"}, {"inf", "not a number"},
        {"0x1p3", "not a number"}, {"1_000", "not a number"}, {"\xEF\xBC\x95", "not a number"},
        {"--1", "not a number"}, {"1.", "not a number"}, {".5", "not a number"},
        {"+1", "not a number"}, {"1 000", "not a number"}, {SECRET, "not a number"},
        {"1.2345", "three places"}, {"1.0000", "three places"},
        {"1000000000000.001", "beyond 1,000,000,000,000"},
        {"-1000000000001", "beyond 1,000,000,000,000"},
        {"99999999999999999999999999", "beyond 1,000,000,000,000"},
        {"1,5", "decimal comma"}, {"-2,25", "decimal comma"}, {"1,000,000", "not a number"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_refused(QUESTION(NUMBER), cases[i].cell, cases[i].part);
    }
}
END_TEST

START_TEST(blank_texts_of_the_question_count_as_no_answer)
{
    ck_assert_int_eq(number_of(""), MMI_NO_NUMBER);
    ck_assert_int_eq(number_of("  "), MMI_NO_NUMBER);
    ck_assert_int_eq(number_of(" n/a "), MMI_NO_NUMBER);
    ck_assert_int_eq(number_of("-"), MMI_NO_NUMBER);
    check_refused(QUESTION(NUMBER), "N/A", "not a number");
}
END_TEST

START_TEST(choices_are_sorted_by_bytes_over_both_roles)
{
    reading made = read_people(QUESTION(CHOICE), "id,q\na,pear\nb,\nc, apple \n",
                               "id,q\nd,\xC3\xA4pfel\ne,Pear\nf,pear\n");
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mm_cohort *cohort = made.cohort;
    static const char *const text[] = {"Pear", "apple", "pear", "\xC3\xA4pfel"};
    ck_assert_int_eq(cohort->n_texts[0], 4);
    for (int i = 0; i < 4; i++) ck_assert_str_eq(cohort->text[0][i], text[i]);
    const int32_t *mentor = cohort->people[0].answers[0].choice;
    const int32_t *mentee = cohort->people[1].answers[0].choice;
    ck_assert(mentor[0] == 2 && mentor[1] == MM_NONE && mentor[2] == 1);
    ck_assert(mentee[0] == 3 && mentee[1] == 0 && mentee[2] == 2);
    free_reading(&made);
}
END_TEST

START_TEST(C4_11_tags_are_trimmed_sorted_and_told_apart_once)
{
    reading made = answered(QUESTION(TAGS), "\"b; a ;;b;c c; a\"");
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mmi_answers *answers = &made.cohort->people[0].answers[0];
    ck_assert_int_eq(answers->tag_start[1], 3);
    for (int32_t i = 0; i < 3; i++) ck_assert_int_eq(answers->tag[i], i);
    ck_assert_str_eq(made.cohort->text[0][2], "c c");
    free_reading(&made);
    made = answered(QUESTION(TAGS), "\" ; ;\"");
    ck_assert_int_eq(made.cohort->people[0].answers[0].tag_start[1], 0);
    free_reading(&made);
}
END_TEST

START_TEST(C4_11_a_thousand_tags_are_read)
{
    char cell[6100] = "\"";
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(cell + strlen(cell), 16, "t%d;", i * 7 % 500);
    }
    char mentors[6200];
    (void)snprintf(mentors, sizeof mentors, "id,q\na,%s\"\n", cell);
    reading made = read_people(QUESTION(TAGS), mentors, nobody);
    ck_assert_int_eq(made.status, MM_OK);
    ck_assert_int_eq(made.cohort->people[0].answers[0].tag_start[1], 500);
    free_reading(&made);
}
END_TEST

START_TEST(vectors_are_json_numbers_divided_by_blanks)
{
    reading made = answered(QUESTION(VECTOR), "  0.5  -1\t2.5e-3 ");
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mmi_answers *answers = &made.cohort->people[0].answers[0];
    ck_assert(answers->has_vector[0]);
    ck_assert(answers->vector[0] == 0.5 && answers->vector[1] == -1.0 &&
              answers->vector[2] == 2.5e-3);
    free_reading(&made);
    made = answered(QUESTION(VECTOR), "123456789012345678901234567890 0 0");
    ck_assert(made.cohort->people[0].answers[0].vector[0] == 123456789012345678901234567890.0);
    free_reading(&made);
    made = answered(QUESTION(VECTOR), "0 0.0 -0e5");
    ck_assert(made.status == MM_OK && !made.cohort->people[0].answers[0].has_vector[0]);
    free_reading(&made);
    static const struct { const char *cell; const char *part; } cases[] = {
        {"1 2", "2 numbers where the question asks for 3"},
        {"1 2 3 4", "4 numbers where the question asks for 3"},
        {"1,2,3", "not numbers"}, {"1 2 x", "not numbers"}, {"1 2 .5", "not numbers"},
        {"1 2 +5", "not numbers"}, {"1 2 05", "not numbers"}, {"1 2 1e999", "not numbers"},
        {"[1 2 3]", "not numbers"}, {"1 2 NaN", "not numbers"}, {"1 2 -", "not numbers"},
        {"1e200 2 3", "too large"}, {SECRET, "not numbers"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        check_refused(QUESTION(VECTOR), cases[i].cell, cases[i].part);
    }
}
END_TEST

START_TEST(C4_01_and_C4_02_everything_may_be_missing)
{
    reading made = read_people(
        QUESTION(SCALE ", {\"id\": \"r\", \"kind\": \"tags\", \"compare\": \"any\", "
                 "\"weight\": 1}, {\"id\": \"s\", \"kind\": \"vector\", \"length\": 2, "
                 "\"compare\": \"cosine\", \"weight\": 1}, {\"id\": \"t\", "
                 "\"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1}"),
        "id,q,r,s,t,name\na,,,,,x\n", "id,q,r,s,t,availability\nb,,,,,\n");
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    const mmi_answers *answers = made.cohort->people[0].answers;
    ck_assert_int_eq(answers[0].scale[0], MMI_NO_SCALE);
    ck_assert_int_eq(answers[1].tag_start[1], 0);
    ck_assert(!answers[2].has_vector[0]);
    ck_assert_int_eq(answers[3].choice[0], MM_NONE);
    ck_assert(!made.cohort->people[1].has_availability[0]);
    free_reading(&made);
}
END_TEST

START_TEST(C4_09_question_without_a_column_names_the_remedy)
{
    reading made = read_people(QUESTION(CHOICE), "id,q\na,b\n", "id\nc\n");
    check_problem(&made, MM_CODE_COLUMN_MISSING, "mentees.csv", 1, 0, "mentee_column");
    free_reading(&made);
    made = read_people(QUESTION(CHOICE), "id\na\n", "id,q\nc,d\n");
    check_problem(&made, MM_CODE_COLUMN_MISSING, "mentors.csv", 1, 0, "mentor_column");
    free_reading(&made);
}
END_TEST

START_TEST(answers_that_look_alike_are_noted_over_both_files)
{
    reading made = read_people(QUESTION(CHOICE), "id,q\na,Time  management\nb,other\n",
                               "id,q\nc,x\nd,time management\ne,time management\n");
    ck_assert_int_eq(made.status, MM_OK);
    check_problem(&made, MM_CODE_ANSWERS_LOOK_ALIKE, "mentees.csv", 3, 0, "letter case");
    ck_assert_str_eq(problem_of(&made, MM_CODE_ANSWERS_LOOK_ALIKE)->token, "time management");
    ck_assert_int_eq(mm_problems_count(made.problems, MM_SEVERITY_NOTE), 3); /* two about zones */
    check_is_private(&made, "management");
    free_reading(&made);
}
END_TEST

START_TEST(headings_of_questions_are_the_programmes)
{
    reading made = read_people(
        QUESTION("{\"id\": \"q\", \"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1, "
                 "\"mentor_column\": \"What, then?\", \"mentee_column\": \"Which\"}"),
        "id,\"What, then?\"\na,b\n", "Which,id\nc,d\n");
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    ck_assert_str_eq(made.cohort->text[0][0], "b");
    ck_assert_str_eq(made.cohort->text[0][1], "c");
    free_reading(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("person_text", C1_25_and_C4_08_scale_answers_stay_on_the_scale,
                     C4_10_level_is_one_of_the_programmes_with_a_suggestion,
                     C1_24_and_C4_12_numbers_have_one_grammar,
                     blank_texts_of_the_question_count_as_no_answer,
                     choices_are_sorted_by_bytes_over_both_roles,
                     C4_11_tags_are_trimmed_sorted_and_told_apart_once,
                     C4_11_a_thousand_tags_are_read,
                     vectors_are_json_numbers_divided_by_blanks,
                     C4_01_and_C4_02_everything_may_be_missing,
                     C4_09_question_without_a_column_names_the_remedy,
                     answers_that_look_alike_are_noted_over_both_files,
                     headings_of_questions_are_the_programmes);
}
