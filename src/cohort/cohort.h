/* The people as they stated themselves: one array per field. Sealed, shared by count. */
#ifndef MMI_COHORT_COHORT_H
#define MMI_COHORT_COHORT_H

#include "base/hash.h"
#include "base/intern.h"
#include "cohort/programme.h"
#include "time/week_mask.h"

#include <mentormatch/cohort.h>

#define MMI_NO_SCALE INT32_MIN   /* missing answer of kind scale */
#define MMI_NO_NUMBER INT64_MIN  /* missing answer of kind number */

/* Answers of one role to one question; only the arrays of the question's kind are there. */
typedef struct mmi_answers {
    int32_t *scale;         /* [n] MMI_NO_SCALE: missing; levels count from 1 */
    int64_t *number_milli;  /* [n] thousandths, MMI_NO_NUMBER: missing */
    int32_t *choice;        /* [n] index into the question's texts, MM_NONE: missing */
    int64_t *tag_start;     /* [n + 1] into tag; an empty set is missing */
    int32_t *tag;           /* indices into the question's texts, ascending, distinct */
    double *vector;         /* [n * length] */
    bool *has_vector;       /* [n] */
} mmi_answers;

/* One role's people, [n] in the order of their ids by bytes. */
typedef struct mmi_people {
    int32_t n;
    const char **id;
    const char **name;          /* "" if not stated */
    const char **email;
    const char **zone_name;     /* as written */
    const mmi_zone **zone;      /* lent by the cohort's zone book */
    int64_t *line;              /* of the record in its file, or its number in the builder */
    bool *has_availability;     /* stated, be it without a usable window */
    int64_t *window_start;      /* [n + 1] into window */
    mmi_window *window;
    int64_t *away_start;        /* [n + 1] into away */
    mmi_day_range *away;        /* merged a person */
    int32_t *from_day, *until_day;
    bool *takes_part;           /* eligible yes */
    int64_t *avoid_start;       /* [n + 1] into avoid */
    int32_t *avoid;             /* indices of the other role, ascending, distinct */
    int64_t *wish_start;        /* [n + 1] into wish */
    int32_t *wish;              /* indices of the other role, best first, distinct */
    bool may_wish;              /* the file has the column */
    int32_t *capacity;          /* mentors: places */
    int32_t *kind;              /* mentors: index into the cohort's kinds */
    int64_t *want_start;        /* mentees: [n + 1] into want_kind, want_count */
    int32_t *want_kind;         /* index into the cohort's kinds, ascending a person */
    int32_t *want_count;        /* >= 1 */
    int32_t *same_person;       /* index of the same id in the other role, MM_NONE */
    mmi_answers *answers;       /* [n_questions] */
} mmi_people;

struct mm_cohort {
    mmi_heap heap;
    atomic_int n_owners;
    mm_programme *programme;        /* shared */
    mmi_arena arena;                /* owns every text and array */
    mmi_zone_book *zones;           /* owns the people's zones */
    int32_t n_kinds;
    const char **kind;              /* [n_kinds] of mentors and wants, by bytes */
    mmi_people people[MMI_N_ROLES];
    int32_t *n_texts;               /* [n_questions] choice, tags: how many different texts */
    const char ***text;             /* [n_questions][n_texts] by bytes */
    uint8_t fingerprint[MMI_SHA256_BYTES];
    char fingerprint_text[2 * MMI_SHA256_BYTES + 1]; /* the same in hex digits */
};

mm_cohort *mmi_cohort_share(const mm_cohort *cohort);

#endif
