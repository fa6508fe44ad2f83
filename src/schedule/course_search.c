/* Conflict-directed branch and bound over the courses of the pairs. Every pair's own best course
 * is a bound, and where these do not clash it is a plan. Else a first plan is made pair by pair;
 * what it costs above the bound is the most that any single pair can be worse than its own best,
 * so that few courses of each have to be listed (as routes are listed inside a gap, Baldacci,
 * Christofides & Mingozzi 2008). Then one of the pairs that clash takes its courses in turn, and
 * the others do without those that clash with it (conflict-based search, Sharon et al. 2015). */
#include "schedule/course_search.h"

#include "base/sort.h"
#include "schedule/course.h"

#include <string.h>

#define MOST_NODES 200000
#define ASK_NODES 256
#define FIRST_ROUNDS 4 /* over the pairs, to better the first plan */

/* Assigned pairs and what they leave to the others. */
typedef struct course_node {
    int64_t assigned_cost;
    int32_t pair;                    /* that takes its courses in turn */
    size_t next;                     /* of its courses */
    size_t first[MMI_EXACT_PAIRS];   /* cheapest course that is free; of an assigned one: its */
} course_node;

typedef struct course_search {
    mmi_course_book book;
    const mmi_group *group;
    const mmi_week_table *table;
    const mmi_stop *stop;
    bool counts_dates;                           /* somebody has more pairs than a date holds */
    bool shares_person[MMI_EXACT_PAIRS][MMI_EXACT_PAIRS];
    mmi_course_list list[MMI_EXACT_PAIRS];
    int64_t best_cost;
    int32_t best[MMI_EXACT_PAIRS][MMI_COURSE_ROWS];
    int64_t own_cost[MMI_EXACT_PAIRS];           /* of the pair's own best course */
    bool is_assigned[MMI_EXACT_PAIRS];
    const int32_t *course[MMI_EXACT_PAIRS];      /* of each pair, as far as it has one */
    course_node node[MMI_EXACT_PAIRS + 1];
    int64_t n_nodes;
} course_search;

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

static mm_status sort_courses(const course_search *search, mmi_course_list *list)
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

/* The side on which a person stands in a pair, MM_NONE if on neither. */
static int32_t side_of(const mmi_group *group, int32_t pair, int32_t person)
{
    if (group->members[pair].person[0] == person) return 0;
    return group->members[pair].person[1] == person ? 1 : MM_NONE;
}

/* Meetings that a person has on a date, by the courses of the pairs that have one, but for one
 * pair: in a row and those that it touches. */
static int32_t n_on_date(const course_search *search, int32_t except, int32_t person, int32_t row,
                         int32_t day)
{
    const mmi_week_table *table = search->table;
    const int32_t first = row > 0 && table->touches_next[row - 1] ? row - 1 : row;
    const int32_t last = table->touches_next[row] ? row + 1 : row;
    int32_t n_meetings = 0;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        const int32_t side = side_of(search->group, pair, person);
        if (side == MM_NONE || pair == except || search->course[pair] == NULL) continue;
        for (int32_t near = first; near <= last; near++) {
            const int32_t start = search->course[pair][near];
            n_meetings += start != MMI_COURSE_NONE && table->start[start].day[side] == day;
        }
    }
    return n_meetings;
}

/* Whether a course of a pair finds a place on all its dates. */
static bool dates_have_room(const course_search *search, int32_t pair, const int32_t *course)
{
    const mmi_week_table *table = search->table;
    for (int32_t row = 0; row < table->n_rows; row++) {
        if (course[row] == MMI_COURSE_NONE) continue;
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = search->group->members[pair].person[side];
            const int32_t day = table->start[course[row]].day[side];
            int32_t n_own = 1;
            if (table->touches_next[row] && course[row + 1] != MMI_COURSE_NONE) {
                n_own += table->start[course[row + 1]].day[side] == day;
            }
            if (n_own + n_on_date(search, pair, person, row, day) > search->group->per_day) {
                return false;
            }
        }
    }
    return true;
}

/* Whether a course of a pair clashes with no other pair's course of those that have one. */
static bool is_free(const course_search *search, int32_t pair, const int32_t *course)
{
    for (int32_t other = 0; other < search->group->n_pairs; other++) {
        if (other == pair || search->course[other] == NULL || !search->shares_person[pair][other]) {
            continue;
        }
        if (!mmi_courses_are_apart(&search->book, course, search->course[other])) return false;
    }
    return !search->counts_dates || dates_have_room(search, pair, course);
}

/* Mark the starts of a pair that clash with the courses of others. */
static void mark_taken(course_search *search, int32_t pair)
{
    const mmi_week_table *table = search->table;
    int32_t course[MMI_COURSE_ROWS];
    for (int32_t row = 0; row < table->n_rows; row++) course[row] = MMI_COURSE_NONE;
    for (int32_t row = 0; row < table->n_rows; row++) {
        const int32_t c = row * search->group->n_pairs + pair;
        for (int32_t i = table->start_begin[c]; i < table->start_begin[c + 1]; i++) {
            course[row] = i;
            search->book.is_taken[i] = !is_free(search, pair, course);
        }
        course[row] = MMI_COURSE_NONE;
    }
}

static void mark_free(course_search *search)
{
    memset(search->book.is_taken, 0,
           (size_t)search->table->start_begin[search->table->n_rows * search->group->n_pairs] *
               sizeof *search->book.is_taken);
}

/* A first plan: one pair after the other takes its best course among what is left, and again while
 * somebody gains by it. False: too much work. */
static bool make_first_plan(course_search *search)
{
    const int32_t n_pairs = search->group->n_pairs;
    int64_t cost[MMI_EXACT_PAIRS] = {0};
    bool is_better = true;
    for (int32_t pair = 0; pair < n_pairs; pair++) search->course[pair] = NULL;
    for (int32_t round = 0; round < FIRST_ROUNDS && is_better; round++) {
        is_better = false;
        for (int32_t pair = 0; pair < n_pairs; pair++) {
            const int64_t before = cost[pair];
            mark_taken(search, pair);
            if (!mmi_best_course(&search->book, pair, &cost[pair], search->best[pair])) {
                return false;
            }
            search->course[pair] = search->best[pair];
            if (!is_free(search, pair, search->best[pair])) return false;
            is_better = is_better || round == 0 || cost[pair] < before;
        }
    }
    mark_free(search);
    search->best_cost = 0;
    for (int32_t pair = 0; pair < n_pairs; pair++) search->best_cost += cost[pair];
    return true;
}

/* Whether the courses at hand come before the best plan in the last tie. */
static bool is_before_best(const course_search *search)
{
    for (int32_t row = 0; row < search->table->n_rows; row++) {
        for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
            const int32_t start = search->course[pair][row], best = search->best[pair][row];
            if (start == best) continue;
            if (start == MMI_COURSE_NONE || best == MMI_COURSE_NONE) return best == MMI_COURSE_NONE;
            return start < best;
        }
    }
    return false;
}

/* Keep the courses at hand as the best plan. */
static void keep_courses(course_search *search, int64_t cost)
{
    search->best_cost = cost;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        memmove(search->best[pair], search->course[pair],
                (size_t)search->table->n_rows * sizeof *search->best[pair]);
    }
}

/* The pair whose course at hand clashes with most others; MM_NONE: none clashes. */
static int32_t find_clash(const course_search *search)
{
    const int32_t n_pairs = search->group->n_pairs;
    int32_t n_clashes[MMI_EXACT_PAIRS] = {0}, found = MM_NONE;
    for (int32_t one = 0; one < n_pairs; one++) {
        for (int32_t other = 0; other < one; other++) {
            if (!search->shares_person[one][other] ||
                (search->is_assigned[one] && search->is_assigned[other]) ||
                mmi_courses_are_apart(&search->book, search->course[one], search->course[other])) {
                continue;
            }
            n_clashes[one]++;
            n_clashes[other]++;
        }
        if (search->counts_dates && !search->is_assigned[one] &&
            !dates_have_room(search, one, search->course[one])) {
            n_clashes[one]++;
        }
    }
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        if (search->is_assigned[pair] || n_clashes[pair] == 0) continue;
        if (found == MM_NONE || n_clashes[pair] > n_clashes[found]) found = pair;
    }
    return found;
}

static const int32_t *course_at(const course_search *search, int32_t pair, size_t course)
{
    return search->list[pair].start + course * (size_t)search->table->n_rows;
}

/* The next course of a pair, from one on, that the assigned pairs leave free; list->n: none. */
static size_t next_free(course_search *search, int32_t pair, size_t course)
{
    const mmi_course_list *list = &search->list[pair];
    while (course < list->n && !is_free(search, pair, course_at(search, pair, course))) course++;
    return course;
}

/* Bound a node whose `first` are filled; keep its plan if it is one. True: it has to be split. */
static bool bound_node(course_search *search, course_node *node)
{
    const int32_t n_pairs = search->group->n_pairs;
    int64_t cost = 0;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        cost += search->list[pair].cost[node->first[pair]];
    }
    search->n_nodes++;
    if (cost > search->best_cost) return false;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        search->course[pair] = course_at(search, pair, node->first[pair]);
    }
    const bool is_better = cost < search->best_cost || is_before_best(search);
    const int32_t clash = is_better ? find_clash(search) : MM_NONE;
    if (is_better && clash == MM_NONE) keep_courses(search, cost);
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        if (!search->is_assigned[pair]) search->course[pair] = NULL;
    }
    if (clash == MM_NONE) return false;
    node->pair = clash;
    node->next = node->first[clash];
    node->assigned_cost = cost - search->list[clash].cost[node->next];
    return true;
}

/* Give the pair of a node its next course. False: there is none that could be better. */
static bool take_next(course_search *search, const course_node *node, course_node *below)
{
    const int32_t n_pairs = search->group->n_pairs, pair = node->pair;
    const mmi_course_list *list = &search->list[pair];
    if (node->next >= list->n || node->assigned_cost + list->cost[node->next] > search->best_cost) {
        return false;
    }
    search->course[pair] = course_at(search, pair, node->next);
    search->is_assigned[pair] = true;
    memcpy(below->first, node->first, sizeof below->first);
    below->first[pair] = node->next;
    for (int32_t other = 0; other < n_pairs; other++) {
        if (search->is_assigned[other]) continue;
        below->first[other] = next_free(search, other, node->first[other]);
    }
    return true;
}

static bool has_courses(const course_search *search, const course_node *node)
{
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        if (node->first[pair] == search->list[pair].n) return false;
    }
    return true;
}

/* Search from the root, all pairs unassigned. *is_over false: too many nodes. */
static mm_status search_nodes(course_search *search, bool *is_over)
{
    int32_t depth = 0;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) {
        search->course[pair] = NULL;
        search->node[0].first[pair] = 0;
    }
    if (!bound_node(search, &search->node[0])) depth = -1;
    while (depth >= 0 && search->n_nodes < MOST_NODES) {
        course_node *node = &search->node[depth], *below = &search->node[depth + 1];
        if (search->n_nodes % ASK_NODES == 0 && mmi_stop_asked(search->stop)) {
            return MM_ERR_STOPPED;
        }
        search->is_assigned[node->pair] = false;
        search->course[node->pair] = NULL;
        if (!take_next(search, node, below)) {
            depth--;
            continue;
        }
        const bool goes_on = has_courses(search, below) && bound_node(search, below);
        search->is_assigned[node->pair] = false;
        search->course[node->pair] = NULL;
        node->next = next_free(search, node->pair, node->next + 1);
        if (!goes_on) continue;
        search->is_assigned[node->pair] = true;
        search->course[node->pair] = course_at(search, node->pair, below->first[node->pair]);
        depth++;
    }
    *is_over = depth < 0;
    return MM_OK;
}

static void see_group(course_search *search)
{
    const mmi_group *group = search->group;
    int32_t degree[MMI_EXACT_PAIRS + 1] = {0}, n_weeks = 1;
    for (int32_t row = 0; row < search->table->n_rows; row++) {
        if (search->table->touches_next[row]) n_weeks = 2;
    }
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = group->members[pair].person[side];
            if (n_weeks * ++degree[person] > group->per_day) search->counts_dates = true;
            for (int32_t other = 0; other < group->n_pairs; other++) {
                if (side_of(group, other, person) != MM_NONE) {
                    search->shares_person[pair][other] = true;
                }
            }
        }
    }
}

/* All courses that the gap between the bound and the first plan leaves. */
static mm_status list_gap(course_search *search, bool *is_complete)
{
    int64_t gap = search->best_cost;
    for (int32_t pair = 0; pair < search->group->n_pairs; pair++) gap -= search->own_cost[pair];
    *is_complete = true;
    for (int32_t pair = 0; pair < search->group->n_pairs && *is_complete; pair++) {
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        mm_status status = mmi_list_courses(&search->book, pair, search->own_cost[pair] + gap,
                                            &search->list[pair], is_complete);
        if (status == MM_OK) status = sort_courses(search, &search->list[pair]);
        if (status != MM_OK) return status;
    }
    return MM_OK;
}

static mm_status search_group(course_search *search, bool *is_proven)
{
    const int32_t n_pairs = search->group->n_pairs;
    int64_t cost = 0;
    *is_proven = false;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        if (mmi_stop_asked(search->stop)) return MM_ERR_STOPPED;
        if (!mmi_best_course(&search->book, pair, &search->own_cost[pair], search->best[pair])) {
            return MM_OK;
        }
        search->course[pair] = search->best[pair];
        cost += search->own_cost[pair];
    }
    if (find_clash(search) == MM_NONE) {
        keep_courses(search, cost);
        *is_proven = true;
        return MM_OK;
    }
    bool is_complete;
    if (!make_first_plan(search)) return MM_OK;
    mm_status status = list_gap(search, &is_complete);
    if (status != MM_OK || !is_complete) return status;
    return search_nodes(search, is_proven);
}

mm_status mmi_search_courses(const mmi_heap *heap, const mmi_group *group,
                             const mmi_week_table *table, const mmi_stop *stop, int32_t *choice,
                             bool *is_proven)
{
    course_search search = {.group = group, .table = table, .stop = stop};
    bool fits;
    *is_proven = false;
    mm_status status = mmi_course_book_make(heap, group, table, &search.book, &fits);
    if (status != MM_OK || !fits) return status;
    see_group(&search);
    status = search_group(&search, is_proven);
    for (int32_t pair = 0; pair < group->n_pairs; pair++) {
        for (int32_t row = 0; row < table->n_rows && *is_proven; row++) {
            choice[row * group->n_pairs + pair] = search.best[pair][row];
        }
        mmi_free(heap, search.list[pair].cost);
        mmi_free(heap, search.list[pair].start);
    }
    mmi_course_book_clear(&search.book);
    return status;
}
