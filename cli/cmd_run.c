/* `run`: pairs, check-ins and calendars into one folder, and a summary. */
#include "session.h"
#include "summary.h"

cli_exit cli_do_run(cli_session *session)
{
    cli_exit ending = cli_read(session);
    if (ending == CLI_DONE) ending = cli_compile(session);
    if (ending == CLI_DONE) ending = cli_match(session);
    if (ending == CLI_DONE) ending = cli_plan(session);
    if (ending == CLI_DONE) ending = cli_explain_unmatched(session);
    if (ending == CLI_DONE) ending = cli_write(session, true);
    if (ending != CLI_DONE) return ending;
    cli_print_summary(session);
    return cli_ending(session);
}
