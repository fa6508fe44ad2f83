/* Times the stages on the monotonic clock, and writes the durations as JSON; showing the running
 * one is left to progress.c. They never go into a result: that is the same for the same people. */
#include "stages.h"

#include <mentormatch/version.h>

#include <errno.h>
#include <string.h>
#include <time.h>

/* The library takes 0 for no limit; a limit that has passed is the shortest one. */
#define SHORTEST_LIMIT_S 1e-6

static double now_s(void)
{
    struct timespec now;
    if (clock_gettime(CLOCK_MONOTONIC, &now) != 0) return 0.0;
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

void cli_stages_open(cli_stages *stages, const cli_options *options)
{
    stages->n_stages = 0;
    stages->begin_s = now_s();
    cli_progress_open(&stages->progress, options);
}

void cli_stage_begin(cli_stages *stages, const char *name, const char *doing)
{
    stages->stage[stages->n_stages] = (cli_stage){name, 0.0};
    stages->stage_begin_s = now_s();
    cli_progress_begin(&stages->progress, doing);
}

void cli_stage_end(cli_stages *stages)
{
    stages->stage[stages->n_stages++].seconds = now_s() - stages->stage_begin_s;
    cli_progress_end(&stages->progress);
}

double cli_seconds_left(const cli_stages *stages, double time_limit_s)
{
    if (time_limit_s <= 0.0) return 0.0;
    const double left = stages->begin_s + time_limit_s - now_s();
    return left > SHORTEST_LIMIT_S ? left : SHORTEST_LIMIT_S;
}

cli_exit cli_write_timings(const cli_stages *stages, const cli_options *options, cli_exit ending)
{
    FILE *file = fopen(options->timings, "w");
    bool is_written = file != NULL;
    if (is_written) {
        fprintf(file, "{\"mentormatch\": \"%s\", \"command\": \"%s\", \"exit\": %d,\n"
                " \"seconds\": {", mm_version(), cli_command_name(options->command), (int)ending);
        for (int i = 0; i < stages->n_stages; i++) {
            fprintf(file, "\"%s\": %.6f, ", stages->stage[i].name, stages->stage[i].seconds);
        }
        fprintf(file, "\"total\": %.6f}}\n", now_s() - stages->begin_s);
        is_written = ferror(file) == 0;
        is_written = fclose(file) == 0 && is_written;
    }
    if (is_written) return ending;
    fprintf(stderr, "mentormatch: the timings cannot be written: %s\n", strerror(errno));
    return ending == CLI_DONE ? CLI_FAILED : ending;
}
