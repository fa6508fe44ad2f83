/* The section `check_ins`: weeks, length, gap, most a day, comfortable hours. Weeks that the
 * programme names must be in the term; those of the default that it does not have are left out. */
#include "read/programme_parts.h"

#include <stdio.h>
#include <string.h>

#define MOST_WEEKS 104
#define MOST_ENTRIES 1000
#define MOST_MINUTES 480
#define MOST_A_DAY 96
#define DAY_MINUTES 1440

/* The week an entry names; false and reported if it names none of the term. */
static bool read_week(const mmi_draft *draft, const mmi_json_node *entry, int32_t *week)
{
    const int32_t n_weeks = draft->programme->term.n_weeks;
    if (entry->type == MMI_JSON_TEXT) {
        static const char *const words[] = {"final"};
        if (mmi_json_word(draft->json, entry, "week", 1, words) == MM_NONE) return false;
        *week = n_weeks;
        return true;
    }
    if (!mmi_json_integer(draft->json, entry, 1, MOST_WEEKS, week)) return false;
    if (!draft->has_term || *week <= n_weeks) return true;
    mmi_json_report(draft->json, entry, MM_SEVERITY_ERROR, MM_CODE_OUTSIDE_TERM,
                    "the term has only %d weeks; write a number up to %d, or \"final\"",
                    (int)n_weeks, (int)n_weeks);
    return false;
}

/* Mark a week; a note at `node` when it was marked before. */
static void add_week(const mmi_draft *draft, const mmi_json_node *node, int32_t week,
                     bool has_check_in[MOST_WEEKS + 1])
{
    if (has_check_in[week] && node != NULL) {
        mmi_json_report(draft->json, node, MM_SEVERITY_NOTE, MM_CODE_WEEKS_COINCIDE,
                        "two check-ins fall into week %d; there is one of them", (int)week);
    }
    has_check_in[week] = true;
}

static void add_default_weeks(const mmi_draft *draft, bool has_check_in[MOST_WEEKS + 1])
{
    const int32_t n_weeks = draft->programme->term.n_weeks;
    const mmi_json_node *term = mmi_json_member(draft->whole, "term");
    const mmi_json_node *node = draft->has_term ? mmi_json_member(term, "weeks") : NULL;
    if (n_weeks >= 2) add_week(draft, node, 2, has_check_in);
    if (n_weeks >= 6) add_week(draft, node, 6, has_check_in);
    add_week(draft, node, n_weeks, has_check_in);
}

static void read_weeks(mmi_draft *draft, const mmi_json_node *section)
{
    mm_programme *programme = draft->programme;
    const mmi_json_node *list = section == NULL ? NULL : mmi_json_member(section, "weeks");
    bool has_check_in[MOST_WEEKS + 1] = {false};
    int32_t week;
    if (list == NULL) {
        add_default_weeks(draft, has_check_in);
    } else if (mmi_json_expect_list(draft->json, list, 1, MOST_ENTRIES)) {
        for (const mmi_json_node *entry = mmi_json_first(list); entry != NULL;
             entry = mmi_json_next(entry)) {
            if (read_week(draft, entry, &week)) add_week(draft, entry, week, has_check_in);
        }
    }
    programme->check_in_week = mmi_draft_take(draft, MOST_WEEKS, sizeof(int32_t));
    if (programme->check_in_week == NULL) return;
    /* Without a usable term only the stand-in's own week is kept. */
    for (week = 1; week <= programme->term.n_weeks; week++) {
        if (!has_check_in[week]) continue;
        programme->check_in_week[programme->n_check_in_weeks++] = week;
    }
}

/* H:MM or HH:MM, 0:00 to 24:00. */
static bool parse_time_of_day(const char *text, int32_t *minute)
{
    const size_t n = strlen(text);
    if (n < 4 || n > 5 || text[n - 3] != ':') return false;
    int32_t digits = 0;
    for (size_t i = 0; i < n; i++) {
        if (i == n - 3) continue;
        if (text[i] < '0' || text[i] > '9') return false;
        digits = digits * 10 + (text[i] - '0');
    }
    *minute = digits / 100 * 60 + digits % 100;
    return digits % 100 < 60 && *minute <= DAY_MINUTES;
}

static bool read_time_of_day(const mmi_draft *draft, const mmi_json_node *node, int32_t most,
                             int32_t *minute)
{
    if (node == NULL) return true;
    if (!mmi_json_expect(draft->json, node, MMI_JSON_TEXT)) return false;
    int32_t read = 0;
    if (parse_time_of_day(node->string, &read) && read <= most) {
        *minute = read;
        return true;
    }
    mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_TIME_OF_DAY,
                    "not a time of day; write one from 00:00 to %s",
                    most == DAY_MINUTES ? "24:00" : "23:59");
    return false;
}

static void read_comfortable(mmi_draft *draft, const mmi_json_node *section)
{
    static const char *const known[] = {"from", "to"};
    mm_programme *programme = draft->programme;
    const mmi_json_node *node = mmi_json_member(section, "comfortable");
    if (node == NULL || !mmi_json_expect(draft->json, node, MMI_JSON_OBJECT)) return;
    mmi_json_check_keys(draft->json, node, 2, known);
    int32_t from = programme->comfortable_from_minute;
    int32_t to = programme->comfortable_to_minute;
    const bool has_from = read_time_of_day(draft, mmi_json_member(node, "from"),
                                           DAY_MINUTES - 1, &from);
    const bool has_to = read_time_of_day(draft, mmi_json_member(node, "to"), DAY_MINUTES, &to);
    if (!has_from || !has_to) return;
    if (from == to) {
        mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_TIME_OF_DAY,
                        "begin and end are the same; write 00:00 to 24:00 for the whole day");
        return;
    }
    programme->comfortable_from_minute = from;
    programme->comfortable_to_minute = to == 0 ? DAY_MINUTES : to;
}

/* Every check-in week must lie on UTC quarter hours in the programme's zone. */
static void check_grid(const mmi_draft *draft)
{
    const mm_programme *programme = draft->programme;
    if (!draft->has_term || programme->check_in_week == NULL) return;
    for (int32_t i = 0; i < programme->n_check_in_weeks; i++) {
        const int32_t week = programme->check_in_week[i];
        if (mmi_term_week_slots(&programme->term, week) != MM_NONE) continue;
        const mmi_json_node *term = mmi_json_member(draft->whole, "term");
        const mmi_json_node *zone = mmi_json_member(term, "time_zone");
        mmi_json_report(draft->json, zone != NULL ? zone : term, MM_SEVERITY_ERROR,
                        MM_CODE_ZONE_GRID,
                        "in week %d this zone does not begin its days on a UTC quarter hour; "
                        "write another zone, or a term with other dates", (int)week);
        return;
    }
}

void mmi_read_check_ins(mmi_draft *draft)
{
    static const char *const known[] = {"comfortable", "gap_minutes", "minutes", "per_day",
                                        "weeks"};
    mm_programme *programme = draft->programme;
    programme->meeting_minutes = 30;
    programme->gap_minutes = 0;
    programme->per_day = 4;
    programme->comfortable_from_minute = 8 * 60;
    programme->comfortable_to_minute = 21 * 60;
    const mmi_json *json = draft->json;
    const mmi_json_node *section = mmi_json_member(draft->whole, "check_ins");
    if (section != NULL && !mmi_json_expect(json, section, MMI_JSON_OBJECT)) section = NULL;
    if (section != NULL) {
        mmi_json_check_keys(json, section, 5, known);
        mmi_json_minutes(json, mmi_json_member(section, "minutes"), 15, MOST_MINUTES,
                         &programme->meeting_minutes);
        mmi_json_minutes(json, mmi_json_member(section, "gap_minutes"), 0, MOST_MINUTES,
                         &programme->gap_minutes);
        mmi_json_integer(json, mmi_json_member(section, "per_day"), 1, MOST_A_DAY,
                         &programme->per_day);
        read_comfortable(draft, section);
    }
    read_weeks(draft, section);
    check_grid(draft);
}
