/* The generated cohort as three files that `mentormatch run` reads. No text needs a quote. */
#include "generated_cohort.h"

#include <stdio.h>

static FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    const int n = snprintf(path, sizeof path, "%s/%s", folder, name);
    return n > 0 && (size_t)n < sizeof path ? fopen(path, "w") : NULL;
}

static bool close_file(FILE *file)
{
    const bool is_written = !ferror(file);
    return fclose(file) == 0 && is_written;
}

static bool write_programme(const mmb_recipe *recipe, const char *folder)
{
    char text[8192];
    const size_t n = mmb_programme_text(recipe, text, sizeof text);
    FILE *const file = open_in(folder, "programme.json");
    if (file == NULL) return false;
    fwrite(text, 1, n, file);
    return close_file(file) && n > 0;
}

static bool write_people(const mmb_recipe *recipe, int32_t role, const char *folder)
{
    static mmb_person_text text;
    FILE *const file = open_in(folder, role == MMB_MENTOR ? "mentors.csv" : "mentees.csv");
    if (file == NULL) return false;
    fputs(role == MMB_MENTOR ? "id,time_zone,availability,capacity" : "id,time_zone,availability",
          file);
    for (int32_t q = 0; q < MMB_N_QUESTIONS; q++) fprintf(file, ",%s", mmb_question_id(q));
    fputc('\n', file);
    const int32_t n = role == MMB_MENTOR ? recipe->n_mentors : recipe->n_mentees;
    for (int32_t number = 0; number < n; number++) {
        mmb_person person;
        mmb_person_make(recipe, role, number, &person);
        mmb_person_write(&person, &text);
        fprintf(file, "%s,%s,%s", person.id, person.zone, text.availability);
        if (role == MMB_MENTOR) fprintf(file, ",%d", (int)recipe->capacity);
        for (int32_t q = 0; q < MMB_N_QUESTIONS; q++) {
            fprintf(file, ",%s", mmb_answer_text(&text, q));
        }
        fputc('\n', file);
    }
    return close_file(file);
}

bool mmb_cohort_files(const mmb_recipe *recipe, const char *folder)
{
    return write_programme(recipe, folder) && write_people(recipe, MMB_MENTOR, folder) &&
           write_people(recipe, MMB_MENTEE, folder);
}
