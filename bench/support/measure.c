/* Clocks, /proc and lines of JSON. Linux only, as the peers are. */
#include "measure.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static int64_t nanoseconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

mmb_clock mmb_now(void)
{
    return (mmb_clock){nanoseconds(CLOCK_MONOTONIC), nanoseconds(CLOCK_PROCESS_CPUTIME_ID)};
}

double mmb_wall_s(mmb_clock since)
{
    return (double)(mmb_now().wall_ns - since.wall_ns) / 1e9;
}

double mmb_cpu_s(mmb_clock since)
{
    return (double)(mmb_now().cpu_ns - since.cpu_ns) / 1e9;
}

/* A line of /proc/self/status in megabytes, -1: not there. */
static double status_mb(const char *name)
{
    char line[256];
    double mb = -1;
    FILE *const file = fopen("/proc/self/status", "r");
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, name, strlen(name)) == 0) {
            mb = (double)strtol(line + strlen(name), NULL, 10) / 1024;
        }
    }
    if (file != NULL) fclose(file);
    return mb;
}

double mmb_resident_mb(void)
{
    malloc_trim(0);
    return status_mb("VmRSS:");
}

double mmb_peak_mb(void)
{
    struct rusage usage;
    const double peak = status_mb("VmHWM:");
    if (peak >= 0) return peak;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

void mmb_forget_peak(void)
{
    malloc_trim(0);
    FILE *const file = fopen("/proc/self/clear_refs", "w");
    if (file == NULL) return;
    fputs("5", file);
    fclose(file);
}

static void close_stage(mmb_stages *stages)
{
    if (stages->stage < MMB_N_STAGES) stages->wall_s[stages->stage] += mmb_wall_s(stages->since);
    stages->since = mmb_now();
}

static int tell(void *context, mm_stage stage, double share)
{
    mmb_stages *const stages = context;
    (void)share;
    close_stage(stages);
    stages->stage = (int32_t)stage;
    return 0;
}

void mmb_stages_begin(mmb_stages *stages)
{
    *stages = (mmb_stages){.progress = {tell, stages}, .since = mmb_now()};
}

void mmb_stages_end(mmb_stages *stages)
{
    close_stage(stages);
}

void mmb_line_begin(const char *bench)
{
    printf("{\"bench\": \"%s\"", bench);
}

void mmb_line_text(const char *key, const char *text)
{
    printf(", \"%s\": \"%s\"", key, text);
}

void mmb_line_count(const char *key, int64_t count)
{
    printf(", \"%s\": %lld", key, (long long)count);
}

void mmb_line_number(const char *key, double number)
{
    printf(", \"%s\": %.4g", key, number);
}

void mmb_line_end(void)
{
    puts("}");
    fflush(stdout);
}

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

double mmb_median(double *seconds, int32_t n)
{
    qsort(seconds, (size_t)n, sizeof *seconds, compare);
    return seconds[n / 2];
}

void mmb_must(mm_status status, const mm_error *error)
{
    if (status == MM_OK) return;
    fprintf(stderr, "%s: %s\n", mm_status_name(status), error->message);
    exit(1);
}
