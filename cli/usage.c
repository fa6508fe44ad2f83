/* Help texts: an overview, and a page for each command. */
#include "usage.h"

static const char overview[] =
    "mentormatch: survey answers, time zones and weekly availability in;\n"
    "provably optimal mentor-mentee pairs and dated check-ins out.\n"
    "\n"
    "  mentormatch check PROGRAMME                         read everything, list every problem\n"
    "  mentormatch run PROGRAMME -o DIR                    pairs, check-ins, calendars\n"
    "  mentormatch match PROGRAMME -o DIR                  pairs only\n"
    "  mentormatch schedule PROGRAMME --pairs FILE -o DIR  check-ins for pairs of yours\n"
    "  mentormatch explain PROGRAMME                       why somebody has no mentor\n"
    "  mentormatch explain PROGRAMME --pair MENTEE MENTOR  why a pair scores what it scores\n"
    "\n"
    "  mentormatch COMMAND --help                          the options of a command\n"
    "  mentormatch --version\n"
    "\n"
    "PROGRAMME is a JSON file that names the two CSV files of people.\n"
    "\n"
    "Exit status: 0 done, also with unfilled requests; 1 wrong usage; 2 bad input;\n"
    "3 the rules leave no answer; 4 stopped; 5 anything else, such as a full disk.\n";

static const char check_page[] =
    "mentormatch check PROGRAMME [options]\n"
    "\n"
    "Reads the programme and its two files of people and lists every problem at once:\n"
    "errors, then warnings, then notes. Writes nothing. Exits with 0, or 2 after an error.\n";

static const char run_page[] =
    "mentormatch run PROGRAMME -o DIR [options]\n"
    "\n"
    "Matches, plans every check-in, and writes pairs.csv, unmatched.csv, loads.csv,\n"
    "check_ins.csv, calendars/ and summary.json into DIR: all of them or none.\n";

static const char match_page[] =
    "mentormatch match PROGRAMME -o DIR [options]\n"
    "\n"
    "Matches, and writes pairs.csv, unmatched.csv, loads.csv and summary.json into DIR.\n";

static const char schedule_page[] =
    "mentormatch schedule PROGRAMME --pairs FILE -o DIR [options]\n"
    "\n"
    "Plans the check-ins of the pairs in FILE, a CSV file with the headings mentee and mentor\n"
    "such as an edited pairs.csv; writes check_ins.csv, calendars/ and summary.json into DIR.\n"
    "\n"
    "      --pairs FILE          the pairs\n";

static const char explain_page[] =
    "mentormatch explain PROGRAMME [--pair MENTEE MENTOR | --mentee ID | --mentor ID] [options]\n"
    "\n"
    "Says in words why. Without an option: why each unfilled request is unfilled.\n"
    "\n"
    "      --pair MENTEE MENTOR  what each criterion adds to the score of these two\n"
    "      --mentee ID           the mentors of this mentee, or why there is none\n"
    "      --mentor ID           the mentees of this mentor, and what one more place would do\n";

static const char folder_options[] =
    "\n"
    "  -o, --output DIR          must not exist, be empty, or hold an earlier run untouched\n"
    "      --overwrite           replace DIR whatever is in it\n"
    "      --raw                 no apostrophe before texts that a spreadsheet would run\n";

static const char calendar_options[] =
    "      --calendars           calendars for more than 20,000 people too\n";

static const char solver_options[] =
    "      --time-limit SECONDS  stop in time; what was reached is written, with its bound\n";

static const char common_options[] =
    "\n"
    "      --allow-any-path      the programme may name files anywhere\n"
    "      --zone-directory DIR  time zones; else TZDIR, else /usr/share/zoneinfo\n"
    "      --threads N           at most N threads, 1 to 64; else one a processor\n"
    "      --show-values         show offending values even where no terminal is\n"
    "      --timings FILE        write how long each stage took, as JSON\n"
    "      --quiet               errors only\n"
    "      --help                this page\n";

void cli_print_overview(FILE *out)
{
    fputs(overview, out);
}

void cli_print_usage(FILE *out, cli_command command)
{
    switch (command) {
    case CLI_CHECK: fputs(check_page, out); break;
    case CLI_RUN: fputs(run_page, out); break;
    case CLI_MATCH: fputs(match_page, out); break;
    case CLI_SCHEDULE: fputs(schedule_page, out); break;
    case CLI_EXPLAIN: fputs(explain_page, out); break;
    }
    if ((command & (CLI_RUN | CLI_MATCH | CLI_SCHEDULE)) != 0) fputs(folder_options, out);
    if ((command & (CLI_RUN | CLI_SCHEDULE)) != 0) fputs(calendar_options, out);
    if (command != CLI_CHECK) fputs(solver_options, out);
    fputs(common_options, out);
}
