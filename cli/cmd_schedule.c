/* `schedule`: check-ins and calendars for pairs that somebody else chose, and a summary. */
#include "session.h"
#include "summary.h"

cli_exit cli_do_schedule(cli_session *session)
{
    cli_exit ending = cli_read(session);
    if (ending == CLI_DONE) ending = cli_compile(session);
    if (ending == CLI_DONE) ending = cli_read_pairs(session);
    if (ending == CLI_DONE) ending = cli_plan(session);
    if (ending == CLI_DONE) ending = cli_write(session, false);
    if (ending != CLI_DONE) return ending;
    cli_print_summary(session);
    return CLI_DONE;
}
