/* Whole calendars, byte for byte, through the public call. UIDs were computed with Python's
 * hashlib from SPEC's list of fields. C7.1, C7.2, C7.8-C7.11, C7.21. */
#include <mentormatch/write.h>

#include "hand_made.h"
#include "run_suite.h"
#include "text_sink.h"

static text_sink taken;

#define CALENDAR_HEAD "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" \
    "PRODID:-//mentormatch//libmentormatch//EN\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"

static const char *calendar_text(const hand_made *made, mm_role role, int32_t row)
{
    const int32_t person = made->role[role].number[row];
    ck_assert_int_eq(mm_write_calendar(&made->profiles, &made->schedule, role, person,
                                       sink_into(&taken), NULL), MM_OK);
    return taken.text;
}

START_TEST(live_check_in_is_in_utc_with_both_readings)
{
    hand_made made;
    hand_cohort(&made);
    ck_assert_str_eq(
        calendar_text(&made, MM_ROLE_MENTEE, 0),
        CALENDAR_HEAD
        "BEGIN:VEVENT\r\n"
        "UID:c057496802e59b8f4abe8acb601b7f65@mentormatch\r\n"
        "DTSTAMP:20260907T000000Z\r\n"
        "SEQUENCE:0\r\n"
        "DTSTART:20260915T170000Z\r\n"
        "DTEND:20260915T173000Z\r\n"
        "SUMMARY:Mentoring check-in\\, week 2: Ada\\, Countess\\; \\\\o/\r\n"
        "DESCRIPTION:For you: 2026-09-15 13:00 (America/New_York)\\nFor Ada\\, Countes\r\n"
        " s\\; \\\\o/: 2026-09-15 18:00 (Europe/Dublin)\r\n"
        "END:VEVENT\r\n"
        "BEGIN:VEVENT\r\n"
        "UID:fc696a4c7c3f448d4b394fd0a591a5f0@mentormatch\r\n"
        "DTSTAMP:20260907T000000Z\r\n"
        "SEQUENCE:0\r\n"
        "DTSTART:20261027T170000Z\r\n"
        "DTEND:20261027T173000Z\r\n"
        "SUMMARY:Mentoring check-in\\, week 8: Ada\\, Countess\\; \\\\o/\r\n"
        "DESCRIPTION:For you: 2026-10-27 13:00 (America/New_York)\\nFor Ada\\, Countes\r\n"
        " s\\; \\\\o/: 2026-10-27 17:00 (Europe/Dublin)\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n");
    hand_end(&made);
}
END_TEST

/* The week ends on Sunday 23:00Z: in Kolkata and Tokyo that is Monday the 21st. */
START_TEST(asynchronous_check_in_is_all_day_on_the_owners_last_day)
{
    hand_made made;
    hand_cohort(&made);
    ck_assert_str_eq(
        calendar_text(&made, MM_ROLE_MENTOR, 1),
        CALENDAR_HEAD
        "BEGIN:VEVENT\r\n"
        "UID:e9a1a4840936cc646815d8b99d67b97c@mentormatch\r\n"
        "DTSTAMP:20260907T000000Z\r\n"
        "SEQUENCE:0\r\n"
        "DTSTART;VALUE=DATE:20260921\r\n"
        "DTEND;VALUE=DATE:20260922\r\n"
        "SUMMARY:Mentoring check-in in writing\\, week 2: \xE6\xBD\xA2\xE5\xAD\x90\r\n"
        "DESCRIPTION:No meeting: exchange messages at any time of this week\\; today \r\n"
        " is its last day.\r\n"
        "TRANSP:TRANSPARENT\r\n"
        "END:VEVENT\r\n"
        "END:VCALENDAR\r\n");
    /* The last instant of the week is Sunday, 1 November, 23:59 in Dublin. */
    ck_assert_ptr_nonnull(strstr(calendar_text(&made, MM_ROLE_MENTOR, 0),
                                 "DTSTART;VALUE=DATE:20261101\r\nDTEND;VALUE=DATE:20261102\r\n"));
    ck_assert_ptr_nonnull(strstr(calendar_text(&made, MM_ROLE_MENTEE, 1),
                                 "DTSTART;VALUE=DATE:20261102\r\nDTEND;VALUE=DATE:20261103\r\n"));
    hand_end(&made);
}
END_TEST

START_TEST(partner_without_a_name_is_shown_by_id)
{
    hand_made made;
    hand_cohort(&made);
    ck_assert_ptr_nonnull(strstr(calendar_text(&made, MM_ROLE_MENTEE, 2),
                                 "SUMMARY:Mentoring check-in in writing\\, week 2: gwen\r\n"));
    hand_end(&made);
}
END_TEST

START_TEST(uid_is_the_same_in_both_files_and_for_another_time)
{
    hand_made made;
    hand_cohort(&made);
    const char uid[] = "UID:c4332945369b4a2a1761e923c9e07dd1@mentormatch\r\n";
    ck_assert_ptr_nonnull(strstr(calendar_text(&made, MM_ROLE_MENTOR, 0), uid));
    ck_assert_ptr_nonnull(strstr(calendar_text(&made, MM_ROLE_MENTEE, 1), uid));
    made.check_in[1].start_utc_s += 86400;
    ck_assert_ptr_nonnull(strstr(calendar_text(&made, MM_ROLE_MENTEE, 1), uid));
    hand_end(&made);
}
END_TEST

START_TEST(name_cannot_add_an_attendee)
{
    hand_made made;
    hand_cohort(&made);
    const char *text = calendar_text(&made, MM_ROLE_MENTOR, 0);
    ck_assert_ptr_nonnull(strstr(text, "week 2: Ann\\nATTENDEE:mailto:x@y\r\n"));
    ck_assert_ptr_null(strstr(text, "\nATTENDEE"));
    hand_end(&made);
}
END_TEST

START_TEST(calendar_shows_its_owners_check_ins_only)
{
    hand_made made;
    hand_cohort(&made);
    const char *text = calendar_text(&made, MM_ROLE_MENTEE, 0);
    ck_assert_ptr_null(strstr(text, "Gwen"));
    ck_assert_ptr_null(strstr(text, "Tokyo"));
    made.schedule.n_check_ins = 0;
    ck_assert_str_eq(calendar_text(&made, MM_ROLE_MENTEE, 0),
                     CALENDAR_HEAD "END:VCALENDAR\r\n");
    hand_end(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("ics", live_check_in_is_in_utc_with_both_readings,
                     asynchronous_check_in_is_all_day_on_the_owners_last_day,
                     partner_without_a_name_is_shown_by_id,
                     uid_is_the_same_in_both_files_and_for_another_time,
                     name_cannot_add_an_attendee, calendar_shows_its_owners_check_ins_only);
}
