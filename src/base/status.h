/* Filling mm_error: the innermost function that knows writes it, nobody overwrites it. */
#ifndef MMI_BASE_STATUS_H
#define MMI_BASE_STATUS_H

#include <mentormatch/codes.h>
#include <mentormatch/status.h>

#include <stdarg.h>

/* At the door of every public call: size written, everything else zero. NULL is fine. */
void mmi_error_clear(mm_error *error);

/* Fill `error` (may be NULL) with a sentence and return `status`. */
__attribute__((format(printf, 4, 5)))
mm_status mmi_fail(mm_error *error, mm_status status, mm_code code, const char *format, ...);

/* The same with a place; file may be NULL, line and column 0. */
__attribute__((format(printf, 7, 8)))
mm_status mmi_fail_at(mm_error *error, mm_status status, mm_code code, const char *file,
                      int64_t line, int64_t column, const char *format, ...);

/* As vsnprintf; a text that does not fit is cut between two characters of UTF-8. */
__attribute__((format(printf, 3, 0)))
void mmi_format_sentence(char *text, size_t room, const char *format, va_list arguments);

/* "`name` must not be NULL" as status and sentence. */
mm_status mmi_missing(mm_error *error, const char *name);

/* "memory ran out" as status and sentence. */
mm_status mmi_out_of_memory(mm_error *error);

/* "cancelled" or "out of time" as status and sentence. */
mm_status mmi_stopped(mm_error *error);

#endif
