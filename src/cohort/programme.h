/* The programme: questions, criteria, term, check-ins, matching rules. Sealed, shared by count. */
#ifndef MMI_COHORT_PROGRAMME_H
#define MMI_COHORT_PROGRAMME_H

#include "base/arena.h"
#include "time/term.h"
#include "time/zone_book.h"

#include <mentormatch/programme.h>

#include <stdatomic.h>
#include <stdbool.h>

/* Roles index every pair of arrays. */
enum { MMI_MENTOR = 0, MMI_MENTEE = 1, MMI_N_ROLES = 2 };

/* Units of the fixed-point numbers of a programme. */
#define MMI_ONE_MILLI 1000     /* weights, by, range, answers of kind number: thousandths */
#define MMI_ONE_MICRO 1000000  /* missing, at_least, affinity: millionths */

typedef enum mmi_question_kind {
    MMI_SCALE, MMI_NUMBER, MMI_CHOICE, MMI_TAGS, MMI_VECTOR
} mmi_question_kind;

typedef enum mmi_comparison {
    MMI_NEAR, MMI_FAR, MMI_AHEAD,          /* scale (near also number) */
    MMI_SAME, MMI_DIFFERENT, MMI_AFFINITY, /* choice */
    MMI_COVER, MMI_OVERLAP, MMI_ANY,       /* tags */
    MMI_COSINE                             /* vector */
} mmi_comparison;

/* What every criterion has. */
typedef struct mmi_rule {
    bool is_present;
    int64_t weight_milli;
    bool is_required;
    int64_t at_least_micro;    /* of the similarity, where required */
    int64_t missing_micro;     /* similarity of a missing answer */
    bool missing_passes;       /* a missing answer does not fail `required` */
} mmi_rule;

typedef struct mmi_affinity {  /* one cell of the table */
    const char *mentee_answer;
    const char *mentor_answer;
    int64_t similarity_micro;
} mmi_affinity;

typedef struct mmi_question {
    const char *id;
    mmi_question_kind kind;
    mmi_comparison compare;
    mmi_rule rule;                     /* is_present always true */
    const char *column[MMI_N_ROLES];   /* heading in the file of that role */
    int32_t from, to;                  /* scale; with levels 1 … n_levels */
    int32_t n_levels;                  /* 0: integers */
    const char **level;                /* [n_levels] */
    int32_t by;                        /* scale · ahead: integer steps */
    int64_t range_milli;               /* number · near, > 0 */
    int32_t n_affinities;
    const mmi_affinity *affinity;      /* [n_affinities] choice · affinity */
    int32_t length;                    /* vector: numbers in each */
    int32_t n_blanks;
    const char **blank;                /* [n_blanks] texts that count as no answer */
} mmi_question;

/* Fields of people; the order is fixed, see mmi_field_name. */
typedef enum mmi_field {
    MMI_FIELD_ID, MMI_FIELD_TIME_ZONE, MMI_FIELD_AVAILABILITY, MMI_FIELD_NAME, MMI_FIELD_EMAIL,
    MMI_FIELD_AWAY, MMI_FIELD_AVOID, MMI_FIELD_WISHES, MMI_FIELD_ELIGIBLE, MMI_FIELD_FROM,
    MMI_FIELD_UNTIL, MMI_FIELD_CAPACITY, MMI_FIELD_KIND, MMI_FIELD_WANTS, MMI_N_FIELDS
} mmi_field;

/* "id", "time_zone", … as written in programme.json and as default heading. */
const char *mmi_field_name(mmi_field field);
/* capacity and kind are the mentors' alone, wants the mentees'. */
bool mmi_field_is_of_role(mmi_field field, int32_t role);

typedef struct mmi_people_file {
    const char *file;                      /* as written in the programme */
    const char *heading[MMI_N_FIELDS];     /* heading that holds the field */
    bool heading_is_named[MMI_N_FIELDS];   /* named in `columns`: then it must be there */
    char list_separator;
} mmi_people_file;

typedef struct mmi_want {
    const char *kind;
    int32_t count;
} mmi_want;

typedef struct mmi_pair_rule {
    const char *mentee_id;
    const char *mentor_id;
    bool is_fixed;       /* else forbidden */
    bool is_forced;      /* fixed although ineligible */
    int64_t line;        /* in programme.json, 0 if unknown */
} mmi_pair_rule;

struct mm_programme {
    mmi_heap heap;
    atomic_int n_owners;
    mmi_arena arena;           /* owns every text and array below */
    mmi_zone_book *zones;      /* owns term.zone */
    const char *label;         /* file name for messages */
    const char *folder;        /* that file names are relative to, "" or ending in '/' */
    const char *zone_directory;/* as given by the options, NULL: the system's */
    const char *name;
    const char *first_day_text;/* as written */
    const char *time_zone;     /* name as written */
    mmi_term term;
    int32_t n_check_in_weeks;
    int32_t *check_in_week;    /* [n_check_in_weeks] term weeks, ascending, distinct */
    int32_t meeting_minutes, gap_minutes, per_day;
    int32_t comfortable_from_minute; /* 0 … 1439 */
    int32_t comfortable_to_minute;   /* 1 … 1440; <= from: crosses midnight */
    mmi_people_file people[MMI_N_ROLES];
    int32_t n_questions;
    mmi_question *question;    /* [n_questions] as ordered in the file */
    mmi_rule common_time, zone_distance, wishes;
    int32_t enough_minutes;    /* common_time */
    int32_t live_weeks;        /* common_time, required: at least this many; 0: all counted ones */
    int32_t n_goals;
    mm_goal *goal;             /* [n_goals] */
    int32_t n_wants;
    mmi_want *want;            /* [n_wants] what a mentee asks for who does not say */
    uint64_t tie_seed;
    int32_t n_pair_rules;
    mmi_pair_rule *pair_rule;  /* [n_pair_rules] */
};

/* Empty, with one owner, everything zero but heap and arena. NULL: no memory. */
mm_programme *mmi_programme_new(const mmi_heap *heap);

/* One more owner; mm_programme_free() gives up one. */
mm_programme *mmi_programme_share(const mm_programme *programme);

#endif
