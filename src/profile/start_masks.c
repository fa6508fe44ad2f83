/* Availability on the real dates: one mask of starts a person, role and check-in week. Which
 * instants are free is `time`'s business; here is only who, and which week. The work is split by
 * person; the few whose windows need memory to be put in order are left to the calling thread. */
#include "profile/start_masks.h"

#include "time/civil.h"

#define GRAIN 256 /* people a chunk: a millisecond or two */

static mm_status make_weeks(mm_profiles *profiles, mm_error *error)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    const mmi_term *term = &programme->term;
    profiles->n_weeks = programme->n_check_in_weeks;
    profiles->week =
        mmi_arena_take(&profiles->arena, (size_t)profiles->n_weeks, sizeof *profiles->week);
    if (profiles->week == NULL) return mmi_out_of_memory(error);
    for (int32_t week = 0; week < profiles->n_weeks; week++) {
        const int32_t term_week = programme->check_in_week[week];
        mmi_check_in_week *to = &profiles->week[week];
        to->term_week = term_week;
        to->begin_s = mmi_term_week_begin(term, term_week);
        to->end_s = mmi_term_week_begin(term, term_week + 1);
        to->n_slots = mmi_term_week_slots(term, term_week);
        to->is_holiday = mmi_term_week_is_holiday(term, term_week);
        if (to->n_slots == MM_NONE) {
            return mmi_fail(error, MM_ERR_INPUT, MM_CODE_ARGUMENT,
                            "term week %d does not begin and end on a UTC quarter hour; choose a "
                            "programme time zone whose offset is a multiple of 15 minutes",
                            term_week);
        }
        if (!to->is_holiday) profiles->n_counted_weeks++;
    }
    return MM_OK;
}

static mmi_person_time time_of(const mmi_people *people, int32_t row)
{
    const int64_t first_window = people->window_start[row];
    const int64_t first_away = people->away_start[row];
    return (mmi_person_time){
        .zone = people->zone[row],
        .n_windows = (int32_t)(people->window_start[row + 1] - first_window),
        .window = people->window + first_window,
        .n_away = (int32_t)(people->away_start[row + 1] - first_away),
        .away = people->away + first_away,
        .from_day = people->from_day[row],
        .until_day = people->until_day[row],
    };
}

/* False: no memory; with MMI_FEW_WINDOWS none is needed. */
static bool mask_person(const mm_profiles *profiles, int32_t role, int32_t person,
                        const mmi_person_time *times)
{
    const mmi_term *term = &mmi_programme_of(profiles)->term;
    for (int32_t week = 0; times->n_windows > 0 && week < profiles->n_weeks; week++) {
        const mmi_check_in_week *of = &profiles->week[week];
        if (of->is_holiday) continue;
        uint64_t free_slots[MMI_WEEK_WORDS];
        if (mmi_free_slots(&profiles->heap, term, of->term_week, times, free_slots) != MM_OK) {
            return false;
        }
        const size_t at = ((size_t)person * (size_t)profiles->n_weeks + (size_t)week);
        mmi_starts_of_free_slots(free_slots, of->n_slots, profiles->meeting_slots,
                                 profiles->starts[role] + at * MMI_WEEK_WORDS);
    }
    return true;
}

/* Everybody of a role. */
typedef struct role_masking {
    const mm_profiles *profiles;
    int32_t role;
} role_masking;

static void mask_people(void *context, int32_t worker, int64_t first, int64_t last)
{
    (void)worker;
    const role_masking *of = context;
    const mm_profiles *profiles = of->profiles;
    const mmi_people *people = &profiles->cohort->people[of->role];
    const mmi_term *term = &mmi_programme_of(profiles)->term;
    const int64_t noon_s = (int64_t)term->first_day * MMI_DAY_S + MMI_DAY_S / 2;
    for (int32_t person = (int32_t)first; person < last; person++) {
        const int32_t row = profiles->row[of->role][person];
        const mmi_person_time times = time_of(people, row);
        profiles->noon_offset_s[of->role][person] = mmi_zone_offset_s(times.zone, noon_s);
        profiles->has_availability[of->role][person] = people->has_availability[row];
        if (times.n_windows > MMI_FEW_WINDOWS) continue;
        (void)mask_person(profiles, of->role, person, &times);
    }
}

/* Those whom mask_people() passed over. */
static mm_status mask_people_of_many_windows(const mm_profiles *profiles, int32_t role,
                                             const mmi_stop *stop, mm_error *error)
{
    for (int32_t person = 0; person < profiles->n_people[role]; person++) {
        const int32_t row = profiles->row[role][person];
        const mmi_person_time times = time_of(&profiles->cohort->people[role], row);
        if (times.n_windows <= MMI_FEW_WINDOWS) continue;
        if (mmi_stop_asked(stop)) return mmi_stopped(error);
        if (!mask_person(profiles, role, person, &times)) return mmi_out_of_memory(error);
    }
    return MM_OK;
}

static mm_status mask_role(mm_profiles *profiles, int32_t role, mmi_pool *pool,
                           const mmi_stop *stop, mm_error *error)
{
    const size_t n = (size_t)profiles->n_people[role];
    const size_t n_words = (size_t)profiles->n_weeks * MMI_WEEK_WORDS;
    profiles->starts[role] = n > SIZE_MAX / n_words ? NULL
        : mmi_arena_take(&profiles->arena, n * n_words, sizeof(uint64_t));
    profiles->has_availability[role] = mmi_arena_take(&profiles->arena, n, sizeof(bool));
    profiles->noon_offset_s[role] = mmi_arena_take(&profiles->arena, n, sizeof(int32_t));
    if (profiles->starts[role] == NULL || profiles->has_availability[role] == NULL ||
        profiles->noon_offset_s[role] == NULL) {
        return mmi_out_of_memory(error);
    }
    role_masking of = {profiles, role};
    if (!mmi_pool_run(pool, stop, (int64_t)n, GRAIN, mask_people, &of)) return mmi_stopped(error);
    return mask_people_of_many_windows(profiles, role, stop, error);
}

mm_status mmi_make_start_masks(mm_profiles *profiles, mmi_pool *pool, const mmi_stop *stop,
                               mm_error *error)
{
    const mm_programme *programme = mmi_programme_of(profiles);
    profiles->meeting_slots = programme->meeting_minutes * 60 / MMI_SLOT_S;
    profiles->gap_slots = programme->gap_minutes * 60 / MMI_SLOT_S;
    mm_status status = make_weeks(profiles, error);
    for (int32_t role = 0; status == MM_OK && role < MMI_N_ROLES; role++) {
        status = mask_role(profiles, role, pool, stop, error);
    }
    return status;
}
