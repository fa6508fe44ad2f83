/* Courses of the pairs of a small group: a course is one pair's choice in every row of the week
 * table. Alone, a pair is easy: all its goals are one number, and its best course is found at once.
 * course_search.c puts the pairs' courses together. */
#ifndef MMI_SCHEDULE_COURSE_H
#define MMI_SCHEDULE_COURSE_H

#include "schedule/week_table.h"

#define MMI_COURSE_ROWS 16      /* up to so many rows have courses */
#define MMI_COURSE_NONE (-1)    /* the choice of no start */

/* Where the goals of a whole plan lie in one word, from the lowest bit up: offsets, missing
 * regularity, sums of the smaller and of the larger discomfort, asynchronous check-ins. */
typedef struct mmi_course_bits {
    int32_t regular, least, most, none;
} mmi_course_bits;

/* What everybody who lists courses knows of the group. */
typedef struct mmi_course_book {
    mmi_heap heap;
    const mmi_group *group;
    const mmi_week_table *table;
    mmi_course_bits bits;
    int64_t *own;        /* [n_starts] cost but for regularity, all weeks of the row */
    int32_t *by_cost;    /* [n_starts] starts of a check-in, cheapest first */
    int32_t *rank;       /* [n_starts] place in by_cost, from 0 in every check-in */
    int32_t *key;        /* [n_starts] time of the week, numbered from 0 in every pair */
    int32_t *same_time;  /* [n_starts] next start of the check-in at this time, MM_NONE */
    int32_t *n_blocked;  /* [n_check_ins] starts that all other pairs together can take at most */
    int32_t *n_keys;     /* [n_pairs] */
    size_t *key_begin;   /* [n_pairs + 1] into the next, row by row */
    int32_t *of_key;     /* first start of a row at a time of the week, MM_NONE */
    int32_t *last_row;   /* of a key of a pair: [key_begin / n_rows + key] */
    int64_t *least_own;  /* [n_pairs][n_rows + 1] own cost of a row and those behind it at least */
    int64_t *most_equal; /* [n_pairs][n_rows + 1] equal check-ins among them at most */
    int32_t *n_used;     /* [most keys] scratch: weeks of the course at hand at this time */
    bool *is_taken;      /* [n_starts] starts that courses must do without */
} mmi_course_book;

/* A list of courses of one pair. */
typedef struct mmi_course_list {
    size_t n, capacity;       /* capacity: of cost */
    size_t start_capacity;
    int64_t *cost;            /* [n] */
    int32_t *start;           /* [n][n_rows] start of the table, MMI_COURSE_NONE */
} mmi_course_list;

/* The first start of a row at a time of the week of a pair, MM_NONE. */
static inline int32_t mmi_start_at_time(const mmi_course_book *book, int32_t pair, int32_t row,
                                        int32_t key)
{
    return book->of_key[book->key_begin[pair] +
                        (size_t)row * (size_t)book->n_keys[pair] + (size_t)key];
}

static inline int64_t mmi_course_cost_of_none(const mmi_course_book *book, int32_t row)
{
    return (int64_t)book->table->weight[row] << book->bits.none;
}

/* *fits false: too many rows or weeks; nothing is kept then, as after MM_ERR_MEMORY. */
mm_status mmi_course_book_make(const mmi_heap *heap, const mmi_group *group,
                               const mmi_week_table *table, mmi_course_book *book, bool *fits);
void mmi_course_book_clear(mmi_course_book *book);

/* The cheapest course of a pair without starts that are taken, the first in the last tie. There
 * is one, as a pair may do without any start. False: too much work. */
bool mmi_best_course(const mmi_course_book *book, int32_t pair, int64_t *cost, int32_t *start);

/* All courses of a pair that cost at most `limit` and can be part of a best plan, in no order.
 * *is_complete false: too many. MM_ERR_MEMORY. */
mm_status mmi_list_courses(const mmi_course_book *book, int32_t pair, int64_t limit,
                           mmi_course_list *list, bool *is_complete);

/* < 0, 0, > 0 as one course of a pair is before the other in the last tie. */
int mmi_compare_courses(const mmi_course_book *book, const int32_t *one, const int32_t *other);

#endif
