/* The steps from people in the making to a sealed cohort; each fills its part of the cohort. */
#ifndef MMI_COHORT_SEAL_H
#define MMI_COHORT_SEAL_H

#include "cohort/cohort_builder.h"

typedef struct mmi_sealing {
    const mmi_builder *builder;
    mm_cohort *cohort;                    /* in the making */
    mm_problems *problems;
    mmi_arena scratch;                    /* everything below that is not lent */
    mmi_person *person[MMI_N_ROLES];      /* [n] copies in order of ids: passes over them are
                                             sequential, and two rows of one person can be joined */
    int32_t *person_of_id[MMI_N_ROLES];   /* [ids.n] number in the cohort, MM_NONE: nobody */
    int32_t **word;                       /* [n_questions][texts.n] index into the cohort's texts */
    int32_t *kind;                        /* [kinds.n] index into the cohort's kinds */
    bool may_lack_people;                 /* errors kept rows out: an unknown id says nothing */
} mmi_sealing;

/* Each returns false when memory ran out. Order: as they stand here. */

/* Everybody by the bytes of the ids, and who stands in both roles; notes ids that look alike. */
bool mmi_seal_order(mmi_sealing *sealing);
/* Facts of a person in both roles: taken from the other row where blank, else they must agree. */
bool mmi_seal_same_people(mmi_sealing *sealing);
/* avoid and wishes as numbers of the other role. */
bool mmi_seal_named_people(mmi_sealing *sealing);
/* Kinds and answers as indices of sorted tables. */
bool mmi_seal_words(mmi_sealing *sealing);
/* All other arrays. MM_ERR_FILE: a zone that was there before. */
mm_status mmi_seal_arrays(mmi_sealing *sealing, mm_error *error);
/* Of these the answers: room for a role's, then one person's after the other. */
bool mmi_make_answers(mmi_sealing *sealing, int32_t role);
void mmi_seal_answers(mmi_sealing *sealing, int32_t role, int32_t person);

/* SHA-256 over version, programme and people. */
void mmi_fingerprint_cohort(mm_cohort *cohort);
/* What of it is the programme's. */
void mmi_fingerprint_programme(const mm_programme *programme, uint8_t digest[MMI_SHA256_BYTES]);

/* Where a person's field stands, for a report. */
static inline mmi_place mmi_place_of(const mmi_sealing *sealing, int32_t role, int64_t line,
                                     int32_t slot)
{
    const mmi_builder_role *people = &sealing->builder->role[role];
    return (mmi_place){people->label, role + 1, line, 0, people->heading[slot]};
}

#endif
