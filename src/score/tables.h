/* Everything the kernel looks up: contributions by code, tag sets as bits, week classes, wishes.
 * Made once a call from the profiles; judgements come from criterion.c, so that the kernel cannot
 * disagree with the definition. */
#ifndef MMI_SCORE_TABLES_H
#define MMI_SCORE_TABLES_H

#include "base/stop.h"
#include "score/criterion.h"

/* A criterion whose answers are codes on both sides. */
typedef struct mmi_code_table {
    const int32_t *mentee_code; /* [n_mentees] */
    const int32_t *mentor_code; /* [n_mentors] */
    int32_t n_mentor_codes;
    int32_t *earned;            /* [n_mentee_codes][n_mentor_codes] */
    uint8_t *fails;             /* the same; NULL: not required */
} mmi_code_table;

/* A tags question with too many different sets for codes: sets as bits, a table by sizes. */
typedef struct mmi_set_table {
    int32_t n_words;               /* of a set: tags that both sides use */
    uint64_t *set[MMI_N_ROLES];    /* [n_people][n_words] */
    int32_t *size[MMI_N_ROLES];    /* [n_people] of the whole set, 0: missing */
    int32_t n_mentor_sizes, n_common_sizes;
    int32_t *earned;               /* [n_mentee_sizes][n_mentor_sizes][n_common_sizes] */
    uint8_t *fails;                /* the same; NULL: not required */
} mmi_set_table;

/* Check-in weeks in which everybody has the same starts are counted once. */
typedef struct mmi_week_class {
    int32_t week;   /* the first of them */
    int32_t weight; /* how many they are */
} mmi_week_class;

/* One wish seen from the person who is wished for. */
typedef struct mmi_wished_by {
    int32_t mentor;
    int32_t place;  /* of the mentee in the mentor's list, from 1 */
} mmi_wished_by;

typedef struct mmi_scorer {
    const mm_profiles *profiles;  /* lent */
    mmi_heap heap;
    mmi_arena arena;
    int32_t n_tables;
    mmi_code_table *table;
    int32_t n_sets;
    mmi_set_table *set;
    int32_t n_direct;
    int32_t *direct;              /* [n_direct] questions that are judged pair by pair */
    bool has_time;                /* common_time has points or is required */
    int32_t n_classes;
    mmi_week_class *week_class;   /* [n_classes] */
    int32_t enough_starts;
    int32_t *time_earned;         /* [n_counted_weeks * enough + 1] by capped starts */
    mmi_judgement time_missing;
    int32_t n_live_needed;        /* 0: common_time is not required */
    bool has_wishes;              /* wishes have points or are required */
    int32_t *n_wishes[MMI_N_ROLES]; /* [n_people] */
    int64_t *wished_start;        /* [n_mentees + 1] into wished */
    mmi_wished_by *wished;
    mmi_judgement *wish_default;  /* [2][2] by "mentee wishes", "mentor wishes": nobody is named */
} mmi_scorer;

/* Errors  MM_ERR_MEMORY, MM_ERR_STOPPED. Cost: people x questions, and at most 2^18 judgements a
 * question. */
mm_status mmi_scorer_make(const mmi_heap *heap, const mm_profiles *profiles, const mmi_stop *stop,
                          mmi_scorer *scorer, mm_error *error);
void mmi_scorer_clear(mmi_scorer *scorer);

#endif
