/* Tables by code. Codes that nobody has get no row and no column. Up to 256 codes of mentors fit
 * into a byte and go to the kernels; more are looked up in memory; what would be too large is
 * judged pair by pair. */
#include "score/code_tables.h"

#include "base/intern.h"
#include "profile/encode.h"
#include "score/asking.h"

#define CELLS_MOST ((int64_t)1 << 22)  /* of one table: 16 MiB; never more than there are pairs */
#define TAG_CODES_MOST 16              /* of mentors: more different sets are better counted */

/* One role's codes without gaps. */
typedef struct coding {
    int32_t n;
    int32_t *code;    /* [n_people] */
    int32_t *example; /* [n] somebody who has it */
} coding;

typedef mmi_judgement judge_pair(const mm_profiles *profiles, int32_t criterion, int32_t mentee,
                                 int32_t mentor);

bool mmi_criterion_counts(const mm_profiles *profiles, int32_t criterion)
{
    const mmi_rule *rule = mmi_criterion_rule(profiles, criterion);
    return rule->is_present && (profiles->points[criterion] > 0 || rule->is_required);
}

void mmi_judge_directly(mmi_scorer *scorer, int32_t criterion)
{
    scorer->direct[scorer->n_direct++] = criterion;
    scorer->direct_most += scorer->profiles->points[criterion];
}

int32_t mmi_bytes_of_cells(const int32_t *cell, size_t n)
{
    int32_t all = 0;
    for (size_t i = 0; i < n; i++) all |= cell[i];
    return all < 1 << 8 ? 1 : all < 1 << 16 ? 2 : 3;
}

/* ---- codes ---- */

static bool make_coding(mmi_scorer *scorer, int32_t role, int32_t n_codes, coding *made)
{
    made->code = mmi_arena_take(&scorer->arena, (size_t)scorer->profiles->n_people[role],
                                sizeof(int32_t));
    made->example = mmi_arena_take(&scorer->arena, (size_t)n_codes, sizeof(int32_t));
    return made->code != NULL && made->example != NULL;
}

/* The codes of a question that somebody has, numbered again. */
static bool code_question(mmi_scorer *scorer, int32_t question, int32_t role, coding *made)
{
    const mmi_coded_question *coded = &scorer->profiles->question[question];
    const int32_t n_codes = coded->n_codes[role];
    if (!make_coding(scorer, role, n_codes, made)) return false;
    int32_t *rank = mmi_alloc(&scorer->heap, (size_t)n_codes, sizeof *rank);
    if (rank == NULL) return false;
    made->n = 0;
    for (int32_t code = 0; code < n_codes; code++) {
        rank[code] = made->n;
        if (coded->example[role][code] == MM_NONE) continue;
        made->example[made->n++] = coded->example[role][code];
    }
    for (int32_t person = 0; person < scorer->profiles->n_people[role]; person++) {
        made->code[person] = rank[coded->code[role][person]];
    }
    mmi_free(&scorer->heap, rank);
    return true;
}

static bool code_offsets(mmi_scorer *scorer, int32_t role, coding *made)
{
    const mm_profiles *profiles = scorer->profiles;
    const int32_t n = profiles->n_people[role];
    if (!make_coding(scorer, role, n, made)) return false;
    mmi_intern known = mmi_intern_on(&scorer->heap, 0);
    made->n = 0;
    bool has_memory = true;
    for (int32_t person = 0; has_memory && person < n; person++) {
        bool is_new;
        const char *bytes = (const char *)&profiles->noon_offset_s[role][person];
        made->code[person] = mmi_intern_add(&known, bytes, sizeof(int32_t), &is_new);
        has_memory = made->code[person] != MM_NONE;
        if (has_memory && is_new) made->example[made->n++] = person;
    }
    mmi_intern_clear(&known);
    return has_memory;
}

/* Code by whether a person wishes at all. */
static bool code_wishing(mmi_scorer *scorer, int32_t role, coding *made)
{
    const mm_profiles *profiles = scorer->profiles;
    if (!make_coding(scorer, role, 2, made)) return false;
    int32_t code_of[2] = {MM_NONE, MM_NONE};
    made->n = 0;
    for (int32_t person = 0; person < profiles->n_people[role]; person++) {
        const bool wishes = mmi_n_wishes(profiles, role, person) > 0;
        if (code_of[wishes] == MM_NONE) {
            code_of[wishes] = made->n;
            made->example[made->n++] = person;
        }
        made->code[person] = code_of[wishes];
    }
    return true;
}

/* ---- tables ---- */

/* Cells of all rows; rows are `stride` apart. */
static mm_status fill_cells(const mmi_scorer *scorer, int32_t criterion, judge_pair *judge,
                            const coding by[MMI_N_ROLES], int32_t stride, const mmi_stop *stop,
                            int32_t *cell, mm_error *error)
{
    for (int32_t a = 0; a < by[MMI_MENTEE].n; a++) {
        if (mmi_stop_asked(stop)) return mmi_stopped(error);
        for (int32_t b = 0; b < by[MMI_MENTOR].n; b++) {
            cell[(size_t)a * (size_t)stride + (size_t)b] =
                mmi_cell_of(judge(scorer->profiles, criterion, by[MMI_MENTEE].example[a],
                                  by[MMI_MENTOR].example[b]));
        }
    }
    return MM_OK;
}

static mm_status make_slot(mmi_scorer *scorer, int32_t criterion, judge_pair *judge,
                           const coding by[MMI_N_ROLES], const mmi_stop *stop, mm_error *error)
{
    const int32_t n_codes = by[MMI_MENTOR].n;
    const bool is_fixed = n_codes <= 1; /* all mentors are alike */
    mmi_slot *slot =
        is_fixed ? &scorer->fixed[scorer->n_fixed] : &scorer->slot[scorer->n_slots];
    const int32_t stride = (n_codes + MMI_TABLE_STEP - 1) / MMI_TABLE_STEP * MMI_TABLE_STEP;
    const size_t n_cells = (size_t)by[MMI_MENTEE].n * (size_t)stride;
    *slot = (mmi_slot){.n_codes = n_codes, .stride = stride, .row_of = by[MMI_MENTEE].code};
    slot->earned = mmi_arena_take(&scorer->arena, n_cells, sizeof(int32_t));
    slot->code = mmi_take_aligned(&scorer->arena, (size_t)scorer->n_tiles, MMI_TILE);
    if (slot->earned == NULL || slot->code == NULL) return mmi_out_of_memory(error);
    const mm_status status =
        fill_cells(scorer, criterion, judge, by, stride, stop, slot->earned, error);
    if (status != MM_OK) return status;
    slot->n_bytes = mmi_bytes_of_cells(slot->earned, n_cells);
    for (int32_t mentor = 0; mentor < scorer->profiles->n_people[MMI_MENTOR]; mentor++) {
        slot->code[mentor] = (uint8_t)by[MMI_MENTOR].code[mentor];
    }
    scorer->n_slots += !is_fixed;
    scorer->n_fixed += is_fixed;
    return MM_OK;
}

static mm_status make_wide(mmi_scorer *scorer, int32_t criterion, judge_pair *judge,
                           const coding by[MMI_N_ROLES], const mmi_stop *stop, mm_error *error)
{
    mmi_wide_table *wide = &scorer->wide[scorer->n_wide];
    *wide = (mmi_wide_table){.row_of = by[MMI_MENTEE].code, .column_of = by[MMI_MENTOR].code,
                             .n_columns = by[MMI_MENTOR].n};
    wide->earned = mmi_arena_take(&scorer->arena, (size_t)by[MMI_MENTEE].n,
                                  (size_t)wide->n_columns * sizeof(int32_t));
    if (wide->earned == NULL) return mmi_out_of_memory(error);
    const mm_status status =
        fill_cells(scorer, criterion, judge, by, wide->n_columns, stop, wide->earned, error);
    scorer->n_wide += status == MM_OK;
    return status;
}

static mm_status make_table(mmi_scorer *scorer, int32_t criterion, judge_pair *judge,
                            const coding by[MMI_N_ROLES], const mmi_stop *stop, mm_error *error)
{
    if ((int64_t)by[MMI_MENTEE].n * by[MMI_MENTOR].n > CELLS_MOST || mmi_is_full(scorer)) {
        mmi_judge_directly(scorer, criterion);
        return MM_OK;
    }
    scorer->n_required += mmi_criterion_rule(scorer->profiles, criterion)->is_required;
    return by[MMI_MENTOR].n <= MMI_CODES_MOST
               ? make_slot(scorer, criterion, judge, by, stop, error)
               : make_wide(scorer, criterion, judge, by, stop, error);
}

mm_status mmi_make_question_table(mmi_scorer *scorer, int32_t question, const mmi_stop *stop,
                                  bool *is_made, mm_error *error)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_question *asked = &mmi_programme_of(profiles)->question[question];
    *is_made = true;
    if (asked->kind == MMI_VECTOR) {
        mmi_judge_directly(scorer, question);
        return MM_OK;
    }
    coding by[MMI_N_ROLES];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        if (!code_question(scorer, question, role, &by[role])) return mmi_out_of_memory(error);
    }
    *is_made = asked->kind != MMI_TAGS || by[MMI_MENTOR].n <= TAG_CODES_MOST;
    return *is_made ? make_table(scorer, question, mmi_judge, by, stop, error) : MM_OK;
}

mm_status mmi_make_zone_table(mmi_scorer *scorer, const mmi_stop *stop, mm_error *error)
{
    const int32_t criterion = mmi_programme_of(scorer->profiles)->n_questions + MMI_ZONE_DISTANCE;
    if (!mmi_criterion_counts(scorer->profiles, criterion)) return MM_OK;
    coding by[MMI_N_ROLES];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        if (!code_offsets(scorer, role, &by[role])) return mmi_out_of_memory(error);
    }
    return make_table(scorer, criterion, mmi_judge, by, stop, error);
}

/* Wishes of a pair as if neither named the other. */
static mmi_judgement judge_unnamed(const mm_profiles *profiles, int32_t criterion, int32_t mentee,
                                   int32_t mentor)
{
    (void)criterion;
    const int32_t nowhere[MMI_N_ROLES] = {0, 0};
    const int32_t length[MMI_N_ROLES] = {
        [MMI_MENTOR] = mmi_n_wishes(profiles, MMI_MENTOR, mentor),
        [MMI_MENTEE] = mmi_n_wishes(profiles, MMI_MENTEE, mentee)};
    return mmi_judge_wishes(profiles, nowhere, length);
}

mm_status mmi_make_wish_table(mmi_scorer *scorer, const mmi_stop *stop, mm_error *error)
{
    const int32_t criterion = mmi_programme_of(scorer->profiles)->n_questions + MMI_WISHES;
    if (!mmi_criterion_counts(scorer->profiles, criterion)) return MM_OK;
    coding by[MMI_N_ROLES];
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        if (!code_wishing(scorer, role, &by[role])) return mmi_out_of_memory(error);
    }
    const int32_t n_direct = scorer->n_direct;
    const mm_status status = make_table(scorer, criterion, judge_unnamed, by, stop, error);
    scorer->has_wish_table = scorer->n_direct == n_direct;
    return status;
}
