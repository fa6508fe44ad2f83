/* Rules about single pairs, by number: the same person, avoid of either side, forbidden, fixed.
 * Required criteria are left to `score`. */
#include "profile/pair_rules.h"

#include "base/sort.h"

#include <mentormatch/explain.h>

#include <string.h>

mm_status mmi_make_requests(mm_profiles *profiles, mm_error *error)
{
    const mmi_people *mentees = &profiles->cohort->people[MMI_MENTEE];
    const size_t n_rows = (size_t)mentees->want_start[mentees->n];
    if (n_rows > INT32_MAX / 2) {
        return mmi_fail(error, MM_ERR_LIMIT, MM_CODE_LIMIT,
                        "more than %d requests of a kind; split the cohort", INT32_MAX / 2);
    }
    mmi_arena *arena = &profiles->arena;
    profiles->request_start = mmi_arena_take(arena, (size_t)mentees->n + 1, sizeof(int32_t));
    profiles->request_mentee = mmi_arena_take(arena, n_rows, sizeof(int32_t));
    profiles->request_kind = mmi_arena_take(arena, n_rows, sizeof(int32_t));
    profiles->request_count = mmi_arena_take(arena, n_rows, sizeof(int32_t));
    if (profiles->request_start == NULL || profiles->request_mentee == NULL ||
        profiles->request_kind == NULL || profiles->request_count == NULL) {
        return mmi_out_of_memory(error);
    }
    int32_t request = 0;
    for (int32_t mentee = 0; mentee < mentees->n; mentee++) {
        const int32_t row = profiles->row[MMI_MENTEE][mentee];
        for (int64_t want = mentees->want_start[row]; want < mentees->want_start[row + 1];
             want++) {
            profiles->request_mentee[request] = mentee;
            profiles->request_kind[request] = mentees->want_kind[want];
            profiles->request_count[request++] = mentees->want_count[want];
        }
        profiles->request_start[mentee + 1] = request;
    }
    profiles->n_requests = request;
    return MM_OK;
}

int32_t mmi_request_of(const mm_profiles *profiles, int32_t mentee, int32_t kind)
{
    for (int32_t request = profiles->request_start[mentee];
         request < profiles->request_start[mentee + 1]; request++) {
        if (profiles->request_kind[request] == kind) return request;
    }
    return MM_NONE;
}

int32_t mmi_barred(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    int64_t from = profiles->barred_start[mentee];
    int64_t to = profiles->barred_start[mentee + 1];
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (profiles->barred_mentor[middle] < mentor) from = middle + 1;
        else to = middle;
    }
    return from < profiles->barred_start[mentee + 1] && profiles->barred_mentor[from] == mentor
               ? profiles->barred_why[from] : 0;
}

/* ---- barred pairs ---- */

typedef struct barred_pair {
    int32_t mentee;
    int32_t mentor;
    int32_t why;
} barred_pair;

typedef struct barred_list {
    const mmi_heap *heap;
    barred_pair *pair;
    size_t n;
    size_t capacity;
} barred_list;

static bool bar(barred_list *list, int32_t mentee, int32_t mentor, int32_t why)
{
    if (!mmi_reserve(list->heap, &list->pair, &list->capacity, list->n + 1)) return false;
    list->pair[list->n++] = (barred_pair){mentee, mentor, why};
    return true;
}

static int by_mentee_and_mentor(const void *one, const void *other, void *context)
{
    (void)context;
    const barred_pair *a = one;
    const barred_pair *b = other;
    if (a->mentee != b->mentee) return a->mentee < b->mentee ? -1 : 1;
    return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

/* Everybody whom a person of `role` avoids. */
static bool bar_avoided(const mm_profiles *profiles, int32_t role, barred_list *list)
{
    const mmi_people *people = &profiles->cohort->people[role];
    for (int32_t row = 0; row < people->n; row++) {
        const int32_t person = profiles->number[role][row];
        for (int64_t i = people->avoid_start[row]; i < people->avoid_start[row + 1]; i++) {
            const int32_t other = profiles->number[1 - role][people->avoid[i]];
            const int32_t mentee = role == MMI_MENTEE ? person : other;
            const int32_t mentor = role == MMI_MENTEE ? other : person;
            if (!bar(list, mentee, mentor, MM_BARRED_AVOID)) return false;
        }
    }
    return true;
}

static bool bar_same_persons(mm_profiles *profiles, barred_list *list)
{
    const mmi_people *mentees = &profiles->cohort->people[MMI_MENTEE];
    for (int32_t mentee = 0; mentee < mentees->n; mentee++) {
        const int32_t row = mentees->same_person[profiles->row[MMI_MENTEE][mentee]];
        profiles->same_mentor[mentee] = row == MM_NONE ? MM_NONE
                                                       : profiles->number[MMI_MENTOR][row];
        if (row != MM_NONE &&
            !bar(list, mentee, profiles->same_mentor[mentee], MM_BARRED_SAME_PERSON)) {
            return false;
        }
    }
    return true;
}

/* Sorted, one line a pair, into the profiles. */
static bool keep_barred(mm_profiles *profiles, barred_list *list)
{
    const size_t n_mentees = (size_t)profiles->n_people[MMI_MENTEE];
    mmi_sort(list->pair, list->n, sizeof *list->pair, by_mentee_and_mentor, NULL);
    profiles->barred_start = mmi_arena_take(&profiles->arena, n_mentees + 1, sizeof(int64_t));
    profiles->barred_mentor = mmi_arena_take(&profiles->arena, list->n, sizeof(int32_t));
    profiles->barred_why = mmi_arena_take(&profiles->arena, list->n, sizeof(int32_t));
    if (profiles->barred_start == NULL || profiles->barred_mentor == NULL ||
        profiles->barred_why == NULL) {
        return false;
    }
    int64_t n_kept = 0;
    for (size_t i = 0; i < list->n; i++) {
        const barred_pair *pair = &list->pair[i];
        if (i == 0 || by_mentee_and_mentor(pair - 1, pair, NULL) != 0) {
            profiles->barred_mentor[n_kept++] = pair->mentor;
            profiles->barred_start[pair->mentee + 1]++;
        }
        profiles->barred_why[n_kept - 1] |= pair->why;
    }
    for (size_t mentee = 0; mentee < n_mentees; mentee++) {
        profiles->barred_start[mentee + 1] += profiles->barred_start[mentee];
    }
    return true;
}

/* ---- rules of the programme ---- */

/* What the rules of a programme are applied with. */
typedef struct applying {
    mm_profiles *profiles;
    mm_problems *problems;
    barred_list *barred;
    int32_t *n_fixed_of; /* [n_requests + n_mentors] */
} applying;

static void report_fault(const applying *with, const mmi_pair_rule *rule, mm_code code,
                         const char *sentence)
{
    const mmi_place place = {mmi_programme_of(with->profiles)->label, 0, rule->line, 0,
                             rule->is_fixed ? "pairs.fixed" : "pairs.forbidden"};
    mmi_report(with->problems, MM_SEVERITY_ERROR, code, &place, NULL, NULL, "%s", sentence);
}

static bool resolve_rule(const applying *with, const mmi_pair_rule *rule, int32_t *mentee,
                         int32_t *mentor)
{
    const mm_profiles *profiles = with->profiles;
    *mentee = mmi_number_of_id(profiles, MMI_MENTEE, rule->mentee_id);
    *mentor = mmi_number_of_id(profiles, MMI_MENTOR, rule->mentor_id);
    if (*mentee != MM_NONE && *mentor != MM_NONE) return true;
    const bool is_swapped =
        mmi_number_of_id(profiles, MMI_MENTEE, rule->mentor_id) != MM_NONE &&
        mmi_number_of_id(profiles, MMI_MENTOR, rule->mentee_id) != MM_NONE;
    report_fault(with, rule, MM_CODE_RULE_UNKNOWN_ID,
                 is_swapped ? "mentee and mentor are swapped; write the mentee's id first"
                 : *mentee == MM_NONE
                     ? "the first id is no mentee's; write an id of the mentees' file"
                     : "the second id is no mentor's; write an id of the mentors' file");
    return false;
}

/* Fixed pairs against wants and places. */
static void fix_pair(const applying *with, const mmi_pair_rule *rule, int32_t mentee,
                     int32_t mentor)
{
    mm_profiles *profiles = with->profiles;
    const int32_t request = mmi_request_of(profiles, mentee, profiles->kind_of[mentor]);
    int32_t *n_of_mentor = &with->n_fixed_of[profiles->n_requests + mentor];
    if (profiles->same_mentor[mentee] == mentor) {
        report_fault(with, rule, MM_CODE_RULE_SAME_PERSON,
                     "both ids are one person; nobody is paired with themselves");
    } else if (request == MM_NONE) {
        report_fault(with, rule, MM_CODE_RULE_KIND,
                     "the mentee does not want a mentor of this kind; add it to `wants`");
    } else if (++with->n_fixed_of[request] > profiles->request_count[request]) {
        report_fault(with, rule, MM_CODE_RULE_WANTS,
                     "more fixed pairs than the mentee wants mentors of this kind; take one out "
                     "or raise `wants`");
    } else if (++*n_of_mentor > profiles->capacity[mentor]) {
        report_fault(with, rule, MM_CODE_RULE_CAPACITY,
                     "more fixed pairs than the mentor has places; take one out or raise "
                     "`capacity`");
    } else {
        profiles->fixed[profiles->n_fixed++] = (mmi_fixed_pair){mentee, mentor, rule};
    }
}

static bool apply_rules(const applying *with)
{
    const mm_programme *programme = mmi_programme_of(with->profiles);
    for (int32_t i = 0; i < programme->n_pair_rules; i++) {
        const mmi_pair_rule *rule = &programme->pair_rule[i];
        int32_t mentee;
        int32_t mentor;
        if (!resolve_rule(with, rule, &mentee, &mentor)) continue;
        if (rule->is_fixed) {
            fix_pair(with, rule, mentee, mentor);
        } else if (!bar(with->barred, mentee, mentor, MM_BARRED_FORBIDDEN)) {
            return false;
        }
    }
    return true;
}

static int by_fixed_mentee(const void *one, const void *other, void *context)
{
    (void)context;
    const mmi_fixed_pair *a = one;
    const mmi_fixed_pair *b = other;
    if (a->mentee != b->mentee) return a->mentee < b->mentee ? -1 : 1;
    return a->mentor < b->mentor ? -1 : a->mentor > b->mentor;
}

static void sort_fixed_pairs(mm_profiles *profiles)
{
    mmi_sort(profiles->fixed, (size_t)profiles->n_fixed, sizeof *profiles->fixed,
             by_fixed_mentee, NULL);
    for (int32_t i = 0; i < profiles->n_fixed; i++) {
        profiles->fixed_start[profiles->fixed[i].mentee + 1]++;
    }
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee++) {
        profiles->fixed_start[mentee + 1] += profiles->fixed_start[mentee];
    }
}

static void refuse_contradictions(const applying *with)
{
    const mm_profiles *profiles = with->profiles;
    for (int32_t i = 0; i < profiles->n_fixed; i++) {
        const mmi_fixed_pair *fixed = &profiles->fixed[i];
        const int32_t why = mmi_barred(profiles, fixed->mentee, fixed->mentor);
        if ((why & MM_BARRED_FORBIDDEN) == 0) continue;
        report_fault(with, fixed->rule, MM_CODE_RULE_CONTRADICTION,
                     "the pair is fixed and forbidden at once; take one rule out");
    }
}

mm_status mmi_make_pair_rules(mm_profiles *profiles, mm_problems *problems, mm_error *error)
{
    const size_t n_rules = (size_t)mmi_programme_of(profiles)->n_pair_rules;
    const size_t n_mentors = (size_t)profiles->n_people[MMI_MENTOR];
    mmi_arena *arena = &profiles->arena;
    barred_list list = {.heap = &profiles->heap};
    const applying with = {
        profiles, problems, &list,
        mmi_alloc(&profiles->heap, (size_t)profiles->n_requests + n_mentors, sizeof(int32_t))};
    const size_t n_mentees = (size_t)profiles->n_people[MMI_MENTEE];
    profiles->same_mentor = mmi_arena_take(arena, n_mentees, sizeof(int32_t));
    profiles->fixed = mmi_arena_take(arena, n_rules, sizeof *profiles->fixed);
    profiles->fixed_start = mmi_arena_take(arena, n_mentees + 1, sizeof(int32_t));
    const bool has_memory =
        with.n_fixed_of != NULL && profiles->same_mentor != NULL &&
        profiles->fixed != NULL && profiles->fixed_start != NULL &&
        bar_same_persons(profiles, &list) &&
        bar_avoided(profiles, MMI_MENTOR, &list) && bar_avoided(profiles, MMI_MENTEE, &list) &&
        apply_rules(&with) && keep_barred(profiles, &list);
    if (has_memory) {
        sort_fixed_pairs(profiles);
        refuse_contradictions(&with);
    }
    mmi_free(&profiles->heap, list.pair);
    mmi_free(&profiles->heap, with.n_fixed_of);
    return has_memory ? MM_OK : mmi_out_of_memory(error);
}
