/* People in the making: typed facts in any order of people, put and removed one by one. */
#ifndef MMI_COHORT_COHORT_BUILDER_H
#define MMI_COHORT_COHORT_BUILDER_H

#include "base/problems.h"
#include "cohort/cohort.h"

#define MMI_ID_BYTES_MOST ((size_t)128)
#define MMI_ZONE_OF_PROGRAMME (-2) /* of mmi_person.zone: nobody was asked */
#define MMI_WANTS_OF_PROGRAMME (-1) /* of mmi_person.n_wants: not stated */

/* One answer; which member, the question's kind says. Pointers are NULL when it is missing. */
typedef union mmi_answer {
    int32_t scale;         /* MMI_NO_SCALE: missing */
    int64_t number_milli;  /* MMI_NO_NUMBER: missing */
    int32_t choice;        /* number of a text, MM_NONE: missing */
    const int32_t *tags;   /* [0] how many, then numbers of texts, as stated */
    const double *vector;  /* [length] not all zero */
} mmi_answer;

typedef struct mmi_stated_want {
    int32_t kind;  /* number of a kind */
    int32_t count; /* 0 … 1,000,000 */
} mmi_stated_want;

/* One person of one role, as stated. Lists and texts lie in the builder's arena. */
typedef struct mmi_person {
    int64_t line;           /* of the record, or the number of the call */
    int32_t id;             /* number among the role's ids; MM_NONE: no longer there */
    int32_t zone;           /* number of a zone, MM_NONE: blank, or MMI_ZONE_OF_PROGRAMME */
    const char *name;       /* "" if not stated */
    const char *email;
    bool has_availability;
    bool takes_part;
    int32_t from_day, until_day;
    int32_t capacity;       /* mentors */
    int32_t kind;           /* mentors: number of a kind */
    int32_t n_windows, n_away, n_avoid, n_wishes;
    int32_t n_wants;        /* mentees; MMI_WANTS_OF_PROGRAMME: not stated */
    const mmi_window *window;
    const mmi_day_range *away;    /* merged */
    const int32_t *avoid;         /* numbers among the ids of the other role */
    const int32_t *wish;          /* the same, best first */
    const mmi_stated_want *want;  /* distinct kinds */
    const mmi_answer *answer;     /* [n_questions] */
} mmi_person;

/* One role's people in the making. */
typedef struct mmi_builder_role {
    const char *label;         /* of the file, for messages; lent from the arena */
    const char **heading;      /* [MMI_N_FIELDS + n_questions] for messages */
    mmi_intern ids;            /* of this role's people and whom the other role names */
    int32_t *person_of_id;     /* [ids.n] row, MM_NONE: no such person */
    size_t id_capacity;
    mmi_person *person;        /* [n] rows in order of arrival */
    size_t n, person_capacity;
    int32_t n_people;          /* rows that are still there */
    bool may_wish;
} mmi_builder_role;

typedef struct mmi_builder {
    mmi_heap heap;
    mm_programme *programme;   /* shared */
    mmi_arena arena;
    const char *zone_directory;
    mmi_zone_book *zones;
    mmi_intern zone_names;     /* of zones that were found */
    mmi_intern kinds;
    int32_t default_kind;      /* of mentors who state none */
    mmi_stated_want *want;     /* [programme->n_wants] of mentees who state none */
    mmi_intern *texts;         /* [n_questions] of choice and tags */
    mmi_builder_role role[MMI_N_ROLES];
} mmi_builder;

/* New and empty. zone_directory NULL: the programme's. NULL: no memory. */
mmi_builder *mmi_builder_new(const mmi_heap *heap, const mm_programme *programme,
                             const char *zone_directory);
void mmi_builder_free(mmi_builder *builder);

/* Numbers of words; MM_NONE: no memory. */
int32_t mmi_builder_id(mmi_builder *builder, int32_t role, const char *text, size_t n);
/* MMI_ZONE_OK and a number, or why not and perhaps a near name. */
mmi_zone_answer mmi_builder_zone(mmi_builder *builder, const char *text, size_t n, int32_t *zone,
                                 char suggestion[64]);

/* The row of an id, MM_NONE if there is none. */
int32_t mmi_builder_row_of(const mmi_builder *builder, int32_t role, int32_t id);

/* Add a person, or replace the one with the same id. False: no memory, nothing changed. Texts and
 * lists of whoever was replaced are given back with the builder. */
bool mmi_builder_put(mmi_builder *builder, int32_t role, const mmi_person *person);
void mmi_builder_remove(mmi_builder *builder, int32_t role, int32_t row);

/* Put everybody of a sealed cohort of the same programme. MM_ERR_MEMORY, MM_ERR_FILE (a zone that
 * is no longer there). */
mm_status mmi_builder_put_cohort(mmi_builder *builder, const mm_cohort *cohort, mm_error *error);

/* Check people against each other and make the cohort; the builder stays as it was. With
 * `only_check`, or when an error was reported, there is no cohort: MM_ERR_INPUT.
 * MM_ERR_MEMORY, MM_ERR_FILE (a zone that is no longer there). */
mm_status mmi_seal(const mmi_builder *builder, bool only_check, mm_problems *problems,
                   mm_cohort **cohort, mm_error *error);

#endif
