/* Courses of one pair by depth-first search over the rows of the week table. What is left of the
 * rows costs at least their cheapest starts and misses at least the regularity that no two of them
 * can have; so the search goes straight to the best course, and from a limit on it sees little else
 * than what it lists. A start that shares its time of the week with no other row is left out when
 * more starts are better than all other pairs can take: one of those would be free (dominance). */
#include "schedule/course.h"

#include <string.h>

#define MOST_STEPS 400000 /* of one search: then it is given up */
#define MOST_COURSES 60000

/* The search at one row. */
typedef struct course_level {
    int64_t own;           /* of the rows before */
    int64_t n_equal;       /* equal check-ins of the rows before */
    int64_t n_hoped;       /* equal check-ins that this row and later ones can add at most … */
    int64_t n_hoped_new;   /* … if this row is at a time of its own */
    int32_t n_times;       /* different times of the rows before */
    int32_t next_time;     /* of those, to be tried here */
    int32_t next_same;     /* a further start at the time tried last, MM_NONE */
    int32_t next_rank;     /* of starts at other times */
    bool none_is_done;
} course_level;

typedef struct course_walk {
    const mmi_course_book *book;
    int32_t pair, n_rows;
    int64_t limit;
    int64_t all_equal;                   /* equal check-ins if all weeks were */
    const int64_t *most_equal;           /* the pair's in the book */
    const int64_t *least_own;            /* likewise */
    int32_t time[MMI_COURSE_ROWS];       /* keys used so far */
    int32_t start[MMI_COURSE_ROWS];
    course_level level[MMI_COURSE_ROWS];
} course_walk;

static int32_t check_in_of(const course_walk *walk, int32_t row)
{
    return row * walk->book->group->n_pairs + walk->pair;
}

static int32_t last_row_of(const course_walk *walk, int32_t key)
{
    const mmi_course_book *book = walk->book;
    return book->last_row[book->key_begin[walk->pair] / (size_t)walk->n_rows + (size_t)key];
}

static int64_t two_of(int64_t n)
{
    return n * (n - 1) / 2;
}

static void begin_walk(const mmi_course_book *book, int32_t pair, int64_t limit,
                       course_walk *walk)
{
    const int32_t n_rows = book->table->n_rows;
    walk->book = book;
    walk->pair = pair;
    walk->n_rows = n_rows;
    walk->limit = limit;
    walk->all_equal = two_of(book->group->n_weeks);
    walk->most_equal = book->most_equal + pair * (n_rows + 1);
    walk->least_own = book->least_own + pair * (n_rows + 1);
    walk->level[0] = (course_level){.n_hoped = walk->most_equal[0],
                                     .n_hoped_new = walk->most_equal[0],
                                     .next_same = MM_NONE};
}

/* What a course costs at least, given its rows before `row`. */
static int64_t bound_at(const course_walk *walk, int32_t row, int64_t own, int64_t n_equal,
                        int64_t n_hoped)
{
    const int64_t most = walk->most_equal[0];
    const int64_t n_missed =
        walk->all_equal - (n_equal + n_hoped < most ? n_equal + n_hoped : most);
    return own + walk->least_own[row] + (n_missed << walk->book->bits.regular);
}

/* Equal check-ins that a row and later ones can add to the times used so far. */
static void hope(const course_walk *walk, int32_t first_row, course_level *level)
{
    const int32_t n_times = level->n_times;
    level->n_hoped = level->n_hoped_new = walk->most_equal[first_row];
    for (int32_t row = first_row; row < walk->n_rows; row++) {
        int32_t most = 0;
        for (int32_t i = 0; i < n_times; i++) {
            const int32_t n_used = walk->book->n_used[walk->time[i]];
            if (n_used > most && mmi_start_at_time(walk->book, walk->pair, row,
                                                   walk->time[i]) != MM_NONE) {
                most = n_used;
            }
        }
        const int64_t n_equal = (int64_t)most * walk->book->table->weight[row];
        level->n_hoped += n_equal;
        if (row > first_row) level->n_hoped_new += n_equal;
    }
}

/* The next start of a row to be tried at a time that earlier rows use; MM_NONE. */
static int32_t next_at_used_time(course_walk *walk, int32_t row)
{
    course_level *level = &walk->level[row];
    for (;;) {
        int32_t start = level->next_same;
        if (start == MM_NONE) {
            if (level->next_time == level->n_times) return MM_NONE;
            start = mmi_start_at_time(walk->book, walk->pair, row,
                                      walk->time[level->next_time++]);
            if (start == MM_NONE) continue;
        }
        level->next_same = walk->book->same_time[start];
        if (!walk->book->is_taken[start]) return start;
    }
}

/* The next start of a row to be tried at another time; MM_NONE. */
static int32_t next_at_new_time(course_walk *walk, int32_t row)
{
    const mmi_course_book *book = walk->book;
    course_level *level = &walk->level[row];
    const int32_t check_in = check_in_of(walk, row);
    const int32_t begin = book->table->start_begin[check_in];
    const int32_t n = book->table->start_begin[check_in + 1] - begin;
    const bool is_last = row + 1 == walk->n_rows;
    while (level->next_rank < n) {
        const int32_t rank = level->next_rank++, start = book->by_cost[begin + rank];
        const int64_t least =
            bound_at(walk, row + 1, level->own + book->own[start], level->n_equal,
                     level->n_hoped_new);
        if (least > walk->limit || (is_last && rank > book->n_blocked[check_in])) {
            level->next_rank = n;
            break;
        }
        if (book->is_taken[start] || book->n_used[book->key[start]] > 0) continue;
        if (rank > book->n_blocked[check_in] && last_row_of(walk, book->key[start]) <= row) {
            continue;
        }
        return start;
    }
    return MM_NONE;
}

/* The next choice of a row. False: all are done. */
static bool next_choice(course_walk *walk, int32_t row, int32_t *start)
{
    const mmi_course_book *book = walk->book;
    const int32_t check_in = check_in_of(walk, row);
    *start = next_at_used_time(walk, row);
    if (*start == MM_NONE) *start = next_at_new_time(walk, row);
    if (*start != MM_NONE) return true;
    if (walk->level[row].none_is_done) return false;
    walk->level[row].none_is_done = true;
    *start = MMI_COURSE_NONE;
    return book->table->start_begin[check_in + 1] - book->table->start_begin[check_in] <=
           book->n_blocked[check_in];
}

/* Take a choice back. */
static void leave(course_walk *walk, int32_t row)
{
    const int32_t start = walk->start[row];
    if (start == MMI_COURSE_NONE) return;
    walk->book->n_used[walk->book->key[start]] -= walk->book->table->weight[row];
}

/* Make a choice; the level behind it is filled. False: it costs more than the limit. */
static bool enter(course_walk *walk, int32_t row, int32_t start, int64_t *least)
{
    const mmi_course_book *book = walk->book;
    const course_level *level = &walk->level[row];
    const int64_t weight = book->table->weight[row];
    course_level next = {.own = level->own, .n_equal = level->n_equal,
                         .n_times = level->n_times, .next_same = MM_NONE};
    walk->start[row] = start;
    if (start == MMI_COURSE_NONE) {
        next.own += mmi_course_cost_of_none(book, row);
    } else {
        int32_t *n_used = &book->n_used[book->key[start]];
        if (*n_used == 0) walk->time[next.n_times++] = book->key[start];
        next.own += book->own[start];
        next.n_equal += two_of(weight) + weight * *n_used;
        *n_used += (int32_t)weight;
    }
    hope(walk, row + 1, &next);
    *least = bound_at(walk, row + 1, next.own, next.n_equal, next.n_hoped);
    if (*least > walk->limit) {
        leave(walk, row);
        return false;
    }
    if (row + 1 < walk->n_rows) walk->level[row + 1] = next;
    return true;
}

/* Whether two meetings of the pair in neighbouring rows break a rule. */
static bool clash(const mmi_course_book *book, const mmi_start *one, const mmi_start *next)
{
    if (next->slot - one->slot < book->group->busy_slots) return true;
    return book->group->per_day == 1 &&
           (one->day[0] == next->day[0] || one->day[1] == next->day[1]);
}

/* Whether the meetings of a whole course are apart. */
static bool is_apart(const mmi_course_book *book, const int32_t *start)
{
    for (int32_t row = 0; row + 1 < book->table->n_rows; row++) {
        if (book->table->touches_next[row] && start[row] != MMI_COURSE_NONE &&
            start[row + 1] != MMI_COURSE_NONE &&
            clash(book, &book->table->start[start[row]], &book->table->start[start[row + 1]])) {
            return false;
        }
    }
    return true;
}

/* Whether a whole course keeps its own rules, and no better one is free whatever others do. */
static bool is_useful(const course_walk *walk)
{
    const mmi_course_book *book = walk->book;
    for (int32_t row = 0; row < walk->n_rows; row++) {
        const int32_t start = walk->start[row];
        if (start != MMI_COURSE_NONE &&
            book->n_used[book->key[start]] == book->table->weight[row] &&
            book->rank[start] > book->n_blocked[check_in_of(walk, row)]) {
            return false;
        }
    }
    return is_apart(book, walk->start);
}

/* Go on to the next whole course within the limit. False: there is none, or too much work. */
static bool next_course(course_walk *walk, int32_t *row, int32_t *n_steps, int64_t *cost)
{
    while (*row >= 0 && *n_steps < MOST_STEPS) {
        int32_t start;
        (*n_steps)++;
        if (!next_choice(walk, *row, &start)) {
            if (--*row >= 0) leave(walk, *row);
            continue;
        }
        if (!enter(walk, *row, start, cost)) continue;
        if (*row + 1 < walk->n_rows) {
            (*row)++;
            continue;
        }
        const bool is_good = is_useful(walk);
        leave(walk, *row);
        if (is_good) return true;
    }
    return false;
}

/* Forget what a walk that was given up still counts as used. */
static void end_walk(course_walk *walk, int32_t row)
{
    while (--row >= 0) leave(walk, row);
}

int mmi_compare_courses(const mmi_course_book *book, const int32_t *one, const int32_t *other)
{
    for (int32_t row = 0; row < book->table->n_rows; row++) {
        if (one[row] == other[row]) continue;
        if (one[row] == MMI_COURSE_NONE) return 1;
        if (other[row] == MMI_COURSE_NONE) return -1;
        return one[row] < other[row] ? -1 : 1; /* starts of a check-in are in order of time */
    }
    return 0;
}

/* The cheapest start of a row at a time of the week that is not taken; MM_NONE. */
static int32_t cheapest_at_time(const course_walk *walk, int32_t row, int32_t key)
{
    const mmi_course_book *book = walk->book;
    int32_t best = MM_NONE;
    for (int32_t start = mmi_start_at_time(book, walk->pair, row, key); start != MM_NONE;
         start = book->same_time[start]) {
        if (book->is_taken[start]) continue;
        if (best == MM_NONE || book->own[start] < book->own[best]) best = start;
    }
    return best;
}

/* The cheapest course at one time of the week in all rows that have a start. False: none. */
static bool find_regular(course_walk *walk, int64_t *cost, int32_t *best)
{
    const mmi_course_book *book = walk->book;
    bool has_one = false;
    for (int32_t key = 0; key < book->n_keys[walk->pair]; key++) {
        int64_t sum = (walk->all_equal - walk->most_equal[0]) << book->bits.regular;
        int32_t row = 0;
        for (; row < walk->n_rows; row++) {
            const int32_t *begin = &book->table->start_begin[check_in_of(walk, row)];
            const int32_t start = cheapest_at_time(walk, row, key);
            if (start == MM_NONE && begin[1] > begin[0]) break;
            walk->start[row] = start;
            sum += start == MM_NONE ? mmi_course_cost_of_none(book, row) : book->own[start];
        }
        if (row < walk->n_rows || !is_apart(book, walk->start) || (has_one && sum > *cost) ||
            (has_one && sum == *cost && mmi_compare_courses(book, walk->start, best) > 0)) {
            continue;
        }
        has_one = true;
        *cost = sum;
        memcpy(best, walk->start, (size_t)walk->n_rows * sizeof *best);
    }
    return has_one;
}

/* Whether nothing is better than the best regular course: it gives up nothing but offsets, and
 * whoever gives up nothing is regular. */
static bool is_regular_best(const course_walk *walk, int64_t cost)
{
    const mmi_course_book *book = walk->book;
    for (int32_t row = 0; row < walk->n_rows; row++) {
        if (book->table->touches_next[row]) return false; /* find_regular() tries one of several */
    }
    const int64_t least = bound_at(walk, 0, 0, 0, walk->most_equal[0]);
    return cost >> book->bits.regular == least >> book->bits.regular;
}

bool mmi_best_course(const mmi_course_book *book, int32_t pair, int64_t *cost, int32_t *start)
{
    course_walk walk;
    int32_t row = 0, n_steps = 0;
    int64_t found;
    begin_walk(book, pair, INT64_MAX, &walk);
    bool has_one = find_regular(&walk, cost, start);
    if (has_one && is_regular_best(&walk, *cost)) return true;
    if (has_one) walk.limit = *cost;
    while (next_course(&walk, &row, &n_steps, &found)) {
        if (has_one && found == walk.limit && mmi_compare_courses(book, walk.start, start) > 0) {
            continue;
        }
        has_one = true;
        walk.limit = *cost = found;
        memcpy(start, walk.start, (size_t)walk.n_rows * sizeof *start);
    }
    end_walk(&walk, row);
    return has_one && n_steps < MOST_STEPS;
}

mm_status mmi_list_courses(const mmi_course_book *book, int32_t pair, int64_t limit,
                           mmi_course_list *list, bool *is_complete)
{
    const size_t n_rows = (size_t)book->table->n_rows;
    mm_status status = MM_OK;
    course_walk walk;
    int32_t row = 0, n_steps = 0;
    int64_t cost;
    list->n = 0;
    begin_walk(book, pair, limit, &walk);
    while (list->n < MOST_COURSES && next_course(&walk, &row, &n_steps, &cost)) {
        if (!mmi_reserve(&book->heap, &list->cost, &list->capacity, list->n + 1) ||
            !mmi_reserve(&book->heap, &list->start, &list->start_capacity,
                         (list->n + 1) * n_rows)) {
            status = MM_ERR_MEMORY;
            break;
        }
        list->cost[list->n] = cost;
        memcpy(list->start + list->n * n_rows, walk.start, n_rows * sizeof *list->start);
        list->n++;
    }
    *is_complete = status == MM_OK && row < 0;
    end_walk(&walk, row);
    return status;
}
