/* Makes the tables of a scorer: by code where both sides have few different answers, by sizes for
 * larger tag sets, pair by pair for what is left (vectors, decimals with many values). */
#include "score/tables.h"

#include "profile/encode.h"
#include "score/wish_tables.h"

#include <string.h>

#define TABLE_CELLS_MOST ((int64_t)1 << 18) /* of one criterion: 1 MiB */
#define SET_TAGS_MOST 4096                  /* beyond, sets are judged pair by pair */

static mm_status make_code_table(mmi_scorer *scorer, int32_t criterion, const mmi_code_table *made,
                                 const int32_t *const example[MMI_N_ROLES], int32_t n_mentee_codes,
                                 mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_rule *rule = mmi_criterion_rule(profiles, criterion);
    mmi_code_table *table = &scorer->table[scorer->n_tables];
    *table = *made;
    const size_t n_cells = (size_t)n_mentee_codes * (size_t)table->n_mentor_codes;
    table->earned = mmi_arena_take(&scorer->arena, n_cells, sizeof(int32_t));
    table->fails = rule->is_required ? mmi_arena_take(&scorer->arena, n_cells, 1) : NULL;
    if (table->earned == NULL || (rule->is_required && table->fails == NULL)) {
        return mmi_out_of_memory(error);
    }
    for (int32_t a = 0; a < n_mentee_codes; a++) {
        for (int32_t b = 0; b < table->n_mentor_codes; b++) {
            const int32_t mentee = example[MMI_MENTEE][a];
            const int32_t mentor = example[MMI_MENTOR][b];
            if (mentee == MM_NONE || mentor == MM_NONE) continue; /* no pair looks here */
            const mmi_judgement found = mmi_judge(profiles, criterion, mentee, mentor);
            const size_t cell = (size_t)a * (size_t)table->n_mentor_codes + (size_t)b;
            table->earned[cell] = found.earned;
            if (table->fails != NULL) table->fails[cell] = found.fails;
        }
    }
    scorer->n_tables++;
    return MM_OK;
}

/* ---- tag sets as bits ---- */

/* Bit of each text that both sides use, MM_NONE for the others; returns how many bits. */
static int32_t number_shared_tags(const mm_cohort *cohort, int32_t question, int32_t *bit)
{
    const int32_t n_texts = cohort->n_texts[question];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const mmi_answers *answers = &cohort->people[role].answers[question];
        const int64_t n_tags = answers->tag_start[cohort->people[role].n];
        for (int64_t i = 0; i < n_tags; i++) bit[answers->tag[i]] |= 1 << role;
    }
    int32_t n_bits = 0;
    for (int32_t text = 0; text < n_texts; text++) bit[text] = bit[text] == 3 ? n_bits++ : MM_NONE;
    return n_bits;
}

static bool fill_sets(mmi_scorer *scorer, mmi_set_table *table, int32_t question,
                      const int32_t *bit)
{
    const mm_profiles *profiles = scorer->profiles;
    const size_t n_words = (size_t)table->n_words;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        const mmi_answers *answers = &profiles->cohort->people[role].answers[question];
        const size_t n = (size_t)profiles->n_people[role];
        table->set[role] = mmi_arena_take(&scorer->arena, n * n_words, sizeof(uint64_t));
        table->size[role] = mmi_arena_take(&scorer->arena, n, sizeof(int32_t));
        if (table->set[role] == NULL || table->size[role] == NULL) return false;
        for (size_t person = 0; person < n; person++) {
            const int32_t row = profiles->row[role][person];
            const int64_t end = answers->tag_start[row + 1];
            table->size[role][person] = (int32_t)(end - answers->tag_start[row]);
            for (int64_t i = answers->tag_start[row]; i < end; i++) {
                const int32_t b = bit[answers->tag[i]];
                if (b == MM_NONE) continue;
                table->set[role][person * n_words + (size_t)(b / 64)] |= UINT64_C(1) << (b % 64);
            }
        }
    }
    return true;
}

static int32_t largest(const int32_t *value, int32_t n)
{
    int32_t most = 0;
    for (int32_t i = 0; i < n; i++) {
        if (value[i] > most) most = value[i];
    }
    return most;
}

/* The table by sizes; *fits is false when it would be too large. */
static bool fill_set_table(mmi_scorer *scorer, mmi_set_table *table, int32_t question, bool *fits)
{
    const mm_profiles *profiles = scorer->profiles;
    const int32_t n_a = largest(table->size[MMI_MENTEE], profiles->n_people[MMI_MENTEE]) + 1;
    const int32_t n_b = largest(table->size[MMI_MENTOR], profiles->n_people[MMI_MENTOR]) + 1;
    const int32_t n_c = n_a < n_b ? n_a : n_b;
    const int64_t n_cells = (int64_t)n_a * n_b > TABLE_CELLS_MOST ? TABLE_CELLS_MOST + 1
                                                                  : (int64_t)n_a * n_b * n_c;
    *fits = n_cells <= TABLE_CELLS_MOST;
    if (!*fits) return true;
    const bool is_required = mmi_criterion_rule(profiles, question)->is_required;
    table->n_mentor_sizes = n_b;
    table->n_common_sizes = n_c;
    table->earned = mmi_arena_take(&scorer->arena, (size_t)n_cells, sizeof(int32_t));
    table->fails = is_required ? mmi_arena_take(&scorer->arena, (size_t)n_cells, 1) : NULL;
    if (table->earned == NULL || (is_required && table->fails == NULL)) return false;
    int64_t cell = 0;
    for (int32_t a = 0; a < n_a; a++) {
        for (int32_t b = 0; b < n_b; b++) {
            for (int32_t c = 0; c < n_c; c++, cell++) {
                if (c > a || c > b) continue; /* no pair looks here */
                const mmi_judgement found = mmi_judge_tags(profiles, question, a, b, c);
                table->earned[cell] = found.earned;
                if (is_required) table->fails[cell] = found.fails;
            }
        }
    }
    return true;
}

/* Sets as bits where that is small enough; *is_made says whether. */
static mm_status make_set_table(mmi_scorer *scorer, int32_t question, bool *is_made,
                                mm_error *error)
{
    const mm_cohort *cohort = scorer->profiles->cohort;
    int32_t *bit =
        mmi_alloc(&scorer->heap, (size_t)cohort->n_texts[question], sizeof *bit);
    if (bit == NULL) return mmi_out_of_memory(error);
    mmi_set_table *table = &scorer->set[scorer->n_sets];
    const int32_t n_bits = number_shared_tags(cohort, question, bit);
    table->n_words = (n_bits + 63) / 64;
    bool has_memory = true;
    *is_made = n_bits <= SET_TAGS_MOST;
    if (*is_made) {
        has_memory = fill_sets(scorer, table, question, bit) &&
                     fill_set_table(scorer, table, question, is_made);
    }
    mmi_free(&scorer->heap, bit);
    if (!has_memory) return mmi_out_of_memory(error);
    scorer->n_sets += *is_made;
    return MM_OK;
}

/* ---- questions and zones ---- */

static mm_status make_question(mmi_scorer *scorer, int32_t number, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_question *question = &mmi_programme_of(profiles)->question[number];
    if (profiles->points[number] == 0 && !question->rule.is_required) return MM_OK;
    const mmi_coded_question *coded = &profiles->question[number];
    const int32_t n_a = coded->n_codes[MMI_MENTEE];
    const int32_t n_b = coded->n_codes[MMI_MENTOR];
    if (n_a > 0 && (int64_t)n_a * n_b <= TABLE_CELLS_MOST) {
        const mmi_code_table made = {coded->code[MMI_MENTEE], coded->code[MMI_MENTOR], n_b, NULL,
                                     NULL};
        const int32_t *const example[MMI_N_ROLES] = {coded->example[MMI_MENTOR],
                                                     coded->example[MMI_MENTEE]};
        return make_code_table(scorer, number, &made, example, n_a, error);
    }
    bool is_made = false;
    if (question->kind == MMI_TAGS) {
        const mm_status status = make_set_table(scorer, number, &is_made, error);
        if (status != MM_OK) return status;
    }
    if (!is_made) scorer->direct[scorer->n_direct++] = number;
    return MM_OK;
}

/* Offsets of a role as codes from 0; returns their number, MM_NONE without memory. */
static int32_t encode_offsets(mmi_scorer *scorer, int32_t role, int32_t **code, int32_t **example)
{
    const mm_profiles *profiles = scorer->profiles;
    const int32_t n = profiles->n_people[role];
    mmi_intern known = mmi_intern_on(&scorer->heap, 0);
    *code = mmi_arena_take(&scorer->arena, (size_t)n, sizeof(int32_t));
    *example = mmi_arena_take(&scorer->arena, (size_t)n, sizeof(int32_t));
    int32_t n_codes = *code == NULL || *example == NULL ? MM_NONE : 0;
    for (int32_t person = 0; n_codes != MM_NONE && person < n; person++) {
        bool is_new;
        const int32_t index =
            mmi_intern_add(&known, (const char *)&profiles->noon_offset_s[role][person],
                           sizeof(int32_t), &is_new);
        if (index == MM_NONE) {
            n_codes = MM_NONE;
            break;
        }
        (*code)[person] = index;
        if (is_new) (*example)[n_codes++] = person;
    }
    mmi_intern_clear(&known);
    return n_codes;
}

static mm_status make_zones(mmi_scorer *scorer, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const int32_t criterion = mmi_programme_of(profiles)->n_questions + MMI_ZONE_DISTANCE;
    const mmi_rule *rule = mmi_criterion_rule(profiles, criterion);
    if (!rule->is_present || (profiles->points[criterion] == 0 && !rule->is_required)) {
        return MM_OK;
    }
    int32_t *code[MMI_N_ROLES];
    int32_t *example[MMI_N_ROLES];
    int32_t n_codes[MMI_N_ROLES];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        n_codes[role] = encode_offsets(scorer, role, &code[role], &example[role]);
        if (n_codes[role] == MM_NONE) return mmi_out_of_memory(error);
    }
    const mmi_code_table made = {code[MMI_MENTEE], code[MMI_MENTOR], n_codes[MMI_MENTOR], NULL,
                                 NULL};
    const int32_t *const examples[MMI_N_ROLES] = {example[MMI_MENTOR], example[MMI_MENTEE]};
    return make_code_table(scorer, criterion, &made, examples, n_codes[MMI_MENTEE], error);
}

/* ---- common time ---- */

/* Whether two weeks have the same starts for everybody. */
static bool weeks_are_equal(const mm_profiles *profiles, int32_t one, int32_t other)
{
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        for (int32_t person = 0; person < profiles->n_people[role]; person++) {
            if (memcmp(mmi_start_mask(profiles, role, person, one),
                       mmi_start_mask(profiles, role, person, other),
                       MMI_WEEK_WORDS * sizeof(uint64_t)) != 0) {
                return false;
            }
        }
    }
    return true;
}

static bool class_weeks(mmi_scorer *scorer)
{
    const mm_profiles *profiles = scorer->profiles;
    scorer->week_class = mmi_arena_take(&scorer->arena, (size_t)profiles->n_weeks,
                                        sizeof *scorer->week_class);
    if (scorer->week_class == NULL) return false;
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        if (profiles->week[week].is_holiday) continue;
        int32_t class = 0;
        while (class < scorer->n_classes &&
               !weeks_are_equal(profiles, scorer->week_class[class].week, week)) {
            class++;
        }
        if (class == scorer->n_classes) scorer->week_class[scorer->n_classes++].week = week;
        scorer->week_class[class].weight++;
    }
    return true;
}

static mm_status make_time(mmi_scorer *scorer, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mm_programme *programme = mmi_programme_of(profiles);
    const int32_t criterion = programme->n_questions + MMI_COMMON_TIME;
    const mmi_rule *rule = &programme->common_time;
    scorer->has_time =
        rule->is_present && (profiles->points[criterion] > 0 || rule->is_required);
    if (!scorer->has_time) return MM_OK;
    scorer->enough_starts = programme->enough_minutes / 15;
    scorer->time_missing = mmi_judge_common_time(profiles, 0, 0, true);
    const int32_t n_weeks = profiles->n_counted_weeks;
    if (rule->is_required) {
        const bool needs_all = programme->live_weeks == 0 || programme->live_weeks > n_weeks;
        scorer->n_live_needed = needs_all ? n_weeks : programme->live_weeks;
    }
    const size_t n_sums = (size_t)n_weeks * (size_t)scorer->enough_starts + 1;
    scorer->time_earned = mmi_arena_take(&scorer->arena, n_sums, sizeof(int32_t));
    if (scorer->time_earned == NULL || !class_weeks(scorer)) return mmi_out_of_memory(error);
    for (size_t sum = 0; n_weeks > 0 && sum < n_sums; sum++) {
        scorer->time_earned[sum] =
            mmi_judge_common_time(profiles, (int64_t)sum, n_weeks, false).earned;
    }
    return MM_OK;
}

mm_status mmi_scorer_make(const mmi_heap *heap, const mm_profiles *profiles, const mmi_stop *stop,
                          mmi_scorer *scorer, mm_error *error)
{
    const int32_t n_questions = mmi_programme_of(profiles)->n_questions;
    *scorer = (mmi_scorer){.profiles = profiles, .heap = *heap, .arena = mmi_arena_on(heap)};
    scorer->table =
        mmi_arena_take(&scorer->arena, (size_t)n_questions + 1, sizeof *scorer->table);
    scorer->set = mmi_arena_take(&scorer->arena, (size_t)n_questions, sizeof *scorer->set);
    scorer->direct = mmi_arena_take(&scorer->arena, (size_t)n_questions, sizeof(int32_t));
    mm_status status = MM_OK;
    if (scorer->table == NULL || scorer->set == NULL || scorer->direct == NULL) {
        status = mmi_out_of_memory(error);
    }
    for (int32_t number = 0; status == MM_OK && number < n_questions; number++) {
        status = mmi_stop_asked(stop) ? mmi_stopped(error) : make_question(scorer, number, error);
    }
    if (status == MM_OK) status = make_zones(scorer, error);
    if (status == MM_OK) status = make_time(scorer, error);
    if (status == MM_OK) status = mmi_make_wish_tables(scorer, error);
    if (status != MM_OK) mmi_scorer_clear(scorer);
    return status;
}

void mmi_scorer_clear(mmi_scorer *scorer)
{
    mmi_arena_clear(&scorer->arena);
    scorer->profiles = NULL;
}
