/* The public functions of schedule.h: check the arguments, call one function of `schedule`. */
#include "base/status.h"
#include "schedule/plan.h"

#include <math.h>
#include <string.h>

static mm_status missing(mm_error *error, const char *what)
{
    return mmi_fail(error, MM_ERR_ARGUMENT, MM_CODE_ARGUMENT, "%s must not be NULL", what);
}

void mm_plan_options_init(mm_plan_options *options, size_t size)
{
    if (options == NULL) return;
    memset(options, 0, size);
    options->size = size;
}

/* The caller's options in today's size; fields that the caller does not know are defaults. */
static mm_status read_options(const mm_plan_options *given, mm_plan_options *options,
                              mm_error *error)
{
    *options = (mm_plan_options)MM_PLAN_OPTIONS_INIT;
    if (given == NULL) return MM_OK;
    if (given->size < sizeof given->size) {
        return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                        "size of the plan options is not set; start with MM_PLAN_OPTIONS_INIT");
    }
    const size_t size = given->size < sizeof *options ? given->size : sizeof *options;
    memcpy(options, given, size);
    options->size = sizeof *options;
    if (!isfinite(options->time_limit_s) || options->time_limit_s < 0) {
        return mmi_fail(error, MM_ERR_OPTION, MM_CODE_OPTION,
                        "time_limit_s must be a number of seconds from 0; 0 means no limit");
    }
    return MM_OK;
}

mm_status mm_plan(const mm_profiles *profiles, const mm_matching *matching,
                  const mm_plan_options *options, mm_schedule **schedule, mm_error *error)
{
    mm_plan_options own;
    mmi_error_clear(error);
    if (schedule == NULL) return missing(error, "schedule");
    *schedule = NULL;
    if (profiles == NULL) return missing(error, "profiles");
    if (matching == NULL) return missing(error, "matching");
    const mm_status status = read_options(options, &own, error);
    if (status != MM_OK) return status;
    const mmi_heap heap = mmi_heap_from(own.allocator);
    const mmi_stop stop = mmi_stop_from(own.cancel, own.time_limit_s);
    return mmi_plan(profiles, matching, &heap, &stop, schedule, error);
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
