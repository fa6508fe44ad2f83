/* Sentences for people: problems, errors, and the exit status that goes with them. */
#ifndef CLI_REPORT_H
#define CLI_REPORT_H

#include "command_line.h"

#include <mentormatch/status.h>

#include <stdio.h>

/* Exit status of the command; the numbers are promised. */
typedef enum cli_exit {
    CLI_DONE = 0,
    CLI_USAGE = 1,
    CLI_BAD_INPUT = 2,
    CLI_INFEASIBLE = 3,
    CLI_STOPPED = 4,
    CLI_FAILED = 5
} cli_exit;

/* The exit status for an error. */
cli_exit cli_exit_of(const mm_error *error);

/* Errors, then warnings, then notes, each as `file:line:column: text` on standard error. The
 * offending value is shown on a terminal or with --show-values; --quiet keeps errors only. */
void cli_report_problems(const mm_problems *problems, const cli_options *options);

/* One error in the same form. */
void cli_report_error(const mm_error *error);

/* Text with control characters replaced, so that no file can steer a terminal. */
void cli_put_text(FILE *out, const char *text);

/* Millionths as a decimal with six places, without the locale. */
typedef struct cli_decimal {
    char text[32];
} cli_decimal;
cli_decimal cli_millionths(int64_t value);

#endif
