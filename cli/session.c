/* The stages of a command, one library call each, and the signals that stop them. */
#include "session.h"

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <string.h>

/* A signal handler gets no argument, so the flag that it sets has to stand here. */
static mm_cancel *volatile flag_of_signals;
static volatile sig_atomic_t was_interrupted;

static void interrupt(int number)
{
    (void)number;
    was_interrupted = 1;
    mm_cancel_set(flag_of_signals);
}

/* The first signal stops the stages in good order; a second one ends the process as usual. */
static void listen_to(int number)
{
    struct sigaction before;
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND | SA_RESTART};
    sigemptyset(&action.sa_mask);
    /* A command started with a signal ignored, as by nohup, keeps ignoring it. */
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
        (void)sigaction(number, &action, NULL);
    }
}

cli_exit cli_session_open(cli_session *session, const cli_options *options)
{
    *session = (cli_session){.options = options};
    cli_stages_open(&session->stages, options);
    if (mm_cancel_new(NULL, &session->cancel) != MM_OK ||
        mm_problems_new(NULL, &session->problems) != MM_OK) {
        fputs("mentormatch: memory ran out\n", stderr);
        return CLI_FAILED;
    }
    flag_of_signals = session->cancel;
    listen_to(SIGINT);
    listen_to(SIGTERM);
    return CLI_DONE;
}

void cli_session_close(cli_session *session)
{
    /* A signal may still come: it must not find a flag that is gone. */
    flag_of_signals = NULL;
    mm_schedule_free(session->schedule);
    mm_unmatched_free(session->unmatched);
    mm_matching_free(session->matching);
    mm_profiles_free(session->profiles);
    mm_cohort_free(session->cohort);
    mm_programme_free(session->programme);
    mm_problems_free(session->problems);
    mm_cancel_free(session->cancel);
}

/* Close a stage: its exit status, with a sentence where the problems have not told it already. */
static cli_exit end_stage(cli_session *session, mm_status status, bool is_told)
{
    cli_stage_end(&session->stages);
    if (was_interrupted) {
        fputs("mentormatch: stopped by a signal; nothing was written\n", stderr);
        return CLI_STOPPED;
    }
    if (status == MM_OK) return CLI_DONE;
    if (!is_told) cli_report_error(&session->error);
    return cli_exit_of(&session->error);
}

static double seconds_left(const cli_session *session)
{
    return cli_seconds_left(&session->stages, session->options->time_limit_s);
}

static mm_read_options read_options(cli_session *session)
{
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.cancel = session->cancel;
    options.time_limit_s = seconds_left(session);
    options.progress = cli_progress_listener(&session->stages.progress);
    options.problems = session->problems;
    options.zone_directory = session->options->zone_directory;
    options.allow_any_path = session->options->allow_any_path;
    return options;
}

/* Whether a list of problems tells already why a stage failed. */
static bool problems_tell(const mm_problems *problems, mm_status status)
{
    return status == MM_ERR_INPUT && mm_problems_count(problems, MM_SEVERITY_ERROR) > 0;
}

static cli_exit read_silently(cli_session *session)
{
    cli_stage_begin(&session->stages, "read", "reading");
    const mm_read_options options = read_options(session);
    const mm_status status = mm_read_files(session->options->programme, &options,
                                           &session->programme, &session->cohort,
                                           &session->error);
    return end_stage(session, status, problems_tell(session->problems, status));
}

static cli_exit compile(cli_session *session, mm_problems *problems)
{
    cli_stage_begin(&session->stages, "compile", "compiling");
    mm_compile_options options = MM_COMPILE_OPTIONS_INIT;
    options.cancel = session->cancel;
    options.threads = session->options->threads;
    options.progress = cli_progress_listener(&session->stages.progress);
    options.time_limit_s = seconds_left(session);
    options.problems = problems;
    const mm_status status = mm_compile(session->cohort, &options, &session->profiles,
                                        &session->error);
    return end_stage(session, status, problems_tell(problems, status));
}

cli_exit cli_read(cli_session *session)
{
    const cli_exit ending = read_silently(session);
    cli_report_problems(session->problems, session->options);
    return ending;
}

cli_exit cli_compile(cli_session *session)
{
    /* A list of its own: what reading told has been told, and notes are for `check`. */
    mm_problems *problems = NULL;
    if (mm_problems_new(NULL, &problems) != MM_OK) problems = NULL;
    const cli_exit ending = compile(session, problems);
    if (ending == CLI_BAD_INPUT) cli_report_problems(problems, session->options);
    mm_problems_free(problems);
    return ending;
}

cli_exit cli_check(cli_session *session)
{
    cli_exit ending = read_silently(session);
    if (ending == CLI_DONE) ending = compile(session, session->problems);
    cli_report_problems(session->problems, session->options);
    return ending;
}

cli_exit cli_match(cli_session *session)
{
    cli_stage_begin(&session->stages, "match", "matching");
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    options.cancel = session->cancel;
    options.threads = session->options->threads;
    options.progress = cli_progress_listener(&session->stages.progress);
    options.time_limit_s = seconds_left(session);
    const mm_status status = mm_match(session->profiles, &options, &session->matching,
                                      &session->error);
    const cli_exit ending = end_stage(session, status, false);
    if (ending != CLI_DONE) return ending;
    if (mm_matching_outcome(session->matching) == MM_OUTCOME_INFEASIBLE) {
        fputs("mentormatch: the rules leave no matching\n", stderr);
        return CLI_INFEASIBLE;
    }
    return CLI_DONE;
}

cli_exit cli_explain_unmatched(cli_session *session)
{
    cli_stage_begin(&session->stages, "explain", "explaining");
    const mm_status status = mm_explain_unmatched(session->profiles, session->matching,
                                                  &session->unmatched, &session->error);
    return end_stage(session, status, false);
}

static int read_stream(void *context, void *buffer, size_t capacity, size_t *n_read)
{
    FILE *stream = context;
    *n_read = fread(buffer, 1, capacity, stream);
    return ferror(stream);
}

cli_exit cli_read_pairs(cli_session *session)
{
    cli_stage_begin(&session->stages, "read_pairs", "reading the pairs");
    const char *name = session->options->pairs;
    FILE *stream = fopen(name, "rb");
    if (stream == NULL) {
        const int reason = errno;
        cli_stage_end(&session->stages);
        cli_put_text(stderr, name);
        fprintf(stderr, ": cannot be opened: %s\n", strerror(reason));
        return CLI_BAD_INPUT;
    }
    /* The list of problems holds those of the first read, told already. */
    mm_problems_free(session->problems);
    session->problems = NULL;
    mm_status status = mm_problems_new(NULL, &session->problems);
    if (status == MM_OK) {
        const mm_read_options options = read_options(session);
        const mm_source source = {.name = name, .read = read_stream, .context = stream};
        status = mm_read_pairs(session->profiles, &source, &options, &session->matching,
                               &session->error);
    } else {
        session->error = (mm_error){.status = status};
    }
    fclose(stream);
    const cli_exit ending =
        end_stage(session, status, problems_tell(session->problems, status));
    cli_report_problems(session->problems, session->options);
    return ending;
}

cli_exit cli_plan(cli_session *session)
{
    cli_stage_begin(&session->stages, "plan", "planning the check-ins");
    mm_plan_options options = MM_PLAN_OPTIONS_INIT;
    options.cancel = session->cancel;
    options.threads = session->options->threads;
    options.progress = cli_progress_listener(&session->stages.progress);
    options.time_limit_s = seconds_left(session);
    const mm_status status = mm_plan(session->profiles, session->matching, &options,
                                     &session->schedule, &session->error);
    return end_stage(session, status, false);
}

cli_exit cli_write(cli_session *session, bool with_pairs)
{
    cli_stage_begin(&session->stages, "write", "writing");
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    /* No time limit here: what was reached in time is worth writing. */
    options.cancel = session->cancel;
    options.threads = session->options->threads;
    options.progress = cli_progress_listener(&session->stages.progress);
    options.raw_text = session->options->raw;
    options.overwrite = session->options->overwrite;
    options.calendars = session->options->calendars;
    options.unmatched = session->unmatched;
    const mm_status status = mm_write_run(session->profiles, with_pairs ? session->matching : NULL,
                                          session->schedule, session->options->folder, &options,
                                          &session->error);
    if (status == MM_OK) {
        cli_stage_end(&session->stages); /* a signal that came too late changes nothing */
        return CLI_DONE;
    }
    const cli_exit ending = end_stage(session, status, false);
    /* A full disk is neither wrong usage nor bad input. */
    return ending == CLI_BAD_INPUT ? CLI_FAILED : ending;
}

cli_exit cli_ending(const cli_session *session)
{
    const bool is_stopped = mm_matching_outcome(session->matching) == MM_OUTCOME_STOPPED;
    if (is_stopped) {
        fputs("mentormatch: the time limit came before the proof: see the gap\n", stderr);
    }
    return is_stopped ? CLI_STOPPED : CLI_DONE;
}
