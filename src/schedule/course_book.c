/* What listing courses needs to know of a group: costs as one word, starts by cost, times of the
 * week by number, and how many starts of a check-in all others together can take. */
#include "schedule/course.h"

#include <string.h>

#define MOST_BITS 56         /* sums of MMI_IMPOSSIBLE stay above all costs */
#define DISCOMFORTS 64       /* quarter hours of a meeting, and more */
#define TIMES_OF_WEEK 672    /* quarter hours of a week */
#define TIME_S 900
#define MOST_DATES 32
#define PARTED_ROWS 6

static int32_t bits_for(int64_t most)
{
    int32_t n_bits = 1;
    while (most >> n_bits != 0) n_bits++;
    return n_bits;
}

/* Room for every goal of the whole group. False: not in one word. */
static bool lay_out_bits(const mmi_group *group, mmi_course_bits *bits)
{
    const int64_t n_weeks = group->n_weeks, n_check_ins = n_weeks * group->n_pairs;
    bits->regular = bits_for(n_check_ins * MMI_MOST_STARTS);
    bits->least = bits->regular + bits_for(group->n_pairs * (n_weeks * (n_weeks - 1) / 2));
    bits->most = bits->least + bits_for(n_check_ins * DISCOMFORTS);
    bits->none = bits->most + bits_for(n_check_ins * DISCOMFORTS);
    return bits->none + bits_for(n_check_ins) <= MOST_BITS;
}

/* Costs of the starts of a check-in, and their order: by discomfort (two passes of counting), and
 * as they are, by time, where that is equal. False: a discomfort is out of range. */
static bool order_starts(mmi_course_book *book, int32_t check_in)
{
    const mmi_week_table *table = book->table;
    const int32_t begin = table->start_begin[check_in], end = table->start_begin[check_in + 1];
    const int64_t weight = table->weight[check_in / book->group->n_pairs];
    int32_t n_least[DISCOMFORTS + 1] = {0}, n_most[DISCOMFORTS + 1] = {0};
    for (int32_t i = begin; i < end; i++) {
        const mmi_start *start = &table->start[i];
        if (start->most_discomfort >= DISCOMFORTS) return false;
        book->own[i] = weight * (((int64_t)start->most_discomfort << book->bits.most) +
                                 ((int64_t)start->least_discomfort << book->bits.least) +
                                 start->offset);
        n_least[start->least_discomfort + 1]++;
        n_most[start->most_discomfort + 1]++;
    }
    for (int32_t i = 0; i < DISCOMFORTS; i++) {
        n_least[i + 1] += n_least[i];
        n_most[i + 1] += n_most[i];
    }
    for (int32_t i = begin; i < end; i++) {
        book->rank[begin + n_least[table->start[i].least_discomfort]++] = i;
    }
    for (int32_t i = begin; i < end; i++) {
        const int32_t start = book->rank[i];
        book->by_cost[begin + n_most[table->start[start].most_discomfort]++] = start;
    }
    for (int32_t i = begin; i < end; i++) book->rank[book->by_cost[i]] = i - begin;
    return true;
}

/* Number the times of the week of a pair. `time` and `next` have room for all its starts. */
static void number_times(mmi_course_book *book, int32_t pair, int32_t *time, int32_t *next)
{
    const mmi_week_table *table = book->table;
    int32_t head[TIMES_OF_WEEK], n_keys = 0;
    for (int32_t i = 0; i < TIMES_OF_WEEK; i++) head[i] = MM_NONE;
    for (int32_t c = pair; c < table->n_rows * book->group->n_pairs; c += book->group->n_pairs) {
        for (int32_t i = table->start_begin[c]; i < table->start_begin[c + 1]; i++) {
            const int32_t its_time = table->start[i].time_of_week;
            int32_t key = head[its_time / TIME_S];
            while (key != MM_NONE && time[key] != its_time) key = next[key];
            if (key == MM_NONE) {
                key = n_keys++;
                time[key] = its_time;
                next[key] = head[its_time / TIME_S];
                head[its_time / TIME_S] = key;
            }
            book->key[i] = key;
        }
    }
    book->n_keys[pair] = n_keys;
}

/* Which starts a row has at each time of the week. */
static void index_times(mmi_course_book *book, int32_t pair)
{
    const mmi_week_table *table = book->table;
    const size_t n_keys = (size_t)book->n_keys[pair], n_rows = (size_t)table->n_rows;
    int32_t *of_key = book->of_key + book->key_begin[pair];
    int32_t *last_row = book->last_row + book->key_begin[pair] / n_rows;
    for (size_t i = 0; i < n_keys * n_rows; i++) of_key[i] = MM_NONE;
    for (int32_t row = 0; row < table->n_rows; row++) {
        const int32_t c = row * book->group->n_pairs + pair;
        for (int32_t i = table->start_begin[c + 1] - 1; i >= table->start_begin[c]; i--) {
            int32_t *first = &of_key[(size_t)row * n_keys + (size_t)book->key[i]];
            book->same_time[i] = *first;
            *first = i;
            last_row[book->key[i]] = row;
        }
    }
}

/* Whether two rows of a pair have a time in common. */
static bool share_a_time(const mmi_course_book *book, int32_t pair, int32_t one, int32_t other)
{
    for (int32_t key = 0; key < book->n_keys[pair]; key++) {
        if (mmi_start_at_time(book, pair, one, key) != MM_NONE &&
            mmi_start_at_time(book, pair, other, key) != MM_NONE) {
            return true;
        }
    }
    return false;
}

static int64_t two_of(int64_t n)
{
    return n * (n - 1) / 2;
}

/* Equal check-ins that a pair can have at most in the rows from each on: every two rows that share
 * a time. */
static void count_pairwise(const mmi_course_book *book, int32_t pair, int64_t *most_equal)
{
    const mmi_week_table *table = book->table;
    for (int32_t row = table->n_rows - 1; row >= 0; row--) {
        const int32_t c = row * book->group->n_pairs + pair;
        const int64_t weight = table->weight[row];
        if (table->start_begin[c + 1] > table->start_begin[c]) most_equal[row] = two_of(weight);
        for (int32_t later = row + 1; later < table->n_rows; later++) {
            if (share_a_time(book, pair, row, later)) {
                most_equal[row] += weight * table->weight[later];
            }
        }
        most_equal[row] += most_equal[row + 1];
    }
}

/* The same exactly, for few rows: the best way to part the rows so that each part has a time in
 * common, by dynamic programming over sets of rows. */
static void part_rows(const mmi_course_book *book, int32_t pair, int64_t *most_equal)
{
    const mmi_week_table *table = book->table;
    const uint32_t n_sets = 1u << table->n_rows;
    bool has_time[1 << PARTED_ROWS] = {false};
    int64_t most[1 << PARTED_ROWS] = {0};
    for (int32_t key = 0; key < book->n_keys[pair]; key++) {
        uint32_t rows = 0;
        for (int32_t row = 0; row < table->n_rows; row++) {
            if (mmi_start_at_time(book, pair, row, key) != MM_NONE) rows |= 1u << row;
        }
        has_time[rows] = true;
    }
    for (uint32_t set = n_sets; set-- > 1;) {
        for (int32_t row = 0; row < table->n_rows && has_time[set]; row++) {
            has_time[set & ~(1u << row)] = true;
        }
    }
    for (uint32_t set = 1; set < n_sets; set++) {
        const uint32_t lowest = set & (~set + 1);
        most[set] = most[set & ~lowest]; /* the first row alone has no start */
        for (uint32_t part = set; part > 0; part = (part - 1) & set) {
            if ((part & lowest) == 0 || !has_time[part]) continue;
            int64_t weight = 0;
            for (int32_t row = 0; row < table->n_rows; row++) {
                if ((part >> row & 1) != 0) weight += table->weight[row];
            }
            if (two_of(weight) + most[set & ~part] > most[set]) {
                most[set] = two_of(weight) + most[set & ~part];
            }
        }
    }
    for (int32_t row = 0; row < table->n_rows; row++) {
        most_equal[row] = most[(n_sets - 1) & ~((1u << row) - 1)];
    }
}

/* What the last rows of a pair cost at least, and the regularity they have at most. */
static void bound_rows(mmi_course_book *book, int32_t pair)
{
    const mmi_week_table *table = book->table;
    const int32_t n_rows = table->n_rows;
    int64_t *least_own = book->least_own + pair * (n_rows + 1);
    for (int32_t row = n_rows - 1; row >= 0; row--) {
        const int32_t c = row * book->group->n_pairs + pair, begin = table->start_begin[c];
        const bool has_start = table->start_begin[c + 1] > begin;
        least_own[row] = least_own[row + 1] + (has_start ? book->own[book->by_cost[begin]]
                                                         : mmi_course_cost_of_none(book, row));
    }
    int64_t *most_equal = book->most_equal + pair * (n_rows + 1);
    if (n_rows <= PARTED_ROWS) part_rows(book, pair, most_equal);
    else count_pairwise(book, pair, most_equal);
}

static bool share_person(const mmi_group *group, int32_t one, int32_t other)
{
    const int32_t *a = group->members[one].person, *b = group->members[other].person;
    return a[0] == b[0] || a[0] == b[1] || a[1] == b[0] || a[1] == b[1];
}

/* Most starts of a check-in that one meeting can be too near to. */
static int32_t most_near(const mmi_course_book *book, int32_t check_in)
{
    const mmi_week_table *table = book->table;
    int32_t most = 0, first = table->start_begin[check_in];
    for (int32_t i = first; i < table->start_begin[check_in + 1]; i++) {
        while (table->start[i].slot - table->start[first].slot > 2 * book->group->busy_slots - 2) {
            first++;
        }
        if (i - first + 1 > most) most = i - first + 1;
    }
    return most;
}

/* Most starts of a check-in on one date of a side. */
static int32_t most_on_date(const mmi_course_book *book, int32_t check_in, int32_t side)
{
    const mmi_week_table *table = book->table;
    const int32_t begin = table->start_begin[check_in], end = table->start_begin[check_in + 1];
    int32_t n_on[MOST_DATES] = {0}, most = 0;
    for (int32_t i = begin; i < end; i++) {
        const int32_t date =
            table->start[i].day[side] - table->start[begin].day[side] + MOST_DATES / 2;
        if (date < 0 || date >= MOST_DATES) return end - begin;
        if (++n_on[date] > most) most = n_on[date];
    }
    return most;
}

/* Starts of a check-in that the meetings of all other pairs can take. */
static int32_t most_blocked(const mmi_course_book *book, int32_t check_in)
{
    const mmi_group *group = book->group;
    const mmi_week_table *table = book->table;
    const int32_t row = check_in / group->n_pairs, pair = check_in % group->n_pairs;
    const int32_t n_starts = table->start_begin[check_in + 1] - table->start_begin[check_in];
    int32_t n_others = 0, n_of[2] = {0, 0};
    if (table->touches_next[row] || (row > 0 && table->touches_next[row - 1])) return n_starts;
    for (int32_t other = 0; other < group->n_pairs; other++) {
        if (other == pair) continue;
        n_others += share_person(group, pair, other);
        for (int32_t side = 0; side < 2; side++) {
            const int32_t person = group->members[pair].person[side];
            const int32_t *ends = group->members[other].person;
            n_of[side] += ends[0] == person || ends[1] == person;
        }
    }
    int32_t n_blocked = n_others * most_near(book, check_in);
    for (int32_t side = 0; side < 2; side++) {
        const int32_t n_full = n_of[side] / group->per_day;
        if (n_full > 0) n_blocked += n_full * most_on_date(book, check_in, side);
    }
    return n_blocked < n_starts ? n_blocked : n_starts;
}

static mm_status fill_book(mmi_course_book *book, bool *fits)
{
    const mmi_week_table *table = book->table;
    const int32_t n_pairs = book->group->n_pairs, n_check_ins = table->n_rows * n_pairs;
    const size_t n_starts = (size_t)table->start_begin[n_check_ins];
    mm_status status = MM_ERR_MEMORY;
    int32_t *time = mmi_alloc(&book->heap, n_starts, sizeof *time);
    int32_t *next = mmi_alloc(&book->heap, n_starts, sizeof *next);
    int32_t most_keys = 0;
    if (time == NULL || next == NULL) goto done;
    for (int32_t c = 0; c < n_check_ins; c++) *fits = *fits && order_starts(book, c);
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        number_times(book, pair, time, next);
        book->key_begin[pair + 1] =
            book->key_begin[pair] + (size_t)book->n_keys[pair] * (size_t)table->n_rows;
        if (book->n_keys[pair] > most_keys) most_keys = book->n_keys[pair];
    }
    book->of_key = mmi_alloc(&book->heap, book->key_begin[n_pairs], sizeof *book->of_key);
    book->last_row = mmi_alloc(&book->heap, book->key_begin[n_pairs] / (size_t)table->n_rows,
                               sizeof *book->last_row);
    book->n_used = mmi_alloc(&book->heap, (size_t)most_keys, sizeof *book->n_used);
    if (book->of_key == NULL || book->last_row == NULL || book->n_used == NULL) goto done;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        index_times(book, pair);
        bound_rows(book, pair);
    }
    for (int32_t c = 0; c < n_check_ins; c++) book->n_blocked[c] = most_blocked(book, c);
    status = MM_OK;
done:
    mmi_free(&book->heap, time);
    mmi_free(&book->heap, next);
    return status;
}

mm_status mmi_course_book_make(const mmi_heap *heap, const mmi_group *group,
                               const mmi_week_table *table, mmi_course_book *book, bool *fits)
{
    const size_t n_pairs = (size_t)group->n_pairs;
    const size_t n_check_ins = n_pairs * (size_t)table->n_rows;
    *book = (mmi_course_book){.heap = *heap, .group = group, .table = table};
    *fits = table->n_rows <= MMI_COURSE_ROWS && lay_out_bits(group, &book->bits);
    if (!*fits) return MM_OK;
    const size_t n_starts = (size_t)table->start_begin[n_check_ins];
    book->own = mmi_alloc(heap, n_starts, sizeof *book->own);
    book->by_cost = mmi_alloc(heap, n_starts, sizeof *book->by_cost);
    book->rank = mmi_alloc(heap, n_starts, sizeof *book->rank);
    book->key = mmi_alloc(heap, n_starts, sizeof *book->key);
    book->same_time = mmi_alloc(heap, n_starts, sizeof *book->same_time);
    book->is_taken = mmi_alloc(heap, n_starts, sizeof *book->is_taken);
    book->n_blocked = mmi_alloc(heap, n_check_ins, sizeof *book->n_blocked);
    book->n_keys = mmi_alloc(heap, n_pairs, sizeof *book->n_keys);
    book->key_begin = mmi_alloc(heap, n_pairs + 1, sizeof *book->key_begin);
    book->least_own = mmi_alloc(heap, n_pairs + n_check_ins, sizeof *book->least_own);
    book->most_equal = mmi_alloc(heap, n_pairs + n_check_ins, sizeof *book->most_equal);
    mm_status status = MM_ERR_MEMORY;
    if (book->own != NULL && book->by_cost != NULL && book->rank != NULL && book->key != NULL &&
        book->same_time != NULL && book->is_taken != NULL && book->n_blocked != NULL &&
        book->n_keys != NULL && book->key_begin != NULL && book->least_own != NULL &&
        book->most_equal != NULL) {
        status = fill_book(book, fits);
    }
    if (status != MM_OK || !*fits) mmi_course_book_clear(book);
    return status;
}

void mmi_course_book_clear(mmi_course_book *book)
{
    const mmi_heap heap = book->heap;
    mmi_free(&heap, book->own);
    mmi_free(&heap, book->by_cost);
    mmi_free(&heap, book->rank);
    mmi_free(&heap, book->key);
    mmi_free(&heap, book->same_time);
    mmi_free(&heap, book->n_blocked);
    mmi_free(&heap, book->n_keys);
    mmi_free(&heap, book->key_begin);
    mmi_free(&heap, book->of_key);
    mmi_free(&heap, book->last_row);
    mmi_free(&heap, book->least_own);
    mmi_free(&heap, book->most_equal);
    mmi_free(&heap, book->n_used);
    mmi_free(&heap, book->is_taken);
    *book = (mmi_course_book){.heap = heap};
}
