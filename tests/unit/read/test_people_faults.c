/* Reading people when memory runs out, when the file is cut off or a byte is wrong: never a crash,
 * a leak or half a cohort. */
#include "people_text.h"

#include "failing_allocator.h"
#include "run_suite.h"

#define RULES                                                                                     \
    PROGRAMME(", \"questions\": [{\"id\": \"s\", \"kind\": \"scale\", \"levels\": [\"lo\", "      \
              "\"hi\"], \"compare\": \"near\", \"weight\": 1}, {\"id\": \"n\", "                  \
              "\"kind\": \"number\", \"range\": 1, \"compare\": \"near\", \"weight\": 1}, "       \
              "{\"id\": \"c\", \"kind\": \"choice\", \"compare\": \"same\", \"weight\": 1}, "     \
              "{\"id\": \"t\", \"kind\": \"tags\", \"compare\": \"any\", \"weight\": 1}, "        \
              "{\"id\": \"v\", \"kind\": \"vector\", \"length\": 2, \"compare\": \"cosine\", "    \
              "\"weight\": 1}]")

static const char mentors[] =
    "\xEF\xBB\xBFid;time_zone;name;availability;away;avoid;wishes;from;capacity;kind;s;n;c;t;v\r\n"
    "\"m\"\"1\";UTC;'=Ann;\"Mon,Wed-Fri 9:00-10:00; Sat 22:00-1:00\";2026-10-01..2026-10-03;e1;"
    "\"e2;e1\";2026-09-08;3;peer;lo;1.5;x;\"a;b\";1 -2.5e1\r\n"
    "M1;Asia/Kolkata;;;;;;;;;hi;;X;;\r\n\r\ne2;UTC;;;;e1;;;;;;;;;";
static const char mentees[] =
    "id,time_zone,wants,email,eligible,until,away,s,n,c,t,v\n"
    "e1,UTC+05:30,peer:2 mentor,e@x.org,no,2026-11-01,2026-10-05,hi,-2,x,b,0 1\n"
    "e2,,,,,,2026-10-06,,,,,\n";

START_TEST(memory_may_run_out_at_every_request)
{
    mm_programme *programme = programme_of(RULES);
    const mm_source source[2] = {
        {.name = "mentors.csv", .bytes = mentors, .n_bytes = strlen(mentors)},
        {.name = "mentees.csv", .bytes = mentees, .n_bytes = strlen(mentees)}};
    for (int from_then_on = 0; from_then_on < 2; from_then_on++) {
        for (long fail_at = 1;; fail_at++) {
            failing_allocator state = {.fail_at = fail_at, .from_then_on = from_then_on != 0};
            const mm_allocator allocator = failing_allocator_of(&state);
            mm_read_options options = MM_READ_OPTIONS_INIT;
            options.allocator = &allocator;
            mm_cohort *cohort;
            mm_error error;
            const mm_status status =
                mm_read_cohort(programme, &source[0], &source[1], &options, &cohort, &error);
            ck_assert_msg(status == (state.has_failed ? MM_ERR_MEMORY : MM_OK), "%ld: %s", fail_at,
                          error.message);
            ck_assert((status == MM_OK) == (cohort != NULL));
            mm_cohort_free(cohort);
            ck_assert_int_eq(state.n_out, 0);
            if (status == MM_OK) break;
        }
    }
    mm_programme_free(programme);
}
END_TEST

START_TEST(memory_may_run_out_while_faults_are_told)
{
    static const char bad[] = "id,time_zone,capacity\na,Europe/Dubiln,x\nA,UTC,1\na,UTC,1\n\"b\n";
    mm_programme *programme = programme_of(PROGRAMME(""));
    const mm_source source = {.name = "mentors.csv", .bytes = bad, .n_bytes = strlen(bad)};
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        mm_read_options options = MM_READ_OPTIONS_INIT;
        options.allocator = &allocator;
        mm_cohort *cohort;
        const mm_status status =
            mm_read_cohort(programme, &source, &source, &options, &cohort, NULL);
        ck_assert_int_eq(status, state.has_failed ? MM_ERR_MEMORY : MM_ERR_INPUT);
        ck_assert(cohort == NULL);
        ck_assert_int_eq(state.n_out, 0);
        if (!state.has_failed) break;
    }
    mm_programme_free(programme);
}
END_TEST

START_TEST(file_may_end_at_every_byte)
{
    for (size_t n = 0; n <= strlen(mentors); n++) {
        reading made = read_bytes(RULES, mentors, n, mentees, strlen(mentees));
        ck_assert(made.status == MM_OK || made.status == MM_ERR_INPUT);
        free_reading(&made);
    }
}
END_TEST

START_TEST(every_byte_may_be_another)
{
    static const char others[] = {'\0', '\n', '\r', '"', ',', ';', '\'', '0', '\x80', '\xFF'};
    char *const text = strdup(mentors);
    for (size_t i = 0; i < strlen(mentors); i++) {
        for (size_t k = 0; k <= sizeof others; k++) {
            text[i] = k < sizeof others ? others[k] : (char)(mentors[i] ^ 1);
            reading made = read_bytes(RULES, text, strlen(mentors), mentees, strlen(mentees));
            ck_assert(made.status == MM_OK || made.status == MM_ERR_INPUT);
            free_reading(&made);
        }
        text[i] = mentors[i];
    }
    free(text);
}
END_TEST

int main(void)
{
    return RUN_SUITE("people_faults", memory_may_run_out_at_every_request,
                     memory_may_run_out_while_faults_are_told, file_may_end_at_every_byte,
                     every_byte_may_be_another);
}
