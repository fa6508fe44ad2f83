/* Problems in order of file, line and column; at most 100 of a severity are kept, all counted. */
#include "base/problems.h"

#include "base/arena.h"
#include "base/sort.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define LISTED_MOST 100  /* of each severity */
#define KEPT_MOST 4096   /* before sorting, so that the first 100 by place are among them */
#define N_SEVERITIES 3

typedef struct kept_problem {
    mm_problem problem;
    int32_t rank;   /* of its file */
    int64_t number; /* order of arrival, the last tie */
} kept_problem;

struct mm_problems {
    mmi_heap heap;
    mmi_arena texts;
    int64_t count[N_SEVERITIES];  /* all that were reported */
    int64_t n_kept_of[N_SEVERITIES];
    int64_t n_errors_before;      /* reported before the call that runs began */
    kept_problem *kept;
    size_t n_kept;
    size_t capacity;
    mm_problem *listed;
    int32_t n_listed;
    bool out_of_memory;
};

mm_status mm_problems_new(const mm_allocator *allocator, mm_problems **problems)
{
    if (problems == NULL) return MM_ERR_ARGUMENT;
    const mmi_heap heap = mmi_heap_from(allocator);
    *problems = mmi_alloc(&heap, 1, sizeof **problems);
    if (*problems == NULL) return MM_ERR_MEMORY;
    (*problems)->heap = heap;
    (*problems)->texts = mmi_arena_on(&heap);
    return MM_OK;
}

void mm_problems_free(mm_problems *problems)
{
    if (problems == NULL) return;
    const mmi_heap heap = problems->heap;
    mmi_arena_clear(&problems->texts);
    mmi_free(&heap, problems->kept);
    mmi_free(&heap, problems->listed);
    mmi_free(&heap, problems);
}

int64_t mm_problems_count(const mm_problems *problems, mm_severity severity)
{
    if (problems == NULL || (int)severity < 0 || (int)severity >= N_SEVERITIES) return 0;
    return problems->count[severity];
}

const mm_problem *mm_problems_list(const mm_problems *problems, int32_t *n_listed)
{
    if (n_listed != NULL) *n_listed = problems == NULL ? 0 : problems->n_listed;
    return problems == NULL ? NULL : problems->listed;
}

bool mmi_problems_has_error(const mm_problems *problems)
{
    return problems->count[MM_SEVERITY_ERROR] > 0;
}

void mmi_problems_begin(mm_problems *problems)
{
    problems->n_errors_before = problems->count[MM_SEVERITY_ERROR];
}

/* A copy in the arena; "" for NULL and when memory ran out (which is remembered). */
static const char *keep_text(mm_problems *problems, const char *text)
{
    if (text == NULL || text[0] == '\0') return "";
    const char *copy = mmi_arena_text(&problems->texts, text, strlen(text));
    if (copy == NULL) problems->out_of_memory = true;
    return copy == NULL ? "" : copy;
}

void mmi_report(mm_problems *problems, mm_severity severity, mm_code code, const mmi_place *place,
                const char *token, const char *suggestion, const char *format, ...)
{
    const int64_t number = problems->count[severity]++;
    if (problems->n_kept_of[severity] >= KEPT_MOST) return;
    if (!mmi_reserve(&problems->heap, &problems->kept, &problems->capacity,
                     problems->n_kept + 1)) {
        problems->out_of_memory = true;
        return;
    }
    char sentence[512];
    va_list arguments;
    va_start(arguments, format);
    mmi_format_sentence(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    problems->kept[problems->n_kept++] = (kept_problem){
        {severity, (int32_t)code, place->line, place->column, keep_text(problems, place->file),
         keep_text(problems, place->field), keep_text(problems, sentence),
         keep_text(problems, token), keep_text(problems, suggestion)},
        place->rank, number};
    problems->n_kept_of[severity]++;
}

static int by_place(const void *one, const void *other, void *context)
{
    (void)context;
    const kept_problem *a = one;
    const kept_problem *b = other;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->problem.line != b->problem.line) return a->problem.line < b->problem.line ? -1 : 1;
    if (a->problem.column != b->problem.column) {
        return a->problem.column < b->problem.column ? -1 : 1;
    }
    if (a->problem.severity != b->problem.severity) {
        return a->problem.severity < b->problem.severity ? -1 : 1;
    }
    return a->number < b->number ? -1 : a->number > b->number;
}

/* Sort what was kept and list the first 100 of each severity. */
static void list(mm_problems *problems)
{
    mmi_sort(problems->kept, problems->n_kept, sizeof *problems->kept, by_place, NULL);
    mm_problem *listed = mmi_resize(&problems->heap, problems->listed, N_SEVERITIES * LISTED_MOST,
                                    sizeof *listed);
    if (listed == NULL) {
        problems->out_of_memory = true;
        return;
    }
    problems->listed = listed;
    problems->n_listed = 0;
    int32_t n_of[N_SEVERITIES] = {0};
    for (size_t i = 0; i < problems->n_kept; i++) {
        const mm_severity severity = problems->kept[i].problem.severity;
        if (n_of[severity] == LISTED_MOST) continue;
        n_of[severity]++;
        listed[problems->n_listed++] = problems->kept[i].problem;
    }
}

mm_status mmi_problems_finish(mm_problems *problems, mm_error *error)
{
    if (problems->n_kept > 0) list(problems);
    if (problems->out_of_memory) return mmi_out_of_memory(error);
    for (size_t i = 0; i < problems->n_kept; i++) {
        const mm_problem *problem = &problems->kept[i].problem;
        if (problem->severity != MM_SEVERITY_ERROR ||
            problems->kept[i].number < problems->n_errors_before) {
            continue;
        }
        return mmi_fail_at(error, MM_ERR_INPUT, (mm_code)problem->code, problem->file,
                           problem->line, problem->column, "%s%s%s", problem->field,
                           problem->field[0] != '\0' ? ": " : "", problem->message);
    }
    if (problems->count[MM_SEVERITY_ERROR] == problems->n_errors_before) return MM_OK;
    return mmi_fail(error, MM_ERR_INPUT, MM_CODE_LIMIT,
                    "more problems than a list keeps; begin with a new mm_problems");
}
