/* Writes problems and errors for people, and chooses the exit status. */
#include "report.h"

#include <mentormatch/codes.h>

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

cli_exit cli_exit_of(const mm_error *error)
{
    switch (error->status) {
    case MM_OK: return CLI_DONE;
    case MM_ERR_OPTION: return CLI_USAGE;
    case MM_ERR_INPUT:
    case MM_ERR_LIMIT: return CLI_BAD_INPUT;
    case MM_ERR_FILE: return error->code == MM_CODE_RUN_FOLDER ? CLI_USAGE : CLI_BAD_INPUT;
    case MM_ERR_INFEASIBLE: return CLI_INFEASIBLE;
    case MM_ERR_STOPPED: return CLI_STOPPED;
    case MM_ERR_ARGUMENT:
    case MM_ERR_MEMORY:
    case MM_ERR_MISMATCH:
    case MM_ERR_SOLVER:
    case MM_ERR_INTERNAL: return CLI_FAILED;
    }
    return CLI_FAILED;
}

void cli_put_text(FILE *out, const char *text)
{
    for (const unsigned char *byte = (const unsigned char *)text; *byte != '\0'; byte++) {
        /* C0 and DEL; and C1, which UTF-8 writes as C2 80 to C2 9F. */
        const bool is_c1 = byte[0] == 0xC2 && byte[1] >= 0x80 && byte[1] <= 0x9F;
        if (is_c1) byte++;
        fputc(is_c1 || *byte < 0x20 || *byte == 0x7F ? '?' : *byte, out);
    }
}

cli_decimal cli_millionths(int64_t value)
{
    cli_decimal decimal;
    const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    snprintf(decimal.text, sizeof decimal.text, "%s%" PRIu64 ".%06" PRIu64, value < 0 ? "-" : "",
             size / 1000000, size % 1000000);
    return decimal;
}

/* `file:line:column: `, as far as it is known. */
static void put_place(const char *file, int64_t line, int64_t column)
{
    if (file[0] == '\0') {
        fputs("mentormatch: ", stderr);
        return;
    }
    cli_put_text(stderr, file);
    if (line > 0) fprintf(stderr, ":%" PRId64, line);
    if (line > 0 && column > 0) fprintf(stderr, ":%" PRId64, column);
    fputs(": ", stderr);
}

static void put_problem(const mm_problem *problem, bool shows_value)
{
    static const char *const words[] = {"", "warning: ", "note: "};
    put_place(problem->file, problem->line, problem->column);
    fputs(words[problem->severity], stderr);
    if (problem->field[0] != '\0') {
        cli_put_text(stderr, problem->field);
        fputs(": ", stderr);
    }
    cli_put_text(stderr, problem->message);
    if (shows_value && problem->token[0] != '\0') {
        fputs(" [", stderr);
        cli_put_text(stderr, problem->token);
        fputs("]", stderr);
    }
    if (problem->suggestion[0] != '\0') {
        fputs("; did you mean ", stderr);
        cli_put_text(stderr, problem->suggestion);
        fputs("?", stderr);
    }
    fputc('\n', stderr);
}

void cli_report_problems(const mm_problems *problems, const cli_options *options)
{
    static const char *const words[] = {"errors", "warnings", "notes"};
    const bool shows_value = options->show_values || isatty(STDERR_FILENO);
    const int last = options->quiet ? MM_SEVERITY_ERROR : MM_SEVERITY_NOTE;
    int32_t n_listed = 0;
    const mm_problem *listed = mm_problems_list(problems, &n_listed);
    for (int severity = MM_SEVERITY_ERROR; severity <= last; severity++) {
        int64_t n_shown = 0;
        for (int32_t i = 0; i < n_listed; i++) {
            if ((int)listed[i].severity != severity) continue;
            put_problem(&listed[i], shows_value);
            n_shown++;
        }
        const int64_t n_all = mm_problems_count(problems, (mm_severity)severity);
        if (n_all > n_shown) {
            fprintf(stderr, "mentormatch: %" PRId64 " %s in all, of which %" PRId64
                    " are listed\n", n_all, words[severity], n_shown);
        }
    }
}

void cli_report_error(const mm_error *error)
{
    put_place(error->file, error->line, error->column);
    cli_put_text(stderr, error->message[0] != '\0' ? error->message
                                                   : mm_status_name(error->status));
    fputc('\n', stderr);
}
