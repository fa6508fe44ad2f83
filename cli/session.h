/* One run of the command: the stages in order, each reported and timed. */
#ifndef CLI_SESSION_H
#define CLI_SESSION_H

#include "report.h"
#include "stages.h"

#include <mentormatch/mentormatch.h>

typedef struct cli_session {
    const cli_options *options;
    mm_cancel *cancel;       /* set by SIGINT and SIGTERM */
    mm_problems *problems;
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_matching *matching;
    mm_unmatched *unmatched; /* NULL for given pairs */
    mm_schedule *schedule;
    mm_error error;          /* of the last stage */
    cli_stages stages;
} cli_session;

/* Begin: CLI_DONE, or CLI_FAILED with a sentence on standard error. Close it in both cases. */
cli_exit cli_session_open(cli_session *session, const cli_options *options);
void cli_session_close(cli_session *session);

/* Each does one stage. Anything but CLI_DONE is the exit status, and its sentence is printed. */
cli_exit cli_read(cli_session *session);
cli_exit cli_compile(cli_session *session);
/* Both, with all that can be said about the files: pair rules, capacities beyond the time. */
cli_exit cli_check(cli_session *session);
cli_exit cli_match(cli_session *session);
cli_exit cli_explain_unmatched(cli_session *session);
cli_exit cli_read_pairs(cli_session *session);
cli_exit cli_plan(cli_session *session);
/* Write DIR: the pairs if `with_pairs`, and the schedule if there is one. */
cli_exit cli_write(cli_session *session, bool with_pairs);

/* CLI_STOPPED if the time limit ended the matching, else CLI_DONE. */
cli_exit cli_ending(const cli_session *session);

/* The commands. */
cli_exit cli_do_check(cli_session *session);
cli_exit cli_do_run(cli_session *session);
cli_exit cli_do_match(cli_session *session);
cli_exit cli_do_schedule(cli_session *session);
cli_exit cli_do_explain(cli_session *session);

#endif
