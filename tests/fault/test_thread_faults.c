/* A system that gives fewer threads than are asked for, or none: the linker puts our pthread_create
 * in front of the C library's. The work is done all the same. */
#include "base/aside.h"
#include "base/pool.h"

#include "many_people.h"
#include "run_suite.h"

#include <errno.h>
#include <pthread.h>

static int n_given; /* so many threads are given from now on */

int __real_pthread_create(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *),
                          void *argument);

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *how, void *(*run)(void *),
                          void *argument)
{
    if (n_given == 0) return EAGAIN;
    n_given--;
    return __real_pthread_create(thread, how, run, argument);
}

static const mmi_stop never = {.deadline_ns = INT64_MAX};

static void count(void *context, int32_t worker, int64_t first, int64_t last)
{
    (void)worker;
    for (int64_t i = first; i < last; i++) ((int32_t *)context)[i]++;
}

START_TEST(pool_goes_on_with_the_threads_that_it_gets)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    for (int given = 0; given <= 3; given++) {
        n_given = given;
        mmi_pool *pool;
        mm_error error;
        ck_assert_int_eq(mmi_pool_make(&heap, 4, &pool, &error), MM_OK);
        ck_assert_int_eq(mmi_pool_n_workers(pool), given + 1);
        int32_t n_done[1000] = {0};
        ck_assert(mmi_pool_run(pool, &never, 1000, 3, count, n_done));
        mmi_pool_free(pool);
        for (int i = 0; i < 1000; i++) ck_assert_int_eq(n_done[i], 1);
    }
}
END_TEST

static void note(void *context)
{
    *(bool *)context = true;
}

START_TEST(work_aside_says_when_there_is_no_thread)
{
    bool is_done = false;
    n_given = 0;
    ck_assert(!mmi_run_aside(&never, note, &is_done));
    ck_assert(!is_done);
    n_given = 1;
    ck_assert(mmi_run_aside(&never, note, &is_done));
    ck_assert(is_done);
}
END_TEST

START_TEST(whole_matching_needs_no_thread)
{
    mm_cohort *cohort = many_cohort(40, 150, 1);
    n_given = 1000;
    many_people expected = many_make(cohort, 3);
    n_given = 0;
    many_people found = many_make(cohort, 3);
    int32_t n_expected, n_found;
    const mm_check_in *one = mm_schedule_check_ins(expected.schedule, &n_expected);
    const mm_check_in *other = mm_schedule_check_ins(found.schedule, &n_found);
    ck_assert_int_eq(n_found, n_expected);
    for (int32_t i = 0; i < n_found; i++) {
        ck_assert_int_eq(one[i].mentee, other[i].mentee);
        ck_assert_int_eq(one[i].mentor, other[i].mentor);
        ck_assert_int_eq(one[i].start_utc_s, other[i].start_utc_s);
    }
    ck_assert_int_eq(mm_matching_proof(found.matching)->glpk, MM_GLPK_UNAVAILABLE);
    many_free(&found);
    many_free(&expected);
    mm_cohort_free(cohort);
}
END_TEST

int main(void)
{
    return RUN_SUITE("thread_faults", pool_goes_on_with_the_threads_that_it_gets,
                     work_aside_says_when_there_is_no_thread, whole_matching_needs_no_thread);
}
