/* mm_plan() as its callers see it: check-ins, reasons, totals, errors. */
#include "failing_allocator.h"
#include "run_suite.h"
#include "small_programme.h"
#include "time/civil.h"

#include <mentormatch/codes.h>

#define PERSON(its_role, its_id, its_zone, its_availability) \
    {.role = (its_role), .id = (its_id), .zone = (its_zone), .availability = (its_availability)}
#define MENTOR(id, zone, availability) PERSON(MM_ROLE_MENTOR, id, zone, availability)
#define MENTEE(id, zone, availability) PERSON(MM_ROLE_MENTEE, id, zone, availability)
#define N(people) ((int32_t)(sizeof(people) / sizeof *(people)))

/* Week 2 begins on Monday 2026-09-14, week 6 on 2026-10-12, in summer time. */
static const char autumn[] = "{\"first_day\": \"2026-09-07\", \"weeks\": 12,"
                             " \"time_zone\": \"Europe/London\"}";
static const char in_week_2[] = "{\"weeks\": [2], \"minutes\": 30}";

static int64_t utc(int32_t month, int32_t day, int32_t hour, int32_t minute)
{
    return (int64_t)mmi_day_from_civil(2026, month, day) * 86400 + hour * 3600 + minute * 60;
}

static mm_schedule *plan(const small_programme *made)
{
    mm_schedule *schedule = NULL;
    mm_error error;
    ck_assert_msg(mm_plan(made->profiles, made->matching, NULL, &schedule, &error) == MM_OK, "%s",
                  error.message);
    return schedule;
}

/* The reason of each check-in in order, MM_ASYNC_NONE for live ones. */
static void check_reasons(small_programme *made, const mm_asynchronous_reason *reason, int32_t n)
{
    mm_schedule *schedule = plan(made);
    int32_t n_check_ins;
    const mm_check_in *check_in = mm_schedule_check_ins(schedule, &n_check_ins);
    ck_assert_int_eq(n_check_ins, n);
    for (int32_t i = 0; i < n; i++) {
        ck_assert_int_eq(check_in[i].reason, reason[i]);
        ck_assert_int_eq(check_in[i].mode,
                         reason[i] == MM_ASYNC_NONE ? MM_MODE_LIVE : MM_MODE_ASYNCHRONOUS);
    }
    mm_schedule_free(schedule);
    small_free(made);
}

START_TEST(meeting_is_at_the_first_common_start_in_utc)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 18:00-20:00"),
                                   MENTEE("a", "Europe/Berlin", "Mon 19:30-22:00")};
    small_programme made = small_make(autumn, in_week_2, people, N(people), "mentee,mentor\na,m\n");
    mm_schedule *schedule = plan(&made);
    int32_t n;
    const mm_check_in *check_in = mm_schedule_check_ins(schedule, &n);
    ck_assert_int_eq(n, 1);
    ck_assert_int_eq(check_in->mode, MM_MODE_LIVE);
    ck_assert_int_eq(check_in->term_week, 2);
    ck_assert_int_eq(check_in->start_utc_s, utc(9, 14, 17, 30));
    ck_assert_int_eq(check_in->end_utc_s, utc(9, 14, 18, 0));
    ck_assert_int_eq(mm_schedule_totals(schedule)->n_live, 1);
    ck_assert_int_eq(mm_schedule_totals(schedule)->bound, 1);
    ck_assert_int_eq(mm_schedule_totals(schedule)->is_exact, 1);
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

START_TEST(meeting_follows_the_end_of_summer_time_inside_a_week)
{
    small_person people[] = {MENTOR("m", "Europe/London", "Sat,Sun 18:00-18:30"),
                             MENTEE("a", "Europe/London", "Sat,Sun 18:00-18:30")};
    people[0].away = "2026-10-24";
    small_programme made = small_make(autumn, "{\"weeks\": [7], \"minutes\": 30}", people,
                                      N(people), "mentee,mentor\na,m\n");
    mm_schedule *schedule = plan(&made);
    const mm_check_in *check_in = mm_schedule_check_ins(schedule, NULL);
    ck_assert_int_eq(check_in->start_utc_s, utc(10, 25, 18, 0));
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

START_TEST(asynchronous_check_in_lasts_the_whole_week)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 18:00-20:00"),
                                   MENTEE("a", "Europe/London", "Tue 18:00-20:00")};
    small_programme made = small_make(autumn, "{\"weeks\": [7]}", people, N(people),
                                      "mentee,mentor\na,m\n");
    mm_schedule *schedule = plan(&made);
    const mm_check_in *check_in = mm_schedule_check_ins(schedule, NULL);
    ck_assert_int_eq(check_in->mode, MM_MODE_ASYNCHRONOUS);
    ck_assert_int_eq(check_in->reason, MM_ASYNC_NO_COMMON_TIME);
    ck_assert_int_eq(check_in->start_utc_s, utc(10, 18, 23, 0)); /* Monday 00:00, summer time */
    ck_assert_int_eq(check_in->end_utc_s, utc(10, 26, 0, 0));    /* winter time */
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

START_TEST(holiday_week_comes_before_other_reasons)
{
    const char term[] = "{\"first_day\": \"2026-09-07\", \"weeks\": 12, \"time_zone\":"
                        " \"Europe/London\", \"holidays\": [{\"from\": \"2026-09-14\","
                        " \"to\": \"2026-09-20\"}]}";
    const small_person people[] = {MENTOR("m", "Europe/London", NULL),
                                   MENTEE("a", "Europe/London", "Tue 18:00-20:00")};
    small_programme made = small_make(term, "{\"weeks\": [2, 6]}", people, N(people),
                                      "mentee,mentor\na,m\n");
    check_reasons(&made, (const mm_asynchronous_reason[]){MM_ASYNC_HOLIDAY_WEEK,
                                                          MM_ASYNC_NO_AVAILABILITY}, 2);
}
END_TEST

START_TEST(week_before_from_has_no_common_time)
{
    small_person people[] = {MENTOR("m", "Europe/London", "Mon 18:00-20:00"),
                             MENTEE("a", "Europe/London", "Mon 18:00-20:00")};
    people[1].from = "2026-09-21";
    small_programme made = small_make(autumn, "{\"weeks\": [2, 6]}", people, N(people),
                                      "mentee,mentor\na,m\n");
    check_reasons(&made, (const mm_asynchronous_reason[]){MM_ASYNC_NO_COMMON_TIME,
                                                          MM_ASYNC_NONE}, 2);
}
END_TEST

START_TEST(mentor_with_one_start_is_full_for_the_second_mentee)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 18:00-18:30"),
                                   MENTEE("a", "Europe/London", "Mon 18:00-20:00"),
                                   MENTEE("b", "Europe/London", "Mon 18:00-20:00")};
    small_programme made = small_make(autumn, in_week_2, people, N(people),
                                      "mentee,mentor\nb,m\na,m\n");
    check_reasons(&made, (const mm_asynchronous_reason[]){MM_ASYNC_NONE, MM_ASYNC_MENTOR_FULL},
                  2);
}
END_TEST

START_TEST(mentee_with_one_start_is_full_for_the_second_mentor)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 17:00-20:00"),
                                   MENTOR("n", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("a", "Europe/London", "Mon 18:00-18:30")};
    small_programme made = small_make(autumn, in_week_2, people, N(people),
                                      "mentee,mentor\na,m\na,n\n");
    check_reasons(&made, (const mm_asynchronous_reason[]){MM_ASYNC_NONE, MM_ASYNC_MENTEE_FULL},
                  2);
}
END_TEST

START_TEST(mentor_is_full_where_both_are_only_together)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 18:00-19:00"),
                                   MENTOR("l", "Europe/London", "Mon 18:30-19:00"),
                                   MENTEE("a", "Europe/London", "Mon 18:00-18:30"),
                                   MENTEE("b", "Europe/London", "Mon 18:00-19:00")};
    small_programme made = small_make(autumn, in_week_2, people, N(people),
                                      "mentee,mentor\na,m\nb,l\nb,m\n");
    check_reasons(&made, (const mm_asynchronous_reason[]){MM_ASYNC_NONE, MM_ASYNC_NONE,
                                                          MM_ASYNC_MENTOR_FULL}, 3);
}
END_TEST

START_TEST(person_in_both_roles_is_not_booked_twice)
{
    const small_person people[] = {MENTOR("x", "Europe/London", "Mon 18:00-18:30"),
                                   MENTOR("z", "Europe/London", "Mon 18:00-18:30"),
                                   MENTEE("x", "Europe/London", "Mon 18:00-18:30"),
                                   MENTEE("y", "Europe/London", "Mon 18:00-18:30")};
    small_programme made = small_make(autumn, in_week_2, people, N(people),
                                      "mentee,mentor\nx,z\ny,x\n");
    check_reasons(&made, (const mm_asynchronous_reason[]){MM_ASYNC_NONE, MM_ASYNC_MENTOR_FULL},
                  2);
}
END_TEST

START_TEST(uncomfortable_hours_are_used_last)
{
    const small_person people[] = {
        MENTOR("m", "Europe/London", "Mon-Tue 20:00-23:00"),
        MENTEE("a", "Europe/London", "Mon 21:00-21:15; Tue 20:45-21:00; Tue 22:00-22:15")};
    small_programme made = small_make(autumn, "{\"weeks\": [2], \"minutes\": 15}", people,
                                      N(people), "mentee,mentor\na,m\n");
    mm_schedule *schedule = plan(&made);
    ck_assert_int_eq(mm_schedule_check_ins(schedule, NULL)->start_utc_s, utc(9, 15, 19, 45));
    mm_schedule_free(schedule);
    small_free(&made);
    made = small_make(autumn, "{\"weeks\": [2], \"minutes\": 15, \"comfortable\":"
                      " {\"from\": \"22:00\", \"to\": \"06:00\"}}", people, N(people),
                      "mentee,mentor\na,m\n");
    schedule = plan(&made);
    ck_assert_int_eq(mm_schedule_check_ins(schedule, NULL)->start_utc_s, utc(9, 15, 21, 0));
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

START_TEST(check_ins_are_sorted_by_week_then_ids)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 17:00-20:00"),
                                   MENTOR("k", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("b", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("a", "Europe/London", "Mon 17:00-20:00")};
    small_programme made = small_make(autumn, "{\"weeks\": [6, 2]}", people, N(people),
                                      "mentee,mentor\nb,m\na,m\na,k\n");
    const char *const mentee[] = {"a", "a", "b"}, *const mentor[] = {"k", "m", "m"};
    mm_schedule *schedule = plan(&made);
    int32_t n_check_ins, n_weeks, n_pairs;
    const mm_check_in *check_in = mm_schedule_check_ins(schedule, &n_check_ins);
    const mm_week_result *week = mm_schedule_weeks(schedule, &n_weeks);
    const mm_pair *pair = mm_matching_pairs(made.matching, &n_pairs);
    ck_assert_int_eq(n_check_ins, 6);
    ck_assert_int_eq(n_weeks, 2);
    for (int32_t i = 0; i < 6; i++) {
        ck_assert_int_eq(check_in[i].term_week, i < 3 ? 2 : 6);
        ck_assert_str_eq(mm_profiles_mentee_id(made.profiles, check_in[i].mentee), mentee[i % 3]);
        ck_assert_str_eq(mm_profiles_mentor_id(made.profiles, check_in[i].mentor), mentor[i % 3]);
        ck_assert_int_eq(pair[check_in[i].pair].mentee, check_in[i].mentee);
        ck_assert_int_eq(pair[check_in[i].pair].mentor, check_in[i].mentor);
    }
    for (int32_t i = 0; i < 2; i++) {
        ck_assert_int_eq(week[i].term_week, i == 0 ? 2 : 6);
        ck_assert_int_eq(week[i].n_live, 3);
        ck_assert_int_eq(week[i].n_asynchronous, 0);
        ck_assert_int_eq(week[i].is_exact, 1);
    }
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

/* A mentor with more mentees than the exact search takes, and time for some of them only. */
START_TEST(large_group_is_planned_with_a_bound)
{
    small_person people[13] = {MENTOR("m", "Europe/London", "Mon 17:00-19:00; Tue 17:00-17:30")};
    char pairs[256] = "mentee,mentor\n", id[12][4];
    for (int32_t i = 0; i < 12; i++) {
        snprintf(id[i], sizeof id[i], "a%02d", (int)i);
        people[i + 1] = (small_person)MENTEE(id[i], "Europe/London", "Mon-Tue 17:00-19:00");
        strcat(strcat(pairs, id[i]), ",m\n");
    }
    small_programme made = small_make(autumn, in_week_2, people, 13, pairs);
    mm_schedule *schedule = plan(&made);
    const mm_schedule_result *totals = mm_schedule_totals(schedule);
    ck_assert_int_eq(totals->n_live, 5); /* four on Monday (per_day, and room), one on Tuesday */
    ck_assert_int_eq(totals->n_asynchronous, 7);
    ck_assert_int_eq(totals->bound, 5);
    ck_assert_int_eq(totals->is_exact, 0);
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

START_TEST(plan_without_pairs_is_empty_and_exact)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("a", "Europe/London", "Mon 17:00-20:00")};
    small_programme made = small_make(autumn, in_week_2, people, N(people), "mentee,mentor\n");
    mm_schedule *schedule = plan(&made);
    int32_t n;
    mm_schedule_check_ins(schedule, &n);
    ck_assert_int_eq(n, 0);
    ck_assert_int_eq(mm_schedule_totals(schedule)->is_exact, 1);
    ck_assert_int_eq(mm_schedule_weeks(schedule, NULL)->is_exact, 1);
    mm_schedule_free(schedule);
    small_free(&made);
}
END_TEST

START_TEST(bad_arguments_are_told_apart)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("a", "Europe/London", "Mon 17:00-20:00")};
    small_programme made = small_make(autumn, in_week_2, people, 2, "mentee,mentor\na,m\n");
    small_programme other = small_make(autumn, in_week_2, people, 1, "mentee,mentor\n");
    mm_schedule *schedule = (mm_schedule *)&made;
    mm_error error;
    mm_plan_options options = MM_PLAN_OPTIONS_INIT;
    ck_assert_int_eq(mm_plan(NULL, made.matching, NULL, &schedule, &error), MM_ERR_ARGUMENT);
    ck_assert_ptr_null(schedule);
    ck_assert_int_eq(mm_plan(made.profiles, NULL, NULL, &schedule, &error), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_plan(made.profiles, made.matching, NULL, NULL, &error), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_plan(made.profiles, other.matching, NULL, &schedule, &error),
                     MM_ERR_MISMATCH);
    ck_assert_int_eq(error.code, MM_CODE_MISMATCH);
    options.time_limit_s = -1.0;
    ck_assert_int_eq(mm_plan(made.profiles, made.matching, &options, &schedule, &error),
                     MM_ERR_OPTION);
    ck_assert_ptr_nonnull(strstr(error.message, "time_limit_s"));
    options = (mm_plan_options){.size = 0};
    ck_assert_int_eq(mm_plan(made.profiles, made.matching, &options, &schedule, &error),
                     MM_ERR_OPTION);
    mm_plan_options_init(&options, sizeof options);
    ck_assert_int_eq(mm_plan(made.profiles, made.matching, &options, &schedule, NULL), MM_OK);
    mm_schedule_free(schedule);
    mm_schedule_free(NULL);
    small_free(&made);
    small_free(&other);
}
END_TEST

START_TEST(cancelled_plan_is_greedy_and_says_so)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("a", "Europe/London", "Mon 17:00-20:00")};
    small_programme made = small_make(autumn, in_week_2, people, 2, "mentee,mentor\na,m\n");
    mm_plan_options options = MM_PLAN_OPTIONS_INIT;
    mm_cancel *cancel = NULL;
    mm_schedule *schedule = NULL;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    options.cancel = cancel;
    ck_assert_int_eq(mm_plan(made.profiles, made.matching, &options, &schedule, NULL), MM_OK);
    ck_assert_int_eq(mm_schedule_totals(schedule)->is_exact, 0);
    ck_assert_int_eq(mm_schedule_totals(schedule)->n_live, 1);
    ck_assert_int_eq(mm_schedule_totals(schedule)->bound, 1);
    mm_schedule_free(schedule);
    mm_cancel_free(cancel);
    small_free(&made);
}
END_TEST

START_TEST(every_failed_allocation_leaves_no_schedule)
{
    const small_person people[] = {MENTOR("m", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("a", "Europe/London", "Mon 17:00-20:00"),
                                   MENTEE("b", "Europe/London", "Tue 17:00-20:00")};
    small_programme made = small_make(autumn, in_week_2, people, N(people),
                                      "mentee,mentor\na,m\nb,m\n");
    mm_plan_options options = MM_PLAN_OPTIONS_INIT;
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at, .from_then_on = fail_at % 2 == 0};
        const mm_allocator allocator = failing_allocator_of(&state);
        mm_schedule *schedule = NULL;
        mm_error error;
        options.allocator = &allocator;
        const mm_status status =
            mm_plan(made.profiles, made.matching, &options, &schedule, &error);
        ck_assert(status == MM_OK || (status == MM_ERR_MEMORY && schedule == NULL));
        ck_assert_int_eq(status == MM_ERR_MEMORY, state.has_failed);
        mm_schedule_free(schedule);
        ck_assert_int_eq(state.n_out, 0);
        if (!state.has_failed) break;
    }
    small_free(&made);
}
END_TEST

START_TEST(reasons_have_the_names_of_the_files)
{
    ck_assert_str_eq(mm_asynchronous_reason_name(MM_ASYNC_NONE), "");
    ck_assert_str_eq(mm_asynchronous_reason_name(MM_ASYNC_HOLIDAY_WEEK), "holiday week");
    ck_assert_str_eq(mm_asynchronous_reason_name(MM_ASYNC_NO_AVAILABILITY), "no availability");
    ck_assert_str_eq(mm_asynchronous_reason_name(MM_ASYNC_NO_COMMON_TIME), "no common time");
    ck_assert_str_eq(mm_asynchronous_reason_name(MM_ASYNC_MENTOR_FULL), "mentor full");
    ck_assert_str_eq(mm_asynchronous_reason_name(MM_ASYNC_MENTEE_FULL), "mentee full");
}
END_TEST

int main(void)
{
    return RUN_SUITE("plan", meeting_is_at_the_first_common_start_in_utc,
                     meeting_follows_the_end_of_summer_time_inside_a_week,
                     asynchronous_check_in_lasts_the_whole_week,
                     holiday_week_comes_before_other_reasons,
                     week_before_from_has_no_common_time,
                     mentor_with_one_start_is_full_for_the_second_mentee,
                     mentee_with_one_start_is_full_for_the_second_mentor,
                     mentor_is_full_where_both_are_only_together,
                     person_in_both_roles_is_not_booked_twice,
                     uncomfortable_hours_are_used_last,
                     check_ins_are_sorted_by_week_then_ids,
                     large_group_is_planned_with_a_bound,
                     plan_without_pairs_is_empty_and_exact, bad_arguments_are_told_apart,
                     cancelled_plan_is_greedy_and_says_so,
                     every_failed_allocation_leaves_no_schedule,
                     reasons_have_the_names_of_the_files);
}
