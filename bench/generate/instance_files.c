/* Instances to and from the files of instance.h. */
#include "instance.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct header {
    char magic[8];
    int32_t n_rows, n_columns;
    int64_t n_values;
    int64_t type;
} header;

static size_t size_of(mmb_value_type type)
{
    return type == MMB_INT32 ? sizeof(int32_t) : sizeof(int64_t);
}

static bool put(FILE *file, const void *items, size_t n, size_t size)
{
    return fwrite(items, size, n, file) == n;
}

/* n new items from the file; NULL: the file ends before, or no memory. */
static void *take(FILE *file, int64_t n, size_t size)
{
    void *const items = malloc(((size_t)n + 1) * size);
    if (items != NULL && fread(items, size, (size_t)n, file) != (size_t)n) {
        free(items);
        return NULL;
    }
    return items;
}

static bool take_header(FILE *file, const char *magic, header *found)
{
    return file != NULL && fread(found, sizeof *found, 1, file) == 1 &&
           memcmp(found->magic, magic, sizeof found->magic) == 0 && found->n_rows >= 0 &&
           found->n_columns >= 0 && found->n_values >= 0;
}

bool mmb_dense_write(const mmb_dense *dense, const char *path)
{
    FILE *const file = fopen(path, "wb");
    if (file == NULL) return false;
    header first = {.n_rows = dense->n_rows, .n_columns = dense->n_columns,
                    .n_values = (int64_t)dense->n_rows * dense->n_columns, .type = dense->type};
    memcpy(first.magic, "MMDENSE1", sizeof first.magic);
    const bool is_put = put(file, &first, 1, sizeof first) &&
                        put(file, dense->cost, (size_t)first.n_values, size_of(dense->type));
    return fclose(file) == 0 && is_put;
}

bool mmb_dense_read(const char *path, mmb_dense *dense)
{
    FILE *const file = fopen(path, "rb");
    header first;
    *dense = (mmb_dense){0};
    if (take_header(file, "MMDENSE1", &first)) {
        *dense = (mmb_dense){first.n_rows, first.n_columns, (mmb_value_type)first.type, NULL};
        dense->cost = take(file, first.n_values, size_of(dense->type));
    }
    if (file != NULL) fclose(file);
    return dense->cost != NULL;
}

bool mmb_sparse_write(const mmb_sparse *sparse, const char *path)
{
    FILE *const file = fopen(path, "wb");
    if (file == NULL) return false;
    header first = {.n_rows = sparse->n_rows, .n_columns = sparse->n_columns,
                    .n_values = sparse->row_start[sparse->n_rows], .type = MMB_INT32};
    memcpy(first.magic, "MMSPARS1", sizeof first.magic);
    const size_t n = (size_t)first.n_values;
    const bool is_put = put(file, &first, 1, sizeof first) &&
                        put(file, sparse->row_start, (size_t)sparse->n_rows + 1,
                            sizeof *sparse->row_start) &&
                        put(file, sparse->column, n, sizeof *sparse->column) &&
                        put(file, sparse->value, n, sizeof *sparse->value) &&
                        put(file, sparse->capacity, (size_t)sparse->n_columns,
                            sizeof *sparse->capacity);
    return fclose(file) == 0 && is_put;
}

bool mmb_sparse_read(const char *path, mmb_sparse *sparse)
{
    FILE *const file = fopen(path, "rb");
    header first;
    *sparse = (mmb_sparse){0};
    bool is_read = take_header(file, "MMSPARS1", &first);
    if (is_read) {
        sparse->n_rows = first.n_rows;
        sparse->n_columns = first.n_columns;
        sparse->row_start = take(file, (int64_t)first.n_rows + 1, sizeof *sparse->row_start);
        sparse->column = take(file, first.n_values, sizeof *sparse->column);
        sparse->value = take(file, first.n_values, sizeof *sparse->value);
        sparse->capacity = take(file, first.n_columns, sizeof *sparse->capacity);
        is_read = sparse->row_start != NULL && sparse->column != NULL && sparse->value != NULL &&
                  sparse->capacity != NULL;
    }
    if (file != NULL) fclose(file);
    if (!is_read) mmb_sparse_clear(sparse);
    return is_read;
}
