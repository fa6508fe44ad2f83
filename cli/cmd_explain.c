/* `explain`: contributions of a pair, the pairs of a person, the reasons of unfilled requests.
 * Says what a criterion adds, never what somebody answered. */
#include "session.h"

#include <inttypes.h>
#include <string.h>

/* Columns that a text takes, taking a code point for one; enough for aligning ids. */
static int width_of(const char *text)
{
    int width = 0;
    for (; *text != '\0'; text++) width += ((unsigned char)*text & 0xC0) != 0x80;
    return width;
}

static void put_padded(const char *text, int width)
{
    cli_put_text(stdout, text);
    for (int column = width_of(text); column < width; column++) fputc(' ', stdout);
}

static void put_barred(int32_t barred)
{
    static const struct {
        int32_t bit;
        const char *words;
    } rules[] = {
        {MM_BARRED_SAME_PERSON, "both are one person"},
        {MM_BARRED_AVOID, "one of them avoids the other"},
        {MM_BARRED_FORBIDDEN, "the programme forbids the pair"},
        {MM_BARRED_NOT_ELIGIBLE, "one of them takes no part (eligible: no)"},
    };
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        if ((barred & rules[i].bit) != 0) printf("  not eligible: %s\n", rules[i].words);
    }
}

static void put_contributions(const mm_explanation *explanation)
{
    int32_t n = 0;
    const mm_contribution *contributions = mm_explanation_contributions(explanation, &n);
    int width = width_of("score");
    int64_t possible = 0;
    for (int32_t i = 0; i < n; i++) {
        const int needed = width_of(contributions[i].criterion);
        if (needed > width) width = needed;
        possible += contributions[i].possible;
    }
    for (int32_t i = 0; i < n; i++) {
        const mm_contribution *one = &contributions[i];
        fputs("  ", stdout);
        put_padded(one->criterion, width);
        printf("  %s of %s%s%s\n", cli_millionths(one->earned).text,
               cli_millionths(one->possible).text, one->is_missing ? ", an answer is missing" : "",
               one->fails ? ", required: fails" : one->is_required ? ", required: holds" : "");
    }
    fputs("  ", stdout);
    put_padded("score", width);
    printf("  %s of %s\n", cli_millionths(mm_explanation_score(explanation)).text,
           cli_millionths(possible).text);
    put_barred(mm_explanation_barred(explanation));
    if (!mm_explanation_is_eligible(explanation) && mm_explanation_barred(explanation) == 0) {
        fputs("  not eligible: a required criterion fails\n", stdout);
    }
}

static cli_exit explain_pair(cli_session *session, int32_t mentee, int32_t mentor)
{
    mm_explanation *explanation = NULL;
    if (mm_explain_pair(session->profiles, mentee, mentor, &explanation, &session->error) !=
        MM_OK) {
        cli_report_error(&session->error);
        return cli_exit_of(&session->error);
    }
    fputs("mentee ", stdout);
    cli_put_text(stdout, mm_profiles_mentee_id(session->profiles, mentee));
    fputs(", mentor ", stdout);
    cli_put_text(stdout, mm_profiles_mentor_id(session->profiles, mentor));
    fputc('\n', stdout);
    put_contributions(explanation);
    mm_explanation_free(explanation);
    return CLI_DONE;
}

/* The number of an id; CLI_USAGE when nobody has it. */
static cli_exit find_person(const cli_session *session, mm_role role, const char *id,
                            int32_t *person)
{
    *person = role == MM_ROLE_MENTEE ? mm_profiles_mentee_of_id(session->profiles, id)
                                     : mm_profiles_mentor_of_id(session->profiles, id);
    if (*person != MM_NONE) return CLI_DONE;
    fprintf(stderr, "mentormatch explain: no %s has the id that is given\n",
            role == MM_ROLE_MENTEE ? "mentee" : "mentor");
    return CLI_USAGE;
}

/* Every pair of one person, in the order of ids. */
static cli_exit explain_pairs_of(cli_session *session, mm_role role, int32_t person,
                                 int32_t *n_explained)
{
    int32_t n_pairs = 0;
    const mm_pair *pairs = mm_matching_pairs(session->matching, &n_pairs);
    cli_exit ending = CLI_DONE;
    *n_explained = 0;
    for (int32_t i = 0; i < n_pairs && ending == CLI_DONE; i++) {
        if ((role == MM_ROLE_MENTEE ? pairs[i].mentee : pairs[i].mentor) != person) continue;
        ending = explain_pair(session, pairs[i].mentee, pairs[i].mentor);
        (*n_explained)++;
    }
    return ending;
}

/* The sentences of unfilled requests, of one mentee or of all (MM_NONE). */
static int32_t put_unfilled(const cli_session *session, int32_t mentee)
{
    int32_t n_requests = 0;
    int32_t n_put = 0;
    const mm_unmatched_request *requests = mm_unmatched_requests(session->unmatched, &n_requests);
    for (int32_t i = 0; i < n_requests; i++) {
        if (mentee != MM_NONE && requests[i].mentee != mentee) continue;
        cli_put_text(stdout, requests[i].sentence);
        fputc('\n', stdout);
        n_put++;
    }
    return n_put;
}

static cli_exit explain_mentee(cli_session *session, int32_t mentee)
{
    int32_t n_explained = 0;
    const cli_exit ending = explain_pairs_of(session, MM_ROLE_MENTEE, mentee, &n_explained);
    if (ending != CLI_DONE) return ending;
    const int32_t n_unfilled = put_unfilled(session, mentee);
    if (n_explained == 0 && n_unfilled == 0) puts("This mentee asks for no mentor.");
    return CLI_DONE;
}

static cli_exit explain_mentor(cli_session *session, int32_t mentor)
{
    int32_t n_loads = 0;
    const mm_load *loads = mm_matching_loads(session->matching, &n_loads);
    for (int32_t i = 0; i < n_loads; i++) {
        if (loads[i].mentor != mentor) continue;
        printf("%" PRId32 " of %" PRId32 " places taken; one more would fill %" PRId64
               " %s and change the total score by %s\n", loads[i].load, loads[i].capacity,
               loads[i].one_more_fills, loads[i].one_more_fills == 1 ? "request" : "requests",
               cli_millionths(loads[i].one_more_adds).text);
    }
    int32_t n_explained = 0;
    return explain_pairs_of(session, MM_ROLE_MENTOR, mentor, &n_explained);
}

cli_exit cli_do_explain(cli_session *session)
{
    const cli_options *options = session->options;
    int32_t mentee = MM_NONE;
    int32_t mentor = MM_NONE;
    const char *mentee_id = options->pair_mentee != NULL ? options->pair_mentee : options->mentee;
    const char *mentor_id = options->pair_mentor != NULL ? options->pair_mentor : options->mentor;

    cli_exit ending = cli_read(session);
    if (ending == CLI_DONE) ending = cli_compile(session);
    if (ending == CLI_DONE && mentee_id != NULL) {
        ending = find_person(session, MM_ROLE_MENTEE, mentee_id, &mentee);
    }
    if (ending == CLI_DONE && mentor_id != NULL) {
        ending = find_person(session, MM_ROLE_MENTOR, mentor_id, &mentor);
    }
    if (ending != CLI_DONE) return ending;
    if (options->pair_mentee != NULL) return explain_pair(session, mentee, mentor);

    ending = cli_match(session);
    if (ending == CLI_DONE) ending = cli_explain_unmatched(session);
    if (ending != CLI_DONE) return ending;
    if (options->mentee != NULL) {
        ending = explain_mentee(session, mentee);
    } else if (options->mentor != NULL) {
        ending = explain_mentor(session, mentor);
    } else if (put_unfilled(session, MM_NONE) == 0) {
        puts("Every request is filled.");
    }
    return ending == CLI_DONE ? cli_ending(session) : ending;
}
