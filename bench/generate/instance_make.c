/* Square matrices and sparse capacitated instances from a seed. */
#include "instance.h"

#include "random.h"
#include "survey_score.h"

#include <stdlib.h>

/* n people of a role, ready for scoring; NULL: no memory. */
static mmb_surveyed *survey_all(const mmb_recipe *recipe, int32_t role, int32_t n)
{
    mmb_surveyed *const people = malloc(((size_t)n + 1) * sizeof *people);
    for (int32_t number = 0; people != NULL && number < n; number++) {
        mmb_person person;
        mmb_person_make(recipe, role, number, &person);
        mmb_survey(&person, &people[number]);
    }
    return people;
}

static bool fill_survey(mmb_dense *dense, uint64_t seed)
{
    const mmb_recipe recipe = {.n_mentees = dense->n_rows, .n_mentors = dense->n_columns,
                               .capacity = 1, .n_distinct_weeks = 1, .seed = seed};
    mmb_surveyed *const mentees = survey_all(&recipe, MMB_MENTEE, dense->n_rows);
    mmb_surveyed *const mentors = survey_all(&recipe, MMB_MENTOR, dense->n_columns);
    const bool fits = mentees != NULL && mentors != NULL;
    for (int32_t row = 0; fits && row < dense->n_rows; row++) {
        int32_t *const cost = (int32_t *)dense->cost + (int64_t)row * dense->n_columns;
        mmb_survey_scores(&mentees[row], mentors, dense->n_columns, cost);
        for (int32_t i = 0; i < dense->n_columns; i++) cost[i] = MMB_MOST_SCORE - cost[i];
    }
    free(mentees);
    free(mentors);
    return fits;
}

static void fill_uniform(mmb_dense *dense, char kind, uint64_t seed)
{
    mmb_random random = mmb_random_of(seed, (uint64_t)kind << 32);
    const size_t n = (size_t)dense->n_rows * (size_t)dense->n_columns;
    for (size_t i = 0; i < n; i++) {
        switch (kind) {
        case 'U': ((double *)dense->cost)[i] = (double)(mmb_next(&random) >> 34) / (1 << 30); break;
        case 'M': ((int32_t *)dense->cost)[i] = mmb_between(&random, 1, 1000000); break;
        case 'A': ((int32_t *)dense->cost)[i] = mmb_between(&random, 1, 100); break;
        case 'B':
            ((int64_t *)dense->cost)[i] =
                (int64_t)(mmb_next(&random) >> 23) - (INT64_C(1) << 40);
            break;
        default: ((int32_t *)dense->cost)[i] = 7; break;
        }
    }
}

static mmb_value_type type_of(char kind)
{
    return kind == 'U' ? MMB_FLOAT64 : kind == 'B' ? MMB_INT64 : MMB_INT32;
}

bool mmb_dense_make(char kind, int32_t n_rows, int32_t n_columns, uint64_t seed, mmb_dense *dense)
{
    *dense = (mmb_dense){.n_rows = n_rows, .n_columns = n_columns, .type = type_of(kind)};
    const size_t size = dense->type == MMB_INT32 ? sizeof(int32_t) : sizeof(int64_t);
    dense->cost = malloc(((size_t)n_rows * (size_t)n_columns + 1) * size);
    bool fits = dense->cost != NULL;
    switch (kind) {
    case 'S': fits = fits && fill_survey(dense, seed); break;
    case 'U': case 'M': case 'A': case 'B': case 'E':
        if (fits) fill_uniform(dense, kind, seed);
        break;
    default: fits = false;
    }
    if (!fits) mmb_dense_clear(dense);
    return fits;
}

void mmb_dense_clear(mmb_dense *dense)
{
    free(dense->cost);
    *dense = (mmb_dense){0};
}

/* A score and its column in one number: greater is better, ties to the column that comes first
 * from a start that differs from row to row. */
static uint64_t ranked(int32_t score, int32_t column, int32_t first, int32_t n)
{
    const int32_t turn = column >= first ? column - first : column - first + n;
    return (uint64_t)score << 32 | (uint32_t)(n - 1 - turn);
}

/* The least of heap[0 … n - 1] to the front again after heap[0] was replaced. */
static void sink(uint64_t *heap, int32_t n)
{
    const uint64_t moved = heap[0];
    int32_t at = 0;
    for (int32_t child = 1; child < n; child = 2 * at + 1) {
        if (child + 1 < n && heap[child + 1] < heap[child]) child++;
        if (heap[child] >= moved) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

static int compare_columns(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The k best columns of a row, ascending. */
static void choose_best(const int32_t *score, int32_t n, int32_t k, int32_t row, int32_t *column)
{
    uint64_t heap[256] = {0};
    const int32_t first = n > 0 ? (int32_t)((int64_t)row * 7919 % n) : 0;
    for (int32_t i = 0; i < n; i++) {
        const uint64_t rank = ranked(score[i], i, first, n) + 1;
        if (rank <= heap[0]) continue;
        heap[0] = rank;
        sink(heap, k);
    }
    for (int32_t i = 0; i < k; i++) {
        const int32_t turn = n - 1 - (int32_t)(uint32_t)(heap[i] - 1);
        column[i] = (turn + first) % n;
    }
    qsort(column, (size_t)k, sizeof *column, compare_columns);
}

static bool allocate(mmb_sparse *sparse, int64_t n_pairs)
{
    sparse->row_start = calloc((size_t)sparse->n_rows + 1, sizeof *sparse->row_start);
    sparse->column = calloc((size_t)n_pairs + 1, sizeof *sparse->column);
    sparse->value = calloc((size_t)n_pairs + 1, sizeof *sparse->value);
    sparse->capacity = calloc((size_t)sparse->n_columns + 1, sizeof *sparse->capacity);
    return sparse->row_start != NULL && sparse->column != NULL && sparse->value != NULL &&
           sparse->capacity != NULL;
}

bool mmb_sparse_make(const mmb_recipe *recipe, int32_t n_candidates, mmb_sparse *sparse)
{
    const int32_t n = recipe->n_mentors;
    int32_t k = n_candidates < n ? n_candidates : n;
    if (k > 256) k = 256;
    *sparse = (mmb_sparse){.n_rows = recipe->n_mentees, .n_columns = n};
    mmb_surveyed *const mentees = survey_all(recipe, MMB_MENTEE, recipe->n_mentees);
    mmb_surveyed *const mentors = survey_all(recipe, MMB_MENTOR, n);
    int32_t *const score = malloc(((size_t)n + 1) * sizeof *score);
    const bool fits = mentees != NULL && mentors != NULL && score != NULL &&
                      allocate(sparse, (int64_t)k * recipe->n_mentees);
    for (int32_t i = 0; fits && i < n; i++) sparse->capacity[i] = recipe->capacity;
    for (int32_t row = 0; fits && row < recipe->n_mentees; row++) {
        int32_t *const column = sparse->column + (int64_t)row * k;
        mmb_survey_scores(&mentees[row], mentors, n, score);
        choose_best(score, n, k, row, column);
        for (int32_t i = 0; i < k; i++) sparse->value[(int64_t)row * k + i] = score[column[i]];
        sparse->row_start[row + 1] = (int64_t)(row + 1) * k;
    }
    free(mentees);
    free(mentors);
    free(score);
    if (!fits) mmb_sparse_clear(sparse);
    return fits;
}

void mmb_sparse_clear(mmb_sparse *sparse)
{
    free(sparse->row_start);
    free(sparse->column);
    free(sparse->value);
    free(sparse->capacity);
    *sparse = (mmb_sparse){0};
}
