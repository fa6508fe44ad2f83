/* Builds the core LP and its basis.
 *
 *   minimise  sum (M - value) x  +  sum M s          M = largest value, so that costs are >= 0
 *   row       sum x + s = most      s = unfilled part, 0 … most - least, fixed where they are equal
 *   group     least <= sum x over its rows <= most   only where a group has several rows
 *   column    least <= sum x <= most
 *   x >= 0, and x <= 1 exactly where a row may take more than one
 *
 * Its optimum is M * sum of most - value. Every variable is an arc of the flow network hub - group
 * - row - column - hub, so bases are the network's spanning trees: arcs whose flow is strictly
 * between its bounds must be in the tree, arcs of price 0 complete it (union-find, Kruskal 1956).
 * Least prices come from a shortest-path tree, so that there are always enough of them. */
#include "match/core_lp.h"

#include "lp/lp.h"

/* Bounds, loads and prices of a row together with its group where the group is the row alone. */
typedef struct row_view {
    int32_t least, most, load;
    int64_t price; /* of its own bound: the row's, or row and group together */
} row_view;

/* Where things are in the LP, and the LP on its way. */
typedef struct core {
    const mmi_heap *heap;
    const mmi_assign_problem *problem;
    const mmi_assignment *answer;
    int32_t *group_row;   /* [n_groups] LP row, MM_NONE: the group is one row or empty */
    int32_t *row_row;     /* [n_rows] LP row, MM_NONE: the row can take nothing */
    int32_t column_row_0; /* LP row of column 0; the others follow */
    int32_t n_rows;       /* of the LP */
    int32_t n_columns;
    int64_t n_entries;
    int64_t largest;      /* M */
    int64_t expected;     /* objective */
    int32_t *tree;        /* [n_rows + 1] union-find over LP rows; the last one is the hub */
    int32_t n_basic;
    int64_t *cost;
    int64_t *column_start;
    int32_t *entry;
    int64_t *row_least, *row_most, *column_least, *column_most;
    mmi_lp_stand *row_basis, *column_basis;
} core;

static int64_t gain_of(const core *of, int32_t row, int64_t pair)
{
    return of->problem->value[pair] - of->answer->row_total[row] -
           of->answer->column_price[of->problem->column[pair]];
}

static bool is_core(const core *of, int32_t row, int64_t pair)
{
    return of->answer->is_chosen[pair] || gain_of(of, row, pair) == 0;
}

static row_view view_row(const core *of, int32_t group, int32_t row)
{
    const mmi_assign_problem *p = of->problem;
    const mmi_assignment *answer = of->answer;
    row_view view = {p->row_least[row], p->row_most[row], answer->row_load[row],
                     answer->row_total[row]};
    if (of->group_row[group] != MM_NONE) {
        view.price -= answer->group_price[group];
        return view;
    }
    if (p->group_least[group] > view.least) view.least = p->group_least[group];
    if (p->group_most[group] < view.most) view.most = p->group_most[group];
    return view;
}

/* ---- sizes ---- */

/* Number the LP's rows; rows that can take nothing stay out. */
static bool number_rows(core *of)
{
    const mmi_assign_problem *p = of->problem;
    of->group_row = mmi_alloc(of->heap, (size_t)p->n_groups, sizeof(int32_t));
    of->row_row = mmi_alloc(of->heap, (size_t)p->n_rows, sizeof(int32_t));
    if (of->group_row == NULL || of->row_row == NULL) return false;
    for (int32_t group = 0; group < p->n_groups; group++) {
        int32_t n_open = 0;
        for (int32_t row = p->group_start[group]; row < p->group_start[group + 1]; row++) {
            const bool is_open = p->row_most[row] > 0 && p->group_most[group] > 0;
            of->row_row[row] = is_open ? of->n_rows++ : MM_NONE;
            n_open += is_open;
        }
        of->group_row[group] = n_open > 1 ? of->n_rows++ : MM_NONE;
    }
    of->column_row_0 = of->n_rows;
    of->n_rows += p->n_columns;
    return true;
}

static void count_core(core *of)
{
    const mmi_assign_problem *p = of->problem;
    int64_t n_pairs = 0;
    int64_t filled = 0;
    for (int32_t group = 0; group < p->n_groups; group++) {
        for (int32_t row = p->group_start[group]; row < p->group_start[group + 1]; row++) {
            if (of->row_row[row] == MM_NONE) continue;
            const row_view view = view_row(of, group, row);
            const int64_t n_before = n_pairs;
            for (int64_t pair = p->row_start[row]; pair < p->row_start[row + 1]; pair++) {
                if (!is_core(of, row, pair)) continue;
                n_pairs++;
                if (p->value[pair] > of->largest) of->largest = p->value[pair];
            }
            of->n_entries +=
                (n_pairs - n_before) * (of->group_row[group] == MM_NONE ? 2 : 3);
            filled += view.most;
            of->n_columns++;
            of->n_entries++;
        }
    }
    of->n_columns += (int32_t)n_pairs;
    of->expected = of->largest * filled - of->answer->value;
}

static bool make_room(core *of)
{
    const mmi_heap *heap = of->heap;
    const size_t n_rows = (size_t)of->n_rows;
    const size_t n_columns = (size_t)of->n_columns;
    of->tree = mmi_alloc(heap, n_rows + 1, sizeof(int32_t));
    of->cost = mmi_alloc(heap, n_columns, sizeof(int64_t));
    of->column_start = mmi_alloc(heap, n_columns + 1, sizeof(int64_t));
    of->entry = mmi_alloc(heap, (size_t)of->n_entries, sizeof(int32_t));
    of->row_least = mmi_alloc(heap, n_rows, sizeof(int64_t));
    of->row_most = mmi_alloc(heap, n_rows, sizeof(int64_t));
    of->column_least = mmi_alloc(heap, n_columns, sizeof(int64_t));
    of->column_most = mmi_alloc(heap, n_columns, sizeof(int64_t));
    of->row_basis = mmi_alloc(heap, n_rows, sizeof(mmi_lp_stand));
    of->column_basis = mmi_alloc(heap, n_columns, sizeof(mmi_lp_stand));
    return of->tree != NULL && of->cost != NULL && of->column_start != NULL &&
           of->entry != NULL && of->row_least != NULL && of->row_most != NULL &&
           of->column_least != NULL && of->column_most != NULL && of->row_basis != NULL &&
           of->column_basis != NULL;
}

static void free_room(core *of)
{
    const mmi_heap *heap = of->heap;
    mmi_free(heap, of->group_row);
    mmi_free(heap, of->row_row);
    mmi_free(heap, of->tree);
    mmi_free(heap, of->cost);
    mmi_free(heap, of->column_start);
    mmi_free(heap, of->entry);
    mmi_free(heap, of->row_least);
    mmi_free(heap, of->row_most);
    mmi_free(heap, of->column_least);
    mmi_free(heap, of->column_most);
    mmi_free(heap, of->row_basis);
    mmi_free(heap, of->column_basis);
}

/* ---- the tree ---- */

static int32_t root_of(core *of, int32_t node)
{
    while (of->tree[node] != node) {
        of->tree[node] = of->tree[of->tree[node]];
        node = of->tree[node];
    }
    return node;
}

/* Put an arc into the tree if it joins two parts. */
static bool join(core *of, int32_t one, int32_t other)
{
    const int32_t a = root_of(of, one);
    const int32_t b = root_of(of, other);
    if (a == b) return false;
    of->tree[a] = b;
    of->n_basic++;
    return true;
}

/* The basis takes arcs in passes: those it must hold, those of price 0, then any. */
typedef enum tree_pass { MUST, TIGHT, ANY } tree_pass;

/* Offer the slack of a bound, between hub or group and its node. */
static void offer_slack(core *of, tree_pass pass, mmi_lp_stand *stand, int32_t node,
                        int32_t other, const row_view *view)
{
    const bool is_between = view->least < view->load && view->load < view->most;
    const bool is_due = pass == MUST ? is_between : pass == TIGHT ? view->price == 0 : true;
    if (*stand == MMI_LP_BASIC || !is_due) return;
    if (join(of, node, other)) *stand = MMI_LP_BASIC;
}

static void offer_pairs(core *of, tree_pass pass, int32_t row, int32_t *lp_column,
                        int32_t row_most)
{
    const mmi_assign_problem *p = of->problem;
    for (int64_t pair = p->row_start[row]; pair < p->row_start[row + 1]; pair++) {
        if (!is_core(of, row, pair)) continue;
        mmi_lp_stand *stand = &of->column_basis[(*lp_column)++];
        const bool is_due = pass == MUST ? of->answer->is_chosen[pair] && row_most == 1
                                         : gain_of(of, row, pair) == 0;
        if (pass == ANY || *stand == MMI_LP_BASIC || !is_due) continue;
        if (join(of, of->row_row[row], of->column_row_0 + p->column[pair])) {
            *stand = MMI_LP_BASIC;
        }
    }
}

static void grow_tree(core *of, tree_pass pass)
{
    const mmi_assign_problem *p = of->problem;
    const mmi_assignment *answer = of->answer;
    const int32_t hub = of->n_rows;
    for (int32_t column = 0; column < p->n_columns; column++) {
        const row_view view = {p->column_least[column], p->column_most[column],
                               answer->column_load[column], answer->column_price[column]};
        const int32_t node = of->column_row_0 + column;
        offer_slack(of, pass, &of->row_basis[node], node, hub, &view);
    }
    int32_t lp_column = 0;
    for (int32_t group = 0; group < p->n_groups; group++) {
        const int32_t group_node = of->group_row[group];
        if (group_node != MM_NONE) {
            const row_view view = {p->group_least[group], p->group_most[group],
                                   answer->group_load[group], answer->group_price[group]};
            offer_slack(of, pass, &of->row_basis[group_node], group_node, hub, &view);
        }
        for (int32_t row = p->group_start[group]; row < p->group_start[group + 1]; row++) {
            const int32_t node = of->row_row[row];
            if (node == MM_NONE) continue;
            const row_view view = view_row(of, group, row);
            offer_slack(of, pass, &of->column_basis[lp_column++], node,
                        group_node == MM_NONE ? hub : group_node, &view);
            offer_pairs(of, pass, row, &lp_column, view.most);
        }
    }
}

/* ---- the LP ---- */

static void add_column(core *of, int32_t *lp_column, int64_t cost, int64_t most, bool is_at_most)
{
    const int32_t column = (*lp_column)++;
    of->cost[column] = cost;
    of->column_least[column] = 0;
    of->column_most[column] = most;
    of->column_basis[column] = is_at_most ? MMI_LP_AT_MOST : MMI_LP_AT_LEAST;
    of->column_start[column + 1] = of->column_start[column];
}

static void add_entry(core *of, int32_t n_lp_columns, int32_t lp_row)
{
    of->entry[of->column_start[n_lp_columns]++] = lp_row;
}

static void add_bounds(core *of, int32_t lp_row, int32_t least, int32_t most, int32_t load)
{
    of->row_least[lp_row] = least;
    of->row_most[lp_row] = most;
    of->row_basis[lp_row] = load == most && least < most ? MMI_LP_AT_MOST : MMI_LP_AT_LEAST;
}

static void add_row(core *of, int32_t group, int32_t row, int32_t *lp_column)
{
    const mmi_assign_problem *p = of->problem;
    const row_view view = view_row(of, group, row);
    const int32_t lp_row = of->row_row[row];
    add_bounds(of, lp_row, view.most, view.most, view.most);
    add_column(of, lp_column, of->largest, (int64_t)view.most - view.least,
               view.load == view.least && view.least < view.most);
    add_entry(of, *lp_column, lp_row);
    for (int64_t pair = p->row_start[row]; pair < p->row_start[row + 1]; pair++) {
        if (!is_core(of, row, pair)) continue;
        const bool is_bounded = view.most > 1;
        add_column(of, lp_column, of->largest - p->value[pair],
                   is_bounded ? 1 : MMI_LP_NO_MOST,
                   is_bounded && of->answer->is_chosen[pair]);
        add_entry(of, *lp_column, lp_row);
        add_entry(of, *lp_column, of->column_row_0 + p->column[pair]);
        if (of->group_row[group] != MM_NONE) add_entry(of, *lp_column, of->group_row[group]);
    }
}

static void build(core *of)
{
    const mmi_assign_problem *p = of->problem;
    int32_t lp_column = 0;
    for (int32_t column = 0; column < p->n_columns; column++) {
        add_bounds(of, of->column_row_0 + column, p->column_least[column],
                   p->column_most[column], of->answer->column_load[column]);
    }
    for (int32_t group = 0; group < p->n_groups; group++) {
        for (int32_t row = p->group_start[group]; row < p->group_start[group + 1]; row++) {
            if (of->row_row[row] != MM_NONE) add_row(of, group, row, &lp_column);
        }
        if (of->group_row[group] != MM_NONE) {
            add_bounds(of, of->group_row[group], p->group_least[group], p->group_most[group],
                       of->answer->group_load[group]);
        }
    }
    for (int32_t node = 0; node <= of->n_rows; node++) of->tree[node] = node;
    grow_tree(of, MUST);
    grow_tree(of, TIGHT);
    if (of->n_basic < of->n_rows) grow_tree(of, ANY); /* GLPK then needs iterations: it is told */
}

/* ---- the answer ---- */

static mm_glpk_answer read_answer(const core *of, const mmi_lp_answer *found)
{
    switch (found->status) {
    case MMI_LP_OPTIMAL:
        if (!found->is_integral || found->objective != of->expected) return MM_GLPK_DIFFERS;
        return found->iterations == 0 ? MM_GLPK_CONFIRMED : MM_GLPK_ITERATIONS;
    case MMI_LP_STOPPED: return MM_GLPK_STOPPED;
    case MMI_LP_MEMORY: return MM_GLPK_MEMORY;
    case MMI_LP_NO_THREAD:
    case MMI_LP_UNAVAILABLE: return MM_GLPK_UNAVAILABLE;
    case MMI_LP_INFEASIBLE:
    case MMI_LP_UNBOUNDED:
    case MMI_LP_FAILED: break;
    }
    return MM_GLPK_DIFFERS;
}

static mm_status solve(const core *of, const mmi_stop *stop, mmi_confirmation *confirmation,
                       mm_error *error)
{
    const mmi_lp lp = {
        .n_rows = of->n_rows,
        .n_columns = of->n_columns,
        .cost = of->cost,
        .column_start = of->column_start,
        .row = of->entry,
        .row_least = of->row_least,
        .row_most = of->row_most,
        .column_least = of->column_least,
        .column_most = of->column_most,
        .row_basis = of->row_basis,
        .column_basis = of->column_basis,
    };
    const mmi_lp_limits limits = {stop, 0};
    mmi_lp_answer found = {0};
    const mm_status status = mmi_lp_solve(of->heap, &lp, &limits, &found, error);
    if (status == MM_ERR_LIMIT) {
        *confirmation = (mmi_confirmation){MM_GLPK_MEMORY, 0};
        return MM_OK;
    }
    if (status == MM_OK) {
        *confirmation = (mmi_confirmation){read_answer(of, &found), found.iterations};
    }
    return status;
}

mm_status mmi_confirm(const mmi_heap *heap, const mmi_assign_problem *problem,
                      const mmi_assignment *answer, const mmi_stop *stop,
                      mmi_confirmation *confirmation, mm_error *error)
{
    core of = {.heap = heap, .problem = problem, .answer = answer};
    *confirmation = (mmi_confirmation){MM_GLPK_TRIVIAL, 0};
    mm_status status = MM_OK;
    if (!number_rows(&of)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    count_core(&of);
    if (of.n_columns == 0 || of.n_rows == 0) goto done;
    if (!make_room(&of)) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    build(&of);
    status = solve(&of, stop, confirmation, error);
done:
    free_room(&of);
    return status;
}
