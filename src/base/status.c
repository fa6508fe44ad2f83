/* Status names and the one place that writes an mm_error. */
#include "base/status.h"

#include <stdio.h>
#include <string.h>

const char *mm_status_name(mm_status status)
{
    switch (status) {
    case MM_OK: return "done";
    case MM_ERR_ARGUMENT: return "bad argument";
    case MM_ERR_OPTION: return "bad option";
    case MM_ERR_MEMORY: return "out of memory";
    case MM_ERR_INPUT: return "bad input";
    case MM_ERR_FILE: return "file trouble";
    case MM_ERR_LIMIT: return "limit exceeded";
    case MM_ERR_MISMATCH: return "stages of different cohorts";
    case MM_ERR_INFEASIBLE: return "no feasible answer";
    case MM_ERR_STOPPED: return "stopped";
    case MM_ERR_SOLVER: return "solver failure";
    case MM_ERR_INTERNAL: return "internal error";
    }
    return "unknown status";
}

void mmi_error_clear(mm_error *error)
{
    if (error == NULL) return;
    *error = (mm_error){.size = sizeof *error};
}

/* Cut at the end of a UTF-8 sequence, so that a shortened label stays valid text. */
static void copy_label(char *to, size_t room, const char *from)
{
    size_t n = strlen(from);
    if (n >= room) {
        n = room - 1;
        while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80) n--;
    }
    memcpy(to, from, n);
    to[n] = '\0';
}

/* Take away what vsnprintf left of a last sequence that did not fit: n bytes are valid UTF-8 up to
 * there. */
static void drop_cut_sequence(char *text, size_t n)
{
    size_t lead = n;
    while (lead > 0 && ((unsigned char)text[lead - 1] & 0xC0) == 0x80) lead--;
    if (lead == 0) return;
    const unsigned char byte = (unsigned char)text[lead - 1];
    const size_t n_wanted = byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (n - (lead - 1) < n_wanted) text[lead - 1] = '\0';
}

void mmi_format_sentence(char *text, size_t room, const char *format, va_list arguments)
{
    const int n = vsnprintf(text, room, format, arguments);
    if (n < 0) text[0] = '\0';
    if (n >= (int)room) drop_cut_sequence(text, room - 1);
}

static mm_status fill(mm_error *error, mm_status status, mm_code code, const char *format,
                      va_list arguments)
{
    if (error == NULL) return status;
    error->size = sizeof *error;
    error->status = status;
    error->code = (int32_t)code;
    mmi_format_sentence(error->message, sizeof error->message, format, arguments);
    return status;
}

mm_status mmi_fail(mm_error *error, mm_status status, mm_code code, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, code, format, arguments);
    va_end(arguments);
    return status;
}

mm_status mmi_fail_at(mm_error *error, mm_status status, mm_code code, const char *file,
                      int64_t line, int64_t column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill(error, status, code, format, arguments);
    va_end(arguments);
    if (error != NULL) {
        copy_label(error->file, sizeof error->file, file != NULL ? file : "");
        error->line = line;
        error->column = column;
    }
    return status;
}

mm_status mmi_missing(mm_error *error, const char *name)
{
    return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, "%s must not be NULL", name);
}

mm_status mmi_out_of_memory(mm_error *error)
{
    return mmi_fail(error, MM_ERR_MEMORY, MM_CODE_MEMORY,
                    "memory ran out; free some, or use a smaller cohort");
}

mm_status mmi_stopped(mm_error *error)
{
    return mmi_fail(error, MM_ERR_STOPPED, MM_CODE_STOPPED,
                    "stopped by cancel or time limit before there was anything to show");
}
