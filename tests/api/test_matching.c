/* Matchings by hand: what a programme asks for is what comes out, with its proof. */
#include <mentormatch/mentormatch.h>

#include "run_suite.h"

#include <stdio.h>
#include <string.h>

static mm_error error;

#define HEAD \
    "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 8," \
    " \"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"a.csv\"}," \
    " \"mentees\": {\"file\": \"b.csv\"}," \
    " \"questions\": [{\"id\": \"x\", \"kind\": \"scale\", \"from\": 0, \"to\": 10," \
    "  \"compare\": \"near\", \"weight\": 1}]"

static mm_source text_source(const char *name, const char *text)
{
    return (mm_source){.name = name, .bytes = text, .n_bytes = strlen(text)};
}

static mm_profiles *profiles_of(const char *programme_text, const char *mentors_text,
                                const char *mentees_text)
{
    const mm_source sources[] = {text_source("p.json", programme_text),
                                 text_source("a.csv", mentors_text),
                                 text_source("b.csv", mentees_text)};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_status status = mm_read_programme(&sources[0], NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    status = mm_read_cohort(programme, &sources[1], &sources[2], NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s: %s", error.file, error.message);
    status = mm_compile(cohort, NULL, &profiles, &error);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return status == MM_OK ? profiles : NULL;
}

/* "mentee-mentor mentee-mentor …" by ids. */
static void check_pairs(const mm_profiles *profiles, const char *expected)
{
    mm_matching *matching;
    const mm_status status = mm_match(profiles, NULL, &matching, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    int32_t n_pairs;
    const mm_pair *pair = mm_matching_pairs(matching, &n_pairs);
    char text[512] = "";
    for (int32_t i = 0; i < n_pairs; i++) {
        const size_t used = strlen(text);
        snprintf(text + used, sizeof text - used, "%s%s-%s", i == 0 ? "" : " ",
                 mm_profiles_mentee_id(profiles, pair[i].mentee),
                 mm_profiles_mentor_id(profiles, pair[i].mentor));
    }
    ck_assert_str_eq(text, expected);
    const mm_proof *proof = mm_matching_proof(matching);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_OPTIMAL);
    ck_assert_int_eq(proof->gap, 0);
    ck_assert(proof->glpk == MM_GLPK_CONFIRMED || proof->glpk == MM_GLPK_TRIVIAL);
    ck_assert_int_eq(proof->glpk_iterations, 0);
    mm_matching_free(matching);
}

static void check_match(const char *programme, const char *mentors, const char *mentees,
                  const char *expected)
{
    mm_profiles *profiles = profiles_of(programme, mentors, mentees);
    ck_assert_msg(profiles != NULL, "%s", error.message);
    check_pairs(profiles, expected);
    mm_profiles_free(profiles);
}

START_TEST(full_mentor_sends_mentee_to_second_choice)
{
    check_match(HEAD "}", "id,x\nm1,5\nm2,0\n", "id,x\ne1,5\ne2,4\n", "e1-m1 e2-m2");
}
END_TEST

START_TEST(participation_comes_before_the_total)
{
    /* By total alone e1 takes m1 (10 of 10) and e2, who avoids m2, has nobody. */
    check_match(HEAD "}", "id,x\nm1,0\nm2,10\n", "id,x,avoid\ne1,0,\ne2,9,m2\n", "e1-m2 e2-m1");
    check_match(HEAD ", \"matching\": {\"goals\": [\"total\"]}}", "id,x\nm1,0\nm2,10\n",
          "id,x,avoid\ne1,0,\ne2,9,m2\n", "e1-m1");
}
END_TEST

START_TEST(most_mentees_come_before_most_requests)
{
    /* One place: e2 has only m1, e1 could fill two requests with m1 and m2. */
    check_match(HEAD "}", "id,x,capacity\nm1,5,1\nm2,5,1\n",
          "id,x,wants,avoid\ne1,5,mentor:2,\ne2,5,,m2\n", "e1-m2 e2-m1");
}
END_TEST

START_TEST(expert_2_means_two_different_mentors)
{
    check_match(HEAD "}", "id,x,kind,capacity\nm1,5,expert,9\nm2,4,expert,9\nm3,5,peer,9\n",
          "id,x,wants\ne1,5,expert:2 peer:1\n", "e1-m1 e1-m2 e1-m3");
    check_match(HEAD "}", "id,x,kind,capacity\nm1,5,expert,9\n", "id,x,wants\ne1,5,expert:2\n", "e1-m1");
}
END_TEST

START_TEST(C1_15_nobody_is_matched_to_themselves)
{
    check_match(HEAD "}", "id,x\np1,5\np2,0\n", "id,x\np1,5\n", "p1-p2");
    check_match(HEAD "}", "id,x\np1,5\n", "id,x\np1,5\n", "");
}
END_TEST

START_TEST(among_equal_totals_more_pairs)
{
    check_match(HEAD ", \"matching\": {\"goals\": [\"total\"]}}", "id,x\nm1,10\n", "id,x\ne1,0\n",
          "e1-m1");
}
END_TEST

START_TEST(C5_01_nobody_on_a_side_is_a_valid_empty_result)
{
    check_match(HEAD "}", "id,x\n", "id,x\ne1,5\n", "");
    check_match(HEAD "}", "id,x\nm1,5\n", "id,x\n", "");
    check_match(HEAD "}", "id,x\n", "id,x\n", "");
}
END_TEST

START_TEST(C5_02_one_by_one)
{
    check_match(HEAD "}", "id,x\nm1,5\n", "id,x\ne1,5\n", "e1-m1");
    check_match(HEAD ", \"pairs\": {\"forbidden\": [[\"e1\", \"m1\"]]}}", "id,x\nm1,5\n", "id,x\ne1,5\n",
          "");
}
END_TEST

START_TEST(C5_04_capacity_0_takes_nobody)
{
    check_match(HEAD "}", "id,x,capacity\nm1,5,0\nm2,0,1\n", "id,x\ne1,5\n", "e1-m2");
    check_match(HEAD "}", "id,x,capacity\nm1,5,0\n", "id,x\ne1,5\n", "");
}
END_TEST

START_TEST(fixed_pairs_are_made_and_the_rest_goes_round_them)
{
    check_match(HEAD ", \"pairs\": {\"fixed\": [[\"e1\", \"m2\"]]}}", "id,x\nm1,5\nm2,0\n",
          "id,x\ne1,5\ne2,5\n", "e1-m2 e2-m1");
    check_match(HEAD ", \"pairs\": {\"fixed\": [{\"mentee\": \"e1\", \"mentor\": \"m1\","
          " \"force\": true}]}}", "id,x,avoid\nm1,5,e1\n", "id,x\ne1,5\n", "e1-m1");
}
END_TEST

typedef struct refused_rule {
    const char *pairs;
    mm_code code;
} refused_rule;

START_TEST(C5_12_rules_that_contradict_each_other_are_told)
{
    static const refused_rule rules[] = {
        {"\"fixed\": [[\"e9\", \"m1\"]]", MM_CODE_RULE_UNKNOWN_ID},
        {"\"fixed\": [[\"e1\", \"m9\"]]", MM_CODE_RULE_UNKNOWN_ID},
        {"\"forbidden\": [[\"m1\", \"e1\"]]", MM_CODE_RULE_UNKNOWN_ID},
        {"\"fixed\": [[\"e1\", \"m3\"]]", MM_CODE_RULE_KIND},
        {"\"fixed\": [[\"e1\", \"m1\"], [\"e1\", \"m2\"]]", MM_CODE_RULE_WANTS},
        {"\"fixed\": [[\"e1\", \"m1\"], [\"e2\", \"m1\"]]", MM_CODE_RULE_CAPACITY},
    };
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        char programme[1024];
        snprintf(programme, sizeof programme, HEAD ", \"pairs\": {%s}}", rules[i].pairs);
        mm_profiles *profiles = profiles_of(programme, "id,x,kind\nm1,5,\nm2,5,\nm3,5,peer\n",
                                            "id,x\ne1,5\ne2,5\n");
        ck_assert_msg(profiles == NULL, "%s is accepted", rules[i].pairs);
        ck_assert_int_eq(error.status, MM_ERR_INPUT);
        ck_assert_msg(error.code == (int32_t)rules[i].code, "%s: code %d: %s", rules[i].pairs,
                      (int)error.code, error.message);
        ck_assert_ptr_null(strstr(error.message, "e1"));
        ck_assert_int_gt(error.line, 0);
    }
}
END_TEST

START_TEST(all_faults_of_rules_and_capacities_beyond_the_time_are_told_at_once)
{
    const mm_source sources[] = {
        text_source("p.json", HEAD ", \"pairs\": {\"fixed\": [[\"e9\", \"m1\"]],"
                                   " \"forbidden\": [[\"e8\", \"m1\"]]}}"),
        text_source("a.csv", "id,x,capacity,availability\nm1,5,3,Mon 9:00-10:15\n"
                             "m2,5,2,Mon 9:00-10:15\n"),
        text_source("b.csv", "id,x\ne1,5\n")};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_problems *problems;
    ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
    ck_assert_int_eq(mm_read_programme(&sources[0], NULL, &programme, &error), MM_OK);
    ck_assert_int_eq(mm_read_cohort(programme, &sources[1], &sources[2], NULL, &cohort, &error),
                     MM_OK);
    mm_compile_options options = MM_COMPILE_OPTIONS_INIT;
    options.problems = problems;
    ck_assert_int_eq(mm_compile(cohort, &options, &profiles, &error), MM_ERR_INPUT);
    ck_assert_ptr_null(profiles);
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_ERROR), 2);
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_NOTE), 1);
    int32_t n_listed;
    const mm_problem *listed = mm_problems_list(problems, &n_listed);
    ck_assert_int_eq(n_listed, 3);
    ck_assert_int_eq(listed[2].code, MM_CODE_CAPACITY_TIME);
    ck_assert_str_eq(listed[2].field, "capacity");
    ck_assert_int_eq(listed[2].line, 2); /* m1: two meetings of 30 minutes fit into 75 */
    ck_assert_ptr_nonnull(strstr(listed[2].message, "2 fit"));
    mm_problems_free(problems);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
}
END_TEST

START_TEST(an_ineligible_fixed_pair_names_the_rule)
{
    mm_profiles *profiles =
        profiles_of(HEAD ", \"pairs\": {\"fixed\": [[\"e1\", \"m1\"]]}}",
                    "id,x,avoid\nm1,5,e1\n", "id,x\ne1,5\n");
    ck_assert_ptr_null(profiles);
    ck_assert_int_eq(error.status, MM_ERR_INPUT);
    ck_assert_int_eq(error.code, MM_CODE_RULE_INELIGIBLE);
    ck_assert_ptr_nonnull(strstr(error.message, "avoid"));
}
END_TEST

START_TEST(one_more_place_is_priced)
{
    /* m1 is full: one more place would fill e2's request and add e2's score, 0.9. */
    mm_profiles *profiles = profiles_of(HEAD "}", "id,x,capacity\nm1,5,1\n", "id,x\ne1,5\ne2,4\n");
    mm_matching *matching;
    ck_assert_int_eq(mm_match(profiles, NULL, &matching, &error), MM_OK);
    int32_t n_loads;
    const mm_load *load = mm_matching_loads(matching, &n_loads);
    ck_assert_int_eq(n_loads, 1);
    ck_assert_int_eq(load->load, 1);
    ck_assert_int_eq(load->one_more_fills, 1);
    ck_assert_int_eq(load->one_more_adds, 900000);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(one_more_place_may_lower_the_total_even_where_there_is_none_yet)
{
    /* e1 has m2 with 1.0; e2 could have m2 only, with 0.1. A first place of m1 lets both take
     * part: e1 moves to m1 with 0.2, and the total falls from 1.0 to 0.3. */
    mm_profiles *profiles = profiles_of(HEAD "}", "id,x,capacity\nm1,2,0\nm2,10,1\n",
                                        "id,x,avoid\ne1,10,\ne2,1,m1\n");
    mm_matching *matching;
    ck_assert_int_eq(mm_match(profiles, NULL, &matching, &error), MM_OK);
    int32_t n_loads;
    const mm_load *load = mm_matching_loads(matching, &n_loads);
    ck_assert_str_eq(mm_profiles_mentor_id(profiles, load[0].mentor), "m1");
    ck_assert_int_eq(load[0].one_more_fills, 1);
    ck_assert_int_eq(load[0].one_more_adds, -700000);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(C5_10_reasons_of_unfilled_requests)
{
    mm_profiles *profiles = profiles_of(
        HEAD ", \"pairs\": {\"forbidden\": [[\"e2\", \"m1\"]]}}", "id,x,capacity\nm1,5,1\n",
        "id,x,wants,eligible\ne1,5,,\ne2,5,,\ne3,4,,\ne4,5,peer,\ne5,5,,no\n");
    mm_matching *matching;
    mm_unmatched *unmatched;
    ck_assert_int_eq(mm_match(profiles, NULL, &matching, &error), MM_OK);
    ck_assert_int_eq(mm_explain_unmatched(profiles, matching, &unmatched, &error), MM_OK);
    int32_t n;
    const mm_unmatched_request *request = mm_unmatched_requests(unmatched, &n);
    ck_assert_int_eq(n, 4);
    ck_assert_int_eq(request[0].reason, MM_UNMATCHED_NONE_ELIGIBLE); /* e2 */
    ck_assert_str_eq(request[0].blocked_by, "forbidden");
    ck_assert_int_eq(request[1].reason, MM_UNMATCHED_ALL_FULL);      /* e3 */
    ck_assert_str_eq(request[1].blocked_by, "e1");
    ck_assert_str_eq(mm_profiles_mentor_id(profiles, request[1].nearest_mentor), "m1");
    ck_assert_int_eq(request[2].reason, MM_UNMATCHED_NO_SUCH_KIND);  /* e4 */
    ck_assert_int_eq(request[2].nearest_mentor, MM_NONE);
    ck_assert_int_eq(request[3].reason, MM_UNMATCHED_NOT_ELIGIBLE);  /* e5 */
    for (int32_t i = 0; i < n; i++) ck_assert_str_ne(request[i].sentence, "");
    mm_unmatched_free(unmatched);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(given_pairs_may_leave_a_place)
{
    mm_profiles *profiles = profiles_of(HEAD "}", "id,x\nm1,5\nm2,0\n", "id,x\ne1,5\ne2,5\n");
    mm_matching *matching;
    mm_unmatched *unmatched;
    const mm_source pairs = text_source("pairs.csv", "mentee,mentor\ne1,m1\n");
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &matching, &error), MM_OK);
    ck_assert_int_eq(mm_explain_unmatched(profiles, matching, &unmatched, &error), MM_OK);
    int32_t n;
    const mm_unmatched_request *request = mm_unmatched_requests(unmatched, &n);
    ck_assert_int_eq(n, 1);
    ck_assert_int_eq(request->reason, MM_UNMATCHED_PLACE_LEFT);
    ck_assert_str_eq(mm_profiles_mentor_id(profiles, request->nearest_mentor), "m2");
    mm_unmatched_free(unmatched);
    mm_matching_free(matching);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(an_earlier_error_in_a_list_does_not_fail_a_clean_call)
{
    mm_problems *problems;
    mm_programme *programme;
    ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.problems = problems;
    const mm_source bad = text_source("bad.json", "{}");
    const mm_source good = text_source("good.json", HEAD "}");
    ck_assert_int_eq(mm_read_programme(&bad, &options, &programme, &error), MM_ERR_INPUT);
    ck_assert_int_eq(mm_read_programme(&good, &options, &programme, &error), MM_OK);
    ck_assert_int_gt(mm_problems_count(problems, MM_SEVERITY_ERROR), 0);
    mm_programme_free(programme);
    mm_problems_free(problems);
}
END_TEST

START_TEST(C5_21_given_pairs_are_scored_and_checked)
{
    mm_profiles *profiles = profiles_of(HEAD "}", "id,x\nm1,5\nm2,0\n", "id,x\ne1,5\n");
    mm_matching *matching;
    mm_source pairs = text_source("pairs.csv", "mentee,mentor\ne1,m2\n");
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &matching, &error), MM_OK);
    int32_t n;
    const mm_pair *pair = mm_matching_pairs(matching, &n);
    ck_assert_int_eq(n, 1);
    ck_assert_int_eq(pair->score, 500000);
    ck_assert_int_eq(mm_matching_outcome(matching), MM_OUTCOME_GIVEN);
    mm_matching_free(matching);
    pairs = text_source("pairs.csv", "mentee,mentor\ne1,m2\ne1,m2\n");
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &matching, &error), MM_ERR_INPUT);
    ck_assert_int_eq(error.line, 3);
    pairs = text_source("pairs.csv", "mentee,mentor\ne1,m7\n");
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &matching, &error), MM_ERR_INPUT);
    ck_assert_ptr_null(strstr(error.message, "m7"));
    mm_profiles_free(profiles);
    profiles = profiles_of(HEAD "}", "id,x\np1,5\n", "id,x\np1,5\n");
    pairs = text_source("pairs.csv", "mentee,mentor\np1,p1\n");
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &matching, &error), MM_ERR_INPUT);
    mm_profiles_free(profiles);
}
END_TEST

int main(void)
{
    return RUN_SUITE("matching", full_mentor_sends_mentee_to_second_choice,
                     participation_comes_before_the_total, most_mentees_come_before_most_requests,
                     expert_2_means_two_different_mentors, C1_15_nobody_is_matched_to_themselves,
                     among_equal_totals_more_pairs, C5_01_nobody_on_a_side_is_a_valid_empty_result,
                     C5_02_one_by_one, C5_04_capacity_0_takes_nobody,
                     fixed_pairs_are_made_and_the_rest_goes_round_them,
                     C5_12_rules_that_contradict_each_other_are_told,
                     all_faults_of_rules_and_capacities_beyond_the_time_are_told_at_once,
                     an_ineligible_fixed_pair_names_the_rule, one_more_place_is_priced,
                     one_more_place_may_lower_the_total_even_where_there_is_none_yet,
                     C5_10_reasons_of_unfilled_requests, given_pairs_may_leave_a_place,
                     an_earlier_error_in_a_list_does_not_fail_a_clean_call,
                     C5_21_given_pairs_are_scored_and_checked);
}
