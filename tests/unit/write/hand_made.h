/* Profiles, a matching and a schedule made by hand, for tests of what is written. Rows are in the
 * order of ids; canonical numbers run backwards, so that a mix-up of the two shows. */
#ifndef MMT_HAND_MADE_H
#define MMT_HAND_MADE_H

#include "explain/unmatched.h"
#include "schedule/schedule.h"
#include "time/civil.h"

#include <stdlib.h>
#include <string.h>

#define HAND_PEOPLE_MOST 8
#define HAND_LINES_MOST 16

typedef struct hand_role {
    const char *id[HAND_PEOPLE_MOST];
    const char *name[HAND_PEOPLE_MOST];
    const char *zone_name[HAND_PEOPLE_MOST];
    const mmi_zone *zone[HAND_PEOPLE_MOST];
    int32_t same_person[HAND_PEOPLE_MOST];
    int32_t row[HAND_PEOPLE_MOST];
    int32_t number[HAND_PEOPLE_MOST];
} hand_role;

typedef struct hand_made {
    mmi_heap heap;
    mmi_zone_book *zones;
    mm_programme programme;
    mm_cohort cohort;
    mm_profiles profiles;
    mm_matching matching;
    mm_schedule schedule;
    hand_role role[MMI_N_ROLES];
    const char *kind[2];
    int32_t capacity[HAND_PEOPLE_MOST];
    int32_t same_mentor[HAND_PEOPLE_MOST];
    int32_t request_start[HAND_PEOPLE_MOST + 1];
    int32_t request_mentee[HAND_PEOPLE_MOST];
    int32_t request_kind[HAND_PEOPLE_MOST];
    int32_t request_count[HAND_PEOPLE_MOST];
    int32_t kind_first[3];
    int32_t kind_of[HAND_PEOPLE_MOST];
    bool takes_part[HAND_PEOPLE_MOST];
    mm_pair pair[HAND_LINES_MOST];
    int32_t live_weeks[HAND_LINES_MOST];
    int32_t common_starts[HAND_LINES_MOST];
    mm_load load[HAND_LINES_MOST];
    mm_goal_result goal[2];
    mm_check_in check_in[HAND_LINES_MOST];
    mm_week_result week[4];
} hand_made;

/* Not Check's: programs without Check use this too. */
static inline void hand_must(bool holds)
{
    if (!holds) abort();
}

/* A programme of twelve weeks from Monday 2026-09-07 in Dublin, and nobody. */
static inline void hand_begin(hand_made *made)
{
    memset(made, 0, sizeof *made);
    made->heap = mmi_heap_from(NULL);
    made->zones = mmi_zone_book_new(&made->heap, NULL);
    hand_must(made->zones != NULL);
    made->programme.name = "Online MSc, autumn 2026";
    made->programme.first_day_text = "2026-09-07";
    made->programme.time_zone = "Europe/Dublin";
    hand_must(mmi_parse_date("2026-09-07", 10, &made->programme.term.first_day));
    made->kind[0] = "mentor";
    made->kind[1] = "peer";
    made->cohort.heap = made->profiles.heap = made->heap;
    made->cohort.programme = &made->programme;
    made->cohort.zones = made->zones;
    made->cohort.n_kinds = 2;
    made->cohort.kind = made->kind;
    memset(made->cohort.fingerprint, 0xA5, MMI_SHA256_BYTES);
    memset(made->matching.fingerprint, 0xA5, MMI_SHA256_BYTES);
    memset(made->schedule.fingerprint, 0xA5, MMI_SHA256_BYTES);
    made->profiles.cohort = &made->cohort;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        hand_role *side = &made->role[role];
        mmi_people *people = &made->cohort.people[role];
        people->id = side->id;
        people->name = side->name;
        people->zone_name = side->zone_name;
        people->zone = side->zone;
        people->same_person = side->same_person;
        made->profiles.row[role] = side->row;
        made->profiles.number[role] = side->number;
        made->profiles.takes_part[role] = made->takes_part;
    }
    memset(made->takes_part, 1, sizeof made->takes_part);
    made->profiles.capacity = made->capacity;
    made->profiles.same_mentor = made->same_mentor;
    made->profiles.request_start = made->request_start;
    made->profiles.request_mentee = made->request_mentee;
    made->profiles.request_kind = made->request_kind;
    made->profiles.request_count = made->request_count;
    made->profiles.n_kinds = 2;
    made->profiles.kind_first = made->kind_first;
    made->profiles.kind_of = made->kind_of;
    made->matching.pair = made->pair;
    made->matching.live_weeks = made->live_weeks;
    made->matching.common_starts = made->common_starts;
    made->matching.load = made->load;
    made->matching.goal = made->goal;
    made->matching.proof.outcome = MM_OUTCOME_OPTIMAL;
    made->matching.proof.glpk = MM_GLPK_CONFIRMED;
    made->schedule.check_in = made->check_in;
    made->schedule.week = made->week;
}

/* Add a person behind the others (ids ascend); `zone_name` is looked up, `stated` is what the row
 * says. Mentors have two places, mentees want one mentor of kind 0. Every role must be complete
 * before numbers are asked for. */
static inline void hand_person(hand_made *made, int32_t role, const char *id, const char *name,
                               const char *zone_name, const char *stated)
{
    hand_role *side = &made->role[role];
    const int32_t row = made->cohort.people[role].n++;
    hand_must(row < HAND_PEOPLE_MOST);
    hand_must(row == 0 || strcmp(side->id[row - 1], id) < 0);
    side->id[row] = id;
    side->name[row] = name;
    side->zone_name[row] = stated;
    side->same_person[row] = MM_NONE;
    hand_must(mmi_zone_book_find(made->zones, zone_name, &side->zone[row], NULL) == MMI_ZONE_OK);
    const int32_t n = row + 1;
    made->profiles.n_people[role] = n;
    for (int32_t i = 0; i < n; i++) {
        side->row[i] = n - 1 - i;
        side->number[i] = n - 1 - i;
    }
    if (role == MMI_MENTOR) {
        made->capacity[row] = 2;
        made->kind_first[1] = made->kind_first[2] = n;
    } else {
        made->profiles.n_requests = n;
        made->request_count[row] = 1;
        made->request_mentee[row] = row;
        made->request_start[n] = n;
        for (int32_t i = 0; i < n; i++) made->same_mentor[i] = MM_NONE;
    }
}

/* Add a pair by rows. */
static inline mm_pair *hand_pair(hand_made *made, int32_t mentee_row, int32_t mentor_row,
                                 int32_t score)
{
    const int32_t i = made->matching.n_pairs++;
    made->pair[i] = (mm_pair){made->role[MMI_MENTEE].number[mentee_row],
                              made->role[MMI_MENTOR].number[mentor_row], 0, score};
    made->live_weeks[i] = 3;
    made->common_starts[i] = 14;
    return &made->pair[i];
}

/* Add a check-in by rows; 30 minutes from start_utc_s if live, else the week given. */
static inline mm_check_in *hand_check_in(hand_made *made, int32_t term_week, int32_t mentee_row,
                                         int32_t mentor_row, int64_t start_utc_s)
{
    mm_check_in *check_in = &made->check_in[made->schedule.n_check_ins++];
    *check_in = (mm_check_in){.term_week = term_week,
                              .mentee = made->role[MMI_MENTEE].number[mentee_row],
                              .mentor = made->role[MMI_MENTOR].number[mentor_row],
                              .mode = MM_MODE_LIVE,
                              .start_utc_s = start_utc_s,
                              .end_utc_s = start_utc_s + 1800};
    return check_in;
}

/* Make a check-in asynchronous: begin and end of the week. */
static inline void hand_make_asynchronous(mm_check_in *check_in, int64_t begin_utc_s,
                                          int64_t end_utc_s, mm_asynchronous_reason reason)
{
    check_in->mode = MM_MODE_ASYNCHRONOUS;
    check_in->reason = reason;
    check_in->start_utc_s = begin_utc_s;
    check_in->end_utc_s = end_utc_s;
}

/* 2026-09-07T00:00:00Z plus days and seconds. */
static inline int64_t hand_instant(int32_t days, int32_t hour, int32_t minute)
{
    return 1788739200 + (int64_t)days * 86400 + hour * 3600 + minute * 60;
}

static inline void hand_end(hand_made *made)
{
    mmi_zone_book_free(made->zones);
}

/* Two mentors and three mentees in four zones, three pairs and their check-ins of weeks 2, 6 (the
 * last days of summer time) and 9. Gwen is on both sides; one name and one id need care. */
static inline void hand_cohort(hand_made *made)
{
    hand_begin(made);
    hand_person(made, MMI_MENTOR, "+plus", "Ada, Countess; \\o/", "Europe/Dublin",
                "Europe/Dublin");
    hand_person(made, MMI_MENTOR, "gwen", "", "Asia/Kolkata", "UTC+05:30");
    hand_person(made, MMI_MENTEE, "Ann", "Ann\r\nATTENDEE:mailto:x@y", "America/New_York",
                "America/New_York");
    hand_person(made, MMI_MENTEE, "gwen", "Gwen \xC3\xA9", "Asia/Kolkata", "");
    hand_person(made, MMI_MENTEE, "zoe, the last", "\xE6\xBD\xA2\xE5\xAD\x90", "Asia/Tokyo",
                "Asia/Tokyo");
    made->role[MMI_MENTOR].same_person[1] = 1;
    made->role[MMI_MENTEE].same_person[1] = 1;
    made->same_mentor[made->role[MMI_MENTEE].number[1]] = made->role[MMI_MENTOR].number[1];
    hand_pair(made, 0, 0, 873400);
    hand_pair(made, 1, 0, 1000000);
    hand_pair(made, 2, 1, 7);
    made->live_weeks[2] = 0;
    made->common_starts[2] = 0;
    made->matching.n_loads = 2;
    made->load[0] = (mm_load){made->role[MMI_MENTOR].number[0], 0, 2, 2, 1, -250001};
    made->load[1] = (mm_load){made->role[MMI_MENTOR].number[1], 1, 1, 2, 0, 0};
    made->matching.n_goals = 2;
    made->goal[0] = (mm_goal_result){MM_GOAL_PARTICIPATION, 3, 3, 3, 1};
    made->goal[1] = (mm_goal_result){MM_GOAL_TOTAL, 0, 1873407, 1873407, 1};
    made->matching.proof.bound = 1873407;
    hand_check_in(made, 2, 0, 0, hand_instant(8, 17, 0));
    hand_check_in(made, 2, 1, 0, hand_instant(9, 7, 15));
    mm_check_in *weeks_long = hand_check_in(made, 2, 2, 1, 0);
    hand_make_asynchronous(weeks_long, hand_instant(6, 23, 0), hand_instant(13, 23, 0),
                           MM_ASYNC_NO_COMMON_TIME);
    /* Week 8 begins on Monday 2026-10-26, the day after Dublin's change: midnight is 00:00Z. */
    hand_check_in(made, 8, 0, 0, hand_instant(50, 17, 0));
    weeks_long = hand_check_in(made, 8, 1, 0, 0);
    hand_make_asynchronous(weeks_long, hand_instant(49, 0, 0), hand_instant(56, 0, 0),
                           MM_ASYNC_MENTOR_FULL);
    made->schedule.n_weeks = 2;
    made->week[0] = (mm_week_result){2, 2, 1, 1};
    made->week[1] = (mm_week_result){8, 1, 1, 0};
    made->schedule.totals = (mm_schedule_result){3, 2, 4, 0};
}

#endif
