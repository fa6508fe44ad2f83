/* Writes summary.json in the order of docs/formats.md. Integers only, scores in millionths; no
 * durations, paths or thread counts, so that the same run gives the same bytes anywhere. */
#include "write/json_out.h"

#include "write/json_text.h"

#include <mentormatch/version.h>

#define FORMAT_NUMBER 1

static const char *outcome_name(mm_outcome outcome)
{
    switch (outcome) {
    case MM_OUTCOME_OPTIMAL: return "optimal";
    case MM_OUTCOME_STOPPED: return "stopped";
    case MM_OUTCOME_INFEASIBLE: return "infeasible";
    case MM_OUTCOME_GIVEN: return "given";
    }
    return "unknown";
}

static const char *glpk_answer_name(mm_glpk_answer answer)
{
    switch (answer) {
    case MM_GLPK_CONFIRMED: return "confirmed";
    case MM_GLPK_TRIVIAL: return "trivial";
    case MM_GLPK_STOPPED: return "stopped";
    case MM_GLPK_MEMORY: return "memory";
    case MM_GLPK_ITERATIONS: return "iterations";
    case MM_GLPK_DIFFERS: return "differs";
    case MM_GLPK_UNAVAILABLE: return "unavailable";
    }
    return "unknown";
}

static void add_head(mmi_json_out *json, const mmi_summary *summary)
{
    mm_cohort *cohort = summary->profiles->cohort;
    char fingerprint[2 * MMI_SHA256_BYTES + 1];
    mmi_hex(cohort->fingerprint, 2 * MMI_SHA256_BYTES, fingerprint);
    mmi_json_out_integer(json, "mentormatch", FORMAT_NUMBER);
    mmi_json_out_text(json, "programme", cohort->programme->name);
    mmi_json_out_text(json, "fingerprint", fingerprint);
    mmi_json_out_open(json, "versions", '{');
    mmi_json_out_text(json, "mentormatch", MM_VERSION);
    mmi_json_out_text(json, "glpk", summary->versions->glpk);
    mmi_json_out_text(json, "jansson", summary->versions->jansson);
    mmi_json_out_text(json, "tzdata", mmi_zone_book_version(cohort->zones));
    mmi_json_out_close(json, '}');
}

/* Pairs are sorted by mentee, so that every change is another one. */
static void add_pair_counts(mmi_json_out *json, const mm_matching *matching, int32_t n_unfilled)
{
    int32_t n_paired = 0;
    int32_t n_without_start = 0;
    for (int32_t i = 0; i < matching->n_pairs; i++) {
        if (i == 0 || matching->pair[i].mentee != matching->pair[i - 1].mentee) n_paired++;
        if (matching->live_weeks[i] == 0) n_without_start++;
    }
    mmi_json_out_integer(json, "pairs", matching->n_pairs);
    if (n_unfilled != MM_NONE) mmi_json_out_integer(json, "unfilled", n_unfilled);
    mmi_json_out_integer(json, "mentees_paired", n_paired);
    mmi_json_out_integer(json, "pairs_without_common_start", n_without_start);
}

static void add_counts(mmi_json_out *json, const mmi_summary *summary)
{
    const mm_profiles *profiles = summary->profiles;
    const int32_t n_mentors = profiles->n_people[MMI_MENTOR];
    const int32_t n_mentees = profiles->n_people[MMI_MENTEE];
    int64_t n_both = 0;
    for (int32_t mentee = 0; mentee < n_mentees; mentee++) {
        n_both += profiles->same_mentor[mentee] != MM_NONE;
    }
    int64_t n_places = 0;
    for (int32_t mentor = 0; mentor < n_mentors; mentor++) n_places += profiles->capacity[mentor];
    int64_t n_wanted = 0;
    for (int32_t i = 0; i < profiles->n_requests; i++) n_wanted += profiles->request_count[i];
    mmi_json_out_open(json, "counts", '{');
    mmi_json_out_integer(json, "mentors", n_mentors);
    mmi_json_out_integer(json, "mentees", n_mentees);
    mmi_json_out_integer(json, "both", n_both);
    mmi_json_out_integer(json, "places", n_places);
    mmi_json_out_integer(json, "requests", n_wanted);
    if (summary->matching != NULL) add_pair_counts(json, summary->matching, summary->n_unfilled);
    mmi_json_out_close(json, '}');
}

static void add_goals(mmi_json_out *json, const mm_matching *matching)
{
    mmi_json_out_open(json, "goals", '[');
    for (int32_t i = 0; i < matching->n_goals; i++) {
        const mm_goal_result *goal = &matching->goal[i];
        mmi_json_out_open(json, NULL, '{');
        if (goal->goal == MM_GOAL_PARTICIPATION) {
            mmi_json_out_text(json, "goal", "participation");
            mmi_json_out_integer(json, "mentees", goal->mentees);
            mmi_json_out_integer(json, "requests", goal->value);
        } else {
            mmi_json_out_text(json, "goal", "total");
            mmi_json_out_integer(json, "value", goal->value);
        }
        mmi_json_out_close(json, '}');
    }
    mmi_json_out_close(json, ']');
}

static void add_proof(mmi_json_out *json, const mm_proof *proof)
{
    mmi_json_out_open(json, "proof", '{');
    mmi_json_out_text(json, "status", outcome_name(proof->outcome));
    mmi_json_out_integer(json, "bound", proof->bound);
    mmi_json_out_integer(json, "gap", proof->gap);
    mmi_json_out_text(json, "glpk", glpk_answer_name(proof->glpk));
    mmi_json_out_integer(json, "glpk_iterations", proof->glpk_iterations);
    mmi_json_out_close(json, '}');
}

static void add_check_ins(mmi_json_out *json, const mm_schedule *schedule)
{
    mmi_json_out_open(json, "check_ins", '{');
    mmi_json_out_integer(json, "live", schedule->totals.n_live);
    mmi_json_out_integer(json, "asynchronous", schedule->totals.n_asynchronous);
    mmi_json_out_integer(json, "bound", schedule->totals.bound);
    mmi_json_out_boolean(json, "exact", schedule->totals.is_exact != 0);
    mmi_json_out_open(json, "weeks", '[');
    for (int32_t i = 0; i < schedule->n_weeks; i++) {
        const mm_week_result *week = &schedule->week[i];
        mmi_json_out_open(json, NULL, '{');
        mmi_json_out_integer(json, "week", week->term_week);
        mmi_json_out_integer(json, "live", week->n_live);
        mmi_json_out_integer(json, "asynchronous", week->n_asynchronous);
        mmi_json_out_boolean(json, "exact", week->is_exact != 0);
        mmi_json_out_close(json, '}');
    }
    mmi_json_out_close(json, ']');
    mmi_json_out_close(json, '}');
}

static void add_files(mmi_json_out *json, const mmi_summary *summary)
{
    mmi_json_out_open(json, "files", '[');
    for (int32_t i = 0; i < summary->n_files && mmi_writer_turn(json->writer); i++) {
        const mmi_run_file *file = &summary->file[i];
        char sha256[2 * MMI_SHA256_BYTES + 1];
        mmi_hex(file->sha256, 2 * MMI_SHA256_BYTES, sha256);
        mmi_json_out_open(json, NULL, '{');
        mmi_json_out_text(json, "name", file->name);
        mmi_json_out_integer(json, "bytes", file->n_bytes);
        mmi_json_out_text(json, "sha256", sha256);
        mmi_json_out_close(json, '}');
    }
    mmi_json_out_close(json, ']');
}

void mmi_summary_json(const mmi_summary *summary, mmi_writer *writer)
{
    mmi_json_out json = {.writer = writer};
    mmi_json_out_open(&json, NULL, '{');
    add_head(&json, summary);
    add_counts(&json, summary);
    const mm_matching *matching = summary->matching;
    if (matching != NULL && matching->proof.outcome != MM_OUTCOME_GIVEN) {
        add_goals(&json, matching);
        add_proof(&json, &matching->proof);
    }
    if (summary->schedule != NULL) add_check_ins(&json, summary->schedule);
    add_files(&json, summary);
    mmi_json_out_close(&json, '}');
    mmi_buffer_char(&writer->text, '\n');
}
