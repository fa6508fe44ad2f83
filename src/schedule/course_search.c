/* Branch and bound over the courses of the pairs. Every pair's own best course is a bound; where
 * these do not clash they are the plan. Else a first plan is made pair by pair; what it costs above
 * the bound is the most that any pair can be worse than its own best, so that few courses of each
 * have to be listed (as routes are inside a gap, Baldacci, Christofides & Mingozzi 2008).
 * course_star.c raises the bound, course_split.c splits the courses where a plan still clashes. */
#include "schedule/course_search.h"

#include "base/sort.h"

#include <string.h>

#define FIRST_ROUNDS 4 /* over the pairs, to better the first plan */

/* For sorting the courses of a pair. */
typedef struct course_rank {
    int64_t cost;
    size_t course;
} course_rank;

typedef struct course_order {
    const mmi_course_book *book;
    const mmi_course_list *list;
} course_order;

static int compare_ranks(const void *one, const void *other, void *context)
{
    const course_rank *a = one, *b = other;
    const course_order *order = context;
    const size_t n_rows = (size_t)order->book->table->n_rows;
    if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
    return mmi_compare_courses(order->book, order->list->start + a->course * n_rows,
                               order->list->start + b->course * n_rows);
}

static mm_status sort_courses(const mmi_course_search *search, mmi_course_list *list)
{
    const mmi_heap *heap = &search->book.heap;
    const size_t n_rows = (size_t)search->table->n_rows;
    mm_status status = MM_ERR_MEMORY;
    course_rank *rank = mmi_alloc(heap, list->n, sizeof *rank);
    int32_t *start = mmi_alloc(heap, list->n * n_rows, sizeof *start);
    if (rank == NULL || start == NULL) goto done;
    for (size_t i = 0; i < list->n; i++) rank[i] = (course_rank){list->cost[i], i};
    mmi_sort(rank, list->n, sizeof *rank, compare_ranks, &(course_order){&search->book, list});
    for (size_t i = 0; i < list->n; i++) {
        list->cost[i] = rank[i].cost;
        memcpy(start + i * n_rows, list->start + rank[i].course * n_rows,
               n_rows * sizeof *start);
    }
    memcpy(list->start, start, list->n * n_rows * sizeof *start);
    status = MM_OK;
done:
    mmi_free(heap, rank);
    mmi_free(heap, start);
    return status;
}

/* < 0, 0, > 0 as the plan at hand is before the best in the last tie of the first rows. */
static int32_t compare_with_best(const mmi_course_search *search, int32_t n_rows)
{
    for (int32_t row = 0; row < n_rows; row++) {
        for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
            const int32_t start = search->course[pair][row], best = search->best[pair][row];
            if (start == best) continue;
            if (start == MMI_COURSE_NONE) return 1;
            if (best == MMI_COURSE_NONE) return -1;
            return start < best ? -1 : 1;
        }
    }
    return 0;
}

static bool is_before_best(const mmi_course_search *search)
{
    return compare_with_best(search, search->table->n_rows) < 0;
}

/* Slots of the meetings that others of the plan at hand have with the people of a pair, in a row
 * and those that it touches. */
static int32_t list_slots(const mmi_course_search *search, int32_t pair, int32_t row,
                          int32_t slot[3 * MMI_EXACT_PAIRS])
{
    const mmi_week_table *table = search->table;
    const int32_t first = row > 0 && table->touches_next[row - 1] ? row - 1 : row;
    const int32_t last = table->touches_next[row] ? row + 1 : row;
    int32_t n_slots = 0;
    for (int32_t other = 0; other < search->group->n_pairs; other++) {
        if (!search->shares_person[pair][other] || search->course[other] == NULL) continue;
        for (int32_t near = first; near <= last; near++) {
            const int32_t start = search->course[other][near];
            if (start != MMI_COURSE_NONE) slot[n_slots++] = table->start[start].slot;
        }
    }
    return n_slots;
}

/* Mark the starts of a pair that clash with the courses of others. */
static void mark_taken(mmi_course_search *search, int32_t pair)
{
    const mmi_week_table *table = search->table;
    const int32_t busy = search->group->busy_slots;
    int32_t course[MMI_COURSE_ROWS], slot[3 * MMI_EXACT_PAIRS];
    for (int32_t row = 0; row < table->n_rows; row++) course[row] = MMI_COURSE_NONE;
    for (int32_t row = 0; row < table->n_rows; row++) {
        const int32_t c = row * search->group->n_pairs + pair;
        const int32_t n_slots = list_slots(search, pair, row, slot);
        for (int32_t i = table->start_begin[c]; i < table->start_begin[c + 1]; i++) {
            bool is_taken = false;
            for (int32_t s = 0; s < n_slots; s++) {
                const int32_t distance = table->start[i].slot - slot[s];
                is_taken = is_taken || (distance < busy && distance > -busy);
            }
            course[row] = i;
            search->book.is_taken[i] =
                is_taken ||
                (search->counts_dates && !mmi_course_is_free(search, pair, course));
        }
        course[row] = MMI_COURSE_NONE;
    }
}

static void mark_free(mmi_course_search *search)
{
    memset(search->book.is_taken, 0,
           (size_t)search->table->start_begin[search->table->n_rows * search->group->n_pairs] *
               sizeof *search->book.is_taken);
}

/* A first plan: one pair after the other takes its best course among what is left, and again while
 * somebody gains by it. False: too much work. */
static bool make_first_plan(mmi_course_search *search, const int64_t *own_cost)
{
    const int32_t n_pairs = search->group->n_pairs;
    int64_t cost[MMI_EXACT_PAIRS] = {0};
    bool is_better = true;
    for (int32_t pair = 0; pair < n_pairs; pair++) search->course[pair] = NULL;
    for (int32_t round = 0; round < FIRST_ROUNDS && is_better; round++) {
        is_better = false;
        for (int32_t pair = 0; pair < n_pairs; pair++) {
            const int64_t before = cost[pair];
            if (round > 0 && before == own_cost[pair]) continue;
            mark_taken(search, pair);
            if (!mmi_best_course(&search->book, pair, &cost[pair], search->best[pair])) {
                return false;
            }
            search->course[pair] = search->best[pair];
            if (!mmi_course_is_free(search, pair, search->best[pair])) return false;
            is_better = is_better || round == 0 || cost[pair] < before;
        }
    }
    mark_free(search);
    search->best_cost = 0;
    for (int32_t pair = 0; pair < n_pairs; pair++) search->best_cost += cost[pair];
    return true;
}

/* Keep the plan at hand if it is better than the best. */
static void offer_plan(mmi_course_search *search, int64_t cost)
{
    const size_t n_rows = (size_t)search->table->n_rows;
    if (cost > search->best_cost || (cost == search->best_cost && !is_before_best(search))) return;
    search->best_cost = cost;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        memcpy(search->best[pair], search->course[pair], n_rows * sizeof *search->best[pair]);
    }
}

/* Every pair's cheapest course as the plan at hand; without those that cost too much. False: some
 * pair has none, or no plan is better than the best. */
static bool choose_cheapest(mmi_course_search *search, int64_t *cost)
{
    const int32_t n_pairs = search->group->n_pairs;
    *cost = 0;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        mmi_course_set *set = &search->set[pair];
        if (set->n_left == 0) return false;
        set->first = set->left[0]; /* courses are numbered from the cheapest on */
        for (int32_t i = 1; i < set->n_left; i++) {
            if (set->left[i] < set->first) set->first = set->left[i];
        }
        *cost += set->list.cost[set->first];
        search->course[pair] = mmi_course_at(search, pair, set->first);
    }
    return *cost < search->best_cost || (*cost == search->best_cost && is_before_best(search));
}

/* Bound what is left by one person's star in one row. *clash: what its plan still breaks; *is_done:
 * nothing better is left. */
static mm_status ask_star(mmi_course_search *search, int32_t person, int32_t row, int64_t cost,
                          mmi_course_clash *clash, bool *is_done)
{
    int64_t bound;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        search->course[pair] = mmi_course_at(search, pair, search->set[pair].first);
    }
    const mm_status status = mmi_bound_by_star(search, person, row, cost, &bound);
    if (status != MM_OK) return status;
    *is_done = bound > search->best_cost;
    if (bound == search->best_cost) {
        /* The tie is least in its first row; in the others only if the star is of the first. */
        const int32_t order = compare_with_best(search, row == 0 ? search->table->n_rows : 1);
        *is_done = order > 0 || (order == 0 && row == 0);
    }
    if (*is_done) return MM_OK;
    *clash = mmi_find_course_clash(search);
    if (clash->kind != MMI_CLASH_NONE) return MM_OK;
    offer_plan(search, bound);
    *is_done = row == 0;
    return MM_OK;
}

/* Bound what is left, and keep its plan if it is the best. *split: where to go on. */
static mm_status examine(mmi_course_search *search, mmi_course_split *split)
{
    int64_t cost;
    bool is_done;
    *split = (mmi_course_split){.kind = MMI_COURSES_STAY};
    search->n_nodes++;
    if (!choose_cheapest(search, &cost)) return MM_OK;
    mmi_course_clash clash = mmi_find_course_clash(search);
    if (clash.kind == MMI_CLASH_NONE) {
        offer_plan(search, cost);
        return MM_OK;
    }
    const int32_t person = clash.person;
    mm_status status = ask_star(search, person, clash.row, cost, &clash, &is_done);
    if (status == MM_OK && !is_done && clash.kind == MMI_CLASH_NONE) {
        status = ask_star(search, person, 0, cost, &clash, &is_done);
    }
    if (status != MM_OK || is_done) return status;
    *split = mmi_split_courses(search, &clash);
    return MM_OK;
}

/* Go on with the second half of the deepest split that has one. False: there is none. */
static bool go_back(mmi_course_search *search)
{
    while (search->n_open > 0) {
        mmi_course_node *node = &search->node[search->n_open - 1];
        for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
            search->set[pair].n_left = node->n_left[pair];
        }
        if (!node->is_second) {
            node->is_second = true;
            mmi_take_courses(search, &node->split, true);
            return true;
        }
        search->n_open--;
    }
    return false;
}

static mm_status search_nodes(mmi_course_search *search, bool *is_over)
{
    *is_over = false;
    while (!*is_over && search->n_nodes < search->most_nodes) {
        mmi_course_split split;
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        const mm_status status = examine(search, &split);
        if (status != MM_OK) return status;
        if (split.kind == MMI_COURSES_STAY) {
            *is_over = !go_back(search);
            continue;
        }
        if (!mmi_reserve(&search->book.heap, &search->node, &search->node_capacity,
                         search->n_open + 1)) {
            return MM_ERR_MEMORY;
        }
        mmi_course_node *node = &search->node[search->n_open++];
        *node = (mmi_course_node){.split = split};
        for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
            node->n_left[pair] = search->set[pair].n_left;
        }
        mmi_take_courses(search, &split, false);
    }
    return MM_OK;
}

/* All courses that the gap between the bound and the first plan leaves. */
static mm_status list_gap(mmi_course_search *search, const int64_t *own_cost, bool *is_complete)
{
    int64_t gap = search->best_cost;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) gap -= own_cost[pair];
    *is_complete = true;
    for (int32_t pair = 0; pair < search->group->n_pairs && *is_complete; pair++) {
        mmi_course_set *set = &search->set[pair];
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        mm_status status = mmi_list_courses(&search->book, pair, own_cost[pair] + gap, &set->list,
                                            is_complete);
        if (status == MM_OK) status = sort_courses(search, &set->list);
        if (status != MM_OK) return status;
        set->left = mmi_alloc(&search->book.heap, set->list.n, sizeof *set->left);
        if (set->left == NULL) return MM_ERR_MEMORY;
        for (size_t i = 0; i < set->list.n; i++) set->left[i] = (int32_t)i;
        set->n_left = (int32_t)set->list.n;
    }
    return MM_OK;
}

static mm_status make_star_room(mmi_course_search *search)
{
    const mmi_heap *heap = &search->book.heap;
    const mmi_week_table *table = search->table;
    const int32_t n_check_ins = table->n_rows * search->group->n_pairs;
    for (int32_t c = 0; c < n_check_ins; c++) {
        const int32_t n = table->start_begin[c + 1] - table->start_begin[c];
        if (n > search->room) search->room = n;
    }
    const size_t n_places = (size_t)search->room * (size_t)search->group->n_pairs;
    search->cheapest =
        mmi_alloc(heap, (size_t)table->start_begin[n_check_ins], sizeof *search->cheapest);
    search->slot = mmi_alloc(heap, n_places, sizeof *search->slot);
    search->day = mmi_alloc(heap, n_places, sizeof *search->day);
    search->cost = mmi_alloc(heap, n_places, sizeof *search->cost);
    search->reached = mmi_alloc(heap, n_places, sizeof *search->reached);
    search->star = mmi_star_on(heap, search->group->busy_slots);
    return search->cheapest == NULL || search->slot == NULL || search->day == NULL ||
                   search->cost == NULL || search->reached == NULL
               ? MM_ERR_MEMORY
               : MM_OK;
}

static mm_status search_group(mmi_course_search *search, bool *is_proven)
{
    const int32_t n_pairs = search->group->n_pairs;
    int64_t own_cost[MMI_EXACT_PAIRS];
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        if (!mmi_best_course(&search->book, pair, &own_cost[pair], search->best[pair])) {
            return MM_OK;
        }
        search->course[pair] = search->best[pair];
    }
    *is_proven = mmi_find_course_clash(search).kind == MMI_CLASH_NONE;
    if (*is_proven || !make_first_plan(search, own_cost)) return MM_OK;
    bool is_complete;
    mm_status status = list_gap(search, own_cost, &is_complete);
    if (status != MM_OK || !is_complete) return status;
    status = make_star_room(search);
    return status == MM_OK ? search_nodes(search, is_proven) : status;
}

static void clear_search(mmi_course_search *search)
{
    const mmi_heap heap = search->book.heap;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        mmi_free(&heap, search->set[pair].list.cost);
        mmi_free(&heap, search->set[pair].list.start);
        mmi_free(&heap, search->set[pair].left);
    }
    mmi_free(&heap, search->cheapest);
    mmi_free(&heap, search->slot);
    mmi_free(&heap, search->day);
    mmi_free(&heap, search->cost);
    mmi_free(&heap, search->reached);
    mmi_free(&heap, search->node);
    mmi_star_clear(&search->star);
    mmi_course_book_clear(&search->book);
}

mm_status mmi_search_courses(const mmi_heap *heap, const mmi_group *group,
                             const mmi_week_table *table, const mmi_stop *stop, int32_t n_nodes,
                             int32_t *choice, bool *is_proven)
{
    mmi_course_search search = {.group = group, .table = table, .stop = stop,
                                .most_nodes = n_nodes,
                                .star = mmi_star_on(heap, group->busy_slots)};
    bool fits;
    *is_proven = false;
    mm_status status = mmi_course_book_make(heap, group, table, &search.book, &fits);
    if (status != MM_OK || !fits) return status;
    mmi_see_group(&search);
    status = search_group(&search, is_proven);
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        for (int32_t row = 0; row < table->n_rows && *is_proven; row++) {
            choice[row * group->n_pairs + pair] = search.best[pair][row];
        }
    }
    clear_search(&search);
    return status;
}
