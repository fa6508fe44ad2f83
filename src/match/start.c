/* Joins people by id, then keeps every list and bound that still holds:
 *
 *   an earlier list loses mentors who have left or changed;
 *   the greatest score left out, and the greatest worth at earlier prices, bound what was left out
 *   then and is still there;
 *   a mentor who is new or changed is listed wherever one of the row's bounds would not cover the
 *   pair, at a guess of the price, so that both bounds go on to hold.
 *
 * Nothing here is believed later without its proof. */
#include "match/start.h"

#include "score/eligibility.h"

#include <string.h>

#define FEW_CHANGED 8    /* mentors of a tile that are scored one by one */
#define STOP_EVERY 64   /* rows */

/* Numbers then → numbers now. */
typedef struct joining {
    mmi_heap heap;
    const mm_profiles *profiles;
    const mmi_evidence *from;
    const mmi_roll *roll;             /* now */
    int32_t *now[MMI_N_ROLES];        /* [n then] who has the id now, MM_NONE: nobody */
    int32_t *same[MMI_N_ROLES];       /* [n now] who it was, MM_NONE: new or changed */
    int32_t n_same[MMI_N_ROLES];
    int32_t *mentor_now;              /* [n then] the same mentor now, MM_NONE: left or changed */
    int32_t *kind_then;               /* [n_kinds now] MM_NONE: new */
    int32_t *row_then;                /* [n_rows now] MM_NONE: to be scanned */
    int32_t *changed;                 /* [n_changed] mentors, ascending */
    int32_t n_changed;
    mmi_addition *addition;           /* [n_additions] */
    size_t n_additions, capacity;
} joining;

static const char *next_text(const char *text)
{
    return text + strlen(text) + 1;
}

static bool make_room(joining *with)
{
    const mmi_heap *heap = &with->heap;
    const mmi_roll *then = &with->from->roll;
    bool has_room = true;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        with->now[role] = mmi_alloc(heap, (size_t)then->n_people[role], sizeof(int32_t));
        with->same[role] = mmi_alloc(heap, (size_t)with->roll->n_people[role], sizeof(int32_t));
        has_room = has_room && with->now[role] != NULL && with->same[role] != NULL;
    }
    const size_t n_mentors = (size_t)with->roll->n_people[MMI_MENTOR];
    with->mentor_now = mmi_alloc(heap, (size_t)then->n_people[MMI_MENTOR], sizeof(int32_t));
    with->kind_then = mmi_alloc(heap, (size_t)with->roll->n_kinds, sizeof(int32_t));
    with->row_then = mmi_alloc(heap, (size_t)with->roll->n_rows, sizeof(int32_t));
    with->changed = mmi_alloc(heap, n_mentors, sizeof(int32_t));
    return has_room && with->mentor_now != NULL && with->kind_then != NULL &&
           with->row_then != NULL && with->changed != NULL;
}

static void free_room(joining *with)
{
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        mmi_free(&with->heap, with->now[role]);
        mmi_free(&with->heap, with->same[role]);
    }
    mmi_free(&with->heap, with->mentor_now);
    mmi_free(&with->heap, with->kind_then);
    mmi_free(&with->heap, with->row_then);
    mmi_free(&with->heap, with->changed);
    mmi_free(&with->heap, with->addition);
}

/* ---- who is who ---- */

/* Both lists are in the order of ids. */
static void join_people(joining *with, int32_t role)
{
    const mmi_roll *then = &with->from->roll;
    const mmi_roll *now = with->roll;
    const char *id_then = then->id[role];
    const char *id_now = now->id[role];
    for (int32_t i = 0; i < then->n_people[role]; i++) with->now[role][i] = MM_NONE;
    for (int32_t i = 0; i < now->n_people[role]; i++) with->same[role][i] = MM_NONE;
    for (int32_t i = 0, j = 0; i < then->n_people[role] && j < now->n_people[role];) {
        const int order = strcmp(id_then, id_now);
        if (order == 0) {
            const int32_t was = then->number[role][i];
            const int32_t is = now->number[role][j];
            with->now[role][was] = is;
            if (memcmp(&then->digest[role][was], &now->digest[role][is], sizeof(mmi_digest)) == 0) {
                with->same[role][is] = was;
                with->n_same[role]++;
            }
        }
        if (order <= 0) {
            id_then = next_text(id_then);
            i++;
        }
        if (order >= 0) {
            id_now = next_text(id_now);
            j++;
        }
    }
}

/* Both lists are in the order of the names. */
static void join_kinds(joining *with)
{
    const mmi_roll *then = &with->from->roll;
    const char *kind_then = then->kind;
    const char *kind_now = with->roll->kind;
    int32_t i = 0;
    for (int32_t j = 0; j < with->roll->n_kinds; j++, kind_now = next_text(kind_now)) {
        for (; i < then->n_kinds && strcmp(kind_then, kind_now) < 0; i++) {
            kind_then = next_text(kind_then);
        }
        const bool is_same = i < then->n_kinds && strcmp(kind_then, kind_now) == 0;
        with->kind_then[j] = is_same ? i : MM_NONE;
    }
}

static void join_rows(joining *with)
{
    const mm_profiles *profiles = with->profiles;
    const mmi_roll *then = &with->from->roll;
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        const int32_t was = with->same[MMI_MENTEE][profiles->request_mentee[row]];
        const int32_t kind = with->kind_then[profiles->request_kind[row]];
        with->row_then[row] = MM_NONE;
        if (was == MM_NONE || kind == MM_NONE) continue;
        for (int32_t i = then->request_start[was]; i < then->request_start[was + 1]; i++) {
            if (then->request_kind[i] == kind) with->row_then[row] = i;
        }
    }
}

/* False: too few are the same. */
static bool join(joining *with)
{
    join_people(with, MMI_MENTOR);
    join_people(with, MMI_MENTEE);
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        if (2 * (int64_t)with->n_same[role] < with->roll->n_people[role]) return false;
    }
    join_kinds(with);
    join_rows(with);
    for (int32_t i = 0; i < with->from->roll.n_people[MMI_MENTOR]; i++) {
        with->mentor_now[i] = MM_NONE;
    }
    for (int32_t mentor = 0; mentor < with->roll->n_people[MMI_MENTOR]; mentor++) {
        const int32_t was = with->same[MMI_MENTOR][mentor];
        if (was == MM_NONE) with->changed[with->n_changed++] = mentor;
        else with->mentor_now[was] = mentor;
    }
    return true;
}

/* ---- prices ---- */

static bool carry_prices(const joining *with, mmi_stock *stock)
{
    const mmi_stock *from = &with->from->stock;
    const int32_t *now = with->now[MMI_MENTOR];
    for (size_t aim = 0; aim < sizeof stock->column_price / sizeof *stock->column_price; aim++) {
        if (from->column_price[aim] == NULL) continue;
        int64_t *to = mmi_alloc(&with->heap, (size_t)with->roll->n_people[MMI_MENTOR], sizeof *to);
        stock->column_price[aim] = to;
        if (to == NULL) return false;
        for (int32_t was = 0; was < with->from->roll.n_people[MMI_MENTOR]; was++) {
            if (now[was] != MM_NONE) to[now[was]] = from->column_price[aim][was];
        }
    }
    return true;
}

/* The vector of then. Mentors who are new or changed may have any price; the least one lists more
 * of their pairs, and no bound is lost when their price turns out to be low. */
static bool carry_vector(const joining *with, mmi_price_book *book)
{
    const mmi_price_book *from = &with->from->stock.book;
    if (from->n_vectors == 0) return true;
    mmi_price_vector *to = mmi_price_book_add(book, with->profiles);
    if (to == NULL) return false;
    to->is_for_scores = true;
    for (int32_t was = 0; was < with->from->roll.n_people[MMI_MENTOR]; was++) {
        const int32_t is = with->mentor_now[was];
        if (is != MM_NONE) to->price[is] = from->vector[0].price[was];
    }
    return true;
}

/* ---- mentors who are new or changed ---- */

/* Does no bound of the row cover this pair? */
static bool is_uncovered(const mmi_stock *stock, int32_t row, int32_t mentor, int32_t score)
{
    const mmi_left_out *left = &stock->candidates.left[row];
    if (score > left->best) return true;
    if (left->vector == MM_NONE) return false;
    return score - stock->book.vector[left->vector].price[mentor] > left->worth;
}

static bool is_fixed(const mm_profiles *profiles, int32_t mentee, int32_t mentor)
{
    for (int32_t i = profiles->fixed_start[mentee]; i < profiles->fixed_start[mentee + 1]; i++) {
        if (profiles->fixed[i].mentor == mentor) return true;
    }
    return false;
}

static bool offer(joining *with, const mmi_stock *stock, int32_t row, int32_t mentor,
                  int32_t score)
{
    if (score < 0 || !is_uncovered(stock, row, mentor, score)) return true;
    if (is_fixed(with->profiles, with->profiles->request_mentee[row], mentor)) return true;
    if (!mmi_reserve(&with->heap, &with->addition, &with->capacity, with->n_additions + 1)) {
        return false;
    }
    with->addition[with->n_additions++] = (mmi_addition){row, mentor, score};
    return true;
}

/* Changed mentors of one kind and tile are scored together where they are many. */
static int32_t run_end(const joining *with, int32_t first)
{
    const int32_t *kind_of = with->profiles->kind_of;
    const int32_t mentor = with->changed[first];
    int32_t end = first + 1;
    while (end < with->n_changed && with->changed[end] / MMI_TILE == mentor / MMI_TILE &&
           kind_of[with->changed[end]] == kind_of[mentor]) {
        end++;
    }
    return end;
}

static bool has_large_run(const joining *with)
{
    for (int32_t first = 0, end; first < with->n_changed; first = end) {
        end = run_end(with, first);
        if (end - first > FEW_CHANGED) return true;
    }
    return false;
}

static bool score_run(joining *with, mmi_row_scanner *scanner, const mmi_stock *stock, int32_t row,
                      int32_t first, int32_t end)
{
    const int32_t mentee = with->profiles->request_mentee[row];
    const int32_t base = with->changed[first];
    int32_t score[MMI_TILE];
    if (end - first > FEW_CHANGED) {
        mmi_scan_scores(scanner->scanner[0], mentee, base, with->changed[end - 1] - base + 1,
                        score);
    }
    for (int32_t i = first; i < end; i++) {
        const int32_t mentor = with->changed[i];
        const int32_t found = end - first > FEW_CHANGED
                                  ? score[mentor - base]
                                  : mmi_score_if_eligible(with->profiles, mentee, mentor);
        if (!offer(with, stock, row, mentor, found)) return false;
    }
    return true;
}

/* Against every row that goes on. */
static mm_status score_changed(joining *with, mmi_row_scanner *scanner, mmi_stock *stock,
                               mm_error *error)
{
    const mm_profiles *profiles = with->profiles;
    if (with->n_changed == 0) return MM_OK;
    mm_status status = has_large_run(with) ? mmi_row_scanner_ready(scanner, error) : MM_OK;
    if (status != MM_OK) return status;
    mmi_stage_begin(scanner->stop, MM_STAGE_SCORE, 0.0, 0.5);
    for (int32_t row = 0; row < profiles->n_requests; row++) {
        mmi_stage_share(scanner->stop, row, profiles->n_requests);
        if (row % STOP_EVERY == 0 && mmi_stop_asked(scanner->stop)) return mmi_stopped(error);
        if (with->row_then[row] == MM_NONE) continue;
        for (int32_t first = 0, end; first < with->n_changed; first = end) {
            end = run_end(with, first);
            if (profiles->kind_of[with->changed[first]] != profiles->request_kind[row]) continue;
            if (!score_run(with, scanner, stock, row, first, end)) return mmi_out_of_memory(error);
        }
    }
    if (with->n_additions == 0) return MM_OK;
    return mmi_candidates_add(&stock->candidates, with->addition, with->n_additions, error);
}

/* ---- all together ---- */

static mm_status carry(joining *with, mmi_row_scanner *scanner, mmi_stock *stock, mm_error *error)
{
    const mmi_stock *from = &with->from->stock;
    const mmi_earlier_lists lists = {&from->candidates, with->mentor_now, with->row_then};
    mm_status status = mmi_price_book_make(&with->heap, with->profiles, &stock->book, error);
    if (status == MM_OK && (!carry_prices(with, stock) || !carry_vector(with, &stock->book))) {
        status = mmi_out_of_memory(error);
    }
    if (status == MM_OK) {
        status = mmi_candidates_make(scanner, &lists, &stock->candidates, error);
    }
    if (status == MM_OK) status = score_changed(with, scanner, stock, error);
    if (status != MM_OK) return status;
    mmi_candidates_sort(&stock->candidates);
    stock->is_carried = true;
    return MM_OK;
}

mm_status mmi_start_from(mmi_row_scanner *scanner, const mmi_evidence *evidence,
                         const mmi_roll *roll, mmi_stock *stock, mm_error *error)
{
    if (memcmp(&evidence->roll.rules, &roll->rules, sizeof(mmi_digest)) != 0) return MM_OK;
    joining with = {.heap = scanner->heap, .profiles = scanner->profiles, .from = evidence,
                    .roll = roll};
    mm_status status = make_room(&with) ? MM_OK : mmi_out_of_memory(error);
    if (status == MM_OK && join(&with)) {
        status = carry(&with, scanner, stock, error);
        if (status != MM_OK) mmi_stock_clear(stock);
    }
    free_room(&with);
    return status;
}
