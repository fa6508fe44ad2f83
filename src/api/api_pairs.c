/* mm_read_pairs() of <mentormatch/match.h>: pairs.csv → ids → numbers → a matching. */
#include "base/sort.h"
#include "base/stop.h"
#include "match/given_pairs.h"
#include "read/pairs_csv.h"
#include "read/read_options.h"

/* A line of the file by number, for finding pairs that stand there twice. */
typedef struct numbered_pair {
    int32_t mentee;
    int32_t mentor;
    int64_t line;
} numbered_pair;

static int by_pair_and_line(const void *one, const void *other, void *context)
{
    (void)context;
    const numbered_pair *a = one;
    const numbered_pair *b = other;
    if (a->mentee != b->mentee) return a->mentee < b->mentee ? -1 : 1;
    if (a->mentor != b->mentor) return a->mentor < b->mentor ? -1 : 1;
    return a->line < b->line ? -1 : a->line > b->line;
}

/* Everything that reading pairs works with. */
typedef struct reading {
    mmi_heap heap;
    const mm_profiles *profiles;
    const char *label;
    mm_problems *problems;
    mmi_pair_list list;
    numbered_pair *numbered; /* [n] */
    mm_pair *pair;           /* [n] */
    size_t n;
} reading;

static int32_t resolve(const reading *with, int32_t role, const char *id, int64_t line)
{
    static const char *const field[MMI_N_ROLES] = {"mentor", "mentee"};
    const int32_t number = mmi_number_of_id(with->profiles, role, id);
    if (number != MM_NONE) return number;
    const mmi_place place = {with->label, 0, line, 0, field[role]};
    mmi_report(with->problems, MM_SEVERITY_ERROR, MM_CODE_ID_UNKNOWN, &place, id, NULL,
               "nobody of the %ss' file has this id; correct it or take the row out", field[role]);
    return MM_NONE;
}

static void resolve_all(reading *with)
{
    for (size_t i = 0; i < with->list.n; i++) {
        const mmi_pair_line *from = &with->list.pair[i];
        const int32_t mentee = resolve(with, MMI_MENTEE, from->mentee_id, from->line);
        const int32_t mentor = resolve(with, MMI_MENTOR, from->mentor_id, from->line);
        if (mentee == MM_NONE || mentor == MM_NONE) continue;
        if (with->profiles->same_mentor[mentee] == mentor) {
            const mmi_place place = {with->label, 0, from->line, 0, NULL};
            mmi_report(with->problems, MM_SEVERITY_ERROR, MM_CODE_RULE_SAME_PERSON, &place, NULL,
                       NULL, "both ids are one person; nobody is paired with themselves");
        }
        with->numbered[with->n++] = (numbered_pair){mentee, mentor, from->line};
    }
    mmi_sort(with->numbered, with->n, sizeof *with->numbered, by_pair_and_line, NULL);
    for (size_t i = 0; i < with->n; i++) {
        const numbered_pair *of = &with->numbered[i];
        with->pair[i] = (mm_pair){of->mentee, of->mentor, 0, 0};
        if (i == 0 || of[-1].mentee != of->mentee || of[-1].mentor != of->mentor) continue;
        const mmi_place place = {with->label, 0, of->line, 0, NULL};
        mmi_report(with->problems, MM_SEVERITY_ERROR, MM_CODE_PAIR_TWICE, &place, NULL, NULL,
                   "the pair of line %lld stands here again; take one out",
                   (long long)of[-1].line);
    }
}

static mm_status read_pairs(reading *with, const mm_source *source, const mm_read_options *options,
                            mm_matching **matching, mm_error *error)
{
    const mmi_stop stop = mmi_stop_from(options->cancel, options->time_limit_s);
    mm_status status = mmi_read_pair_list(&with->heap, source, (size_t)options->most_bytes, &stop,
                                          with->problems, &with->list, error);
    if (status != MM_OK) return status;
    with->numbered = mmi_alloc(&with->heap, with->list.n, sizeof *with->numbered);
    with->pair = mmi_alloc(&with->heap, with->list.n, sizeof *with->pair);
    if (with->numbered == NULL || with->pair == NULL) {
        status = mmi_out_of_memory(error);
    } else {
        resolve_all(with);
        status = mmi_problems_finish(with->problems, error);
    }
    if (status == MM_OK) {
        status = mmi_matching_of_pairs(&with->heap, with->profiles, with->pair, with->n, matching,
                                       error);
    }
    mmi_free(&with->heap, with->numbered);
    mmi_free(&with->heap, with->pair);
    mmi_pair_list_clear(&with->list);
    return status;
}

mm_status mm_read_pairs(const mm_profiles *profiles, const mm_source *pairs,
                        const mm_read_options *options, mm_matching **matching, mm_error *error)
{
    mmi_error_clear(error);
    if (matching != NULL) *matching = NULL;
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (pairs == NULL) return mmi_missing(error, "pairs");
    if (matching == NULL) return mmi_missing(error, "matching");
    mm_read_options full;
    const mm_status status = mmi_read_options_from(options, &full, error);
    if (status != MM_OK) return status;
    reading with = {.heap = mmi_heap_from(full.allocator), .profiles = profiles,
                    .label = pairs->name != NULL ? pairs->name : "pairs",
                    .problems = full.problems};
    mm_problems *own = NULL;
    if (with.problems == NULL) {
        if (mm_problems_new(full.allocator, &own) != MM_OK) return mmi_out_of_memory(error);
        with.problems = own;
    }
    mmi_problems_begin(with.problems);
    const mm_status read = read_pairs(&with, pairs, &full, matching, error);
    mm_problems_free(own);
    return read;
}
