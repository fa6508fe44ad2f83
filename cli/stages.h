/* How long each stage took, and which one runs now. */
#ifndef CLI_STAGES_H
#define CLI_STAGES_H

#include "progress.h"
#include "report.h"

#define CLI_STAGES_MOST 8

typedef struct cli_stage {
    const char *name;
    double seconds;
} cli_stage;

typedef struct cli_stages {
    cli_stage stage[CLI_STAGES_MOST];
    int n_stages;
    double begin_s;       /* of the command, on the monotonic clock */
    double stage_begin_s; /* of the running stage */
    cli_progress progress;
} cli_stages;

/* Start the clock. The stages must not be moved afterwards. */
void cli_stages_open(cli_stages *stages, const cli_options *options);

/* A stage begins: `name` for the timings, `doing` for the terminal. */
void cli_stage_begin(cli_stages *stages, const char *name, const char *doing);
void cli_stage_end(cli_stages *stages);

/* Seconds that remain of a time limit, never 0 or less; 0 if there is no limit. */
double cli_seconds_left(const cli_stages *stages, double time_limit_s);

/* Write the timings as JSON. */
cli_exit cli_write_timings(const cli_stages *stages, const cli_options *options, cli_exit ending);

#endif
