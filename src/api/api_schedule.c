/* The public functions of schedule.h: check the arguments, call one function of `schedule`. */
#include "base/pool.h"
#include "base/take_options.h"
#include "schedule/plan.h"

void mm_plan_options_init(mm_plan_options *options, size_t size)
{
    mmi_init_options(options, size);
}

mm_status mm_plan(const mm_profiles *profiles, const mm_matching *matching,
                  const mm_plan_options *options, mm_schedule **schedule, mm_error *error)
{
    mmi_error_clear(error);
    if (schedule != NULL) *schedule = NULL;
    if (profiles == NULL) return mmi_missing(error, "profiles");
    if (matching == NULL) return mmi_missing(error, "matching");
    if (schedule == NULL) return mmi_missing(error, "schedule");
    mm_plan_options own = MM_PLAN_OPTIONS_INIT;
    mm_status status = mmi_take_options(&own, sizeof own, options, "mm_plan_options", error);
    if (status == MM_OK) status = mmi_check_time_limit(own.time_limit_s, error);
    if (status == MM_OK) status = mmi_check_threads(own.threads, error);
    if (status != MM_OK) return status;
    const mmi_heap heap = mmi_heap_from(own.allocator);
    mmi_ticker ticker;
    const mmi_stop stop =
        mmi_stop_telling(own.cancel, own.time_limit_s, own.progress, &ticker);
    mmi_stage_begin(&stop, MM_STAGE_PLAN, 0.0, 1.0);
    const mmi_plan_how how = {.stop = &stop, .threads = own.threads};
    return mmi_plan(profiles, matching, &heap, &how, schedule, error);
}

const char *mm_asynchronous_reason_name(mm_asynchronous_reason reason)
{
    switch (reason) {
    case MM_ASYNC_HOLIDAY_WEEK: return "holiday week";
    case MM_ASYNC_NO_AVAILABILITY: return "no availability";
    case MM_ASYNC_NO_COMMON_TIME: return "no common time";
    case MM_ASYNC_MENTOR_FULL: return "mentor full";
    case MM_ASYNC_MENTEE_FULL: return "mentee full";
    case MM_ASYNC_NONE: break;
    }
    return "";
}

const mm_check_in *mm_schedule_check_ins(const mm_schedule *schedule, int32_t *n_check_ins)
{
    if (n_check_ins != NULL) *n_check_ins = schedule == NULL ? 0 : schedule->n_check_ins;
    return schedule == NULL ? NULL : schedule->check_in;
}

const mm_week_result *mm_schedule_weeks(const mm_schedule *schedule, int32_t *n_weeks)
{
    if (n_weeks != NULL) *n_weeks = schedule == NULL ? 0 : schedule->n_weeks;
    return schedule == NULL ? NULL : schedule->week;
}

const mm_schedule_result *mm_schedule_totals(const mm_schedule *schedule)
{
    return schedule == NULL ? NULL : &schedule->totals;
}
