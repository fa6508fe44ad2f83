/* Prints the summary of a run: a name, then a line a fact, aligned. */
#include "summary.h"

#include <inttypes.h>

static void begin_line(const char *name)
{
    printf("  %-15s", name);
}

/* How many different mentees the pairs hold; the pairs are sorted by mentee. */
static int32_t n_mentees_in(const mm_pair *pairs, int32_t n_pairs)
{
    int32_t n_mentees = 0;
    for (int32_t i = 0; i < n_pairs; i++) {
        if (i == 0 || pairs[i].mentee != pairs[i - 1].mentee) n_mentees++;
    }
    return n_mentees;
}

static void print_pairs(const cli_session *session)
{
    int32_t n_pairs = 0;
    const mm_pair *pairs = mm_matching_pairs(session->matching, &n_pairs);
    int32_t n_unfilled = 0;
    begin_line("pairs");
    printf("%" PRId32, n_pairs);
    if (session->unmatched != NULL) {
        (void)mm_unmatched_requests(session->unmatched, &n_unfilled);
        printf(" of %" PRId32 " requests", n_pairs + n_unfilled);
    }
    printf("; %" PRId32 " of %" PRId32 " mentees have a mentor\n", n_mentees_in(pairs, n_pairs),
           mm_profiles_n_mentees(session->profiles));
    if (n_unfilled == 0) return;
    begin_line("unfilled");
    printf("%" PRId32 " %s; unmatched.csv says why\n", n_unfilled,
           n_unfilled == 1 ? "request" : "requests");
}

static void print_goal(const mm_goal_result *goal)
{
    switch (goal->goal) {
    case MM_GOAL_PARTICIPATION:
        begin_line("participation");
        printf("%" PRId64 " mentees, %" PRId64 " requests", goal->mentees, goal->value);
        if (!goal->is_proven) printf(", of at most %" PRId64, goal->bound);
        break;
    case MM_GOAL_TOTAL:
        begin_line("total score");
        fputs(cli_millionths(goal->value).text, stdout);
        if (!goal->is_proven) printf(", of at most %s", cli_millionths(goal->bound).text);
        break;
    }
    fputs(goal->is_proven ? ", proven\n" : "\n", stdout);
}

static const char *glpk_words(mm_glpk_answer answer)
{
    switch (answer) {
    case MM_GLPK_CONFIRMED: return "GLPK confirms it";
    case MM_GLPK_TRIVIAL: return "nothing for GLPK to confirm";
    case MM_GLPK_STOPPED: return "GLPK was stopped";
    case MM_GLPK_MEMORY: return "GLPK ran out of memory";
    case MM_GLPK_ITERATIONS: return "GLPK agrees";
    case MM_GLPK_DIFFERS: return "GLPK DIFFERS: please report it";
    case MM_GLPK_UNAVAILABLE: return "GLPK was not available";
    }
    return "";
}

static void print_proof(const cli_session *session)
{
    int32_t n_goals = 0;
    const mm_goal_result *goals = mm_matching_goals(session->matching, &n_goals);
    if (n_goals == 0) return; /* given pairs: nothing was solved */
    for (int32_t i = 0; i < n_goals; i++) print_goal(&goals[i]);

    const mm_proof *proof = mm_matching_proof(session->matching);
    begin_line("proof");
    /* The unit of a gap is that of the last goal. */
    if (goals[n_goals - 1].goal == MM_GOAL_TOTAL) {
        printf("gap %s", cli_millionths(proof->gap).text);
    } else {
        printf("gap %" PRId64, proof->gap);
    }
    printf("; %s", glpk_words(proof->glpk));
    if (proof->glpk == MM_GLPK_CONFIRMED || proof->glpk == MM_GLPK_ITERATIONS) {
        printf(" in %" PRId32 " %s", proof->glpk_iterations,
               proof->glpk_iterations == 1 ? "iteration" : "iterations");
    }
    fputc('\n', stdout);
}

static void print_check_ins(const cli_session *session)
{
    if (session->schedule == NULL) return;
    const mm_schedule_result *totals = mm_schedule_totals(session->schedule);
    begin_line("check-ins");
    printf("%" PRId64 " live, %" PRId64 " asynchronous", totals->n_live, totals->n_asynchronous);
    if (totals->n_live == totals->bound) {
        fputs("; no plan has more live ones\n", stdout);
    } else {
        printf("; no plan has more than %" PRId64 " live ones\n", totals->bound);
    }
}

/* On standard error: pairs that can never meet at one time. */
static void note_pairs_without_start(const cli_session *session)
{
    int32_t n_pairs = 0;
    const int32_t *live_weeks = mm_matching_live_weeks(session->matching, &n_pairs);
    int32_t n_without = 0;
    for (int32_t i = 0; i < n_pairs; i++) n_without += live_weeks[i] == 0;
    if (n_without == 0) return;
    fprintf(stderr, "mentormatch: note: %" PRId32 " %s no common start in any check-in week; "
            "see live_weeks in pairs.csv\n", n_without, n_without == 1 ? "pair has" : "pairs have");
}

static void print_files(const cli_session *session)
{
    const char *folder = session->options->folder;
    begin_line("open");
    cli_put_text(stdout, folder);
    fputs(session->unmatched != NULL ? "/pairs.csv" : "/check_ins.csv", stdout);
    if (session->unmatched != NULL && session->schedule != NULL) {
        fputs(", check_ins.csv", stdout);
    }
    if (session->unmatched != NULL) fputs(", unmatched.csv, loads.csv", stdout);
    if (session->schedule != NULL) fputs("; send calendars/", stdout);
    fputc('\n', stdout);
}

void cli_print_summary(const cli_session *session)
{
    if (session->options->quiet) return;
    note_pairs_without_start(session);
    cli_put_text(stdout, mm_programme_name(session->programme));
    fputc('\n', stdout);
    print_pairs(session);
    print_proof(session);
    print_check_ins(session);
    const int64_t n_notes = mm_problems_count(session->problems, MM_SEVERITY_WARNING) +
                            mm_problems_count(session->problems, MM_SEVERITY_NOTE);
    if (n_notes > 0) {
        begin_line("notes");
        printf("%" PRId64 ", above\n", n_notes);
    }
    print_files(session);
}
