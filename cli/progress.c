/* Writes "planning the check-ins ... 40 %" over itself whenever the words or the whole percent
 * change. Stopping is left to the signals: the callback never refuses. */
#include "progress.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *words_of(mm_stage stage)
{
    switch (stage) {
    case MM_STAGE_READ: return "reading";
    case MM_STAGE_COMPILE: return "compiling";
    case MM_STAGE_SCORE: return "scoring the pairs";
    case MM_STAGE_SOLVE: return "matching";
    case MM_STAGE_PRICE: return "proving the matching";
    case MM_STAGE_CONFIRM: return "confirming the matching";
    case MM_STAGE_PLAN: return "planning the check-ins";
    case MM_STAGE_WRITE: return "writing";
    }
    return "working";
}

static int tell(void *context, mm_stage stage, double share)
{
    cli_progress *progress = context;
    const char *doing = words_of(stage);
    const int percent = (int)(share * 100.0);
    if (doing == progress->doing && percent == progress->percent) return 0;
    progress->doing = doing;
    progress->percent = percent;
    fprintf(stderr, "\r\033[K%s ... %d %%", doing, percent);
    fflush(stderr);
    return 0;
}

void cli_progress_open(cli_progress *progress, const cli_options *options)
{
    const char *terminal = getenv("TERM");
    *progress = (cli_progress){.listener = {tell, progress}};
    progress->is_shown = !options->quiet && isatty(STDERR_FILENO) && terminal != NULL &&
                         strcmp(terminal, "dumb") != 0;
}

void cli_progress_begin(cli_progress *progress, const char *doing)
{
    if (!progress->is_shown) return;
    progress->doing = NULL;
    progress->percent = 0;
    fprintf(stderr, "%s ...", doing);
    fflush(stderr);
}

void cli_progress_end(cli_progress *progress)
{
    if (progress->is_shown) fputs("\r\033[K", stderr);
}

const mm_progress *cli_progress_listener(const cli_progress *progress)
{
    return progress->is_shown ? &progress->listener : NULL;
}
