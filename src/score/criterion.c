/* Similarities and contributions straight from their definition (docs/scores.md), as fractions of
 * integers. Nothing is rounded but the last step, and that one half up. */
#include "score/criterion.h"

#include "profile/common_starts.h"
#include "profile/encode.h"

__extension__ typedef __int128 wide;

#define DAY_S 86400
#define VECTOR_LENGTH INT64_C(32767)

int32_t mmi_contribution(int32_t points, int64_t p, int64_t d)
{
    return (int32_t)((2 * (wide)points * p + d) / (2 * (wide)d));
}

int32_t mmi_n_criteria(const mm_profiles *profiles)
{
    return mmi_programme_of(profiles)->n_questions + MMI_N_EXTRA_CRITERIA;
}

const char *mmi_criterion_name(const mm_profiles *profiles, int32_t criterion)
{
    static const char *const extra[MMI_N_EXTRA_CRITERIA] = {"common_time", "zone_distance",
                                                            "wishes"};
    const mm_programme *programme = mmi_programme_of(profiles);
    return criterion < programme->n_questions ? programme->question[criterion].id
                                              : extra[criterion - programme->n_questions];
}

const mmi_rule *mmi_criterion_rule(const mm_profiles *profiles, int32_t criterion)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    if (criterion < programme->n_questions) return &programme->question[criterion].rule;
    switch (criterion - programme->n_questions) {
    case MMI_COMMON_TIME: return &programme->common_time;
    case MMI_ZONE_DISTANCE: return &programme->zone_distance;
    default: return &programme->wishes;
    }
}

static mmi_judgement judge(const mm_profiles *profiles, int32_t criterion, mmi_similarity found)
{
    const mmi_rule *rule = mmi_criterion_rule(profiles, criterion);
    const int32_t points = profiles->points[criterion];
    if (!rule->is_present) return (mmi_judgement){0, false, false};
    if (found.is_missing) {
        return (mmi_judgement){mmi_contribution(points, rule->missing_micro, MMI_ONE_MICRO), true,
                               rule->is_required && !rule->missing_passes};
    }
    const bool is_enough =
        (wide)found.p * MMI_ONE_MICRO >= (wide)rule->at_least_micro * found.d;
    return (mmi_judgement){mmi_contribution(points, found.p, found.d), false,
                           rule->is_required && !is_enough};
}

static const mmi_similarity missing = {0, 1, true};

static int64_t magnitude(int64_t x)
{
    return x < 0 ? -x : x;
}

static mmi_similarity compare_scale(const mmi_question *question, int32_t a, int32_t b)
{
    if (a == MMI_NO_SCALE || b == MMI_NO_SCALE) return missing;
    const int64_t width = (int64_t)question->to - question->from;
    const int64_t apart = magnitude((int64_t)a - b);
    if (question->compare == MMI_NEAR) return (mmi_similarity){width - apart, width, false};
    if (question->compare == MMI_FAR) return (mmi_similarity){apart, width, false};
    const int64_t short_of = question->by - ((int64_t)b - a);
    if (short_of <= 0) return (mmi_similarity){1, 1, false};
    return (mmi_similarity){short_of < width ? width - short_of : 0, width, false};
}

static mmi_similarity compare_numbers(const mmi_question *question, int64_t a, int64_t b)
{
    if (a == MMI_NO_NUMBER || b == MMI_NO_NUMBER) return missing;
    const int64_t apart = magnitude(a - b);
    const int64_t range = question->range_milli;
    return (mmi_similarity){apart < range ? range - apart : 0, range, false};
}

static bool equal_texts(const char *a, const char *b)
{
    for (; *a == *b; a++, b++) {
        if (*a == '\0') return true;
    }
    return false;
}

static mmi_similarity compare_choices(const mmi_question *question, const char *const *text,
                                      int32_t a, int32_t b)
{
    if (a == MM_NONE || b == MM_NONE) return missing;
    if (question->compare == MMI_DIFFERENT) return (mmi_similarity){a != b, 1, false};
    for (int32_t i = 0; question->compare == MMI_AFFINITY && i < question->n_affinities; i++) {
        const mmi_affinity *cell = &question->affinity[i];
        if (equal_texts(cell->mentee_answer, text[a]) &&
            equal_texts(cell->mentor_answer, text[b])) {
            return (mmi_similarity){cell->similarity_micro, MMI_ONE_MICRO, false};
        }
    }
    return (mmi_similarity){a == b, 1, false};
}

static mmi_similarity compare_tag_counts(const mmi_question *question, int32_t n_mentee,
                                         int32_t n_mentor, int32_t n_common)
{
    if (n_mentee == 0 || n_mentor == 0) return missing;
    if (question->compare == MMI_COVER) return (mmi_similarity){n_common, n_mentee, false};
    if (question->compare == MMI_ANY) return (mmi_similarity){n_common > 0, 1, false};
    const int64_t n_united = (int64_t)n_mentee + n_mentor - n_common;
    return (mmi_similarity){n_common, n_united, false};
}

/* Equal numbers in two ascending lists. */
static int32_t count_common(const int32_t *a, int32_t n_a, const int32_t *b, int32_t n_b)
{
    int32_t n_common = 0;
    for (int32_t i = 0, j = 0; i < n_a && j < n_b;) {
        if (a[i] == b[j]) n_common++;
        const bool move_a = a[i] <= b[j];
        const bool move_b = b[j] <= a[i];
        i += move_a;
        j += move_b;
    }
    return n_common;
}

static mmi_similarity compare_tags(const mmi_question *question, const mmi_answers *mentees,
                                   int32_t mentee_row, const mmi_answers *mentors,
                                   int32_t mentor_row)
{
    const int64_t a = mentees->tag_start[mentee_row];
    const int64_t b = mentors->tag_start[mentor_row];
    const int32_t n_a = (int32_t)(mentees->tag_start[mentee_row + 1] - a);
    const int32_t n_b = (int32_t)(mentors->tag_start[mentor_row + 1] - b);
    const int32_t n_common = count_common(mentees->tag + a, n_a, mentors->tag + b, n_b);
    return compare_tag_counts(question, n_a, n_b, n_common);
}

static mmi_similarity compare_vectors(const mmi_coded_question *coded, int32_t length,
                                      int32_t mentee, int32_t mentor)
{
    if (!coded->has_vector[MMI_MENTEE][mentee] || !coded->has_vector[MMI_MENTOR][mentor]) {
        return missing;
    }
    const int16_t *a = coded->vector[MMI_MENTEE] + (size_t)mentee * (size_t)length;
    const int16_t *b = coded->vector[MMI_MENTOR] + (size_t)mentor * (size_t)length;
    int64_t dot = 0;
    for (int32_t i = 0; i < length; i++) dot += (int64_t)a[i] * b[i];
    const int64_t one = VECTOR_LENGTH * VECTOR_LENGTH;
    if (dot > one) dot = one;
    if (dot < -one) dot = -one;
    return (mmi_similarity){one + dot, 2 * one, false};
}

static mmi_similarity compare_answers(const mm_profiles *profiles, int32_t number, int32_t mentee,
                                      int32_t mentor)
{
    const mm_cohort *cohort = profiles->cohort;
    const mmi_question *question = &cohort->programme->question[number];
    const mmi_answers *mentees = &cohort->people[MMI_MENTEE].answers[number];
    const mmi_answers *mentors = &cohort->people[MMI_MENTOR].answers[number];
    const int32_t a = profiles->row[MMI_MENTEE][mentee];
    const int32_t b = profiles->row[MMI_MENTOR][mentor];
    switch (question->kind) {
    case MMI_SCALE: return compare_scale(question, mentees->scale[a], mentors->scale[b]);
    case MMI_NUMBER:
        return compare_numbers(question, mentees->number_milli[a], mentors->number_milli[b]);
    case MMI_CHOICE:
        return compare_choices(question, cohort->text[number], mentees->choice[a],
                               mentors->choice[b]);
    case MMI_TAGS: return compare_tags(question, mentees, a, mentors, b);
    case MMI_VECTOR: break;
    }
    return compare_vectors(&profiles->question[number], question->length, mentee, mentor);
}

mmi_judgement mmi_judge_tags(const mm_profiles *profiles, int32_t question, int32_t n_mentee,
                             int32_t n_mentor, int32_t n_common)
{
    return judge(profiles, question,
                 compare_tag_counts(&mmi_programme_of(profiles)->question[question], n_mentee,
                                    n_mentor, n_common));
}

int32_t mmi_live_weeks_needed(const mm_profiles *profiles)
{
    const int32_t asked = mmi_programme_of(profiles)->live_weeks;
    const int32_t n_weeks = profiles->n_counted_weeks;
    return asked == 0 || asked > n_weeks ? n_weeks : asked;
}

mmi_judgement mmi_judge_common_time(const mm_profiles *profiles, int64_t n_capped,
                                    int32_t n_live_weeks, bool is_missing)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    const int32_t criterion = programme->n_questions + MMI_COMMON_TIME;
    const mmi_rule *rule = &programme->common_time;
    const int32_t n_weeks = profiles->n_counted_weeks;
    if (!rule->is_present || is_missing || n_weeks == 0) return judge(profiles, criterion, missing);
    const int64_t most = (int64_t)n_weeks * (programme->enough_minutes / 15);
    return (mmi_judgement){mmi_contribution(profiles->points[criterion], n_capped, most), false,
                           rule->is_required &&
                               n_live_weeks < mmi_live_weeks_needed(profiles)};
}

static mmi_judgement judge_pair_time(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    const int32_t enough = mmi_programme_of(profiles)->enough_minutes / 15;
    int64_t n_capped = 0;
    int32_t n_live_weeks = 0;
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        if (profiles->week[week].is_holiday) continue;
        const int32_t n_common = mmi_common_starts(profiles, mentee, mentor, week);
        n_capped += n_common < enough ? n_common : enough;
        n_live_weeks += n_common > 0;
    }
    return mmi_judge_common_time(profiles, n_capped, n_live_weeks,
                                 !profiles->has_availability[MMI_MENTEE][mentee] ||
                                     !profiles->has_availability[MMI_MENTOR][mentor]);
}

mmi_judgement mmi_judge_zones(const mm_profiles *profiles, int32_t mentee_offset_s,
                              int32_t mentor_offset_s)
{
    const int32_t x = ((mentee_offset_s - mentor_offset_s) % DAY_S + DAY_S) % DAY_S;
    const int32_t apart = x < DAY_S - x ? x : DAY_S - x;
    return judge(profiles, mmi_programme_of(profiles)->n_questions + MMI_ZONE_DISTANCE,
                 (mmi_similarity){DAY_S / 2 - apart, DAY_S / 2, false});
}

int32_t mmi_n_wishes(const mm_profiles *profiles, int32_t role, int32_t person)
{
    const mmi_people *people = &profiles->cohort->people[role];
    const int32_t row = profiles->row[role][person];
    return people->may_wish ? (int32_t)(people->wish_start[row + 1] - people->wish_start[row]) : 0;
}

mmi_judgement mmi_judge_wishes(const mm_profiles *profiles, const int32_t place[MMI_N_ROLES],
                               const int32_t length[MMI_N_ROLES])
{
    mmi_similarity sum = {0, 1, true};
    int32_t n_sides = 0;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        if (length[role] == 0) continue;
        const int64_t value = place[role] == 0 ? 0 : (int64_t)length[role] - place[role] + 1;
        sum.p = sum.p * length[role] + value * sum.d;
        sum.d *= length[role];
        n_sides++;
    }
    if (n_sides > 0) {
        sum.d *= n_sides;
        sum.is_missing = false;
    }
    return judge(profiles, mmi_programme_of(profiles)->n_questions + MMI_WISHES, sum);
}

/* Place of the other's row in a person's wishes, from 1; 0: not named, or the side may not wish. */
static int32_t place_in_wishes(const mm_profiles *profiles, int32_t role, int32_t person,
                               int32_t other_row)
{
    const mmi_people *people = &profiles->cohort->people[role];
    const int64_t first = people->wish_start[profiles->row[role][person]];
    const int32_t n = mmi_n_wishes(profiles, role, person);
    for (int32_t i = 0; i < n; i++) {
        if (people->wish[first + i] == other_row) return i + 1;
    }
    return 0;
}

static mmi_judgement judge_pair_wishes(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    const int32_t place[MMI_N_ROLES] = {
        [MMI_MENTOR] = place_in_wishes(profiles, MMI_MENTOR, mentor,
                                       profiles->row[MMI_MENTEE][mentee]),
        [MMI_MENTEE] = place_in_wishes(profiles, MMI_MENTEE, mentee,
                                       profiles->row[MMI_MENTOR][mentor])};
    const int32_t length[MMI_N_ROLES] = {
        [MMI_MENTOR] = mmi_n_wishes(profiles, MMI_MENTOR, mentor),
        [MMI_MENTEE] = mmi_n_wishes(profiles, MMI_MENTEE, mentee)};
    return mmi_judge_wishes(profiles, place, length);
}

mmi_judgement mmi_judge(const mm_profiles *profiles, int32_t criterion, int32_t mentee,
                        int32_t mentor)
{
    const int32_t n_questions = mmi_programme_of(profiles)->n_questions;
    if (criterion < n_questions) {
        return judge(profiles, criterion, compare_answers(profiles, criterion, mentee, mentor));
    }
    switch (criterion - n_questions) {
    case MMI_COMMON_TIME: return judge_pair_time(profiles, mentee, mentor);
    case MMI_ZONE_DISTANCE:
        return mmi_judge_zones(profiles, profiles->noon_offset_s[MMI_MENTEE][mentee],
                               profiles->noon_offset_s[MMI_MENTOR][mentor]);
    default: return judge_pair_wishes(profiles, mentee, mentor);
    }
}
