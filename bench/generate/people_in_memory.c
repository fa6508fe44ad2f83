/* The generated cohort through the public builder, person by person. */
#include "generated_cohort.h"

#include <stdio.h>
#include <stdlib.h>

enum { N_OWN_FIELDS = 4, N_FIELDS = N_OWN_FIELDS + MMB_N_QUESTIONS };

static mm_status put_people(const mmb_recipe *recipe, int32_t role, mm_cohort_builder *builder,
                            mm_error *error)
{
    const char *field[N_FIELDS] = {"id", "time_zone", "availability"};
    const char *cell[N_FIELDS];
    char capacity[16];
    mmb_person_text *const text = malloc(sizeof *text);
    if (text == NULL) return MM_ERR_MEMORY;
    snprintf(capacity, sizeof capacity, "%d", (int)recipe->capacity);
    int32_t n_fields = 3;
    for (int32_t q = 0; q < MMB_N_QUESTIONS; q++, n_fields++) {
        field[n_fields] = mmb_question_id(q);
        cell[n_fields] = mmb_answer_text(text, q);
    }
    if (role == MMB_MENTOR) {
        field[n_fields] = "capacity";
        cell[n_fields++] = capacity;
    }
    const int32_t n = role == MMB_MENTOR ? recipe->n_mentors : recipe->n_mentees;
    mm_status status = MM_OK;
    for (int32_t number = 0; status == MM_OK && number < n; number++) {
        mmb_person person;
        mmb_person_make(recipe, role, number, &person);
        mmb_person_write(&person, text);
        cell[0] = person.id;
        cell[1] = person.zone;
        cell[2] = text->availability;
        status = mm_cohort_builder_put(builder, (mm_role)role, n_fields, field, cell, error);
    }
    free(text);
    return status;
}

mm_status mmb_cohort_make(const mmb_recipe *recipe, mm_cohort **cohort, mm_error *error)
{
    char text[8192];
    mm_programme *programme = NULL;
    mm_cohort_builder *builder = NULL;
    *cohort = NULL;
    const mm_source source = {.name = "programme.json", .bytes = text,
                              .n_bytes = mmb_programme_text(recipe, text, sizeof text)};
    mm_status status = mm_read_programme(&source, NULL, &programme, error);
    if (status == MM_OK) status = mm_cohort_builder_new(programme, NULL, NULL, &builder, error);
    if (status == MM_OK) status = put_people(recipe, MMB_MENTOR, builder, error);
    if (status == MM_OK) status = put_people(recipe, MMB_MENTEE, builder, error);
    if (status == MM_OK) status = mm_cohort_builder_seal(builder, cohort, error);
    mm_cohort_builder_free(builder);
    mm_programme_free(programme);
    return status;
}
