/* A good programme: every field of the struct, every default, labels, folders, files. */
#include "programme_text.h"
#include "read/programme_json.h"

#include <unistd.h>

static void check_questions(const mm_programme *p)
{
    ck_assert_int_eq(p->n_questions, 7);
    const mmi_question *q = p->question;
    ck_assert_str_eq(q[0].id, "goals");
    ck_assert_int_eq(q[0].kind, MMI_TAGS);
    ck_assert_int_eq(q[0].compare, MMI_COVER);
    ck_assert(q[0].rule.is_present && !q[0].rule.is_required && !q[0].rule.missing_passes);
    ck_assert_int_eq(q[0].rule.weight_milli, 3000);
    ck_assert_int_eq(q[0].rule.missing_micro, 500000);
    ck_assert_int_eq(q[0].rule.at_least_micro, 1000000);
    ck_assert_str_eq(q[0].column[MMI_MENTOR], "goals");
    ck_assert_str_eq(q[0].column[MMI_MENTEE], "goals");
    ck_assert_int_eq(q[0].n_blanks, 0);

    ck_assert_int_eq(q[1].kind, MMI_SCALE);
    ck_assert_int_eq(q[1].compare, MMI_AHEAD);
    ck_assert_int_eq(q[1].from, -1);
    ck_assert_int_eq(q[1].to, 5);
    ck_assert_int_eq(q[1].by, 2);
    ck_assert_int_eq(q[1].n_levels, 0);
    ck_assert_int_eq(q[1].rule.weight_milli, 2125);
    ck_assert_str_eq(q[1].column[MMI_MENTOR], "Years");
    ck_assert_str_eq(q[1].column[MMI_MENTEE], "experience");

    ck_assert_int_eq(q[2].compare, MMI_NEAR);
    ck_assert_int_eq(q[2].n_levels, 3);
    ck_assert_str_eq(q[2].level[0], "AO");
    ck_assert_str_eq(q[2].level[2], "HEO");
    ck_assert_int_eq(q[2].from, 1);
    ck_assert_int_eq(q[2].to, 3);

    ck_assert_int_eq(q[3].compare, MMI_ANY);
    ck_assert(q[3].rule.is_required && q[3].rule.missing_passes);
    ck_assert_int_eq(q[3].rule.weight_milli, 0);
    ck_assert_int_eq(q[3].rule.at_least_micro, 250000);
}

static void check_more_questions(const mmi_question *q)
{
    ck_assert_int_eq(q[4].kind, MMI_CHOICE);
    ck_assert_int_eq(q[4].compare, MMI_AFFINITY);
    ck_assert_int_eq(q[4].rule.missing_micro, 123456);
    ck_assert_int_eq(q[4].n_blanks, 2);
    ck_assert_str_eq(q[4].blank[0], "n/a");
    ck_assert_str_eq(q[4].blank[1], "-");
    ck_assert_int_eq(q[4].n_affinities, 2);
    ck_assert_str_eq(q[4].affinity[0].mentee_answer, "calm");
    ck_assert_str_eq(q[4].affinity[0].mentor_answer, "lively");
    ck_assert_int_eq(q[4].affinity[0].similarity_micro, 700000);
    ck_assert_str_eq(q[4].affinity[1].mentor_answer, "calm");
    ck_assert_int_eq(q[4].affinity[1].similarity_micro, 1000000);

    ck_assert_int_eq(q[5].kind, MMI_NUMBER);
    ck_assert_int_eq(q[5].range_milli, 500);
    ck_assert_int_eq(q[6].kind, MMI_VECTOR);
    ck_assert_int_eq(q[6].compare, MMI_COSINE);
    ck_assert_int_eq(q[6].length, 8);
}

static void check_criteria(const mm_programme *p)
{
    ck_assert(p->common_time.is_present && p->common_time.is_required);
    ck_assert_int_eq(p->common_time.weight_milli, 3000);
    ck_assert_int_eq(p->common_time.missing_micro, 100000);
    ck_assert_int_eq(p->enough_minutes, 90);
    ck_assert_int_eq(p->live_weeks, 2);
    ck_assert(p->zone_distance.is_present && !p->zone_distance.is_required);
    ck_assert_int_eq(p->zone_distance.weight_milli, 1);
    ck_assert_int_eq(p->wishes.weight_milli, 1000000000);
    ck_assert_int_eq(p->wishes.missing_micro, 0);
}

static void check_rules(const mm_programme *p)
{
    ck_assert_int_eq(p->n_goals, 2);
    ck_assert_int_eq(p->goal[0], MM_GOAL_TOTAL);
    ck_assert_int_eq(p->goal[1], MM_GOAL_PARTICIPATION);
    ck_assert_int_eq(p->n_wants, 2);
    ck_assert_str_eq(p->want[0].kind, "expert");
    ck_assert_int_eq(p->want[0].count, 2);
    ck_assert_str_eq(p->want[1].kind, "peer");
    ck_assert_int_eq(p->want[1].count, 1);
    ck_assert(p->tie_seed == UINT64_C(9007199254740992));
    ck_assert_int_eq(p->n_pair_rules, 3);
    ck_assert_str_eq(p->pair_rule[0].mentee_id, "me-7");
    ck_assert_str_eq(p->pair_rule[0].mentor_id, "mo-3");
    ck_assert(p->pair_rule[0].is_fixed && !p->pair_rule[0].is_forced);
    ck_assert_int_eq(p->pair_rule[0].line, 33);
    ck_assert(p->pair_rule[1].is_fixed && p->pair_rule[1].is_forced);
    ck_assert_str_eq(p->pair_rule[1].mentee_id, "me-8");
    ck_assert_int_eq(p->pair_rule[1].line, 34);
    ck_assert(!p->pair_rule[2].is_fixed && !p->pair_rule[2].is_forced);
    ck_assert_str_eq(p->pair_rule[2].mentee_id, "me-9");
    ck_assert_int_eq(p->pair_rule[2].line, 35);
}

START_TEST(good_programme_fills_every_field)
{
    reading r = read_text(good_text);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    ck_assert_int_eq(mm_problems_count(r.problems, MM_SEVERITY_WARNING), 0);
    ck_assert_int_eq(mm_problems_count(r.problems, MM_SEVERITY_NOTE), 0);
    const mm_programme *p = r.programme;
    ck_assert_str_eq(p->label, "dir/p.json");
    ck_assert_str_eq(p->folder, "");
    ck_assert_ptr_null(p->zone_directory);
    ck_assert_str_eq(p->name, "Online MSc, autumn 2026");
    ck_assert_str_eq(p->first_day_text, "2026-09-07");
    ck_assert_str_eq(p->time_zone, "UTC");
    ck_assert_int_eq(p->term.first_day, 20703);
    ck_assert_int_eq(p->term.n_weeks, 12);
    ck_assert_int_eq(mmi_zone_offset_s(p->term.zone, 0), 0);
    ck_assert_int_eq(p->term.n_holidays, 2);
    ck_assert_int_eq(p->term.holiday[0].first_day, 20727); /* 1 October, sorted before 26 */
    ck_assert_int_eq(p->term.holiday[0].last_day, 20728);
    ck_assert_int_eq(p->term.holiday[1].first_day, 20752);
    ck_assert_int_eq(p->term.holiday[1].last_day, 20752);
    ck_assert_int_eq(p->n_check_in_weeks, 3);
    ck_assert_int_eq(p->check_in_week[0], 2);
    ck_assert_int_eq(p->check_in_week[1], 6);
    ck_assert_int_eq(p->check_in_week[2], 12);
    ck_assert_int_eq(p->meeting_minutes, 45);
    ck_assert_int_eq(p->gap_minutes, 15);
    ck_assert_int_eq(p->per_day, 3);
    ck_assert_int_eq(p->comfortable_from_minute, 510);
    ck_assert_int_eq(p->comfortable_to_minute, 1200);
    ck_assert_str_eq(p->people[MMI_MENTOR].file, "mentors.csv");
    ck_assert_str_eq(p->people[MMI_MENTEE].file, "in/mentees.csv");
    ck_assert_str_eq(p->people[MMI_MENTOR].heading[MMI_FIELD_ID], "Staff number");
    ck_assert(p->people[MMI_MENTOR].heading_is_named[MMI_FIELD_ID]);
    ck_assert_str_eq(p->people[MMI_MENTEE].heading[MMI_FIELD_ID], "id");
    ck_assert(!p->people[MMI_MENTEE].heading_is_named[MMI_FIELD_ID]);
    ck_assert_int_eq(p->people[MMI_MENTOR].list_separator, '|');
    ck_assert_int_eq(p->people[MMI_MENTEE].list_separator, ';');
    check_questions(p);
    check_more_questions(p->question);
    check_criteria(p);
    check_rules(p);
    end_reading(&r);
}
END_TEST

START_TEST(absent_keys_have_the_documented_defaults)
{
    reading r = read_text(least_text);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    const mm_programme *p = r.programme;
    ck_assert_str_eq(p->name, "p.json");
    ck_assert_int_eq(p->term.n_holidays, 0);
    ck_assert_int_eq(p->n_check_in_weeks, 3);
    ck_assert_int_eq(p->check_in_week[2], 12);
    ck_assert_int_eq(p->meeting_minutes, 30);
    ck_assert_int_eq(p->gap_minutes, 0);
    ck_assert_int_eq(p->per_day, 4);
    ck_assert_int_eq(p->comfortable_from_minute, 480);
    ck_assert_int_eq(p->comfortable_to_minute, 1260);
    ck_assert_int_eq(p->n_questions, 0);
    ck_assert(!p->common_time.is_present && !p->zone_distance.is_present);
    ck_assert(!p->wishes.is_present);
    ck_assert_int_eq(p->common_time.weight_milli, 0);
    ck_assert_int_eq(p->common_time.missing_micro, 0);
    ck_assert_int_eq(p->wishes.missing_micro, 500000);
    ck_assert_int_eq(p->enough_minutes, 120);
    ck_assert_int_eq(p->live_weeks, 0);
    ck_assert_int_eq(p->n_goals, 2);
    ck_assert_int_eq(p->goal[0], MM_GOAL_PARTICIPATION);
    ck_assert_int_eq(p->goal[1], MM_GOAL_TOTAL);
    ck_assert_int_eq(p->n_wants, 1);
    ck_assert_str_eq(p->want[0].kind, "mentor");
    ck_assert_int_eq(p->want[0].count, 1);
    ck_assert(p->tie_seed == 0);
    ck_assert_int_eq(p->n_pair_rules, 0);
    for (int32_t field = 0; field < MMI_N_FIELDS; field++) {
        ck_assert_str_eq(p->people[MMI_MENTOR].heading[field], mmi_field_name((mmi_field)field));
    }
    end_reading(&r);
}
END_TEST

START_TEST(criteria_that_are_present_weigh_one_unless_they_say)
{
    char *text = change(least_text, " \"mentors\"",
                        " \"common_time\": {}, \"zone_distance\": {}, \"wishes\": {}, \"mentors\"");
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    ck_assert(r.programme->common_time.is_present);
    ck_assert_int_eq(r.programme->common_time.weight_milli, 1000);
    ck_assert_int_eq(r.programme->zone_distance.weight_milli, 1000);
    ck_assert_int_eq(r.programme->wishes.weight_milli, 1000);
    ck_assert_int_eq(r.programme->wishes.at_least_micro, 1000000);
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(null_for_an_optional_key_is_as_if_it_were_absent)
{
    char *text = change(least_text, " \"mentors\"",
                        " \"name\": null, \"common_time\": null, \"questions\": null, \"pairs\": "
                        "null, \"matching\": {\"goals\": null}, \"mentors\"");
    reading r = read_text(text);
    ck_assert_msg(r.status == MM_OK, "%s", r.error.message);
    ck_assert_str_eq(r.programme->name, "p.json");
    ck_assert(!r.programme->common_time.is_present);
    ck_assert_int_eq(r.programme->n_goals, 2);
    end_reading(&r);
    free(text);
}
END_TEST

START_TEST(decimals_mean_what_is_written)
{
    static const struct {
        const char *written;
        int64_t milli;
    } rows[] = {{"0", 0},      {"-0", 0},     {"0.001", 1},     {"2.675", 2675},
                {"1e3", 1000000}, {"15e-1", 1500}, {"1.25E+1", 12500}, {"999999.999", 999999999},
                {"1000000", 1000000000}, {"1000000.000", 1000000000}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char to[64];
        snprintf(to, sizeof to, "\"weight\": %s, \"mentor_column\"", rows[i].written);
        reading r = expect_good("\"weight\": 2.125, \"mentor_column\"", to);
        ck_assert_int_eq(r.programme->question[1].rule.weight_milli, rows[i].milli);
        end_reading(&r);
    }
}
END_TEST

START_TEST(source_without_a_name_is_called_programme_json)
{
    const mm_source source = {.bytes = least_text, .n_bytes = strlen(least_text)};
    mm_programme *programme = NULL;
    ck_assert_int_eq(mm_read_programme(&source, NULL, &programme, NULL), MM_OK);
    ck_assert_str_eq(mm_programme_name(programme), "programme.json");
    ck_assert_int_eq(mm_programme_n_questions(programme), 0);
    ck_assert_int_eq(mm_programme_n_weeks(programme), 12);
    ck_assert_str_eq(mm_programme_question_id(programme, 0), "");
    mm_programme_free(programme);
}
END_TEST

START_TEST(file_gives_the_folder_that_names_are_relative_to)
{
    char path[] = "/tmp/mentormatch-XXXXXX.json";
    const int fd = mkstemps(path, 5);
    ck_assert_int_ge(fd, 0);
    ck_assert(write(fd, good_text, strlen(good_text)) == (ssize_t)strlen(good_text));
    ck_assert_int_eq(close(fd), 0);
    mm_programme *programme = NULL;
    mm_error error;
    ck_assert_int_eq(mm_read_programme_file(path, NULL, &programme, &error), MM_OK);
    ck_assert_str_eq(programme->folder, "/tmp/");
    ck_assert_str_eq(programme->label, path);
    ck_assert_str_eq(mm_programme_question_id(programme, 1), "experience");
    mm_programme_free(programme);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_int_eq(mm_read_programme_file(path, NULL, &programme, &error), MM_ERR_FILE);
    ck_assert_ptr_null(programme);
    ck_assert_str_eq(error.file, path);
    ck_assert_int_eq(mm_read_programme_file("/tmp", NULL, &programme, &error), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_FILE_KIND);
}
END_TEST

START_TEST(arguments_and_options_are_checked)
{
    mm_programme *programme = NULL;
    mm_error error;
    const mm_source source = {.bytes = least_text, .n_bytes = strlen(least_text)};
    ck_assert_int_eq(mm_read_programme(NULL, NULL, &programme, &error), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_programme(&source, NULL, NULL, &error), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_programme_file(NULL, NULL, &programme, &error), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_programme_file("x", NULL, NULL, &error), MM_ERR_ARGUMENT);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.time_limit_s = -1.0;
    ck_assert_int_eq(mm_read_programme(&source, &options, &programme, &error), MM_ERR_OPTION);
    ck_assert_ptr_nonnull(strstr(error.message, "time_limit_s"));
    mm_read_options_init(&options, sizeof options);
    mm_cancel *cancel = NULL;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    options.cancel = cancel;
    ck_assert_int_eq(mm_read_programme(&source, &options, &programme, &error), MM_ERR_STOPPED);
    ck_assert_ptr_null(programme);
    mm_cancel_free(cancel);
    ck_assert_str_eq(mm_programme_name(NULL), "");
    ck_assert_int_eq(mm_programme_n_weeks(NULL), 0);
    ck_assert_ptr_null(mm_programme_check_in_weeks(NULL, NULL));
    mm_programme_free(NULL);
}
END_TEST

START_TEST(C4_21_newer_format_is_refused_before_anything_else)
{
    char *text = change(good_text, "\"mentormatch\": 1", "\"mentormatch\": 7");
    char *more = change(text, "\"per_day\"", "\"new_key\"");
    expect_one_error(more, MM_CODE_FORMAT_VERSION, "mentormatch", 2);
    free(text);
    free(more);
}
END_TEST

/* What the people's reader gets: as much of the programme as can be used. */
static mm_programme *read_inside(const char *text, mm_problems **problems)
{
    const mm_read_options options = MM_READ_OPTIONS_INIT;
    ck_assert_int_eq(mm_problems_new(NULL, problems), MM_OK);
    const mm_source source = {.bytes = text, .n_bytes = strlen(text)};
    mm_programme *programme = NULL;
    ck_assert_int_eq(
        mmi_read_programme(&source, "", &options, *problems, &programme, NULL), MM_OK);
    return programme;
}

START_TEST(programme_with_errors_is_as_complete_as_it_can_be)
{
    char *text = change(good_text, "\"compare\": \"cover\"", "\"compare\": \"x\"");
    char *more = change(text, "\"time_zone\": \"UTC\"", "\"time_zone\": \"x y\"");
    char *same = change(more, "\"id\": \"style\"", "\"id\": \"grade\"");
    char *most = change(same, "\"weeks\": 12", "\"weeks\": 0");
    mm_problems *problems = NULL;
    mm_programme *programme = read_inside(most, &problems);
    ck_assert_ptr_nonnull(programme);
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_ERROR), 4);
    ck_assert_int_eq(programme->n_questions, 5);
    ck_assert_str_eq(programme->question[0].id, "experience");
    ck_assert_ptr_nonnull(programme->term.zone);
    ck_assert_int_ge(programme->term.n_weeks, 1);
    ck_assert_str_eq(programme->people[MMI_MENTEE].file, "in/mentees.csv");
    mm_programme_free(programme);
    mm_problems_free(problems);
    free(text);
    free(more);
    free(same);
    free(most);
}
END_TEST

START_TEST(programme_that_people_cannot_be_read_by_is_null)
{
    char *text = change(good_text, "\"file\": \"mentors.csv\"", "\"file\": \"/m\"");
    mm_problems *problems = NULL;
    ck_assert_ptr_null(read_inside(text, &problems));
    ck_assert_int_eq(mm_problems_count(problems, MM_SEVERITY_ERROR), 1);
    mm_problems_free(problems);
    free(text);
}
END_TEST

int main(void)
{
    return RUN_SUITE("programme_json", good_programme_fills_every_field,
                     absent_keys_have_the_documented_defaults,
                     criteria_that_are_present_weigh_one_unless_they_say,
                     null_for_an_optional_key_is_as_if_it_were_absent,
                     decimals_mean_what_is_written,
                     source_without_a_name_is_called_programme_json,
                     file_gives_the_folder_that_names_are_relative_to,
                     arguments_and_options_are_checked,
                     C4_21_newer_format_is_refused_before_anything_else,
                     programme_with_errors_is_as_complete_as_it_can_be,
                     programme_that_people_cannot_be_read_by_is_null);
}
