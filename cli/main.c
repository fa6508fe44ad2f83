/* The mentormatch command: reads the command line, runs one command, returns its exit status.
 * It sees the library through its public headers alone. */
#include "session.h"

static cli_exit run_command(cli_session *session)
{
    switch (session->options->command) {
    case CLI_CHECK: return cli_do_check(session);
    case CLI_RUN: return cli_do_run(session);
    case CLI_MATCH: return cli_do_match(session);
    case CLI_SCHEDULE: return cli_do_schedule(session);
    case CLI_EXPLAIN: return cli_do_explain(session);
    }
    return CLI_USAGE;
}

/* A full disk or a closed pipe shows itself only when the text really goes out. */
static cli_exit flush_output(cli_exit ending)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0) return ending;
    fputs("mentormatch: standard output cannot be written\n", stderr);
    return ending == CLI_DONE ? CLI_FAILED : ending;
}

int main(int argc, char **argv)
{
    cli_options options;
    const cli_parsed parsed = cli_parse(argc, argv, &options);
    if (parsed == CLI_WRONG) return (int)CLI_USAGE;
    if (parsed == CLI_ANSWERED) return (int)flush_output(CLI_DONE);

    cli_session session;
    cli_exit ending = cli_session_open(&session, &options);
    if (ending == CLI_DONE) {
        ending = run_command(&session);
        if (options.timings != NULL) {
            ending = cli_write_timings(&session.stages, &options, ending);
        }
    }
    cli_session_close(&session);
    return (int)flush_output(ending);
}
