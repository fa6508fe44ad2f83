/* Answers as small numbers: equal answers of a role get equal codes. */
#ifndef MMI_PROFILE_ENCODE_H
#define MMI_PROFILE_ENCODE_H

#include "base/stop.h"
#include "profile/profiles.h"

/* One question's answers, people in canonical order. Code 0 is a missing answer. */
struct mmi_coded_question {
    int32_t n_codes[MMI_N_ROLES];   /* codes are 0 … n_codes - 1; 0: not coded (vectors) */
    int32_t *code[MMI_N_ROLES];     /* [n_people] */
    int32_t *example[MMI_N_ROLES];  /* [n_codes] a person with this answer, MM_NONE: none */
    int16_t *vector[MMI_N_ROLES];   /* [n_people * length] scaled to length 32,767; vectors only */
    bool *has_vector[MMI_N_ROLES];  /* [n_people] */
};

/* Fill profiles->question from the cohort; memory from profiles->arena.
 * MM_ERR_MEMORY, MM_ERR_STOPPED. Cost linear in people x questions. */
mm_status mmi_encode(mm_profiles *profiles, const mmi_stop *stop, mm_error *error);

#endif
