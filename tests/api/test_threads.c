/* Threads, progress and stops through the public calls: the same bytes for any number of threads, a
 * refusal at every call of the callback, a child of a fork. */
#include "many_people.h"
#include "run_suite.h"
#include "scratch.h"
#include "small_cohort.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <unistd.h>

#define SEED 20260921

static char place[SCRATCH_PATH];
static char out[SCRATCH_PATH + 8];

static void begin(void)
{
    scratch_make(place);
    (void)snprintf(out, sizeof out, "%s/out", place);
}

static void end(void)
{
    scratch_remove(place);
}

/* summary.json of the run: it holds the checksums of all other files. */
static char *summary_of_run(mm_cohort *cohort, int32_t threads)
{
    many_people made = many_make(cohort, threads);
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    options.threads = threads;
    mm_error error;
    many_must(mm_write_run(made.profiles, made.matching, made.schedule, out, &options, &error),
              &error);
    many_free(&made);
    char name[sizeof out + 16];
    (void)snprintf(name, sizeof name, "%s/summary.json", out);
    FILE *file = fopen(name, "rb");
    ck_assert_ptr_nonnull(file);
    const size_t n_room = (size_t)1 << 20;
    char *text = calloc(n_room, 1);
    ck_assert_ptr_nonnull(text);
    ck_assert_uint_lt(fread(text, 1, n_room - 1, file), n_room - 1);
    ck_assert_int_eq(fclose(file), 0);
    return text;
}

START_TEST(any_number_of_threads_gives_the_same_bytes)
{
    static const int32_t threads[] = {2, 3, 8, 0};
    printf("seed %d\n", SEED);
    begin();
    mm_cohort *cohort = many_cohort(200, 900, SEED);
    char *expected = summary_of_run(cohort, 1);
    ck_assert_ptr_nonnull(strstr(expected, "calendars/mentee-e899.ics"));
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
        char *found = summary_of_run(cohort, threads[i]);
        ck_assert_msg(strcmp(found, expected) == 0, "%d threads give other bytes",
                      (int)threads[i]);
        free(found);
    }
    free(expected);
    mm_cohort_free(cohort);
    end();
}
END_TEST

START_TEST(negative_number_of_threads_is_a_bad_option)
{
    mm_cohort *cohort = many_cohort(2, 2, SEED);
    many_people made = many_make(cohort, 1);
    mm_compile_options compile = MM_COMPILE_OPTIONS_INIT;
    mm_match_options match = MM_MATCH_OPTIONS_INIT;
    mm_plan_options plan = MM_PLAN_OPTIONS_INIT;
    mm_run_options run = MM_RUN_OPTIONS_INIT;
    compile.threads = match.threads = plan.threads = run.threads = -1;
    mm_profiles *profiles;
    mm_matching *matching;
    mm_schedule *schedule;
    mm_error error;
    ck_assert_int_eq(mm_compile(cohort, &compile, &profiles, &error), MM_ERR_OPTION);
    ck_assert_int_eq(mm_match(made.profiles, &match, &matching, &error), MM_ERR_OPTION);
    ck_assert_int_eq(mm_plan(made.profiles, made.matching, &plan, &schedule, &error),
                     MM_ERR_OPTION);
    ck_assert_int_eq(mm_write_run(made.profiles, made.matching, made.schedule, "nowhere", &run,
                                  &error), MM_ERR_OPTION);
    ck_assert_ptr_nonnull(strstr(error.message, "threads"));
    many_free(&made);
    mm_cohort_free(cohort);
}
END_TEST

/* Refuses the k-th call; checks what is promised of all. */
typedef struct listener {
    pthread_t caller;
    int refuse_at; /* 0: never */
    int n_calls;
    double share;
    bool is_wrong;
} listener;

static int listen_to(void *context, mm_stage stage, double share)
{
    listener *ear = context;
    ear->is_wrong = ear->is_wrong || share < ear->share || share > 1.0 ||
                    stage < MM_STAGE_READ || stage > MM_STAGE_WRITE ||
                    pthread_equal(ear->caller, pthread_self()) == 0 ||
                    (ear->refuse_at != 0 && ear->n_calls >= ear->refuse_at);
    ear->share = share;
    return ++ear->n_calls == ear->refuse_at;
}

/* Whether a call was refused, by its status and by what it made. */
typedef bool one_call(const many_people *made, const mm_progress *progress);

static bool compile_again(const many_people *made, const mm_progress *progress)
{
    mm_compile_options options = MM_COMPILE_OPTIONS_INIT;
    options.progress = progress;
    options.threads = 3;
    mm_profiles *profiles;
    mm_error error;
    const mm_status status = mm_compile(made->cohort, &options, &profiles, &error);
    ck_assert(status == MM_OK || status == MM_ERR_STOPPED);
    ck_assert((status == MM_OK) == (profiles != NULL));
    mm_profiles_free(profiles);
    return status == MM_ERR_STOPPED;
}

static bool match_again(const many_people *made, const mm_progress *progress)
{
    mm_match_options options = MM_MATCH_OPTIONS_INIT;
    options.progress = progress;
    options.threads = 3;
    mm_matching *matching;
    mm_error error;
    const mm_status status = mm_match(made->profiles, &options, &matching, &error);
    ck_assert(status == MM_OK || status == MM_ERR_STOPPED);
    ck_assert((status == MM_OK) == (matching != NULL));
    const bool was_refused = status == MM_ERR_STOPPED ||
                             mm_matching_outcome(matching) == MM_OUTCOME_STOPPED ||
                             mm_matching_proof(matching)->glpk == MM_GLPK_STOPPED;
    mm_matching_free(matching);
    return was_refused;
}

/* What was not planned exactly when it was refused is greedy: always a whole plan. */
static bool plan_again(const many_people *made, const mm_progress *progress)
{
    mm_plan_options options = MM_PLAN_OPTIONS_INIT;
    options.progress = progress;
    options.threads = 3;
    mm_schedule *schedule;
    mm_error error;
    const mm_status status =
        mm_plan(made->profiles, made->matching, &options, &schedule, &error);
    ck_assert(status == MM_OK || status == MM_ERR_STOPPED);
    ck_assert((status == MM_OK) == (schedule != NULL));
    bool was_refused = status == MM_ERR_STOPPED;
    if (schedule != NULL) {
        int32_t n_planned, n_expected;
        (void)mm_schedule_check_ins(schedule, &n_planned);
        (void)mm_schedule_check_ins(made->schedule, &n_expected);
        ck_assert_int_eq(n_planned, n_expected);
        was_refused = ((const listener *)progress->context)->refuse_at != 0;
    }
    mm_schedule_free(schedule);
    return was_refused;
}

static bool write_again(const many_people *made, const mm_progress *progress)
{
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    options.progress = progress;
    options.threads = 3;
    mm_error error;
    const mm_status status =
        mm_write_run(made->profiles, made->matching, made->schedule, out, &options, &error);
    ck_assert(status == MM_OK || status == MM_ERR_STOPPED);
    ck_assert(access(out, F_OK) == (status == MM_OK ? 0 : -1));
    ck_assert_int_eq(scratch_count(place), status == MM_OK ? 1 : 0); /* nothing is left beside */
    end();
    begin();
    return status == MM_ERR_STOPPED;
}

/* Refuse the k-th call, for every k that comes. */
static void refuse_at_every_call(one_call *call, int n_least)
{
    begin();
    mm_cohort *cohort = many_cohort(40, 120, SEED);
    many_people made = many_make(cohort, 1);
    listener quiet = {.caller = pthread_self()};
    const mm_progress all = {listen_to, &quiet};
    ck_assert(!call(&made, &all));
    ck_assert(!quiet.is_wrong);
    ck_assert_int_ge(quiet.n_calls, n_least);
    for (int k = 1; k <= 1000; k++) {
        listener ear = {.caller = pthread_self(), .refuse_at = k};
        const mm_progress progress = {listen_to, &ear};
        const bool was_refused = call(&made, &progress);
        ck_assert(!ear.is_wrong);
        if (ear.n_calls < k) break; /* it ended before */
        ck_assert_msg(was_refused, "call %d was refused, but nothing stopped", k);
    }
    many_free(&made);
    mm_cohort_free(cohort);
    end();
}

static mm_status read_refused_at(int k, listener *ear)
{
    const mm_source programme = SMALL_SOURCE("programme.json", small_programme);
    const mm_source mentors = SMALL_SOURCE("mentors.csv", small_mentors);
    const mm_source mentees = SMALL_SOURCE("mentees.csv", small_mentees);
    *ear = (listener){.caller = pthread_self(), .refuse_at = k};
    const mm_progress progress = {listen_to, ear};
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.progress = &progress;
    mm_programme *rules;
    mm_cohort *cohort;
    mm_error error;
    many_must(mm_read_programme(&programme, &options, &rules, &error), &error);
    const mm_status status =
        mm_read_cohort(rules, &mentors, &mentees, &options, &cohort, &error);
    ck_assert((status == MM_OK) == (cohort != NULL));
    mm_cohort_free(cohort);
    mm_programme_free(rules);
    return status;
}

START_TEST(read_tells_and_stops_at_a_refusal)
{
    listener ear;
    ck_assert_int_eq(read_refused_at(0, &ear), MM_OK);
    ck_assert_int_ge(ear.n_calls, 1);
    ck_assert(!ear.is_wrong);
    ck_assert_int_eq(read_refused_at(1, &ear), MM_ERR_STOPPED);
    ck_assert_int_eq(ear.n_calls, 1);
}
END_TEST

START_TEST(compile_stops_at_any_refusal)
{
    refuse_at_every_call(compile_again, 1);
}
END_TEST

START_TEST(match_stops_at_any_refusal)
{
    refuse_at_every_call(match_again, 1);
}
END_TEST

START_TEST(plan_ends_at_any_refusal_with_a_whole_plan)
{
    refuse_at_every_call(plan_again, 1);
}
END_TEST

START_TEST(write_stops_at_any_refusal)
{
    refuse_at_every_call(write_again, 1);
}
END_TEST

/* An allocator that notes whether another thread than the caller's has used it. */
typedef struct watching_allocator {
    pthread_t caller;
    atomic_bool was_elsewhere;
} watching_allocator;

static void watch(void *context)
{
    watching_allocator *its = context;
    if (pthread_equal(its->caller, pthread_self()) == 0) atomic_store(&its->was_elsewhere, true);
}

static void *watched_allocate(void *context, size_t n_bytes)
{
    watch(context);
    return malloc(n_bytes);
}

static void *watched_reallocate(void *context, void *block, size_t n_bytes)
{
    watch(context);
    return realloc(block, n_bytes);
}

static void watched_release(void *context, void *block)
{
    watch(context);
    free(block);
}

START_TEST(allocator_is_called_in_the_calling_thread_only)
{
    begin();
    mm_cohort *cohort = many_cohort(60, 300, SEED);
    watching_allocator watching = {.caller = pthread_self()};
    const mm_allocator allocator = {watched_allocate, watched_reallocate, watched_release,
                                    &watching};
    mm_compile_options compile = MM_COMPILE_OPTIONS_INIT;
    mm_match_options match = MM_MATCH_OPTIONS_INIT;
    mm_plan_options plan = MM_PLAN_OPTIONS_INIT;
    mm_run_options run = MM_RUN_OPTIONS_INIT;
    compile.allocator = match.allocator = plan.allocator = run.allocator = &allocator;
    compile.threads = match.threads = plan.threads = run.threads = 3;
    many_people made = {.cohort = cohort};
    mm_error error;
    many_must(mm_compile(cohort, &compile, &made.profiles, &error), &error);
    many_must(mm_match(made.profiles, &match, &made.matching, &error), &error);
    many_must(mm_plan(made.profiles, made.matching, &plan, &made.schedule, &error), &error);
    many_must(mm_write_run(made.profiles, made.matching, made.schedule, out, &run, &error),
              &error);
    many_free(&made);
    mm_cohort_free(cohort);
    ck_assert(!atomic_load(&watching.was_elsewhere));
    end();
}
END_TEST

START_TEST(child_of_a_fork_may_call_the_library)
{
    begin();
    mm_cohort *cohort = many_cohort(40, 120, SEED);
    char *expected = summary_of_run(cohort, 2);
    const pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        char *found = summary_of_run(cohort, 2);
        _exit(strcmp(found, expected) == 0 ? 0 : 1);
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    free(expected);
    mm_cohort_free(cohort);
    end();
}
END_TEST

int main(void)
{
    return RUN_SUITE("api_threads", any_number_of_threads_gives_the_same_bytes,
                     negative_number_of_threads_is_a_bad_option,
                     read_tells_and_stops_at_a_refusal, compile_stops_at_any_refusal,
                     match_stops_at_any_refusal, plan_ends_at_any_refusal_with_a_whole_plan,
                     write_stops_at_any_refusal,
                     allocator_is_called_in_the_calling_thread_only,
                     child_of_a_fork_may_call_the_library);
}
