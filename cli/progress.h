/* The running stage and how far it is, on one line of a terminal that is written anew. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "command_line.h"

#include <mentormatch/status.h>

typedef struct cli_progress {
    mm_progress listener; /* told by the library */
    bool is_shown;        /* standard error is a terminal that can erase a line */
    const char *doing;    /* on the line now */
    int percent;          /* on the line now */
} cli_progress;

/* Nothing is ever shown with --quiet or where standard error is no terminal. */
void cli_progress_open(cli_progress *progress, const cli_options *options);

/* A call begins: `doing` until the library tells more. */
void cli_progress_begin(cli_progress *progress, const char *doing);
/* It has ended: erase the line. */
void cli_progress_end(cli_progress *progress);

/* For the options of the call; NULL where nothing is shown. */
const mm_progress *cli_progress_listener(const cli_progress *progress);

#endif
