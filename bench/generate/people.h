/* People of a seeded cohort: every fact of a person is a pure function of recipe, role and number,
 * so a cohort of a million needs no room and no order. */
#ifndef MMB_PEOPLE_H
#define MMB_PEOPLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    MMB_MENTOR = 0, /* as MM_ROLE_MENTOR, MM_ROLE_MENTEE */
    MMB_MENTEE = 1,
    MMB_N_SCALES = 20,
    MMB_N_SETS = 4,
    MMB_N_QUESTIONS = MMB_N_SCALES + MMB_N_SETS,
    MMB_WEEK_SLOTS = 7 * 96, /* quarter hours of a local week from Monday 0:00 */
    MMB_AVAILABILITY_BYTES = MMB_WEEK_SLOTS / 8 * 16 + 512, /* isolated hours, and the blocks */
    MMB_SET_BYTES = 64 * 4
};

/* What a cohort is made from. */
typedef struct mmb_recipe {
    int32_t n_mentees, n_mentors;
    int32_t capacity;          /* places of every mentor */
    int32_t n_distinct_weeks;  /* 1, 2 or 3 of the three check-in weeks differ in summer time */
    bool has_celebrities;      /* mentors that most mentees prefer */
    uint64_t seed;
} mmb_recipe;

/* Facts of one person. */
typedef struct mmb_person {
    char id[12];
    const char *zone;
    uint8_t is_free[MMB_WEEK_SLOTS]; /* local time */
    uint8_t scale[MMB_N_SCALES];     /* 0 … 4 */
    uint64_t set[MMB_N_SETS];        /* bits: skills, languages, channels, interests */
} mmb_person;

/* The same as it stands in the cells of a people file. */
typedef struct mmb_person_text {
    char availability[MMB_AVAILABILITY_BYTES];
    char scale[MMB_N_SCALES][2];
    char set[MMB_N_SETS][MMB_SET_BYTES];
} mmb_person_text;

void mmb_person_make(const mmb_recipe *recipe, int32_t role, int32_t number, mmb_person *person);
void mmb_person_write(const mmb_person *person, mmb_person_text *text);

/* Id of question 0 … MMB_N_QUESTIONS - 1, scales first; and its answer as text. */
const char *mmb_question_id(int32_t question);
const char *mmb_answer_text(const mmb_person_text *text, int32_t question);

/* programme.json into `text`; returns its length, 0 if it does not fit in `capacity`. */
size_t mmb_programme_text(const mmb_recipe *recipe, char *text, size_t capacity);

#endif
