/* The section `term`: first day, weeks, zone, holidays. A part that is refused gets a stand-in, so
 * that the people files can still be read; the error on record keeps the programme inside. */
#include "read/programme_parts.h"

#include "time/civil.h"

#include <string.h>

#define STAND_IN_DAY 10957 /* 2000-01-01 */
#define MOST_WEEKS 104
#define MOST_HOLIDAYS 1000
#define MOST_ZONE_BYTES 64
#define DAYS_A_WEEK 7

#define DATE_SENTENCE "not a date; write an existing one of 1970-2400 as YYYY-MM-DD"

static bool read_date(const mmi_json *json, const mmi_json_node *node, int32_t *day)
{
    if (!mmi_json_expect(json, node, MMI_JSON_TEXT)) return false;
    if (mmi_parse_date(node->string, strlen(node->string), day)) return true;
    mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_DATE, DATE_SENTENCE);
    return false;
}

static void read_first_day(mmi_draft *draft, const mmi_json_node *term)
{
    mm_programme *programme = draft->programme;
    const mmi_json_node *node = mmi_json_required(draft->json, term, "first_day");
    if (node == NULL || !read_date(draft->json, node, &programme->term.first_day)) {
        draft->has_term = false;
        return;
    }
    programme->first_day_text = mmi_draft_keep(draft, node->string);
}

static void read_weeks(mmi_draft *draft, const mmi_json_node *term)
{
    mmi_term *t = &draft->programme->term;
    const mmi_json_node *node = mmi_json_required(draft->json, term, "weeks");
    if (node == NULL || !mmi_json_integer(draft->json, node, 1, MOST_WEEKS, &t->n_weeks)) {
        draft->has_term = false;
        return;
    }
    if (!draft->has_term) return;
    if (t->first_day + DAYS_A_WEEK * t->n_weeks - 1 > mmi_day_from_civil(2400, 12, 31)) {
        mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_DATE,
                        "the term ends after the year 2400; let it begin earlier");
        draft->has_term = false;
    }
}

static const char *zone_sentence(mmi_zone_answer answer)
{
    switch (answer) {
    case MMI_ZONE_REFUSED:
        return "this zone name means another time on every machine; write a name such as "
               "Europe/Dublin";
    case MMI_ZONE_DAMAGED:
        return "the system's file of this zone is damaged; install the time zone data again";
    case MMI_ZONE_NO_DATABASE:
        return "the system has no time zone data; install the package tzdata, or write UTC or an "
               "offset such as UTC+05:30";
    default:
        return "no such time zone; write a name such as Europe/Dublin, UTC, or an offset such as "
               "UTC+05:30 (older names may need the package tzdata-legacy)";
    }
}

static void read_zone(mmi_draft *draft, const mmi_json_node *term)
{
    mm_programme *programme = draft->programme;
    const mmi_json *json = draft->json;
    const mmi_json_node *node = mmi_json_required(json, term, "time_zone");
    const char *name = NULL;
    if (node != NULL) {
        name = mmi_json_text(json, node, MMI_JSON_TEXT_ANY, MOST_ZONE_BYTES);
    }
    char suggestion[64] = "";
    mmi_zone_answer answer = MMI_ZONE_UNKNOWN;
    if (name != NULL) {
        answer = mmi_zone_book_find(programme->zones, name, &programme->term.zone, suggestion);
    }
    if (name != NULL && answer == MMI_ZONE_OK) {
        programme->time_zone = mmi_draft_keep(draft, name);
        if (strncmp(name, "Etc/GMT+", 8) == 0 || strncmp(name, "Etc/GMT-", 8) == 0) {
            mmi_json_report(json, node, MM_SEVERITY_WARNING, MM_CODE_ZONE_SIGN,
                            "in names Etc/GMT the sign is turned round: + is behind UTC; write "
                            "an offset such as UTC-05:00 to be sure");
        }
        return;
    }
    if (name != NULL && answer != MMI_ZONE_MEMORY) {
        mmi_json_suggest(json, node, MM_CODE_PROGRAMME_ZONE,
                         suggestion[0] != '\0' ? suggestion : NULL, "%s", zone_sentence(answer));
    }
    if (answer == MMI_ZONE_MEMORY ||
        mmi_zone_book_find(programme->zones, "UTC", &programme->term.zone, NULL) != MMI_ZONE_OK) {
        draft->out_of_memory = true;
        draft->has_term = false; /* there is no zone to compare dates in */
    }
}

/* A date, or {"from": date, "to": date}. */
static bool read_holiday(const mmi_json *json, const mmi_json_node *node, mmi_day_range *range)
{
    static const char *const known[] = {"from", "to"};
    if (node->type == MMI_JSON_TEXT) {
        if (!read_date(json, node, &range->first_day)) return false;
        range->last_day = range->first_day;
        return true;
    }
    if (node->type != MMI_JSON_OBJECT) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_JSON_TYPE,
                        "write a date in quotes, or {\"from\": date, \"to\": date}");
        return false;
    }
    mmi_json_check_keys(json, node, 2, known);
    const mmi_json_node *from = mmi_json_required(json, node, "from");
    const mmi_json_node *to = mmi_json_required(json, node, "to");
    const bool has_from = from != NULL && read_date(json, from, &range->first_day);
    const bool has_to = to != NULL && read_date(json, to, &range->last_day);
    if (!has_from || !has_to) return false;
    if (range->first_day <= range->last_day) return true;
    mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_DATE_ORDER,
                    "the range ends before it begins; exchange from and to");
    return false;
}

static void read_holidays(mmi_draft *draft, const mmi_json_node *term)
{
    const mmi_json *json = draft->json;
    mmi_term *t = &draft->programme->term;
    const mmi_json_node *list = mmi_json_member(term, "holidays");
    if (list == NULL || !mmi_json_expect_list(json, list, 0, MOST_HOLIDAYS)) return;
    mmi_day_range *holiday =
        mmi_draft_take(draft, mmi_draft_n_entries(list), sizeof *holiday);
    if (holiday == NULL) return;
    const int32_t last_day = t->first_day + DAYS_A_WEEK * t->n_weeks - 1;
    int32_t n = 0;
    for (const mmi_json_node *entry = mmi_json_first(list); entry != NULL;
         entry = mmi_json_next(entry)) {
        mmi_day_range range;
        if (!read_holiday(json, entry, &range) || !draft->has_term) continue;
        if (range.last_day < t->first_day || range.first_day > last_day) {
            mmi_json_report(json, entry, MM_SEVERITY_WARNING, MM_CODE_OUTSIDE_TERM,
                            "a holiday outside the term; it is ignored: check its year, or remove "
                            "it");
            continue;
        }
        holiday[n++] = range;
    }
    t->n_holidays = mmi_merge_day_ranges(holiday, n);
    t->holiday = holiday;
}

void mmi_read_term(mmi_draft *draft)
{
    static const char *const known[] = {"first_day", "holidays", "time_zone", "weeks"};
    mm_programme *programme = draft->programme;
    programme->term = (mmi_term){.first_day = STAND_IN_DAY, .n_weeks = 1};
    programme->first_day_text = "2000-01-01";
    programme->time_zone = "UTC";
    draft->has_term = false;
    const mmi_json_node *term = mmi_json_required(draft->json, draft->whole, "term");
    if (term != NULL && mmi_json_expect(draft->json, term, MMI_JSON_OBJECT)) {
        draft->has_term = true;
        mmi_json_check_keys(draft->json, term, 4, known);
        read_first_day(draft, term);
        read_weeks(draft, term);
        read_zone(draft, term);
        read_holidays(draft, term);
    } else if (mmi_zone_book_find(programme->zones, "UTC", &programme->term.zone, NULL) !=
               MMI_ZONE_OK) {
        draft->out_of_memory = true;
    }
}
