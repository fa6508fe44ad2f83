/* Reasons of asynchronous check-ins, asked after a group is planned: first what the week and the
 * pair alone rule out, then whose other meetings take all their common starts. */
#include "schedule/asynchronous.h"

/* Whether the other meetings of one side leave no start. */
static bool is_full(const mmi_bookings *bookings, int32_t pair, int32_t week, int32_t side,
                    const mmi_start *starts, int32_t n_starts)
{
    bool is_free[MMI_MOST_STARTS];
    for (int32_t i = 0; i < n_starts; i++) is_free[i] = true;
    mmi_rule_out(bookings, pair, week, side, starts, n_starts, is_free);
    for (int32_t i = 0; i < n_starts; i++) {
        if (is_free[i]) return false;
    }
    return true;
}

mm_asynchronous_reason mmi_asynchronous_reason(const mmi_meeting_pairs *pairs,
                                               const mmi_bookings *bookings, int32_t pair,
                                               int32_t week)
{
    const mm_profiles *profiles = pairs->profiles;
    if (profiles->week[week].is_holiday) return MM_ASYNC_HOLIDAY_WEEK;
    if (!profiles->has_availability[MMI_MENTOR][pairs->mentor[pair]] ||
        !profiles->has_availability[MMI_MENTEE][pairs->mentee[pair]]) {
        return MM_ASYNC_NO_AVAILABILITY;
    }
    mmi_start *starts = bookings->starts;
    const int32_t n_starts = mmi_list_meeting_starts(pairs, pair, week, starts);
    if (n_starts == 0) return MM_ASYNC_NO_COMMON_TIME;
    /* Neither alone may be full where both together are; then it is the mentor. */
    if (is_full(bookings, pair, week, MMI_MENTOR, starts, n_starts)) return MM_ASYNC_MENTOR_FULL;
    if (is_full(bookings, pair, week, MMI_MENTEE, starts, n_starts)) return MM_ASYNC_MENTEE_FULL;
    return MM_ASYNC_MENTOR_FULL;
}
