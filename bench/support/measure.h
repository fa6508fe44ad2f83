/* Seconds, memory and stages of a measurement, and the one line that it prints. */
#ifndef MMB_MEASURE_H
#define MMB_MEASURE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <mentormatch/mentormatch.h>

/* Wall and processor time since some moment; the processor's of all threads of this process. */
typedef struct mmb_clock {
    int64_t wall_ns, cpu_ns;
} mmb_clock;

mmb_clock mmb_now(void);
double mmb_wall_s(mmb_clock since);
double mmb_cpu_s(mmb_clock since);

/* Megabytes (2^20) that the process holds now, after free memory was given back; and its peak
 * since the last mmb_forget_peak(), or since the start where the system cannot forget. */
double mmb_resident_mb(void);
double mmb_peak_mb(void);
void mmb_forget_peak(void);

/* Wall seconds of every stage of a call, by mm_stage. Give `progress` to the call's options. */
enum { MMB_N_STAGES = 16 };
typedef struct mmb_stages {
    mm_progress progress;
    mmb_clock since;
    int32_t stage;
    double wall_s[MMB_N_STAGES];
} mmb_stages;

void mmb_stages_begin(mmb_stages *stages);
void mmb_stages_end(mmb_stages *stages);

/* One line of JSON on standard output: {"bench": "match", "mentees": 10000, …}. */
void mmb_line_begin(const char *bench);
void mmb_line_text(const char *key, const char *text);
void mmb_line_count(const char *key, int64_t count);
void mmb_line_number(const char *key, double number); /* four significant digits */
void mmb_line_end(void);

/* Sorts n seconds, n >= 1, and returns the middle one. */
double mmb_median(double *seconds, int32_t n);

/* A call of the library that must work: else its sentence on standard error and exit 1. */
void mmb_must(mm_status status, const mm_error *error);

#endif
