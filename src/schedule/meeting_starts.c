/* Common starts of mentor and mentee (start mask and start mask), read on both clocks: local date,
 * weekday and time, and the quarter hours of the meeting outside the comfortable hours. Dates are
 * worked out once a date, not once a slot. */
#include "schedule/meeting_starts.h"

#include "profile/common_starts.h"
#include "time/civil.h"

_Static_assert(MMI_MOST_STARTS == MMI_WEEK_SLOTS_MOST, "one start a slot");

#define WEEK_S (7 * MMI_DAY_S)
#define MONDAY_OF_DAY_0 3 /* 1970-01-01 was a Thursday, three days after a Monday */

/* One person's clock, read slot by slot from the begin of a week on. */
typedef struct clock_reader {
    const mmi_week_clock *clock;
    const mmi_clock_stretch *next, *end; /* stretches still to come */
    int64_t begin_s;         /* of the week */
    int32_t offset_s;
    int32_t until_slot;      /* what follows holds for slots before this one */
    int32_t day;
    int32_t time_at_0_s;     /* time of the week at slot 0, if the date began before it */
} clock_reader;

static int64_t rest_of(int64_t value, int64_t unit)
{
    const int64_t rest = value % unit;
    return rest < 0 ? rest + unit : rest;
}

static clock_reader open_clock(const mmi_week_clocks *clocks, const mmi_week_clock *clock,
                               int64_t begin_s)
{
    const mmi_clock_stretch *first = clocks->stretch + clock->first_stretch;
    return (clock_reader){.clock = clock, .next = first, .end = first + clock->n_stretches,
                          .begin_s = begin_s, .until_slot = INT32_MIN};
}

/* Go on to the date and the stretch that a slot lies in. */
static void turn_to(clock_reader *reader, int32_t slot)
{
    while (reader->next < reader->end && reader->next->first_slot <= slot) {
        reader->offset_s = reader->next->offset_s;
        reader->next++;
    }
    const int64_t local_s = reader->begin_s + (int64_t)slot * MMI_SLOT_S + reader->offset_s;
    const int64_t since_monday_s = local_s + (int64_t)MONDAY_OF_DAY_0 * MMI_DAY_S;
    const int64_t to_midnight_s = MMI_DAY_S - rest_of(local_s, MMI_DAY_S);
    reader->day = mmi_day_of_second(local_s);
    reader->time_at_0_s =
        (int32_t)(rest_of(since_monday_s, WEEK_S) - (int64_t)slot * MMI_SLOT_S);
    reader->until_slot = slot + (int32_t)((to_midnight_s + MMI_SLOT_S - 1) / MMI_SLOT_S);
    if (reader->next < reader->end && reader->next->first_slot < reader->until_slot) {
        reader->until_slot = reader->next->first_slot;
    }
}

/* Bad quarter hours of a meeting of up to 32 that begins at a slot. */
static int32_t count_bad(const mmi_week_clock *clock, int32_t slot, int32_t meeting_slots)
{
    const int32_t word = slot / 64, bit = slot % 64;
    uint64_t bad = clock->is_bad[word] >> bit;
    if (bit > 0) bad |= clock->is_bad[word + 1] << (64 - bit);
    bad &= (UINT64_C(1) << meeting_slots) - 1;
    return bad == 0 ? 0 : mmi_count_bits(bad);
}

int32_t mmi_list_meeting_starts(const void *meeting_pairs, int32_t pair, int32_t week,
                                mmi_start starts[MMI_MOST_STARTS])
{
    const mmi_meeting_pairs *pairs = meeting_pairs;
    const mm_profiles *profiles = pairs->profiles;
    const int64_t begin_s = profiles->week[week].begin_s;
    const int32_t begin_slot = (int32_t)(begin_s / MMI_SLOT_S), slots = profiles->meeting_slots;
    const uint64_t *mentors = mmi_start_mask(profiles, MMI_MENTOR, pairs->mentor[pair], week);
    const uint64_t *mentees = mmi_start_mask(profiles, MMI_MENTEE, pairs->mentee[pair], week);
    clock_reader mentor = open_clock(
        pairs->clocks, mmi_clock_of(pairs->clocks, MMI_MENTOR, pairs->mentor[pair], week), begin_s);
    clock_reader mentee = open_clock(
        pairs->clocks, mmi_clock_of(pairs->clocks, MMI_MENTEE, pairs->mentee[pair], week), begin_s);
    int32_t n_starts = 0;
    for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
        uint64_t common = mentors[word] & mentees[word];
        for (; common != 0; common &= common - 1) {
            const int32_t slot = 64 * word + __builtin_ctzll(common);
            if (slot >= mentor.until_slot) turn_to(&mentor, slot);
            if (slot >= mentee.until_slot) turn_to(&mentee, slot);
            const int32_t one = count_bad(mentor.clock, slot, slots);
            const int32_t other = count_bad(mentee.clock, slot, slots);
            starts[n_starts++] = (mmi_start){
                .slot = begin_slot + slot, .offset = slot,
                .time_of_week = mentee.time_at_0_s + slot * MMI_SLOT_S,
                .day = {[MMI_MENTOR] = mentor.day, [MMI_MENTEE] = mentee.day},
                .most_discomfort = one > other ? one : other,
                .least_discomfort = one > other ? other : one};
        }
    }
    return n_starts;
}
