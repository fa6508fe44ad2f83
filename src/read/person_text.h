/* The cells of one person → typed facts; for people files and for what an application puts. */
#ifndef MMI_READ_PERSON_TEXT_H
#define MMI_READ_PERSON_TEXT_H

#include "base/buffer.h"
#include "cohort/cohort_builder.h"
#include "read/csv.h"
#include "read/window_text.h"

typedef struct mmi_person_reader {
    mmi_builder *builder;       /* lent: words are numbered there, lists lie in its arena */
    mm_problems *problems;      /* lent */
    int32_t role;
    bool refuses_guarded_ids;   /* ids that begin with ' and one of = + - @, see mmi_trim_cell */
    const int32_t *column;      /* [MMI_N_FIELDS + n_questions] cell of a field or question, lent;
                                   MM_NONE: not there */
    bool out_of_memory;
    int32_t slot;               /* the cell at hand: field, or MMI_N_FIELDS + question */
    const mmi_cell *cell;
    const char *text;           /* [n] trimmed */
    size_t n;
    mmi_windows windows;        /* room for lists, used again */
    int32_t *number;
    size_t number_capacity;
    mmi_day_range *range;
    size_t range_capacity;
    mmi_stated_want *want;
    size_t want_capacity;
    mmi_buffer json;
} mmi_person_reader;

mmi_person_reader mmi_person_reader_on(mmi_builder *builder, int32_t role, mm_problems *problems,
                                       const int32_t *column);
void mmi_person_reader_clear(mmi_person_reader *reader);

/* Read everything a record says and report all that is wrong; a wrong cell counts as not stated.
 * person->id is MM_NONE where the id cannot be used: then nothing may be put. False: no memory. */
bool mmi_read_person(mmi_person_reader *reader, const mmi_cell *cells, int64_t line,
                     mmi_person *person);

#endif
