/* The kernel in plain C: one criterion after the other over a run of mentors, by table. */
#include "score/kernel.h"

#include "profile/common_starts.h"
#include "profile/pair_rules.h"

#include <string.h>

/* A run of mentors on its way to a score. */
typedef struct run {
    const mmi_scorer *scorer;
    int32_t mentee;
    int32_t first;    /* mentor */
    int32_t n;
    int32_t *score;   /* [n] */
    uint8_t *blocked; /* [n] */
} run;

static void add_wish(const run *to, int32_t mentor, int32_t place_by_mentor)
{
    const mmi_scorer *scorer = to->scorer;
    const mm_profiles *profiles = scorer->profiles;
    const int32_t at = mentor - to->first;
    if (at < 0 || at >= to->n) return;
    const mmi_people *mentees = &profiles->cohort->people[MMI_MENTEE];
    const int64_t first = mentees->wish_start[profiles->row[MMI_MENTEE][to->mentee]];
    int32_t place[MMI_N_ROLES] = {[MMI_MENTOR] = place_by_mentor, [MMI_MENTEE] = 0};
    const int32_t length[MMI_N_ROLES] = {
        [MMI_MENTOR] = scorer->n_wishes[MMI_MENTOR][mentor],
        [MMI_MENTEE] = scorer->n_wishes[MMI_MENTEE][to->mentee]};
    for (int32_t i = 0; i < length[MMI_MENTEE] && place[MMI_MENTEE] == 0; i++) {
        if (profiles->number[MMI_MENTOR][mentees->wish[first + i]] == mentor) {
            place[MMI_MENTEE] = i + 1;
        }
    }
    const mmi_judgement found = mmi_judge_wishes(profiles, place, length);
    to->score[at] = found.earned;
    to->blocked[at] = found.fails;
}

/* First of all criteria: it sets score and blocked, the others add. */
static void begin_with_wishes(const run *to)
{
    const mmi_scorer *scorer = to->scorer;
    if (!scorer->has_wishes) {
        memset(to->score, 0, (size_t)to->n * sizeof *to->score);
        memset(to->blocked, 0, (size_t)to->n);
        return;
    }
    const mm_profiles *profiles = scorer->profiles;
    const int32_t n_own = scorer->n_wishes[MMI_MENTEE][to->mentee];
    const mmi_judgement *by_mentor = scorer->wish_default + (n_own > 0 ? 2 : 0);
    for (int32_t i = 0; i < to->n; i++) {
        const mmi_judgement *found =
            &by_mentor[scorer->n_wishes[MMI_MENTOR][to->first + i] > 0];
        to->score[i] = found->earned;
        to->blocked[i] = found->fails;
    }
    const mmi_people *mentees = &profiles->cohort->people[MMI_MENTEE];
    const int64_t first = mentees->wish_start[profiles->row[MMI_MENTEE][to->mentee]];
    for (int32_t i = 0; i < n_own; i++) {
        add_wish(to, profiles->number[MMI_MENTOR][mentees->wish[first + i]], 0);
    }
    for (int64_t i = scorer->wished_start[to->mentee]; i < scorer->wished_start[to->mentee + 1];
         i++) {
        add_wish(to, scorer->wished[i].mentor, scorer->wished[i].place);
    }
}

static void add_table(const run *to, const mmi_code_table *table)
{
    const size_t row =
        (size_t)table->mentee_code[to->mentee] * (size_t)table->n_mentor_codes;
    const int32_t *earned = table->earned + row;
    const int32_t *code = table->mentor_code + to->first;
    for (int32_t i = 0; i < to->n; i++) to->score[i] += earned[code[i]];
    if (table->fails == NULL) return;
    const uint8_t *fails = table->fails + row;
    for (int32_t i = 0; i < to->n; i++) to->blocked[i] |= fails[code[i]];
}

static void add_sets(const run *to, const mmi_set_table *table)
{
    const size_t n_words = (size_t)table->n_words;
    const uint64_t *own = table->set[MMI_MENTEE] + (size_t)to->mentee * n_words;
    const size_t row = (size_t)table->size[MMI_MENTEE][to->mentee] *
                       (size_t)table->n_mentor_sizes * (size_t)table->n_common_sizes;
    for (int32_t i = 0; i < to->n; i++) {
        const size_t mentor = (size_t)(to->first + i);
        const uint64_t *other = table->set[MMI_MENTOR] + mentor * n_words;
        int32_t n_common = 0;
        for (size_t word = 0; word < n_words; word++) {
            n_common += mmi_count_bits(own[word] & other[word]);
        }
        const size_t cell = row + (size_t)table->size[MMI_MENTOR][mentor] *
                                      (size_t)table->n_common_sizes + (size_t)n_common;
        to->score[i] += table->earned[cell];
        if (table->fails != NULL) to->blocked[i] |= table->fails[cell];
    }
}

/* Capped common starts over the counted weeks, and weeks with a start. */
static int32_t count_starts(const mmi_scorer *scorer, int32_t mentee, int32_t mentor,
                            int32_t *n_live)
{
    int32_t n_capped = 0;
    *n_live = 0;
    for (int32_t class = 0; class < scorer->n_classes; class++) {
        const mmi_week_class *of = &scorer->week_class[class];
        const uint64_t *own = mmi_start_mask(scorer->profiles, MMI_MENTEE, mentee, of->week);
        const uint64_t *other = mmi_start_mask(scorer->profiles, MMI_MENTOR, mentor, of->week);
        int32_t n_common = 0; /* beyond enough no start counts: most pairs are done early */
        for (int32_t word = 0; word < MMI_WEEK_WORDS && n_common < scorer->enough_starts; word++) {
            if (own[word] != 0) n_common += mmi_count_bits(own[word] & other[word]);
        }
        const int32_t capped =
            n_common < scorer->enough_starts ? n_common : scorer->enough_starts;
        n_capped += of->weight * capped;
        *n_live += n_common > 0 ? of->weight : 0;
    }
    return n_capped;
}

static void add_time(const run *to)
{
    const mmi_scorer *scorer = to->scorer;
    const mm_profiles *profiles = scorer->profiles;
    const bool *has_availability = profiles->has_availability[MMI_MENTOR];
    const bool is_stated = profiles->has_availability[MMI_MENTEE][to->mentee] &&
                           profiles->n_counted_weeks > 0;
    for (int32_t i = 0; i < to->n; i++) {
        if (!is_stated || !has_availability[to->first + i]) {
            to->score[i] += scorer->time_missing.earned;
            to->blocked[i] |= scorer->time_missing.fails;
            continue;
        }
        int32_t n_live;
        const int32_t n_capped = count_starts(scorer, to->mentee, to->first + i, &n_live);
        to->score[i] += scorer->time_earned[n_capped];
        to->blocked[i] |= n_live < scorer->n_live_needed;
    }
}

static void add_direct(const run *to, int32_t question)
{
    for (int32_t i = 0; i < to->n; i++) {
        const mmi_judgement found =
            mmi_judge(to->scorer->profiles, question, to->mentee, to->first + i);
        to->score[i] += found.earned;
        to->blocked[i] |= found.fails;
    }
}

static void apply_rules(const run *to)
{
    const mm_profiles *profiles = to->scorer->profiles;
    const bool mentee_takes_part = profiles->takes_part[MMI_MENTEE][to->mentee];
    for (int32_t i = 0; i < to->n; i++) {
        const bool takes_part =
            mentee_takes_part && profiles->takes_part[MMI_MENTOR][to->first + i];
        if (to->blocked[i] || !takes_part) to->score[i] = MMI_INELIGIBLE;
    }
    for (int64_t i = profiles->barred_start[to->mentee];
         i < profiles->barred_start[to->mentee + 1]; i++) {
        const int32_t at = profiles->barred_mentor[i] - to->first;
        if (at >= 0 && at < to->n) to->score[at] = MMI_INELIGIBLE;
    }
}

void mmi_score_mentors(const mmi_scorer *scorer, int32_t mentee, int32_t first, int32_t n,
                       int32_t *score, uint8_t *blocked)
{
    const run to = {scorer, mentee, first, n, score, blocked};
    begin_with_wishes(&to);
    for (int32_t i = 0; i < scorer->n_tables; i++) add_table(&to, &scorer->table[i]);
    for (int32_t i = 0; i < scorer->n_sets; i++) add_sets(&to, &scorer->set[i]);
    for (int32_t i = 0; i < scorer->n_direct; i++) add_direct(&to, scorer->direct[i]);
    if (scorer->has_time) add_time(&to);
    apply_rules(&to);
}
