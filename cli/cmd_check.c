/* `check`: read and compile, list every problem, end with one line. */
#include "session.h"

#include <inttypes.h>

/* "2 errors", "1 note". */
static void put_count(int64_t n, const char *one, const char *more, const char *before)
{
    printf("%s%" PRId64 " %s", before, n, n == 1 ? one : more);
}

cli_exit cli_do_check(cli_session *session)
{
    const cli_exit ending = cli_check(session);
    if ((ending != CLI_DONE && ending != CLI_BAD_INPUT) || session->options->quiet) return ending;

    int64_t n_errors = mm_problems_count(session->problems, MM_SEVERITY_ERROR);
    if (ending == CLI_BAD_INPUT && n_errors == 0) n_errors = 1; /* a file that cannot be read */
    cli_put_text(stdout, session->options->programme);
    fputs(": ", stdout);
    if (session->cohort != NULL) {
        put_count(mm_cohort_n_people(session->cohort, MM_ROLE_MENTOR), "mentor", "mentors", "");
        put_count(mm_cohort_n_people(session->cohort, MM_ROLE_MENTEE), "mentee", "mentees", ", ");
        fputs("; ", stdout);
    }
    put_count(n_errors, "error", "errors", "");
    put_count(mm_problems_count(session->problems, MM_SEVERITY_WARNING), "warning", "warnings",
              ", ");
    put_count(mm_problems_count(session->problems, MM_SEVERITY_NOTE), "note", "notes", ", ");
    fputc('\n', stdout);
    return ending;
}
