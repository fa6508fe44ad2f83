/* A person in both files is one person: what one row leaves blank is taken from the other, what
 * both state must agree. Only the copies of the rows change, the builder's stay as they are. */
#include "cohort/seal.h"

#include <string.h>

static void report_conflict(mmi_sealing *sealing, const mmi_person *mentor,
                            const mmi_person *mentee, mmi_field field, const char *token)
{
    const mmi_place place = mmi_place_of(sealing, MMI_MENTEE, mentee->line, (int32_t)field);
    mmi_report(sealing->problems, MM_SEVERITY_ERROR, MM_CODE_SAME_PERSON, &place, token, NULL,
               "differs from the mentor with the same id (line %lld); the same id is one person: "
               "make both agree, or leave one blank", (long long)mentor->line);
}

static void join_zones(mmi_sealing *sealing, mmi_person *mentor, mmi_person *mentee)
{
    if (mentor->zone >= 0 && mentee->zone >= 0) {
        if (mentor->zone == mentee->zone) return;
        report_conflict(sealing, mentor, mentee, MMI_FIELD_TIME_ZONE,
                        sealing->builder->zone_names.text[mentee->zone]);
    } else if (mentee->zone >= 0 || mentor->zone == MM_NONE) {
        mentor->zone = mentee->zone;
    } else {
        mentee->zone = mentor->zone;
    }
}

static void join_texts(mmi_sealing *sealing, mmi_person *mentor, mmi_person *mentee,
                       mmi_field field)
{
    const char **const one = field == MMI_FIELD_NAME ? &mentor->name : &mentor->email;
    const char **const other = field == MMI_FIELD_NAME ? &mentee->name : &mentee->email;
    if (**one == '\0') {
        *one = *other;
    } else if (**other == '\0') {
        *other = *one;
    } else if (strcmp(*one, *other) != 0) {
        report_conflict(sealing, mentor, mentee, field, *other);
    }
}

static void take_availability(mmi_person *to, const mmi_person *from)
{
    to->has_availability = from->has_availability;
    to->n_windows = from->n_windows;
    to->window = from->window;
}

/* Away in one role is away in both. */
static bool join_away(mmi_sealing *sealing, mmi_person *mentor, mmi_person *mentee)
{
    const size_t n_mentor = (size_t)mentor->n_away;
    const size_t n_mentee = (size_t)mentee->n_away;
    if (n_mentor + n_mentee == 0) return true;
    mmi_day_range *const away =
        mmi_arena_take(&sealing->scratch, n_mentor + n_mentee, sizeof *away);
    if (away == NULL) return false;
    if (n_mentor > 0) memcpy(away, mentor->away, n_mentor * sizeof *away);
    if (n_mentee > 0) memcpy(away + n_mentor, mentee->away, n_mentee * sizeof *away);
    mentor->n_away = mentee->n_away =
        mmi_merge_day_ranges(away, (int32_t)(n_mentor + n_mentee));
    mentor->away = mentee->away = away;
    return true;
}

static bool join_rows(mmi_sealing *sealing, mmi_person *mentor, mmi_person *mentee)
{
    join_zones(sealing, mentor, mentee);
    join_texts(sealing, mentor, mentee, MMI_FIELD_NAME);
    join_texts(sealing, mentor, mentee, MMI_FIELD_EMAIL);
    if (!mentor->has_availability) take_availability(mentor, mentee);
    if (!mentee->has_availability) take_availability(mentee, mentor);
    return join_away(sealing, mentor, mentee);
}

/* Blank where a zone is asked for, and no other row to take it from. */
static void refuse_blank_zones(mmi_sealing *sealing, int32_t role)
{
    for (int32_t i = 0; i < sealing->cohort->people[role].n; i++) {
        const mmi_person *person = &sealing->person[role][i];
        if (person->zone != MM_NONE) continue;
        const mmi_place place = mmi_place_of(sealing, role, person->line, MMI_FIELD_TIME_ZONE);
        mmi_report(sealing->problems, MM_SEVERITY_ERROR, MM_CODE_ZONE, &place, NULL, NULL,
                   "no time zone; write one such as Europe/Dublin or UTC+05:30");
    }
}

bool mmi_seal_same_people(mmi_sealing *sealing)
{
    const mmi_people *mentors = &sealing->cohort->people[MMI_MENTOR];
    for (int32_t mentor = 0; mentor < mentors->n; mentor++) {
        const int32_t mentee = mentors->same_person[mentor];
        if (mentee != MM_NONE && !join_rows(sealing, &sealing->person[MMI_MENTOR][mentor],
                                            &sealing->person[MMI_MENTEE][mentee])) {
            return false;
        }
    }
    refuse_blank_zones(sealing, MMI_MENTOR);
    refuse_blank_zones(sealing, MMI_MENTEE);
    return true;
}
