/* Goals as faces: each stage is an ordinary assignment problem on what the stages before it leave
 * open. A stage is proven when pricing finds no pair, listed or not, that can help; the certificate
 * of `assign` has been asked before anything of an answer is believed. */
#include "match/goals.h"

#include "assign/certificate.h"
#include "score/eligibility.h"

#define ROUGH_ROUNDS_MOST 4 /* auctions before the first goal */
#define ROUGH_BIDS 16       /* bids a request in these auctions */
#define FEW_OF 20           /* rows of which one may be violated when the auctions end */
#define MANY_OF 10          /* rows of which more than one is violated: begin again from nothing */

/* Whether somebody asks for more than one mentor: then most mentees and most requests differ. */
static bool somebody_wants_more(const mm_profiles *profiles)
{
    for (int32_t mentee = 0; mentee < profiles->n_people[MMI_MENTEE]; mentee++) {
        const int32_t first = profiles->request_start[mentee];
        const int32_t n = profiles->request_start[mentee + 1] - first;
        if (n > 1 || (n == 1 && profiles->request_count[first] > 1)) return true;
    }
    return false;
}

int32_t mmi_stages_of_goals(const mm_profiles *profiles, mmi_aim aim[MMI_STAGES_MOST])
{
    const mm_programme *programme = mmi_programme_of(profiles);
    int32_t n_stages = 0;
    bool has_requests = false;
    for (int32_t i = 0; i < programme->n_goals; i++) {
        if (programme->goal[i] == MM_GOAL_TOTAL) {
            aim[n_stages++] = MMI_AIM_SCORES;
            continue;
        }
        if (somebody_wants_more(profiles)) aim[n_stages++] = MMI_AIM_MENTEES;
        aim[n_stages++] = MMI_AIM_REQUESTS;
        has_requests = true;
    }
    if (!has_requests) aim[n_stages++] = MMI_AIM_REQUESTS; /* among equal totals, more pairs */
    return n_stages;
}

static bool keep_pair(mmi_solution *solution, const mm_profiles *profiles, int32_t mentee,
                      int32_t mentor, int32_t score)
{
    if (!mmi_reserve(&solution->heap, &solution->pair, &solution->capacity,
                     solution->n_pairs + 1)) {
        return false;
    }
    solution->pair[solution->n_pairs++] =
        (mm_pair){mentee, mentor, profiles->kind_of[mentor], score};
    return true;
}

/* Fixed, forced and chosen pairs together are a feasible matching, proven or not. */
static bool keep_pairs(mmi_solution *solution, const mm_profiles *profiles,
                       const mmi_candidates *candidates, const mmi_stage_problem *of,
                       const mmi_assignment *answer)
{
    solution->n_pairs = 0;
    for (int32_t i = 0; i < profiles->n_fixed; i++) {
        const int32_t mentee = profiles->fixed[i].mentee;
        const int32_t mentor = profiles->fixed[i].mentor;
        if (!keep_pair(solution, profiles, mentee, mentor, mmi_score(profiles, mentee, mentor))) {
            return false;
        }
    }
    for (int32_t row = 0; row < candidates->n_rows; row++) {
        const int32_t mentee = profiles->request_mentee[row];
        for (int64_t i = candidates->start[row]; i < candidates->start[row + 1]; i++) {
            if (candidates->state[i] == MMI_PAIR_FORCED &&
                !keep_pair(solution, profiles, mentee, candidates->mentor[i],
                           candidates->score[i])) {
                return false;
            }
        }
        for (int64_t pair = of->row_start[row]; pair < of->row_start[row + 1]; pair++) {
            if (answer->is_chosen[pair] &&
                !keep_pair(solution, profiles, mentee, of->column[pair],
                           candidates->score[of->candidate[pair]])) {
                return false;
            }
        }
    }
    solution->has_pairs = true;
    return true;
}

static mm_status refuse(const char *what, mmi_certificate found, mm_error *error)
{
    return mmi_fail(error, MM_ERR_INTERNAL, MM_CODE_CERTIFICATE,
                    "internal error: %s (certificate %d); please report it", what, (int)found);
}

/* The stages share what they work on. */
typedef struct solving {
    mmi_row_scanner *scanner;
    const mmi_stop *stop;
    mmi_face *face;
    mmi_candidates *candidates;
    mmi_price_book *book;
    const mmi_stock *stock;
    mmi_solution *solution;
} solving;

/* Remember the pairs of an answer, for the next one to begin with. */
static void keep_chosen(mmi_candidates *candidates, const mmi_stage_problem *of,
                        const mmi_assignment *answer)
{
    const int64_t n_pairs = of->row_start[candidates->n_rows];
    for (int64_t pair = 0; pair < n_pairs; pair++) {
        candidates->is_chosen[of->candidate[pair]] = answer->is_chosen[pair];
    }
}

/* ---- before the first goal: lists that fit the prices ---- */

/* Solve roughly: an auction and no search. */
static mm_status bid(const solving *with, bool *has_bid_enough, mm_error *error)
{
    mmi_stage_problem made = {0};
    mmi_assignment answer = {0};
    mm_status status =
        mmi_stage_problem_make(with->face, with->candidates, MMI_START_COLD, &made, error);
    if (status == MM_OK) {
        made.problem.bids_most = ROUGH_BIDS;
        status = mmi_bid_sparse(&with->solution->heap, &made.problem, with->stop, &answer, error);
    }
    if (status == MM_OK && answer.is_stopped) with->solution->is_stopped = true;
    *has_bid_enough = answer.has_bid_enough;
    if (status == MM_OK && !answer.is_stopped) {
        mmi_face_keep_prices(with->face, &answer);
        keep_chosen(with->candidates, &made, &answer);
        if (!keep_pairs(with->solution, with->face->profiles, with->candidates, &made, &answer)) {
            status = mmi_out_of_memory(error);
        }
    }
    mmi_stage_problem_clear(&made);
    mmi_assignment_clear(&answer);
    return status;
}

/* The best mentors of everybody are often the same few. Auctions give rough prices, and lists by
 * score minus price fit them; it saves rounds of the exact solver, and proves nothing. */
static mm_status fit_lists(const solving *with, bool *has_bid_enough, mm_error *error)
{
    mm_status status = mmi_face_begin_stage(with->face, MMI_AIM_SCORES, error);
    if (status != MM_OK) return status;
    for (int32_t round = 0; status == MM_OK && round < ROUGH_ROUNDS_MOST; round++) {
        mmi_priced priced = {0};
        mmi_stage_begin(with->stop, MM_STAGE_SOLVE, 0.5, 0.55);
        status = bid(with, has_bid_enough, error);
        if (status != MM_OK || with->solution->is_stopped) break;
        with->solution->n_rounds++;
        status = mmi_price(with->scanner, with->face, with->book, with->candidates,
                           &with->solution->n_priced, &priced, error);
        with->solution->is_stopped = priced.is_stopped;
        if (priced.is_stopped || priced.n_violated <= with->candidates->n_rows / FEW_OF) break;
    }
    mmi_price_book_keep_ties(with->book, with->face);
    mmi_face_drop_stage(with->face);
    return status;
}

/* ---- one goal after the other ---- */

/* Solve on the listed pairs and certify the answer. */
static mm_status solve_listed(const solving *with, mmi_start start, mmi_stage_problem *made,
                              mmi_assignment *answer, mm_error *error)
{
    const mmi_heap *heap = &with->solution->heap;
    mm_status status = mmi_stage_problem_make(with->face, with->candidates, start, made, error);
    if (status != MM_OK) return status;
    status = mmi_assign_sparse(heap, &made->problem, with->stop, answer, error);
    if (status != MM_OK) return status;
    if (answer->is_stopped) {
        with->solution->is_stopped = true;
        return MM_OK;
    }
    if (!answer->is_feasible) {
        return refuse("a proven goal left no matching", MMI_CERTIFIED, error);
    }
    const mmi_certificate found = mmi_certify(heap, &made->problem, answer);
    if (found == MMI_CERTIFICATE_MEMORY) return mmi_out_of_memory(error);
    if (found != MMI_CERTIFIED) return refuse("a solution failed its check", found, error);
    if (!keep_pairs(with->solution, with->face->profiles, with->candidates, made, answer)) {
        return mmi_out_of_memory(error);
    }
    keep_chosen(with->candidates, made, answer);
    mmi_face_keep_prices(with->face, answer);
    return MM_OK;
}

/* Rounds of solve and price until no pair can help, or somebody stops. */
static mm_status prove_stage(const solving *with, mmi_start start, mmi_stage_problem *made,
                             mmi_assignment *answer, mm_error *error)
{
    mmi_solution *solution = with->solution;
    for (;;) {
        mmi_priced priced;
        solution->n_rounds++;
        mmi_stage_begin(with->stop, MM_STAGE_SOLVE, 0.6, 0.9);
        mm_status status = solve_listed(with, start, made, answer, error);
        if (status != MM_OK || solution->is_stopped) return status;
        status = mmi_price(with->scanner, with->face, with->book, with->candidates,
                           &solution->n_priced, &priced, error);
        solution->is_stopped = priced.is_stopped;
        if (status != MM_OK || solution->is_stopped) return status;
        if (priced.n_violated == 0) {
            solution->n_proven++;
            return MM_OK;
        }
        const bool are_many = priced.n_violated > with->candidates->n_rows / MANY_OF;
        const mmi_aim aim = with->face->stage[with->face->n_stages - 1].aim;
        start = are_many && aim == MMI_AIM_SCORES ? MMI_START_COLD : MMI_START_WARM;
        mmi_stage_problem_clear(made);
        mmi_assignment_clear(answer);
    }
}

/* Which stage GLPK confirms: the sum of scores, else the last one. */
static bool is_to_confirm(const mmi_aim *aim, int32_t n_stages, int32_t stage)
{
    bool has_scores = false;
    for (int32_t i = 0; i < n_stages; i++) has_scores = has_scores || aim[i] == MMI_AIM_SCORES;
    return has_scores ? aim[stage] == MMI_AIM_SCORES : stage == n_stages - 1;
}

/* Where the first solution of a stage begins: at the prices of an earlier matching, or those that
 * auctions found for scores. */
static void guess_prices(const solving *with, mmi_aim aim)
{
    const mmi_face *face = with->face;
    const int64_t *guess = with->stock->column_price[aim];
    int64_t *price = face->stage[face->n_stages - 1].column_price;
    for (int32_t i = 0; guess != NULL && i < face->profiles->n_people[MMI_MENTOR]; i++) {
        price[i] = guess[i];
    }
    if (guess == NULL && aim == MMI_AIM_SCORES) mmi_price_book_give_ties(with->book, with->face);
}

/* The last scores' prices, for mentors of whom only the number of pairs counts. */
static void carry_ties(const solving *with)
{
    const int64_t *price = with->stock->column_price[MMI_AIM_SCORES];
    for (int32_t i = 0; price != NULL && i < with->face->profiles->n_people[MMI_MENTOR]; i++) {
        with->book->tie[i] = mmi_price_tie(price[i]);
    }
}

/* Solve a stage, have it confirmed, and narrow the face to its optima. */
static mm_status do_stage(const solving *with, mmi_aim aim, mmi_start start,
                          bool is_to_be_confirmed, mm_error *error)
{
    mmi_solution *solution = with->solution;
    mmi_stage_problem made = {0};
    mmi_assignment answer = {0};
    mm_status status = mmi_face_begin_stage(with->face, aim, error);
    if (status == MM_OK) guess_prices(with, aim);
    if (status == MM_OK) status = prove_stage(with, start, &made, &answer, error);
    if (status == MM_OK && !solution->is_stopped && is_to_be_confirmed) {
        mmi_stage_begin(with->stop, MM_STAGE_CONFIRM, 0.9, 1.0);
        status = mmi_confirm(&solution->heap, &made.problem, &answer, with->stop,
                             &solution->confirmation, error);
    }
    if (status == MM_OK && !solution->is_stopped) {
        mmi_face_narrow(with->face, &made, &answer, with->candidates);
    }
    mmi_stage_problem_clear(&made);
    mmi_assignment_clear(&answer);
    return status;
}

mm_status mmi_solve_goals(mmi_row_scanner *scanner, mmi_face *face, mmi_stock *stock,
                          mmi_solution *solution, mm_error *error)
{
    mmi_aim aim[MMI_STAGES_MOST];
    const int32_t n_stages = mmi_stages_of_goals(face->profiles, aim);
    solution->confirmation.answer = MM_GLPK_STOPPED; /* until somebody is asked */
    const solving with = {scanner, scanner->stop, face, &stock->candidates, &stock->book, stock,
                          solution};
    bool has_bid_enough = true;
    mm_status status = MM_OK;
    if (stock->is_carried) carry_ties(&with);
    else status = fit_lists(&with, &has_bid_enough, error);
    for (int32_t stage = 0; status == MM_OK && !solution->is_stopped && stage < n_stages;
         stage++) {
        const bool is_good = has_bid_enough || aim[stage] != MMI_AIM_SCORES;
        status = do_stage(&with, aim[stage], is_good ? MMI_START_WARM : MMI_START_COLD,
                          is_to_confirm(aim, n_stages, stage), error);
    }
    return status;
}

void mmi_solution_clear(mmi_solution *solution)
{
    mmi_free(&solution->heap, solution->pair);
    solution->pair = NULL;
}
