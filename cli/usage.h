/* The help texts. */
#ifndef CLI_USAGE_H
#define CLI_USAGE_H

#include "command_line.h"

#include <stdio.h>

/* What the command line as a whole looks like. */
void cli_print_overview(FILE *out);

/* One command and its options. */
void cli_print_usage(FILE *out, cli_command command);

#endif
