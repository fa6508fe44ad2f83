/* 80 a common quarter hour up to 24, 16 a point of agreement of the weighted answers (at most
 * 184), and for every set what is in common, by the share of what the mentee wants. */
#include "survey_score.h"

#include <string.h>

enum { ENOUGH_SLOTS = 24, A_SLOT = 80, MOST_APART = 184, A_POINT = 16, N_ANSWERS = 24 };

/* Hours east of Greenwich in summer; one is a half hour off. */
static const struct { const char *zone; int32_t quarters; } offsets[] = {
    {"America/Los_Angeles", -28}, {"America/Denver", -24}, {"America/Chicago", -20},
    {"America/New_York", -16}, {"America/Sao_Paulo", -12}, {"Europe/London", 4},
    {"Europe/Berlin", 8}, {"Europe/Athens", 12}, {"Asia/Dubai", 16}, {"Asia/Kolkata", 22},
    {"Asia/Singapore", 32}, {"Asia/Tokyo", 36}};

static int32_t offset_of(const char *zone)
{
    for (size_t i = 0; i < sizeof offsets / sizeof offsets[0]; i++) {
        if (strcmp(offsets[i].zone, zone) == 0) return offsets[i].quarters;
    }
    return 0;
}

void mmb_survey(const mmb_person *person, mmb_surveyed *surveyed)
{
    static const int32_t set_weight[MMB_N_SETS] = {190, 96, 48, 112};
    *surveyed = (mmb_surveyed){0};
    const int32_t offset = offset_of(person->zone);
    for (int32_t slot = 0; slot < MMB_WEEK_SLOTS; slot++) {
        if (!person->is_free[slot]) continue;
        const int32_t utc = (slot - offset + MMB_WEEK_SLOTS) % MMB_WEEK_SLOTS;
        surveyed->is_free[utc / 64] |= UINT64_C(1) << utc % 64;
    }
    for (int32_t question = 0; question < MMB_N_SCALES; question++) {
        const int32_t weight = question % 3 == 0 && question < 18 ? 3 : 2;
        surveyed->answer[question] = (uint8_t)(weight * person->scale[question]);
    }
    for (int32_t set = 0; set < MMB_N_SETS; set++) {
        surveyed->set[set] = person->set[set];
        surveyed->earned[set] = set_weight[set] * 16 / __builtin_popcountll(person->set[set]);
    }
}

static int32_t score_of(const mmb_surveyed *mentee, const mmb_surveyed *mentor)
{
    int32_t common = 0, apart = 0;
    for (int32_t word = 0; word < MMB_UTC_WORDS; word++) {
        common += __builtin_popcountll(mentee->is_free[word] & mentor->is_free[word]);
    }
    for (int32_t i = 0; i < N_ANSWERS; i++) {
        const int32_t difference = mentee->answer[i] - mentor->answer[i];
        apart += difference < 0 ? -difference : difference;
    }
    int32_t score = A_SLOT * (common < ENOUGH_SLOTS ? common : ENOUGH_SLOTS) +
                    A_POINT * (MOST_APART - apart);
    for (int32_t set = 0; set < MMB_N_SETS; set++) {
        score += __builtin_popcountll(mentee->set[set] & mentor->set[set]) * mentee->earned[set];
    }
    return score;
}

void mmb_survey_scores(const mmb_surveyed *mentee, const mmb_surveyed *mentor, int32_t n,
                       int32_t *score)
{
    for (int32_t i = 0; i < n; i++) score[i] = score_of(mentee, &mentor[i]);
}
