/* Wishes are few: tables take a pair as unnamed, and the pairs that are named are corrected one by
 * one, like those that a rule bars. */
#include "score/corrections.h"

#include "base/sort.h"
#include "score/code_tables.h"

/* Somebody names or bars somebody. */
typedef struct mention {
    int32_t mentor;
    int32_t place[MMI_N_ROLES]; /* of the other in the list of the mentor, of the mentee */
    bool is_barred;
} mention;

typedef struct mentions {
    mmi_heap heap;
    bool with_wishes;
    int64_t *start;    /* [n_mentees + 2], one ahead while it is filled */
    mention *mention;  /* [start[n_mentees]] */
} mentions;

static int by_mentor(const void *one, const void *other, void *context)
{
    (void)context;
    const mention *a = one;
    const mention *b = other;
    return (a->mentor > b->mentor) - (a->mentor < b->mentor);
}

/* Calls for every mention of the cohort: counts without `to`, else writes. */
static void visit(const mm_profiles *profiles, mentions *found, bool writes)
{
    const mmi_people *mentors = &profiles->cohort->people[MMI_MENTOR];
    const mmi_people *mentees = &profiles->cohort->people[MMI_MENTEE];
    int64_t *at = found->start + 1;
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee++) {
        for (int64_t i = profiles->barred_start[mentee]; i < profiles->barred_start[mentee + 1];
             i++, at[mentee]++) {
            const mention barred = {profiles->barred_mentor[i], {0, 0}, true};
            if (writes) found->mention[at[mentee]] = barred;
        }
        const int64_t first = mentees->wish_start[profiles->row[MMI_MENTEE][mentee]];
        const int32_t n = found->with_wishes ? mmi_n_wishes(profiles, MMI_MENTEE, mentee) : 0;
        for (int32_t i = 0; i < n; i++, at[mentee]++) {
            mention wish = {profiles->number[MMI_MENTOR][mentees->wish[first + i]], {0, 0}, false};
            wish.place[MMI_MENTEE] = i + 1;
            if (writes) found->mention[at[mentee]] = wish;
        }
    }
    for (int32_t mentor = 0; mentor < profiles->n_people[MMI_MENTOR]; mentor++) {
        const int64_t first = mentors->wish_start[profiles->row[MMI_MENTOR][mentor]];
        const int32_t n = found->with_wishes ? mmi_n_wishes(profiles, MMI_MENTOR, mentor) : 0;
        for (int32_t i = 0; i < n; i++) {
            const int32_t mentee = profiles->number[MMI_MENTEE][mentors->wish[first + i]];
            mention wish = {mentor, {0, 0}, false};
            wish.place[MMI_MENTOR] = i + 1;
            if (writes) found->mention[at[mentee]] = wish;
            at[mentee]++;
        }
    }
}

static bool collect(const mm_profiles *profiles, mentions *found)
{
    const size_t n_mentees = (size_t)profiles->n_people[MMI_MENTEE];
    found->start = mmi_alloc(&found->heap, n_mentees + 2, sizeof(int64_t));
    if (found->start == NULL) return false;
    visit(profiles, found, false);
    int64_t n = 0;
    for (size_t mentee = 0; mentee < n_mentees; mentee++) {
        const int64_t of_mentee = found->start[mentee + 1];
        found->start[mentee + 1] = n;
        n += of_mentee;
    }
    found->mention = mmi_alloc(&found->heap, (size_t)n, sizeof *found->mention);
    if (found->mention == NULL) return false;
    visit(profiles, found, true); /* moves each start to where the next one begins */
    return true;
}

/* What the mentions of one pair come to. */
static mmi_correction correct(const mm_profiles *profiles, int32_t mentee, const mention *of)
{
    if (of->is_barred) return (mmi_correction){of->mentor, MMI_NO_PAIR, false};
    const mmi_rule *rule = &mmi_programme_of(profiles)->wishes;
    const int32_t nowhere[MMI_N_ROLES] = {0, 0};
    const int32_t length[MMI_N_ROLES] = {
        [MMI_MENTOR] = mmi_n_wishes(profiles, MMI_MENTOR, of->mentor),
        [MMI_MENTEE] = mmi_n_wishes(profiles, MMI_MENTEE, mentee)};
    const int32_t added = mmi_judge_wishes(profiles, of->place, length).earned -
                          mmi_judge_wishes(profiles, nowhere, length).earned;
    return (mmi_correction){of->mentor, added, rule->is_required};
}

/* One correction a pair, ascending mentors. */
static void merge(mmi_scorer *scorer, const mentions *found)
{
    int64_t n = 0;
    for (int32_t mentee = 0; mentee < scorer->profiles->n_people[MMI_MENTEE]; mentee++) {
        mention *of = found->mention + found->start[mentee];
        const int64_t n_of = found->start[mentee + 1] - found->start[mentee];
        mmi_sort(of, (size_t)n_of, sizeof *of, by_mentor, NULL);
        for (int64_t i = 0; i < n_of; i++) {
            mention all = of[i];
            for (; i + 1 < n_of && of[i + 1].mentor == all.mentor; i++) {
                all.is_barred = all.is_barred || of[i + 1].is_barred;
                for (int32_t role = 0; role < MMI_N_ROLES; role++) {
                    all.place[role] += of[i + 1].place[role]; /* 0 in all mentions but one */
                }
            }
            scorer->correction[n++] = correct(scorer->profiles, mentee, &all);
        }
        scorer->correction_start[mentee + 1] = n;
    }
}

mm_status mmi_make_corrections(mmi_scorer *scorer, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const size_t n_mentees = (size_t)profiles->n_people[MMI_MENTEE];
    mentions found = {.heap = scorer->heap, .with_wishes = scorer->has_wish_table};
    bool has_memory = collect(profiles, &found);
    if (has_memory) {
        scorer->correction_start =
            mmi_arena_take(&scorer->arena, n_mentees + 1, sizeof(int64_t));
        scorer->correction = mmi_arena_take(
            &scorer->arena, (size_t)found.start[n_mentees], sizeof *scorer->correction);
        has_memory = scorer->correction_start != NULL && scorer->correction != NULL;
    }
    if (has_memory) merge(scorer, &found);
    mmi_free(&found.heap, found.start);
    mmi_free(&found.heap, found.mention);
    return has_memory ? MM_OK : mmi_out_of_memory(error);
}
