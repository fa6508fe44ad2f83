/* Collecting all problems of all files in one run. */
#ifndef MMI_BASE_PROBLEMS_H
#define MMI_BASE_PROBLEMS_H

#include "base/status.h"

#include <stdbool.h>

/* Where a problem is. `rank` orders files: 0 programme, 1 mentors, 2 mentees. */
typedef struct mmi_place {
    const char *file;  /* label; NULL: none */
    int32_t rank;
    int64_t line;      /* 0: none */
    int64_t column;    /* 0: none */
    const char *field; /* NULL: none */
} mmi_place;

/* Add one. `token` (the offending text, may be personal) and `suggestion` may be NULL; the format
 * must never contain a person's value. Texts are copied. Running out of memory is remembered:
 * mmi_problems_finish() reports it. */
__attribute__((format(printf, 7, 8)))
void mmi_report(mm_problems *problems, mm_severity severity, mm_code code, const mmi_place *place,
                const char *token, const char *suggestion, const char *format, ...);

/* From here on only: errors that the list holds already do not make the next call fail. */
void mmi_problems_begin(mm_problems *problems);

/* Sort, cut the list, and say how the call ended: MM_OK without errors since it began; else
 * MM_ERR_INPUT with the first one in `error`; MM_ERR_MEMORY if a report was lost. May be called
 * again after more reports. */
mm_status mmi_problems_finish(mm_problems *problems, mm_error *error);

/* Whether an error (not a warning or note) has been reported. */
bool mmi_problems_has_error(const mm_problems *problems);

#endif
