/* Command lines of the form `--name NUMBER` and `--flag`. */
#ifndef MMB_ARGUMENTS_H
#define MMB_ARGUMENTS_H

#include "generate/people.h"

#include <mentormatch/mentormatch.h>

/* One argument and where it goes: exactly one of the pointers is set. */
typedef struct mmb_argument {
    const char *name;    /* with its dashes */
    int64_t *number;     /* takes a whole number */
    const char **text;   /* takes a word */
    bool *flag;          /* takes nothing */
} mmb_argument;

/* Fill from the command line; with an unknown argument or a bad number: usage and exit 2. */
void mmb_arguments_read(int argc, char **argv, const mmb_argument *argument, int32_t n);

/* The arguments that make a cohort, shared by most programs. */
typedef struct mmb_cohort_arguments {
    int64_t mentees, mentors, capacity, weeks, seed, threads;
    bool celebrity;
    const char *kernel;
} mmb_cohort_arguments;

#define MMB_COHORT_ARGUMENTS_INIT {10000, 3000, 4, 1, 1, 1, false, ""}

#define MMB_COHORT_ARGUMENTS(a) \
    {"--mentees", &(a).mentees, 0, 0}, {"--mentors", &(a).mentors, 0, 0}, \
    {"--capacity", &(a).capacity, 0, 0}, {"--weeks", &(a).weeks, 0, 0}, \
    {"--seed", &(a).seed, 0, 0}, {"--threads", &(a).threads, 0, 0}, \
    {"--celebrity", 0, 0, &(a).celebrity}, {"--kernel", 0, &(a).kernel, 0}

/* --kernel portable, avx2, avx512; none is the best of the machine. Another word ends the program. */
mm_kernel mmb_kernel_of(const mmb_cohort_arguments *arguments);

mmb_recipe mmb_recipe_of(const mmb_cohort_arguments *arguments);

/* The arguments again, as the first fields of a line. */
void mmb_line_cohort(const mmb_cohort_arguments *arguments);

#endif
