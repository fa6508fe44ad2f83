/* Compiled profiles: one array per field, people in canonical order. Everything after compile sees
 * only these numbers. Mentors of one kind are neighbours; inside a kind the order is SipHash of
 * the id keyed by the tie seed. */
#ifndef MMI_PROFILE_PROFILES_H
#define MMI_PROFILE_PROFILES_H

#include "cohort/cohort.h"

#include <mentormatch/profiles.h>

typedef struct mmi_coded_question mmi_coded_question; /* profile/encode.h */

/* One check-in week of the programme. */
typedef struct mmi_check_in_week {
    int32_t term_week;
    int64_t begin_s;   /* first instant */
    int64_t end_s;     /* first instant of the next term week */
    int32_t n_slots;
    bool is_holiday;   /* wholly: not counted, nobody has a start */
} mmi_check_in_week;

/* A pair that the programme makes. */
typedef struct mmi_fixed_pair {
    int32_t mentee;
    int32_t mentor;
    const mmi_pair_rule *rule; /* as written */
} mmi_fixed_pair;

struct mm_profiles {
    mmi_heap heap;
    mm_cohort *cohort;             /* shared */
    mmi_arena arena;
    int32_t n_people[MMI_N_ROLES];
    int32_t *row[MMI_N_ROLES];     /* [n] canonical number → row of cohort->people[role] */
    int32_t *number[MMI_N_ROLES];  /* [n] row → canonical number. Rows are in order of ids, so
                                      comparing rows compares ids by bytes. */
    int32_t n_kinds;               /* of the cohort */
    int32_t *kind_first;           /* [n_kinds + 1] mentors of kind k: kind_first[k] … */
    int32_t *kind_of;              /* [n_mentors] */
    int32_t *capacity;             /* [n_mentors] */
    bool *takes_part[MMI_N_ROLES]; /* [n] */
    int32_t *same_mentor;          /* [n_mentees] the mentor who is the same person, MM_NONE */
    int32_t n_requests;            /* rows (mentee, kind), in order of mentees, then kinds */
    int32_t *request_start;        /* [n_mentees + 1] */
    int32_t *request_mentee;       /* [n_requests] */
    int32_t *request_kind;         /* [n_requests] */
    int32_t *request_count;        /* [n_requests] mentors wanted of this kind, >= 1 */
    int32_t n_weeks;               /* check-in weeks */
    int32_t n_counted_weeks;       /* those that are not wholly holiday */
    mmi_check_in_week *week;       /* [n_weeks] ascending */
    int32_t meeting_slots, gap_slots;
    uint64_t *starts[MMI_N_ROLES]; /* [n][n_weeks][MMI_WEEK_WORDS] start masks */
    bool *has_availability[MMI_N_ROLES]; /* [n] stated in that role */
    int32_t *noon_offset_s[MMI_N_ROLES]; /* [n] at 12:00:00Z of first_day */
    mmi_coded_question *question;  /* [n_questions] */
    int32_t *points;               /* [n_questions + 3] common_time, zone_distance, wishes last */
    int32_t n_fixed;
    mmi_fixed_pair *fixed;         /* [n_fixed] by mentee, then mentor */
    int32_t *fixed_start;          /* [n_mentees + 1] into fixed */
    int64_t *barred_start;         /* [n_mentees + 1] into barred_mentor, barred_why */
    int32_t *barred_mentor;        /* ascending a mentee: same person, avoid, forbidden */
    int32_t *barred_why;           /* bits MM_BARRED_… */
};

/* Index of a criterion in `points`, behind the questions. */
enum { MMI_COMMON_TIME = 0, MMI_ZONE_DISTANCE = 1, MMI_WISHES = 2, MMI_N_EXTRA_CRITERIA = 3 };

/* [MMI_WEEK_WORDS] slots of check-in week `week` from which a whole meeting is free. */
static inline const uint64_t *mmi_start_mask(const mm_profiles *profiles, int32_t role,
                                             int32_t person, int32_t week)
{
    return profiles->starts[role] +
           ((size_t)person * (size_t)profiles->n_weeks + (size_t)week) * MMI_WEEK_WORDS;
}

static inline const mm_programme *mmi_programme_of(const mm_profiles *profiles)
{
    return profiles->cohort->programme;
}

/* The person with this id, MM_NONE if there is none. O(log n). */
int32_t mmi_number_of_id(const mm_profiles *profiles, int32_t role, const char *id);

/* Words of a person as stated, through the canonical number. */
static inline const char *mmi_id_of(const mm_profiles *profiles, int32_t role, int32_t person)
{
    return profiles->cohort->people[role].id[profiles->row[role][person]];
}

#endif
