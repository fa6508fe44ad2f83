/* Inside of person_text.h: the cell at hand, and the parts that read it. */
#ifndef MMI_READ_PERSON_CELLS_H
#define MMI_READ_PERSON_CELLS_H

#include "read/person_text.h"

/* Make a cell the one at hand. False: there is no such column, or the cell is blank. */
bool mmi_take_cell(mmi_person_reader *reader, const mmi_cell *cells, int32_t slot);

/* Report the n bytes at `at`, inside the cell at hand, as an error. */
void mmi_refuse(mmi_person_reader *reader, mm_code code, const char *at, size_t n,
                const char *suggestion, const char *sentence);
/* The whole cell. */
void mmi_refuse_cell(mmi_person_reader *reader, mm_code code, const char *sentence);

/* Take the next item that is not blank from a list. */
bool mmi_next_item(const char **rest, size_t *n_rest, char separator, const char **item,
                   size_t *n);

/* A copy of n items in the builder's arena, NULL for none. */
const void *mmi_keep(mmi_person_reader *reader, const void *items, size_t n, size_t size);

/* Bytes below 20 hex, 7F, and U+0080 to U+009F. */
bool mmi_has_control_character(const char *text, size_t n);

/* place_text.c */
int32_t mmi_read_capacity(mmi_person_reader *reader, const mmi_cell *cells);
int32_t mmi_read_kind(mmi_person_reader *reader, const mmi_cell *cells);
void mmi_read_wants(mmi_person_reader *reader, const mmi_cell *cells, mmi_person *person);

/* answer_text.c: from the cell at hand; is_stated false: there is none. */
void mmi_read_answer(mmi_person_reader *reader, int32_t question, bool is_stated,
                     mmi_answer *answer);

#endif
