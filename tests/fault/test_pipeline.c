/* The k-th allocation fails, for every k, through read, compile, match, plan and write: a status,
 * NULL for what was to be made, no leak, and the other stages unharmed. */
#include <mentormatch/mentormatch.h>

#include "failing_allocator.h"
#include "run_suite.h"
#include "small_cohort.h"

#include <string.h>

/* One run; everything that was made is freed again. Counts what was written. */
typedef struct pipeline {
    mm_allocator allocator;
    mm_error error;
    mm_programme *programme;
    mm_cohort *cohort;
    mm_profiles *profiles;
    mm_matching *matching;
    mm_schedule *schedule;
    size_t n_written;
} pipeline;

static int count_bytes(void *context, const void *bytes, size_t n_bytes)
{
    (void)bytes;
    *(size_t *)context += n_bytes;
    return 0;
}

static mm_status read_all(pipeline *run)
{
    const mm_source programme = SMALL_SOURCE("programme.json", small_programme);
    const mm_source mentors = SMALL_SOURCE("mentors.csv", small_mentors);
    const mm_source mentees = SMALL_SOURCE("mentees.csv", small_mentees);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.allocator = &run->allocator;
    mm_status status =
        mm_read_programme(&programme, &options, &run->programme, &run->error);
    if (status != MM_OK) return status;
    return mm_read_cohort(run->programme, &mentors, &mentees, &options, &run->cohort,
                          &run->error);
}

static mm_status solve_all(pipeline *run)
{
    mm_compile_options compile = MM_COMPILE_OPTIONS_INIT;
    mm_match_options match = MM_MATCH_OPTIONS_INIT;
    mm_plan_options plan = MM_PLAN_OPTIONS_INIT;
    compile.allocator = match.allocator = plan.allocator = &run->allocator;
    mm_status status = mm_compile(run->cohort, &compile, &run->profiles, &run->error);
    if (status == MM_OK) {
        status = mm_match(run->profiles, &match, &run->matching, &run->error);
    }
    if (status == MM_OK) {
        status = mm_plan(run->profiles, run->matching, &plan, &run->schedule, &run->error);
    }
    return status;
}

static mm_status write_all(pipeline *run)
{
    const mm_sink sink = {count_bytes, &run->n_written, 0};
    mm_status status = mm_write_pairs_csv(run->profiles, run->matching, sink, &run->error);
    if (status == MM_OK) {
        status = mm_write_unmatched_csv(run->profiles, run->matching, sink, &run->error);
    }
    if (status == MM_OK) {
        status = mm_write_loads_csv(run->profiles, run->matching, sink, &run->error);
    }
    if (status == MM_OK) {
        status = mm_write_check_ins_csv(run->profiles, run->schedule, sink, &run->error);
    }
    if (status == MM_OK) {
        status = mm_write_calendar(run->profiles, run->schedule, MM_ROLE_MENTOR, 0, sink,
                                   &run->error);
    }
    return status;
}

static mm_status run_all(pipeline *run)
{
    mm_status status = read_all(run);
    if (status == MM_OK) status = solve_all(run);
    if (status == MM_OK) status = write_all(run);
    return status;
}

static void free_all(pipeline *run)
{
    /* In an order that frees what later stages were made from first. */
    mm_programme_free(run->programme);
    mm_cohort_free(run->cohort);
    mm_profiles_free(run->profiles);
    mm_matching_free(run->matching);
    mm_schedule_free(run->schedule);
}

static void fail_every_allocation(bool from_then_on)
{
    long k = 1;
    for (;; k++) {
        failing_allocator failing = {.fail_at = k, .from_then_on = from_then_on};
        pipeline run = {.allocator = failing_allocator_of(&failing)};
        const mm_status status = run_all(&run);
        free_all(&run);
        ck_assert_msg(failing.n_out == 0, "allocation %ld: %ld blocks are not given back", k,
                      failing.n_out);
        if (!failing.has_failed) {
            ck_assert_int_eq(status, MM_OK);
            ck_assert_uint_gt(run.n_written, 500);
            break;
        }
        ck_assert_msg(status == MM_ERR_MEMORY || status == MM_OK, "allocation %ld: status %d: %s",
                      k, (int)status, run.error.message);
        if (status == MM_ERR_MEMORY) ck_assert_str_ne(run.error.message, "");
    }
    ck_assert_int_gt(k, 300);
}

START_TEST(C8_16_every_allocation_that_fails_once_leaves_nothing_behind)
{
    fail_every_allocation(false);
}
END_TEST

START_TEST(C8_16_every_allocation_that_fails_from_then_on_leaves_nothing_behind)
{
    fail_every_allocation(true);
}
END_TEST

START_TEST(a_stage_may_be_freed_before_those_made_from_it)
{
    pipeline run = {.allocator = {0}};
    ck_assert_int_eq(read_all(&run), MM_OK);
    mm_programme_free(run.programme);
    run.programme = NULL;
    ck_assert_int_eq(solve_all(&run), MM_OK);
    mm_cohort_free(run.cohort);
    run.cohort = NULL;
    ck_assert_int_eq(write_all(&run), MM_OK);
    int32_t n_pairs;
    ck_assert_ptr_nonnull(mm_matching_pairs(run.matching, &n_pairs));
    ck_assert_int_ge(n_pairs, 4);
    free_all(&run);
}
END_TEST

int main(void)
{
    return RUN_SUITE("pipeline", C8_16_every_allocation_that_fails_once_leaves_nothing_behind,
                     C8_16_every_allocation_that_fails_from_then_on_leaves_nothing_behind,
                     a_stage_may_be_freed_before_those_made_from_it);
}
