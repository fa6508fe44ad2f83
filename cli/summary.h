/* What a run found, on at most fifteen lines. */
#ifndef CLI_SUMMARY_H
#define CLI_SUMMARY_H

#include "session.h"

/* Print what the session holds on standard output; notes about pairs on standard error. */
void cli_print_summary(const cli_session *session);

#endif
