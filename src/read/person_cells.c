/* The cell at hand of a person's record: taking it, dividing it, keeping lists, refusing it. */
#include "read/person_cells.h"

#include <string.h>

#define TOKEN_BYTES_MOST ((size_t)200)

mmi_person_reader mmi_person_reader_on(mmi_builder *builder, int32_t role, mm_problems *problems,
                                       const int32_t *column)
{
    return (mmi_person_reader){.builder = builder, .problems = problems, .role = role,
                               .column = column, .json = mmi_buffer_on(&builder->heap)};
}

void mmi_person_reader_clear(mmi_person_reader *reader)
{
    const mmi_heap *heap = &reader->builder->heap;
    mmi_free(heap, reader->windows.window);
    mmi_free(heap, reader->number);
    mmi_free(heap, reader->range);
    mmi_free(heap, reader->want);
    mmi_buffer_clear(&reader->json);
}

/* NUL-terminated and cut at the end of a character. */
static void make_token(const char *at, size_t n, char token[TOKEN_BYTES_MOST + 1])
{
    if (n > TOKEN_BYTES_MOST) {
        n = TOKEN_BYTES_MOST;
        while (n > 0 && ((unsigned char)at[n] & 0xC0) == 0x80) n--;
    }
    memcpy(token, at, n);
    token[n] = '\0';
}

void mmi_refuse(mmi_person_reader *reader, mm_code code, const char *at, size_t n,
                const char *suggestion, const char *sentence)
{
    const mmi_builder_role *people = &reader->builder->role[reader->role];
    mmi_place place = {people->label, reader->role + 1, reader->cell->line, reader->cell->column,
                       people->heading[reader->slot]};
    if (place.column > 0) place.column += reader->cell->is_quoted + (at - reader->cell->text);
    char token[TOKEN_BYTES_MOST + 1];
    make_token(at, n, token);
    mmi_report(reader->problems, MM_SEVERITY_ERROR, code, &place, token, suggestion, "%s",
               sentence);
}

void mmi_refuse_cell(mmi_person_reader *reader, mm_code code, const char *sentence)
{
    mmi_refuse(reader, code, reader->text, reader->n, NULL, sentence);
}

bool mmi_next_item(const char **rest, size_t *n_rest, char separator, const char **item, size_t *n)
{
    while (*n_rest > 0) {
        const char *const end = memchr(*rest, separator, *n_rest);
        *item = *rest;
        *n = end == NULL ? *n_rest : (size_t)(end - *rest);
        const size_t n_taken = end == NULL ? *n_rest : *n + 1;
        *rest += n_taken;
        *n_rest -= n_taken;
        mmi_trim_blanks(item, n);
        if (*n > 0) return true;
    }
    return false;
}

bool mmi_take_cell(mmi_person_reader *reader, const mmi_cell *cells, int32_t slot)
{
    const int32_t column = reader->column[slot];
    if (column == MM_NONE) return false;
    reader->slot = slot;
    reader->cell = &cells[column];
    reader->text = reader->cell->text;
    reader->n = reader->cell->n;
    mmi_trim_cell(&reader->text, &reader->n);
    return reader->n > 0;
}

const void *mmi_keep(mmi_person_reader *reader, const void *items, size_t n, size_t size)
{
    if (n == 0) return NULL;
    void *copy = mmi_arena_take(&reader->builder->arena, n, size);
    if (copy == NULL) {
        reader->out_of_memory = true;
    } else {
        memcpy(copy, items, n * size);
    }
    return copy;
}

bool mmi_has_control_character(const char *text, size_t n)
{
    const unsigned char *const byte = (const unsigned char *)text;
    for (size_t i = 0; i < n; i++) {
        if (byte[i] < 0x20 || byte[i] == 0x7F) return true;
        if (byte[i] == 0xC2 && i + 1 < n && byte[i + 1] < 0xA0) return true; /* U+0080-009F */
    }
    return false;
}
