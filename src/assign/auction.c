/* One auction phase (Bertsekas 1988; capacities as in Bertsekas & Castañón 1989): a unit without a
 * pair bids for the place it likes best, so much that it would like the second best as well, plus
 * epsilon; a full column sends away whoever bid least. It gives prices within epsilon of optimal
 * ones and most of the pairs, in far fewer steps than a search a unit; what is exact is left to
 * shortest_path.c. More phases with smaller epsilon lose: their prices on places that end up empty
 * must be undone one by one. */
#include "assign/residual.h"

#define EPSILONS_IN_SPREAD 64 /* epsilon is this part of the mean spread of a row's values */
#define BIDS_A_UNIT 1000      /* then the rest is left to the searches */
#define BID_MOST (INT64_C(1) << 56) /* two rows with the same last resort would go on for ever */
#define LIKED 4
#define STOP_EVERY 4096       /* bids between two looks at the clock */

/* A row: what waits, and the pairs that it liked best when it last looked at all of them, with what
 * the others left then. Prices only rise, so the others leave no more today: most bids need no
 * other look, and no other memory. */
typedef struct bidder {
    int32_t n_waiting;       /* units without a pair */
    int32_t load;            /* units with one */
    int64_t rest;            /* INT64_MAX: never looked */
    int64_t value[LIKED];
    int32_t column[LIKED];   /* MM_NONE: none */
    int32_t pair[LIKED];     /* counted from the row's first */
} bidder;

typedef struct auction {
    mmi_residual *residual;
    int64_t spread;      /* mean over rows of largest minus smallest value */
    int64_t epsilon;
    int64_t *slot_bid;   /* [n_slots] of a column's chosen pairs: a heap, least first */
    bidder *bidder;      /* [n_rows] */
    int32_t *line;       /* [n_rows] ring of rows with such units, each once */
    int32_t line_first, line_n;
    int64_t n_bids;      /* that are still allowed */
} auction;

/* What a row finds at today's prices. */
typedef struct look {
    int64_t pair;        /* best, MM_NONE: none */
    int32_t column;      /* of it */
    int64_t best, second; /* what they leave; INT64_MIN: none */
} look;

static void wait_in_line(auction *of, int32_t row)
{
    if (of->bidder[row].n_waiting++ > 0) return;
    const int32_t n_rows = of->residual->problem->n_rows;
    int64_t at = (int64_t)of->line_first + of->line_n++;
    if (at >= n_rows) at -= n_rows;
    of->line[at] = row;
}

/* Every row of the hub wants all it may take. */
static void begin(auction *of)
{
    const mmi_residual *residual = of->residual;
    const mmi_assign_problem *problem = residual->problem;
    int64_t n_units = 0;
    __extension__ __int128 spread = 0;
    int32_t n_spread = 0;
    for (int32_t row = 0; row < problem->n_rows; row++) {
        const int64_t first = problem->row_start[row];
        const int64_t end = problem->row_start[row + 1];
        of->bidder[row].rest = INT64_MAX;
        if (first == end || residual->group_of_row[row] != MM_NONE) continue;
        int64_t least = problem->value[first];
        int64_t most = problem->value[first];
        for (int64_t pair = first + 1; pair < end; pair++) {
            if (problem->value[pair] < least) least = problem->value[pair];
            if (problem->value[pair] > most) most = problem->value[pair];
        }
        spread += most - least;
        n_spread++;
        for (int32_t unit = 0; unit < residual->row_most[row] && unit < end - first; unit++) {
            wait_in_line(of, row);
            n_units++;
        }
    }
    of->spread = n_spread == 0 ? 0 : (int64_t)(spread / n_spread);
    of->epsilon = of->spread / EPSILONS_IN_SPREAD + 1;
    of->n_bids = (problem->bids_most > 0 ? problem->bids_most : BIDS_A_UNIT) * n_units;
}

static void take_in(look *found, int64_t pair, int32_t column, int64_t left)
{
    if (left > found->best) {
        found->second = found->best;
        found->best = left;
        found->pair = pair;
        found->column = column;
    } else if (left > found->second) {
        found->second = left;
    }
}

static int64_t left_by(const auction *of, int64_t pair)
{
    const mmi_assign_problem *problem = of->residual->problem;
    return problem->value[pair] - of->residual->answer->column_price[problem->column[pair]];
}

/* All pairs of a row that are not chosen. */
static look look_around(const auction *of, int32_t row)
{
    const mmi_assign_problem *problem = of->residual->problem;
    const bool *is_chosen = of->residual->answer->is_chosen;
    look found = {MM_NONE, MM_NONE, INT64_MIN, INT64_MIN};
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        const int64_t left = left_by(of, pair);
        if (left <= found.second || is_chosen[pair]) continue;
        take_in(&found, pair, problem->column[pair], left);
    }
    return found;
}

/* The same for a row that takes one unit; renews what it likes. */
static look look_at_all(auction *of, int32_t row)
{
    const mmi_assign_problem *problem = of->residual->problem;
    const int64_t first = problem->row_start[row];
    int64_t left[LIKED + 1];
    bidder *by = &of->bidder[row];
    for (int32_t i = 0; i <= LIKED; i++) left[i] = INT64_MIN;
    for (int32_t i = 0; i < LIKED; i++) by->column[i] = MM_NONE;
    for (int64_t pair = first; pair < problem->row_start[row + 1]; pair++) {
        const int64_t now = left_by(of, pair);
        if (now <= left[LIKED]) continue;
        int32_t at = LIKED;
        for (; at > 0 && now > left[at - 1]; at--) {
            left[at] = left[at - 1];
            if (at < LIKED) by->pair[at] = by->pair[at - 1];
        }
        left[at] = now;
        if (at < LIKED) by->pair[at] = (int32_t)(pair - first);
    }
    by->rest = left[LIKED];
    for (int32_t i = 0; i < LIKED && left[i] != INT64_MIN; i++) {
        by->column[i] = problem->column[first + by->pair[i]];
        by->value[i] = problem->value[first + by->pair[i]];
    }
    const int64_t best = left[0] == INT64_MIN ? MM_NONE : first + by->pair[0];
    return (look){best, by->column[0], left[0], left[1]};
}

/* What a row finds; `outside` is what staying out leaves, INT64_MIN: it may not. */
static look look_for(auction *of, int32_t row, int64_t outside)
{
    const bidder *by = &of->bidder[row];
    if (of->residual->row_most[row] != 1) return look_around(of, row);
    if (by->rest == INT64_MAX) return look_at_all(of, row);
    const int64_t *price = of->residual->answer->column_price;
    look found = {MM_NONE, MM_NONE, INT64_MIN, INT64_MIN};
    for (int32_t i = 0; i < LIKED && by->column[i] != MM_NONE; i++) {
        take_in(&found, by->pair[i], by->column[i], by->value[i] - price[by->column[i]]);
    }
    const int64_t second = found.second > outside ? found.second : outside;
    if (found.best < by->rest || second < by->rest) return look_at_all(of, row);
    if (found.pair != MM_NONE) found.pair += of->residual->problem->row_start[row];
    return found;
}

/* ---- the slots of a column as a heap by bid ---- */

static void put_slot(auction *of, int64_t slot, int64_t bid, int32_t row, int64_t pair)
{
    of->slot_bid[slot] = bid;
    of->residual->slot_row[slot] = row;
    of->residual->slot_pair[slot] = pair;
}

static void move_slot(auction *of, int64_t to, int64_t from)
{
    put_slot(of, to, of->slot_bid[from], of->residual->slot_row[from],
             of->residual->slot_pair[from]);
}

/* A bid for a free place. */
static void push_bid(auction *of, int32_t column, int64_t bid, int32_t row, int64_t pair)
{
    const int64_t root = of->residual->slot_start[column];
    int64_t at = of->residual->answer->column_load[column]++;
    while (at > 0 && of->slot_bid[root + (at - 1) / 2] > bid) {
        move_slot(of, root + at, root + (at - 1) / 2);
        at = (at - 1) / 2;
    }
    put_slot(of, root + at, bid, row, pair);
}

/* A bid for the place of whoever bid least. */
static void replace_least(auction *of, int32_t column, int64_t bid, int32_t row, int64_t pair)
{
    const int64_t root = of->residual->slot_start[column];
    const int64_t n = of->residual->answer->column_load[column];
    int64_t at = 0;
    for (;;) {
        int64_t child = 2 * at + 1;
        if (child >= n) break;
        if (child + 1 < n && of->slot_bid[root + child + 1] < of->slot_bid[root + child]) child++;
        if (of->slot_bid[root + child] >= bid) break;
        move_slot(of, root + at, root + child);
        at = child;
    }
    put_slot(of, root + at, bid, row, pair);
}

static void make_bid(auction *of, int32_t row, const look *found, int64_t bid)
{
    mmi_residual *residual = of->residual;
    mmi_assignment *answer = residual->answer;
    const int32_t column = found->column;
    const int32_t most = residual->problem->column_most[column];
    if (most == 0) { /* no place: it only looks dearer from now on */
        answer->column_price[column] = bid;
        wait_in_line(of, row);
        return;
    }
    /* A row that takes one unit never bids while it has one: it needs no mark before the end. */
    if (residual->row_most[row] > 1) answer->is_chosen[found->pair] = true;
    of->bidder[row].load++;
    if (answer->column_load[column] < most) {
        push_bid(of, column, bid, row, found->pair);
    } else {
        const int64_t root = residual->slot_start[column];
        const int32_t loser = residual->slot_row[root];
        if (residual->row_most[loser] > 1) answer->is_chosen[residual->slot_pair[root]] = false;
        of->bidder[loser].load--;
        replace_least(of, column, bid, row, found->pair);
        wait_in_line(of, loser);
    }
    if (answer->column_load[column] == most) {
        answer->column_price[column] = of->slot_bid[residual->slot_start[column]];
    }
}

/* The next row bids for its units, or stays out where that is better. */
static void serve(auction *of)
{
    const mmi_residual *residual = of->residual;
    const int32_t row = of->line[of->line_first];
    bidder *by = &of->bidder[row];
    if (++of->line_first == residual->problem->n_rows) of->line_first = 0;
    of->line_n--;
    const int32_t n_waiting = by->n_waiting; /* stands in line again while some are left */
    by->n_waiting = 0;
    for (int32_t unit = 0; unit < n_waiting; unit++) {
        const bool may_stay_out = by->load + n_waiting - unit > residual->row_least[row];
        int64_t outside = INT64_MIN;
        if (may_stay_out) outside = by->load == 0 ? -mmi_first_value_of_row(residual, row) : 0;
        look found = look_for(of, row, outside);
        of->n_bids--;
        if (found.pair == MM_NONE || found.best < outside) return; /* nor those behind it */
        if (found.second < outside) found.second = outside;
        if (found.second == INT64_MIN) found.second = found.best - of->spread;
        const int64_t price = residual->answer->column_price[found.column];
        const int64_t bid = price + found.best - found.second + of->epsilon;
        if (bid > BID_MOST) return; /* left to the searches */
        make_bid(of, row, &found, bid);
    }
}

/* Mark the pairs in the slots. */
static void mark_chosen(const auction *of)
{
    const mmi_residual *residual = of->residual;
    for (int32_t column = 0; column < residual->problem->n_columns; column++) {
        const int64_t first = residual->slot_start[column];
        for (int64_t i = first; i < first + residual->answer->column_load[column]; i++) {
            residual->answer->is_chosen[residual->slot_pair[i]] = true;
        }
    }
}

bool mmi_auction(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_heap *heap = residual->heap;
    auction of = {.residual = residual};
    of.slot_bid = mmi_alloc(heap, (size_t)residual->slot_start[problem->n_columns],
                            sizeof *of.slot_bid);
    of.bidder = mmi_alloc(heap, (size_t)problem->n_rows, sizeof *of.bidder);
    of.line = mmi_alloc(heap, (size_t)problem->n_rows, sizeof *of.line);
    const bool has_room = of.slot_bid != NULL && of.bidder != NULL && of.line != NULL;
    if (has_room) {
        begin(&of);
        for (uint32_t n = 0; of.line_n > 0 && of.n_bids > 0; n++) {
            if (n % STOP_EVERY == 0 && mmi_stop_asked(residual->stop)) {
                residual->answer->is_stopped = true;
                break;
            }
            serve(&of);
        }
        mark_chosen(&of);
        residual->answer->has_bid_enough = of.line_n == 0;
    }
    mmi_free(heap, of.slot_bid);
    mmi_free(heap, of.bidder);
    mmi_free(heap, of.line);
    return has_room;
}
