/* Stopping and telling: cancel, deadline, refusal; stages and shares. */
#include "base/stop.h"

#include "run_suite.h"

#include <string.h>

typedef struct listener {
    int n_calls;
    int refuse_at;
    mm_stage stage[64];
    double share[64];
} listener;

static int listen_to(void *context, mm_stage stage, double share)
{
    listener *its = context;
    if (its->n_calls < 64) {
        its->stage[its->n_calls] = stage;
        its->share[its->n_calls] = share;
    }
    return ++its->n_calls == its->refuse_at;
}

/* Ask until the callback has been called n times in all. */
static void ask_until(const mmi_stop *stop, const listener *ear, int n)
{
    while (ear->n_calls < n) ck_assert(!mmi_stop_asked(stop));
}

START_TEST(stop_follows_cancel_and_deadline)
{
    mm_cancel *cancel = NULL;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    const mmi_stop never = mmi_stop_from(NULL, 0);
    const mmi_stop later = mmi_stop_from(cancel, 1000);
    const mmi_stop soon = mmi_stop_from(cancel, 1e-9);
    ck_assert(!mmi_stop_asked(&never));
    ck_assert(!mmi_stop_asked(&later));
    ck_assert(mmi_stop_asked(&soon));
    mm_cancel_set(cancel);
    ck_assert(mmi_stop_asked(&later));
    ck_assert(!mmi_stop_asked(&never));
    mm_cancel_clear(cancel);
    ck_assert(!mmi_stop_asked(&later));
    mm_cancel_free(cancel);
}
END_TEST

START_TEST(new_stage_is_told_at_once_and_a_part_of_it_is_not)
{
    listener ear = {0};
    const mm_progress progress = {listen_to, &ear};
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &ticker);
    ck_assert(!mmi_stop_asked(&stop)); /* nothing to tell yet */
    ck_assert_int_eq(ear.n_calls, 0);
    mmi_stage_begin(&stop, MM_STAGE_SCORE, 0.0, 0.25);
    mmi_stage_begin(&stop, MM_STAGE_SCORE, 0.25, 0.5);
    mmi_stage_begin(&stop, MM_STAGE_SOLVE, 0.5, 1.0);
    ck_assert_int_eq(ear.n_calls, 2);
    ck_assert_int_eq(ear.stage[0], MM_STAGE_SCORE);
    ck_assert_int_eq(ear.stage[1], MM_STAGE_SOLVE);
    ck_assert(ear.share[0] == 0.0 && ear.share[1] == 0.5);
}
END_TEST

START_TEST(share_grows_with_the_stage_and_never_decreases)
{
    listener ear = {0};
    const mm_progress progress = {listen_to, &ear};
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &ticker);
    mmi_stage_begin(&stop, MM_STAGE_PLAN, 0.2, 0.6);
    mmi_stage_share(&stop, 1, 4);
    ask_until(&stop, &ear, 2);
    mmi_stage_share(&stop, 0, 4); /* back */
    ask_until(&stop, &ear, 3);
    mmi_stage_share(&stop, 9, 4); /* beyond */
    ask_until(&stop, &ear, 4);
    static const double expected[] = {0.2, 0.3, 0.3, 0.6};
    for (int i = 0; i < 4; i++) {
        ck_assert_msg(ear.share[i] > expected[i] - 1e-9 && ear.share[i] < expected[i] + 1e-9,
                      "share %d is %f", i, ear.share[i]);
    }
}
END_TEST

START_TEST(refusal_stops_for_good_and_is_seen_by_silent_stops)
{
    listener ear = {.refuse_at = 2};
    const mm_progress progress = {listen_to, &ear};
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(NULL, 0, &progress, &ticker);
    const mmi_stop silent = mmi_stop_silent(&stop);
    mmi_stage_begin(&stop, MM_STAGE_SCORE, 0.0, 0.5);
    ck_assert(!mmi_stop_asked(&stop));
    mmi_stage_begin(&silent, MM_STAGE_PLAN, 0.5, 1.0); /* tells nobody */
    ck_assert_int_eq(ear.n_calls, 1);
    ck_assert(!mmi_stop_asked(&silent));
    mmi_stage_begin(&stop, MM_STAGE_SOLVE, 0.5, 1.0);
    ck_assert(mmi_stop_asked(&stop));
    ck_assert(mmi_stop_asked(&silent));
    mmi_stage_begin(&stop, MM_STAGE_PRICE, 0.5, 1.0);
    ck_assert(mmi_stop_asked(&stop));
    ck_assert_int_eq(ear.n_calls, 2); /* not called again */
}
END_TEST

START_TEST(no_listener_costs_nothing_and_stops_nothing)
{
    const mm_progress deaf = {NULL, NULL};
    mmi_ticker ticker;
    const mmi_stop stops[] = {mmi_stop_telling(NULL, 0, NULL, &ticker),
                              mmi_stop_telling(NULL, 0, &deaf, &ticker)};
    for (int i = 0; i < 2; i++) {
        mmi_stage_begin(&stops[i], MM_STAGE_SCORE, 0.0, 1.0);
        mmi_stage_share(&stops[i], 1, 2);
        ck_assert(!mmi_stop_asked(&stops[i]));
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("stop", stop_follows_cancel_and_deadline,
                     new_stage_is_told_at_once_and_a_part_of_it_is_not,
                     share_grows_with_the_stage_and_never_decreases,
                     refusal_stops_for_good_and_is_seen_by_silent_stops,
                     no_listener_costs_nothing_and_stops_nothing);
}
