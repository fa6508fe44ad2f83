/* A matching that begins at an earlier one: whatever has changed since, the same values, proven. */
#include <mentormatch/mentormatch.h>

#include "failing_allocator.h"
#include "random_numbers.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

static mm_error error;

enum { MOST_PEOPLE = 60, TEXT_BYTES = 40000, N_ANSWERS = 3 };

/* One person as the files state it. */
typedef struct person {
    int32_t id;
    int32_t answer[N_ANSWERS]; /* scale 0 … 9, -1: none; choice; bits of tags */
    int32_t capacity;          /* of mentors; wants of mentees */
    int32_t kind;
    int32_t avoids;            /* id of somebody of the other side, -1: nobody */
    int32_t wishes;
    int32_t begin_h;           /* of two hours on one weekday, -1: none stated */
    bool is_out;               /* eligible no */
} person;

typedef struct survey {
    person of[2][MOST_PEOPLE]; /* mentors, mentees */
    int32_t n[2];
    int32_t next_id;
    int32_t weight;
    int32_t goals;
    int32_t fixed_mentee, fixed_mentor; /* ids, -1: none */
    bool is_fixed;             /* else forbidden */
} survey;

static person make_person(survey *of, uint64_t *state, int32_t role, int32_t most_places)
{
    person made = {.id = of->next_id++, .avoids = -1, .wishes = -1, .begin_h = -1};
    made.answer[0] = below(state, 11) - 1;
    made.answer[1] = below(state, 4) - 1;
    made.answer[2] = below(state, 16);
    made.capacity = 1 + below(state, role == 0 ? most_places : 2);
    made.kind = below(state, 3) == 0;
    if (below(state, 4) > 0) made.begin_h = below(state, 5);
    if (of->n[1 - role] > 0 && below(state, 4) == 0) {
        made.avoids = of->of[1 - role][below(state, of->n[1 - role])].id;
    }
    if (of->n[1 - role] > 0 && below(state, 3) == 0) {
        made.wishes = of->of[1 - role][below(state, of->n[1 - role])].id;
    }
    made.is_out = below(state, 15) == 0;
    return made;
}

static void add_person(survey *of, uint64_t *state, int32_t role, int32_t most_places)
{
    if (of->n[role] == MOST_PEOPLE) return;
    of->of[role][of->n[role]] = make_person(of, state, role, most_places);
    of->n[role]++;
}

static void remove_person(survey *of, uint64_t *state, int32_t role)
{
    if (of->n[role] < 2) return;
    const int32_t at = below(state, of->n[role]);
    const int32_t id = of->of[role][at].id;
    of->of[role][at] = of->of[role][--of->n[role]];
    for (int32_t i = 0; i < of->n[1 - role]; i++) {
        person *other = &of->of[1 - role][i];
        if (other->avoids == id) other->avoids = -1;
        if (other->wishes == id) other->wishes = -1;
    }
    if (id == of->fixed_mentee || id == of->fixed_mentor) of->fixed_mentee = -1;
}

static void put(char *text, const char *format, int32_t number)
{
    const size_t used = strlen(text);
    snprintf(text + used, TEXT_BYTES - used, format, (int)number);
}

static void write_programme(const survey *of, char *text)
{
    static const char *const goals[] = {"\"participation\", \"total\"", "\"total\"",
                                        "\"total\", \"participation\"", "\"participation\""};
    text[0] = '\0';
    put(text, "{\"mentormatch\": 1, \"term\": {\"first_day\": \"2026-09-21\", \"weeks\": 3,"
              " \"time_zone\": \"UTC\"}, \"mentors\": {\"file\": \"a.csv\"},"
              " \"mentees\": {\"file\": \"b.csv\"}, \"questions\": ["
              "{\"id\": \"x\", \"kind\": \"scale\", \"from\": 0, \"to\": 9,"
              " \"compare\": \"near\", \"weight\": %d},", of->weight);
    put(text, "{\"id\": \"c\", \"kind\": \"choice\", \"compare\": \"same\", \"weight\": %d},", 2);
    put(text, "{\"id\": \"t\", \"kind\": \"tags\", \"compare\": \"overlap\", \"weight\": %d}],", 3);
    put(text, "\"common_time\": {\"weight\": %d}, \"wishes\": {\"weight\": 1},"
              " \"matching\": {", 2);
    put(text, "\"goals\": [", 0);
    put(text, goals[of->goals], 0);
    put(text, "]", 0);
    put(text, "}", 0);
    if (of->fixed_mentee >= 0) {
        put(text, of->is_fixed ? ", \"pairs\": {\"fixed\": [{\"force\": true, "
                               : ", \"pairs\": {\"forbidden\": [{", 0);
        put(text, "\"mentee\": \"p%d\", ", of->fixed_mentee);
        put(text, "\"mentor\": \"p%d\"}]}", of->fixed_mentor);
    }
    put(text, "}", 0);
}

static void write_answers(const person *of, char *text)
{
    if (of->answer[0] >= 0) put(text, "%d", of->answer[0]);
    put(text, ",", 0);
    if (of->answer[1] >= 0) put(text, "colour %d", of->answer[1]);
    put(text, ",", 0);
    for (int32_t i = 0; i < 4; i++) {
        if (of->answer[2] & 1 << i) put(text, "tag%d ", i);
    }
    put(text, ",", 0);
    if (of->avoids >= 0) put(text, "p%d", of->avoids);
    put(text, ",", 0);
    if (of->wishes >= 0) put(text, "p%d", of->wishes);
    put(text, of->is_out ? ",no," : ",yes,", 0);
    if (of->begin_h >= 0) {
        put(text, "Mon 1%d:00-", of->begin_h);
        put(text, "1%d:00", of->begin_h + 2);
    }
    put(text, "\n", 0);
}

static void write_people(const survey *of, int32_t role, char *text)
{
    static const char *const kind[] = {"peer", "expert"};
    text[0] = '\0';
    put(text, role == 0 ? "id,capacity,kind" : "id,wants", 0);
    put(text, ",x,c,t,avoid,wishes,eligible,availability\n", 0);
    for (int32_t i = 0; i < of->n[role]; i++) {
        const person *who = &of->of[role][i];
        put(text, "p%d,", who->id);
        if (role == 0) {
            put(text, "%d,", who->capacity);
            put(text, kind[who->kind], 0);
        } else {
            put(text, kind[who->kind], 0);
            put(text, ":%d", who->capacity);
            if (who->id % 5 == 0) put(text, who->kind == 0 ? " expert:1" : " peer:1", 0);
        }
        put(text, ",", 0);
        write_answers(who, text);
    }
}

static mm_profiles *compile(const survey *of)
{
    static char text[3][TEXT_BYTES];
    write_programme(of, text[0]);
    write_people(of, 0, text[1]);
    write_people(of, 1, text[2]);
    const mm_source source[3] = {{.name = "p", .bytes = text[0], .n_bytes = strlen(text[0])},
                                 {.name = "a", .bytes = text[1], .n_bytes = strlen(text[1])},
                                 {.name = "b", .bytes = text[2], .n_bytes = strlen(text[2])}};
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_status status = mm_read_programme(&source[0], NULL, &programme, &error);
    ck_assert_msg(status == MM_OK, "%s\n%s", error.message, text[0]);
    status = mm_read_cohort(programme, &source[1], &source[2], NULL, &cohort, &error);
    ck_assert_msg(status == MM_OK, "%s: %s\n%s", error.file, error.message, text[1]);
    status = mm_compile(cohort, NULL, &profiles, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
    mm_cohort_free(cohort);
    mm_programme_free(programme);
    return profiles;
}

/* ---- what may happen between two matchings ---- */

static void change_answers(survey *of, uint64_t *state, int32_t role)
{
    person *who = &of->of[role][below(state, of->n[role])];
    const int32_t id = who->id;
    const int32_t kind = who->kind;
    *who = make_person(of, state, role, 4);
    who->id = id;
    if (id == of->fixed_mentee || id == of->fixed_mentor) who->kind = kind;
}

static void change_rule(survey *of, uint64_t *state)
{
    const person *mentor = &of->of[0][below(state, of->n[0])];
    const person *mentee = &of->of[1][below(state, of->n[1])];
    of->fixed_mentee = -1;
    if (mentor->kind != mentee->kind) return;
    of->fixed_mentee = mentee->id;
    of->fixed_mentor = mentor->id;
    of->is_fixed = below(state, 2) == 0;
}

static void change_something(survey *of, uint64_t *state)
{
    switch (below(state, 10)) {
    case 0: remove_person(of, state, 0); break;
    case 1: remove_person(of, state, 1); break;
    case 2: add_person(of, state, 0, 4); break;
    case 3: add_person(of, state, 1, 4); break;
    case 4: change_answers(of, state, 0); break;
    case 5: change_answers(of, state, 1); break;
    case 6: of->of[0][below(state, of->n[0])].capacity = 1 + below(state, 5); break;
    case 7: of->goals = below(state, 4); break;
    case 8: change_rule(of, state); break;
    default: if (below(state, 4) == 0) of->weight = 1 + below(state, 3); break;
    }
}

static survey make_survey(uint64_t *state, int32_t n_mentors, int32_t n_mentees)
{
    survey made = {.weight = 1, .fixed_mentee = -1, .goals = below(state, 4)};
    for (int32_t i = 0; i < n_mentors; i++) add_person(&made, state, 0, 1 + below(state, 4));
    for (int32_t i = 0; i < n_mentees; i++) add_person(&made, state, 1, 4);
    return made;
}

static mm_matching *match_from(const mm_profiles *profiles, const mm_matching *start,
                               int32_t threads)
{
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    mm_matching *matching;
    options.start = start;
    options.threads = threads;
    const mm_status status = mm_match(profiles, &options, &matching, &error);
    ck_assert_msg(status == MM_OK, "%s start: %s", start == NULL ? "without" : "with", error.message);
    return matching;
}

static void check_same_values(const mm_matching *one, const mm_matching *other)
{
    int32_t n_goals, n_others, n_loads;
    const mm_goal_result *goal = mm_matching_goals(one, &n_goals);
    const mm_goal_result *others = mm_matching_goals(other, &n_others);
    ck_assert_int_eq(n_goals, n_others);
    for (int32_t i = 0; i < n_goals; i++) {
        ck_assert_int_eq(goal[i].value, others[i].value);
        ck_assert_int_eq(goal[i].bound, others[i].bound);
        ck_assert_int_eq(goal[i].is_proven, 1);
    }
    const mm_load *load = mm_matching_loads(one, &n_loads);
    const mm_load *loads = mm_matching_loads(other, &n_loads);
    for (int32_t i = 0; i < n_loads; i++) { /* least prices are the same, wherever one begins */
        ck_assert_int_eq(load[i].one_more_fills, loads[i].one_more_fills);
        ck_assert_int_eq(load[i].one_more_adds, loads[i].one_more_adds);
    }
    const mm_proof *proof = mm_matching_proof(one);
    ck_assert_int_eq(proof->outcome, MM_OUTCOME_OPTIMAL);
    ck_assert(proof->glpk == MM_GLPK_CONFIRMED || proof->glpk == MM_GLPK_TRIVIAL);
}

/* Chains of changes, each matching begun at the one before. */
static void check_chains(uint64_t seed, int32_t n_steps, int32_t n_mentors, int32_t n_mentees)
{
    uint64_t state = random_state(seed);
    survey of = make_survey(&state, n_mentors, n_mentees);
    mm_matching *before = NULL;
    for (int32_t step = 0; step < n_steps; step++) {
        mm_profiles *profiles = compile(&of);
        mm_matching *cold = match_from(profiles, NULL, 1);
        mm_matching *warm = match_from(profiles, before, 1 + step % 2);
        check_same_values(warm, cold);
        mm_matching_free(before);
        mm_matching_free(cold);
        mm_profiles_free(profiles);
        before = warm;
        for (int32_t n = below(&state, 4); n >= 0; n--) change_something(&of, &state);
    }
    mm_matching_free(before);
}

START_TEST(small_cohorts_change_and_change_again)
{
    for (uint64_t seed = 1; seed <= 40; seed++) check_chains(seed, 12, 6, 9);
}
END_TEST

START_TEST(longer_lists_leave_somebody_out)
{
    for (uint64_t seed = 101; seed <= 112; seed++) check_chains(seed, 12, 45, 55);
}
END_TEST

START_TEST(scarce_places)
{
    for (uint64_t seed = 201; seed <= 212; seed++) check_chains(seed, 10, 30, 60);
}
END_TEST

START_TEST(from_itself_nothing_is_scored_again)
{
    for (uint64_t seed = 301; seed <= 320; seed++) {
        uint64_t state = random_state(seed);
        survey of = make_survey(&state, 50, 40);
        of.goals = 0;
        mm_profiles *profiles = compile(&of);
        mm_matching *first = match_from(profiles, NULL, 1);
        mm_matching *again = match_from(profiles, first, 1);
        check_same_values(again, first);
        ck_assert_msg(mm_matching_proof(again)->n_pairs_priced == 0, "seed %d: %lld", (int)seed,
                      (long long)mm_matching_proof(again)->n_pairs_priced);
        mm_matching_free(first);
        mm_matching_free(again);
        mm_profiles_free(profiles);
    }
}
END_TEST

START_TEST(starts_of_no_use_are_no_error)
{
    uint64_t state = random_state(7);
    survey of = make_survey(&state, 10, 12);
    survey others = make_survey(&state, 8, 12);
    others.weight = 3;
    mm_profiles *profiles = compile(&of);
    mm_profiles *strangers = compile(&others);
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    options.keep_evidence = -1;
    mm_matching *bare, *given;
    ck_assert_int_eq(mm_match(profiles, &options, &bare, &error), MM_OK);
    const mm_source pairs = {.name = "pairs", .bytes = "mentee,mentor\n", .n_bytes = 14};
    ck_assert_int_eq(mm_read_pairs(profiles, &pairs, NULL, &given, &error), MM_OK);
    mm_matching *cold = match_from(profiles, NULL, 1);
    mm_matching *stranger = match_from(strangers, NULL, 1);
    const mm_matching *const starts[] = {bare, given, stranger};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        mm_matching *warm = match_from(profiles, starts[i], 1);
        check_same_values(warm, cold);
        mm_matching_free(warm);
    }
    options.keep_evidence = 2;
    mm_matching *none;
    ck_assert_int_eq(mm_match(profiles, &options, &none, &error), MM_ERR_OPTION);
    mm_matching_free(bare);
    mm_matching_free(given);
    mm_matching_free(cold);
    mm_matching_free(stranger);
    mm_profiles_free(profiles);
    mm_profiles_free(strangers);
}
END_TEST

/* Stops at the n-th call. */
static int stop_at(void *context, mm_stage stage, double share)
{
    (void)stage;
    (void)share;
    int32_t *left = context;
    return (*left)-- <= 0;
}

START_TEST(stopped_matchings_are_good_starts)
{
    uint64_t state = random_state(11);
    survey of = make_survey(&state, 50, 60);
    mm_profiles *profiles = compile(&of);
    mm_matching *cold = match_from(profiles, NULL, 1);
    int32_t n_stopped = 0;
    for (int32_t n = 0; n < 60; n++) {
        int32_t left = n;
        const mm_progress progress = {stop_at, &left};
        mm_match_options options = MM_MATCH_OPTIONS_INIT;
        options.progress = &progress;
        options.threads = 1;
        mm_matching *stopped;
        const mm_status status = mm_match(profiles, &options, &stopped, &error);
        if (status == MM_ERR_STOPPED) continue;
        ck_assert_int_eq(status, MM_OK);
        n_stopped += mm_matching_outcome(stopped) == MM_OUTCOME_STOPPED;
        mm_matching *warm = match_from(profiles, stopped, 1);
        check_same_values(warm, cold);
        mm_matching_free(stopped);
        mm_matching_free(warm);
    }
    ck_assert_int_gt(n_stopped, 0);
    mm_matching_free(cold);
    mm_profiles_free(profiles);
}
END_TEST

START_TEST(no_memory_leaves_nothing_behind)
{
    uint64_t state = random_state(13);
    survey of = make_survey(&state, 45, 50);
    mm_profiles *before = compile(&of);
    mm_matching *start = match_from(before, NULL, 1);
    remove_person(&of, &state, 0);
    change_answers(&of, &state, 0);
    add_person(&of, &state, 1, 4);
    mm_profiles *profiles = compile(&of);
    mm_matching *cold = match_from(profiles, NULL, 1);
    failing_allocator counter = {0};
    for (bool ended = false; !ended;) {
        counter = (failing_allocator){.fail_at = counter.fail_at + 1};
        const mm_allocator allocator = failing_allocator_of(&counter);
        mm_match_options options = MM_MATCH_OPTIONS_INIT;
        options.allocator = &allocator;
        options.start = start;
        options.threads = 1;
        mm_matching *warm;
        const mm_status status = mm_match(profiles, &options, &warm, &error);
        ended = !counter.has_failed;
        ck_assert(status == MM_OK || (status == MM_ERR_MEMORY && warm == NULL));
        if (ended) check_same_values(warm, cold);
        mm_matching_free(warm);
        ck_assert_int_eq(counter.n_out, 0);
    }
    ck_assert_int_gt(counter.n_asked, 50);
    mm_matching_free(cold);
    mm_matching_free(start);
    mm_profiles_free(before);
    mm_profiles_free(profiles);
}
END_TEST

int main(void)
{
    return RUN_SUITE("warm_start", small_cohorts_change_and_change_again,
                     longer_lists_leave_somebody_out, scarce_places,
                     from_itself_nothing_is_scored_again, starts_of_no_use_are_no_error,
                     stopped_matchings_are_good_starts, no_memory_leaves_nothing_behind);
}
