/* What the user asked for on the command line. */
#ifndef CLI_COMMAND_LINE_H
#define CLI_COMMAND_LINE_H

#include <stdbool.h>

/* Bits, so that an option can say which commands take it. */
typedef enum cli_command {
    CLI_CHECK = 1,
    CLI_RUN = 2,
    CLI_MATCH = 4,
    CLI_SCHEDULE = 8,
    CLI_EXPLAIN = 16
} cli_command;

typedef struct cli_options {
    cli_command command;
    const char *programme;      /* file name */
    const char *folder;         /* -o */
    const char *pairs;          /* --pairs */
    const char *pair_mentee;    /* --pair, both or none */
    const char *pair_mentor;
    const char *mentee;         /* --mentee */
    const char *mentor;         /* --mentor */
    const char *timings;        /* --timings; NULL: none */
    const char *zone_directory; /* --zone-directory, else TZDIR, else NULL */
    double time_limit_s;        /* of the whole command; 0: none */
    int threads;                /* 0: one a processor */
    bool allow_any_path;
    bool calendars;
    bool overwrite;
    bool quiet;
    bool raw;
    bool show_values;
} cli_options;

typedef enum cli_parsed {
    CLI_GO_ON = 0, /* options are filled */
    CLI_ANSWERED,  /* help or version was printed */
    CLI_WRONG      /* a sentence is on standard error */
} cli_parsed;

/* Read the command line; texts are lent by argv and the environment. */
cli_parsed cli_parse(int argc, char **argv, cli_options *options);

/* The name of a command, such as "run". */
const char *cli_command_name(cli_command command);

#endif
