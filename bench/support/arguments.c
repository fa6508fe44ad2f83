/* Strict: an argument that is not known ends the program, so that no run measures something else
 * than was asked for. */
#include "arguments.h"

#include "measure.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static _Noreturn void refuse(const char *program, const mmb_argument *argument, int32_t n)
{
    fprintf(stderr, "usage: %s", program);
    for (int32_t i = 0; i < n; i++) {
        const char *const takes =
            argument[i].flag != NULL ? "" : argument[i].number != NULL ? " N" : " WORD";
        fprintf(stderr, " [%s%s]", argument[i].name, takes);
    }
    fputc('\n', stderr);
    exit(2);
}

void mmb_arguments_read(int argc, char **argv, const mmb_argument *argument, int32_t n)
{
    for (int at = 1; at < argc; at++) {
        const mmb_argument *found = NULL;
        for (int32_t i = 0; i < n; i++) {
            if (strcmp(argument[i].name, argv[at]) == 0) found = &argument[i];
        }
        if (found == NULL) refuse(argv[0], argument, n);
        if (found->flag != NULL) {
            *found->flag = true;
            continue;
        }
        if (++at == argc) refuse(argv[0], argument, n);
        if (found->text != NULL) {
            *found->text = argv[at];
            continue;
        }
        char *end;
        errno = 0;
        *found->number = strtoll(argv[at], &end, 10);
        if (end == argv[at] || *end != '\0' || errno != 0) refuse(argv[0], argument, n);
    }
}

/* A number of people or places that fits. */
static int32_t checked(const char *name, int64_t number, int64_t least, int64_t most)
{
    if (number >= least && number <= most) return (int32_t)number;
    fprintf(stderr, "%s: give a number from %lld to %lld\n", name, (long long)least,
            (long long)most);
    exit(2);
}

mm_kernel mmb_kernel_of(const mmb_cohort_arguments *arguments)
{
    static const char *const names[] = {"", "portable", "avx2", "avx512"};
    for (int32_t i = 0; i < 4; i++) {
        if (strcmp(names[i], arguments->kernel) == 0) return (mm_kernel)i;
    }
    fputs("--kernel: give portable, avx2 or avx512\n", stderr);
    exit(2);
}

mmb_recipe mmb_recipe_of(const mmb_cohort_arguments *arguments)
{
    return (mmb_recipe){
        .n_mentees = checked("--mentees", arguments->mentees, 0, 2000000),
        .n_mentors = checked("--mentors", arguments->mentors, 0, 2000000),
        .capacity = checked("--capacity", arguments->capacity, 0, 1000000),
        .n_distinct_weeks = checked("--weeks", arguments->weeks, 1, 3),
        .has_celebrities = arguments->celebrity,
        .seed = (uint64_t)arguments->seed};
}

void mmb_line_cohort(const mmb_cohort_arguments *arguments)
{
    mmb_line_count("mentees", arguments->mentees);
    mmb_line_count("mentors", arguments->mentors);
    mmb_line_count("capacity", arguments->capacity);
    mmb_line_count("celebrity", arguments->celebrity);
    mmb_line_count("weeks", arguments->weeks);
    mmb_line_count("seed", arguments->seed);
    mmb_line_count("threads", arguments->threads);
}
