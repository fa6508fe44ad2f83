/* People as a survey of an international programme would give them: twelve time zones, two to
 * eight weekly blocks of one to three hours, twenty answers that three latent traits drive, four
 * sets of tags. A celebrity mentor has, beside its own, every other hour and tag with a probability
 * of 0.9 z^3, z uniform: a few have nearly everything. */
#include "people.h"

#include "random.h"

#include <stdio.h>

enum { SKILLS = 0, LANGUAGES = 1, CHANNELS = 2, INTERESTS = 3 };
enum { N_SKILLS = 64, N_INTERESTS = 64, N_CHANNELS = 6, N_TRAITS = 3 };
enum { HOUR_SLOTS = 4, DAY_SLOTS = 96 };

/* A zone, its share of the people, and the language spoken there (0: English, which most share).
 * Their clocks change on two dates in autumn or not at all: see mmb_programme_text(). */
static const struct {
    const char *name;
    int32_t per_mille;
    int32_t language;
} zones[] = {
    {"America/Los_Angeles", 90, 0}, {"America/Denver", 40, 0},  {"America/Chicago", 90, 1},
    {"America/New_York", 140, 0},   {"America/Sao_Paulo", 80, 2}, {"Europe/London", 160, 0},
    {"Europe/Berlin", 130, 3},      {"Europe/Athens", 50, 4},   {"Asia/Dubai", 40, 5},
    {"Asia/Kolkata", 100, 6},       {"Asia/Singapore", 50, 7},  {"Asia/Tokyo", 30, 8}};
enum { N_ZONES = sizeof zones / sizeof zones[0], N_LANGUAGES = 9 };

static const int32_t n_tags[MMB_N_SETS] = {N_SKILLS, N_LANGUAGES, N_CHANNELS, N_INTERESTS};

static int32_t draw_zone(mmb_random *random)
{
    int32_t left = mmb_below(random, 1000);
    int32_t zone = 0;
    while (zone < N_ZONES - 1 && left >= zones[zone].per_mille) left -= zones[zone++].per_mille;
    return zone;
}

/* Blocks start on the quarter hour; seven of ten lie in the evening. A block ends at midnight. */
static void draw_availability(mmb_random *random, uint8_t *is_free)
{
    const int32_t n_blocks = mmb_between(random, 2, 8);
    for (int32_t block = 0; block < n_blocks; block++) {
        const int32_t day = mmb_below(random, 7);
        const int32_t start = mmb_chance(random, 700) ? mmb_between(random, 17 * 4, 20 * 4 + 3)
                                                      : mmb_between(random, 7 * 4, 16 * 4);
        const int32_t length = mmb_between(random, HOUR_SLOTS, 3 * HOUR_SLOTS);
        for (int32_t slot = start; slot < start + length && slot < DAY_SLOTS; slot++) {
            is_free[day * DAY_SLOTS + slot] = 1;
        }
    }
}

/* Answer = trait + noise of the same size, cut into five. */
static void draw_scales(mmb_random *random, uint8_t *scale)
{
    int32_t trait[N_TRAITS] = {0};
    for (int32_t t = 0; t < N_TRAITS; t++) {
        for (int32_t i = 0; i < 6; i++) trait[t] += mmb_between(random, -500, 500);
    }
    for (int32_t question = 0; question < MMB_N_SCALES; question++) {
        int32_t answer = trait[question % N_TRAITS];
        for (int32_t i = 0; i < 6; i++) answer += mmb_between(random, -500, 500);
        answer = answer < -1999 ? 0 : (answer + 2000) / 800;
        scale[question] = (uint8_t)(answer > 4 ? 4 : answer);
    }
}

/* n different tags of Zipf's law: the k-th is k times rarer than the first. */
static uint64_t draw_skills(mmb_random *random, int32_t n)
{
    int32_t all = 0;
    for (int32_t k = 1; k <= N_SKILLS; k++) all += 1000000 / k;
    uint64_t set = 0;
    while (__builtin_popcountll(set) < n) {
        int32_t left = mmb_below(random, all);
        int32_t k = 1;
        while (k < N_SKILLS && left >= 1000000 / k) left -= 1000000 / k++;
        set |= UINT64_C(1) << (k - 1);
    }
    return set;
}

static uint64_t draw_tags(mmb_random *random, int32_t n_all, int32_t n)
{
    uint64_t set = 0;
    while (__builtin_popcountll(set) < n) set |= UINT64_C(1) << mmb_below(random, n_all);
    return set;
}

/* Two people share one in about 85 of 100 cases. */
static uint64_t draw_languages(mmb_random *random, int32_t zone)
{
    uint64_t set = mmb_chance(random, 910) ? 1 : 0;
    if (set == 0 || mmb_chance(random, 800)) set |= UINT64_C(1) << zones[zone].language;
    if (mmb_chance(random, 150)) set |= UINT64_C(1) << mmb_below(random, N_LANGUAGES);
    return set;
}

static void make_celebrity(mmb_random *random, mmb_person *person)
{
    const int64_t z = mmb_below(random, 1000);
    const int32_t per_mille = (int32_t)(z * z * z * 9 / 10 / 1000000);
    for (int32_t hour = 0; hour < MMB_WEEK_SLOTS / HOUR_SLOTS; hour++) {
        if (!mmb_chance(random, per_mille)) continue;
        for (int32_t i = 0; i < HOUR_SLOTS; i++) person->is_free[hour * HOUR_SLOTS + i] = 1;
    }
    for (int32_t set = 0; set < MMB_N_SETS; set++) {
        for (int32_t tag = 0; tag < n_tags[set]; tag++) {
            if (mmb_chance(random, per_mille)) person->set[set] |= UINT64_C(1) << tag;
        }
    }
}

void mmb_person_make(const mmb_recipe *recipe, int32_t role, int32_t number, mmb_person *person)
{
    mmb_random random = mmb_random_of(recipe->seed, (uint64_t)number * 2 + (uint64_t)role);
    const bool is_mentor = role == MMB_MENTOR;
    *person = (mmb_person){0};
    snprintf(person->id, sizeof person->id, "%c%07d", is_mentor ? 'm' : 'e', (int)number);
    const int32_t zone = draw_zone(&random);
    person->zone = zones[zone].name;
    draw_availability(&random, person->is_free);
    draw_scales(&random, person->scale);
    const int32_t n_skills = is_mentor ? mmb_between(&random, 5, 13) : mmb_between(&random, 1, 5);
    const int32_t n_interests =
        is_mentor ? mmb_between(&random, 4, 11) : mmb_between(&random, 2, 7);
    person->set[SKILLS] = draw_skills(&random, n_skills);
    person->set[LANGUAGES] = draw_languages(&random, zone);
    person->set[CHANNELS] = draw_tags(&random, N_CHANNELS, mmb_between(&random, 1, 4));
    person->set[INTERESTS] = draw_tags(&random, N_INTERESTS, n_interests);
    if (is_mentor && recipe->has_celebrities) make_celebrity(&random, person);
}
