/* Writes calendars. Times are UTC, so that no VTIMEZONE is needed; nothing comes from the clock and
 * no e-mail address is told, so that the same plan gives the same bytes and a file shows its owner
 * no more than the partner's name (or id), zone and the times. */
#include "write/ics.h"

#include "base/hash.h"
#include "write/ics_text.h"
#include "write/local_text.h"

#include <stdio.h>

#define UID_DIGITS 32

/* The same in both people's files and for every time of the meeting, so that a new plan moves the
 * old entry instead of adding one. */
static void add_uid(const mm_profiles *profiles, const mm_check_in *check_in, mmi_writer *writer)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    mmi_sha256 hash;
    mmi_sha256_begin(&hash);
    mmi_sha256_text(&hash, programme->name);
    mmi_sha256_text(&hash, programme->first_day_text);
    mmi_sha256_number(&hash, check_in->term_week);
    mmi_sha256_text(&hash, mmi_id_of(profiles, MMI_MENTEE, check_in->mentee));
    mmi_sha256_text(&hash, mmi_id_of(profiles, MMI_MENTOR, check_in->mentor));
    uint8_t digest[MMI_SHA256_BYTES];
    mmi_sha256_end(&hash, digest);
    char hex[UID_DIGITS + 1];
    mmi_hex(digest, UID_DIGITS, hex);
    mmi_buffer_text(&writer->text, "UID:");
    mmi_buffer_text(&writer->text, hex);
    mmi_ics_short_line(writer, "@mentormatch");
}

/* Two digits of a number below 100. */
static void put_two(char *digits, int32_t number)
{
    digits[0] = (char)('0' + number / 10);
    digits[1] = (char)('0' + number % 10);
}

/* DATE of a day, DATE-TIME in UTC of an instant. By hand: there are four to an event. */
static void add_date(mmi_writer *writer, const char *head, int32_t day)
{
    int32_t year, month, day_of_month;
    char digits[8];
    mmi_civil_from_day(day, &year, &month, &day_of_month);
    put_two(digits, year / 100);
    put_two(digits + 2, year % 100);
    put_two(digits + 4, month);
    put_two(digits + 6, day_of_month);
    mmi_buffer_text(&writer->text, head);
    mmi_buffer_bytes(&writer->text, digits, sizeof digits);
}

static void add_instant(mmi_writer *writer, const char *head, int64_t utc_s)
{
    const int32_t day = mmi_day_of_second(utc_s);
    const int32_t second = (int32_t)(utc_s - (int64_t)day * MMI_DAY_S);
    char time[] = "T000000Z\r\n";
    put_two(time + 1, second / 3600);
    put_two(time + 3, second / 60 % 60);
    put_two(time + 5, second % 60);
    add_date(writer, head, day);
    mmi_buffer_text(&writer->text, time);
}

static const char *shown_name(const mm_profiles *profiles, int32_t role, int32_t person)
{
    const char *name = profiles->cohort->people[role].name[profiles->row[role][person]];
    return name[0] != '\0' ? name : mmi_id_of(profiles, role, person);
}

/* "2026-09-15 18:00 (Europe/Dublin)" */
static void add_local(mmi_ics_line *line, const mm_profiles *profiles, int32_t role,
                      int32_t person, int64_t utc_s)
{
    char minute[MMI_MINUTE_CHARS];
    mmi_format_local_minute(mmi_local_s(profiles, role, person, utc_s), minute);
    mmi_ics_line_text(line, minute);
    mmi_ics_line_text(line, " (");
    mmi_ics_line_text(line, mmi_stated_zone_name(profiles, role, person));
    mmi_ics_line_text(line, ")");
}

static void add_live(const mm_profiles *profiles, const mm_check_in *check_in, int32_t role,
                     mmi_writer *writer)
{
    const int32_t person[MMI_N_ROLES] = {check_in->mentor, check_in->mentee};
    const int32_t other = 1 - role;
    add_instant(writer, "DTSTART:", check_in->start_utc_s);
    add_instant(writer, "DTEND:", check_in->end_utc_s);
    char head[64];
    (void)snprintf(head, sizeof head, "SUMMARY:Mentoring check-in\\, week %d: ",
                   (int)check_in->term_week);
    mmi_ics_line summary = mmi_ics_line_begin(writer, head);
    mmi_ics_line_text(&summary, shown_name(profiles, other, person[other]));
    mmi_ics_line_end(&summary);
    mmi_ics_line description = mmi_ics_line_begin(writer, "DESCRIPTION:For you: ");
    add_local(&description, profiles, role, person[role], check_in->start_utc_s);
    mmi_ics_line_text(&description, "\nFor ");
    mmi_ics_line_text(&description, shown_name(profiles, other, person[other]));
    mmi_ics_line_text(&description, ": ");
    add_local(&description, profiles, other, person[other], check_in->start_utc_s);
    mmi_ics_line_end(&description);
}

/* All day on the last day of the week in the owner's zone; the owner stays free. */
static void add_asynchronous(const mm_profiles *profiles, const mm_check_in *check_in,
                             int32_t role, mmi_writer *writer)
{
    const int32_t person[MMI_N_ROLES] = {check_in->mentor, check_in->mentee};
    const int64_t last_s = mmi_local_s(profiles, role, person[role], check_in->end_utc_s - 1);
    const int32_t day = mmi_day_of_second(last_s);
    add_date(writer, "DTSTART;VALUE=DATE:", day);
    add_date(writer, "\r\nDTEND;VALUE=DATE:", day + 1);
    mmi_buffer_text(&writer->text, "\r\n");
    char head[64];
    (void)snprintf(head, sizeof head, "SUMMARY:Mentoring check-in in writing\\, week %d: ",
                   (int)check_in->term_week);
    mmi_ics_line summary = mmi_ics_line_begin(writer, head);
    mmi_ics_line_text(&summary, shown_name(profiles, 1 - role, person[1 - role]));
    mmi_ics_line_end(&summary);
    mmi_ics_line description = mmi_ics_line_begin(writer, "DESCRIPTION:");
    mmi_ics_line_text(&description, "No meeting: exchange messages at any time of this week; "
                                    "today is its last day.");
    mmi_ics_line_end(&description);
    mmi_ics_short_line(writer, "TRANSP:TRANSPARENT");
}

void mmi_calendar_begin(mmi_writer *writer)
{
    mmi_ics_short_line(writer, "BEGIN:VCALENDAR");
    mmi_ics_short_line(writer, "VERSION:2.0");
    mmi_ics_short_line(writer, "PRODID:-//mentormatch//libmentormatch//EN");
    mmi_ics_short_line(writer, "CALSCALE:GREGORIAN");
    mmi_ics_short_line(writer, "METHOD:PUBLISH");
}

void mmi_calendar_event(const mm_profiles *profiles, const mm_check_in *check_in, int32_t role,
                        mmi_writer *writer)
{
    mmi_ics_short_line(writer, "BEGIN:VEVENT");
    add_uid(profiles, check_in, writer);
    const int64_t first_day = mmi_programme_of(profiles)->term.first_day;
    add_instant(writer, "DTSTAMP:", first_day * MMI_DAY_S);
    mmi_ics_short_line(writer, "SEQUENCE:0");
    if (check_in->mode == MM_MODE_LIVE) {
        add_live(profiles, check_in, role, writer);
    } else {
        add_asynchronous(profiles, check_in, role, writer);
    }
    mmi_ics_short_line(writer, "END:VEVENT");
}

void mmi_calendar_end(mmi_writer *writer)
{
    mmi_ics_short_line(writer, "END:VCALENDAR");
}
