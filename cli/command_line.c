/* Reads the command line with getopt_long: one table says which command takes which option. */
#include "command_line.h"

#include "usage.h"

#include <mentormatch/version.h>

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EVERY (CLI_CHECK | CLI_RUN | CLI_MATCH | CLI_SCHEDULE | CLI_EXPLAIN)
#define WRITING (CLI_RUN | CLI_MATCH | CLI_SCHEDULE)
#define N_COMMANDS 5
#define THREADS_MOST 64 /* the library makes no more */

enum option_code {
    OPTION_ALLOW_ANY_PATH = 256,
    OPTION_CALENDARS,
    OPTION_MENTEE,
    OPTION_MENTOR,
    OPTION_OVERWRITE,
    OPTION_PAIR,
    OPTION_PAIRS,
    OPTION_QUIET,
    OPTION_RAW,
    OPTION_SHOW_VALUES,
    OPTION_THREADS,
    OPTION_TIME_LIMIT,
    OPTION_TIMINGS,
    OPTION_ZONE_DIRECTORY
};

static const struct option long_options[] = {
    {"allow-any-path", no_argument, NULL, OPTION_ALLOW_ANY_PATH},
    {"calendars", no_argument, NULL, OPTION_CALENDARS},
    {"help", no_argument, NULL, 'h'},
    {"mentee", required_argument, NULL, OPTION_MENTEE},
    {"mentor", required_argument, NULL, OPTION_MENTOR},
    {"output", required_argument, NULL, 'o'},
    {"overwrite", no_argument, NULL, OPTION_OVERWRITE},
    {"pair", required_argument, NULL, OPTION_PAIR},
    {"pairs", required_argument, NULL, OPTION_PAIRS},
    {"quiet", no_argument, NULL, OPTION_QUIET},
    {"raw", no_argument, NULL, OPTION_RAW},
    {"show-values", no_argument, NULL, OPTION_SHOW_VALUES},
    {"threads", required_argument, NULL, OPTION_THREADS},
    {"time-limit", required_argument, NULL, OPTION_TIME_LIMIT},
    {"timings", required_argument, NULL, OPTION_TIMINGS},
    {"zone-directory", required_argument, NULL, OPTION_ZONE_DIRECTORY},
    {NULL, 0, NULL, 0}
};

/* The commands that take an option. */
static unsigned commands_of(int code)
{
    switch (code) {
    case OPTION_CALENDARS: return CLI_RUN | CLI_SCHEDULE;
    case OPTION_MENTEE:
    case OPTION_MENTOR:
    case OPTION_PAIR: return CLI_EXPLAIN;
    case OPTION_PAIRS: return CLI_SCHEDULE;
    case OPTION_OVERWRITE:
    case OPTION_RAW:
    case 'o': return WRITING;
    case OPTION_TIME_LIMIT: return WRITING | CLI_EXPLAIN;
    default: return EVERY;
    }
}

const char *cli_command_name(cli_command command)
{
    switch (command) {
    case CLI_CHECK: return "check";
    case CLI_RUN: return "run";
    case CLI_MATCH: return "match";
    case CLI_SCHEDULE: return "schedule";
    case CLI_EXPLAIN: return "explain";
    }
    return "";
}

/* Say where to read on, after a sentence that said what is wrong. */
static cli_parsed wrong(const cli_options *options)
{
    fprintf(stderr, "See: mentormatch %s --help\n", cli_command_name(options->command));
    return CLI_WRONG;
}

static bool read_seconds(const char *text, double *seconds)
{
    char *end = NULL;
    *seconds = strtod(text, &end);
    return end != text && *end == '\0' && isfinite(*seconds) && *seconds > 0.0;
}

/* A whole number from 1 to 64. */
static bool read_threads(const char *text, int *threads)
{
    char *end = NULL;
    const long number = strtol(text, &end, 10);
    *threads = (int)number;
    return end != text && *end == '\0' && number >= 1 && number <= THREADS_MOST;
}

/* Store one option that stands alone or has one argument. */
static void store(cli_options *options, int code, const char *argument)
{
    switch (code) {
    case 'o': options->folder = argument; break;
    case OPTION_ALLOW_ANY_PATH: options->allow_any_path = true; break;
    case OPTION_CALENDARS: options->calendars = true; break;
    case OPTION_MENTEE: options->mentee = argument; break;
    case OPTION_MENTOR: options->mentor = argument; break;
    case OPTION_OVERWRITE: options->overwrite = true; break;
    case OPTION_PAIRS: options->pairs = argument; break;
    case OPTION_QUIET: options->quiet = true; break;
    case OPTION_RAW: options->raw = true; break;
    case OPTION_SHOW_VALUES: options->show_values = true; break;
    case OPTION_TIMINGS: options->timings = argument; break;
    case OPTION_ZONE_DIRECTORY: options->zone_directory = argument; break;
    default: break;
    }
}

/* All options of the command; `argv[0]` is its name. Leaves optind at the first other word. */
static cli_parsed read_options(int argc, char **argv, cli_options *options)
{
    int code;
    int place = -1; /* of a long option in the table */
    while ((code = getopt_long(argc, argv, "ho:", long_options, &place)) != -1) {
        if (code == '?') return wrong(options); /* getopt_long said why */
        if ((commands_of(code) & (unsigned)options->command) == 0) {
            fprintf(stderr, "%s: this command has no option %s%s\n", argv[0],
                    place >= 0 ? "--" : "-", place >= 0 ? long_options[place].name : "o");
            return wrong(options);
        }
        place = -1;
        if (code == 'h') {
            cli_print_usage(stdout, options->command);
            return CLI_ANSWERED;
        }
        if (code == OPTION_TIME_LIMIT && !read_seconds(optarg, &options->time_limit_s)) {
            fprintf(stderr, "%s: --time-limit takes seconds above 0, such as 30 or 2.5\n",
                    argv[0]);
            return wrong(options);
        }
        if (code == OPTION_THREADS && !read_threads(optarg, &options->threads)) {
            fprintf(stderr, "%s: --threads takes a whole number from 1 to %d\n", argv[0],
                    THREADS_MOST);
            return wrong(options);
        }
        if (code == OPTION_PAIR) {
            if (optind >= argc) {
                fprintf(stderr, "%s: --pair takes two ids, mentee and mentor\n", argv[0]);
                return wrong(options);
            }
            options->pair_mentee = optarg;
            options->pair_mentor = argv[optind++];
        }
        store(options, code, optarg);
    }
    return CLI_GO_ON;
}

/* What a command cannot do without, and what cannot stand together. */
static const char *what_is_missing(const cli_options *options)
{
    const int n_questions = (options->pair_mentee != NULL) + (options->mentee != NULL) +
                            (options->mentor != NULL);
    if ((options->command & WRITING) != 0 && options->folder == NULL) {
        return "say where the files go: -o DIR";
    }
    if (options->folder != NULL && options->folder[0] == '\0') return "-o needs a name";
    if (options->command == CLI_SCHEDULE && options->pairs == NULL) {
        return "say where the pairs are: --pairs FILE";
    }
    if (n_questions > 1) return "--pair, --mentee and --mentor cannot stand together";
    return NULL;
}

static cli_parsed read_command(int argc, char **argv, cli_options *options)
{
    /* getopt_long begins its sentences with argv[0], also after this function has returned. */
    static char name[32];
    snprintf(name, sizeof name, "mentormatch %s", cli_command_name(options->command));
    argv[0] = name;

    const cli_parsed parsed = read_options(argc, argv, options);
    if (parsed != CLI_GO_ON) return parsed;
    const int n_words = argc - optind;
    if (n_words != 1) {
        fprintf(stderr, "%s: %s\n", name,
                n_words == 0 ? "name the programme, a JSON file" : "one programme at a time");
        return wrong(options);
    }
    options->programme = argv[optind];
    const char *missing = what_is_missing(options);
    if (missing != NULL) {
        fprintf(stderr, "%s: %s\n", name, missing);
        return wrong(options);
    }
    return CLI_GO_ON;
}

cli_parsed cli_parse(int argc, char **argv, cli_options *options)
{
    static const cli_command commands[N_COMMANDS] = {CLI_CHECK, CLI_RUN, CLI_MATCH, CLI_SCHEDULE,
                                                     CLI_EXPLAIN};
    *options = (cli_options){0};
    const char *zones = getenv("TZDIR");
    if (zones != NULL && zones[0] != '\0') options->zone_directory = zones;

    const char *word = argc > 1 ? argv[1] : "";
    if (strcmp(word, "--version") == 0) {
        printf("mentormatch %s\n", mm_version());
        return CLI_ANSWERED;
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        cli_print_overview(stdout);
        return CLI_ANSWERED;
    }
    for (int i = 0; i < N_COMMANDS; i++) {
        if (strcmp(word, cli_command_name(commands[i])) != 0) continue;
        options->command = commands[i];
        return read_command(argc - 1, argv + 1, options);
    }
    fputs("mentormatch: say what to do: check, run, match, schedule or explain\n"
          "See: mentormatch --help\n", stderr);
    return CLI_WRONG;
}
