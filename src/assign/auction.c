/* One auction phase (Bertsekas 1988; capacities as in Bertsekas & Castañón 1989): a unit without a
 * pair bids for the place it likes best, so much that it would like the second best as well, plus
 * epsilon; a full column sends away whoever bid least. It gives prices within epsilon of optimal
 * ones and most of the pairs, in far fewer steps than a search a unit; what is exact is left to
 * shortest_path.c. More phases with smaller epsilon lose: their prices on places that end up empty
 * must be undone one by one. */
#include "assign/residual.h"

#define EPSILONS_IN_SPREAD 64 /* epsilon is this part of the mean spread of a row's values */
#define BIDS_A_UNIT 24        /* then the rest is left to the searches: wars of prices are slow */
#define STOP_EVERY 4096       /* bids between two looks at the clock */

typedef struct auction {
    mmi_residual *residual;
    int64_t spread;      /* mean over rows of largest minus smallest value */
    int64_t epsilon;
    int64_t *slot_bid;   /* [n_slots] of a column's chosen pairs: a heap, least first */
    int32_t *n_waiting;  /* [n_rows] units without a pair */
    int32_t *line;       /* [n_rows] ring of rows with such units, each once */
    int32_t line_first, line_n;
    int64_t n_bids;      /* that are still allowed */
} auction;

/* What a row finds at today's prices. */
typedef struct look {
    int64_t pair;        /* best, MM_NONE: none */
    int64_t best, second;
    bool has_second;
} look;

static void wait_in_line(auction *of, int32_t row)
{
    if (of->n_waiting[row]++ > 0) return;
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
    of->n_bids = BIDS_A_UNIT * n_units;
}

static look look_around(const auction *of, int32_t row)
{
    const mmi_residual *residual = of->residual;
    const mmi_assign_problem *problem = residual->problem;
    const int64_t *price = residual->answer->column_price;
    const bool *is_chosen = residual->answer->is_chosen;
    look found = {MM_NONE, INT64_MIN, INT64_MIN, false};
    for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1]; pair++) {
        const int64_t left = problem->value[pair] - price[problem->column[pair]];
        if (left <= found.second || is_chosen[pair]) continue;
        if (left > found.best) {
            found.second = found.best;
            found.best = left;
            found.pair = pair;
        } else {
            found.second = left;
        }
    }
    found.has_second = found.second != INT64_MIN;
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

static void make_bid(auction *of, int32_t row, int64_t pair, int64_t bid)
{
    mmi_residual *residual = of->residual;
    mmi_assignment *answer = residual->answer;
    const int32_t column = residual->problem->column[pair];
    const int32_t most = residual->problem->column_most[column];
    if (most == 0) { /* no place: it only looks dearer from now on */
        answer->column_price[column] = bid;
        wait_in_line(of, row);
        return;
    }
    answer->is_chosen[pair] = true;
    answer->row_load[row]++;
    if (answer->column_load[column] < most) {
        push_bid(of, column, bid, row, pair);
    } else {
        const int64_t root = residual->slot_start[column];
        const int32_t loser = residual->slot_row[root];
        answer->is_chosen[residual->slot_pair[root]] = false;
        answer->row_load[loser]--;
        replace_least(of, column, bid, row, pair);
        wait_in_line(of, loser);
    }
    if (answer->column_load[column] == most) {
        answer->column_price[column] = of->slot_bid[residual->slot_start[column]];
    }
}

/* The next unit bids, or stays out where that is better. */
static void serve(auction *of)
{
    const mmi_residual *residual = of->residual;
    const int32_t row = of->line[of->line_first];
    if (++of->line_first == residual->problem->n_rows) of->line_first = 0;
    of->line_n--;
    const int32_t n_waiting = of->n_waiting[row]; /* stands in line again while some are left */
    of->n_waiting[row] = 0;
    for (int32_t unit = 0; unit < n_waiting; unit++) {
        const int32_t load = residual->answer->row_load[row];
        look found = look_around(of, row);
        of->n_bids--;
        if (found.pair == MM_NONE) return; /* nothing to bid for */
        if (load + n_waiting - unit > residual->row_least[row]) {
            const int64_t outside = load == 0 ? -mmi_first_value_of_row(residual, row) : 0;
            if (found.best < outside) return; /* nor for the units behind it */
            if (!found.has_second || outside > found.second) found.second = outside;
        } else if (!found.has_second) {
            found.second = found.best - of->spread;
        }
        const int64_t price =
            residual->answer->column_price[residual->problem->column[found.pair]];
        make_bid(of, row, found.pair, price + found.best - found.second + of->epsilon);
    }
}

bool mmi_auction(mmi_residual *residual)
{
    const mmi_assign_problem *problem = residual->problem;
    const mmi_heap *heap = residual->heap;
    auction of = {.residual = residual};
    of.slot_bid = mmi_alloc(heap, (size_t)residual->slot_start[problem->n_columns],
                            sizeof *of.slot_bid);
    of.n_waiting = mmi_alloc(heap, (size_t)problem->n_rows, sizeof *of.n_waiting);
    of.line = mmi_alloc(heap, (size_t)problem->n_rows, sizeof *of.line);
    const bool has_room = of.slot_bid != NULL && of.n_waiting != NULL && of.line != NULL;
    if (has_room) {
        begin(&of);
        for (uint32_t n = 0; of.line_n > 0 && of.n_bids > 0; n++) {
            if (n % STOP_EVERY == 0 && mmi_stop_asked(residual->stop)) {
                residual->answer->is_stopped = true;
                break;
            }
            serve(&of);
        }
    }
    mmi_free(heap, of.slot_bid);
    mmi_free(heap, of.n_waiting);
    mmi_free(heap, of.line);
    return has_room;
}
