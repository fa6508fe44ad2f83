/* Costs of one week's check-ins: all goals of a plan in three words that are added and compared as
 * one number, most important first. Fields never overflow into each other for up to ten pairs. */
#ifndef MMI_SCHEDULE_PLAN_COST_H
#define MMI_SCHEDULE_PLAN_COST_H

#include "schedule/group_plan.h"

/* Fields of `goals` from the lowest bit up: order - regularity that is missing, and offsets from
 * the week's begin, as one number, since the one is exchanged for the other while a bound is
 * raised -, sums of the smaller and of the larger discomfort, asynchronous check-ins. */
#define MMI_LATE_BITS 20       /* over all weeks: 104 * 10 pairs * 767 */
#define MMI_ORDER_BITS 35      /* of a week: 10 pairs * 103 other weeks * MMI_REGULAR, and above */
#define MMI_DISCOMFORT_BITS 9  /* of a week: 10 pairs * 32 quarter hours */
#define MMI_LEAST_SHIFT MMI_ORDER_BITS
#define MMI_MOST_SHIFT (MMI_LEAST_SHIFT + MMI_DISCOMFORT_BITS)
#define MMI_ASYNCHRONOUS_SHIFT (MMI_MOST_SHIFT + MMI_DISCOMFORT_BITS)

/* In `order`: what two equal check-ins of a pair are worth. More than all offsets together. */
#define MMI_REGULAR ((int64_t)16 << MMI_LATE_BITS)

/* The last tie: offsets, pair by pair, the first pair in the highest bits. */
#define MMI_TIE_BITS 12
#define MMI_TIE_PAIRS 5         /* of a word */
#define MMI_TIE_NONE UINT64_C(1023) /* asynchronous comes after every start */

typedef struct mmi_cost {
    int64_t goals;
    uint64_t tie[2];
} mmi_cost;

#define MMI_IMPOSSIBLE ((int64_t)1 << 58) /* goals of what cannot be; some may be added up */

static inline mmi_cost mmi_cost_impossible(void)
{
    return (mmi_cost){MMI_IMPOSSIBLE, {0, 0}};
}

static inline bool mmi_cost_is_possible(const mmi_cost *cost)
{
    return cost->goals < MMI_IMPOSSIBLE;
}

static inline mmi_cost mmi_cost_sum(const mmi_cost *one, const mmi_cost *other)
{
    return (mmi_cost){one->goals + other->goals,
                      {one->tie[0] + other->tie[0], one->tie[1] + other->tie[1]}};
}

/* What is left when a part is taken out of a possible sum. */
static inline mmi_cost mmi_cost_without(const mmi_cost *sum, const mmi_cost *part)
{
    return (mmi_cost){sum->goals - part->goals,
                      {sum->tie[0] - part->tie[0], sum->tie[1] - part->tie[1]}};
}

static inline bool mmi_cost_is_less(const mmi_cost *one, const mmi_cost *other)
{
    if (one->goals != other->goals) return one->goals < other->goals;
    if (one->tie[0] != other->tie[0]) return one->tie[0] < other->tie[0];
    return one->tie[1] < other->tie[1];
}

static inline void mmi_cost_lower(mmi_cost *least, const mmi_cost *cost)
{
    if (mmi_cost_is_less(cost, least)) *least = *cost;
}

static inline void mmi_cost_set_tie(mmi_cost *cost, int32_t pair, uint64_t value)
{
    const int32_t word = pair / MMI_TIE_PAIRS, place = pair % MMI_TIE_PAIRS;
    cost->tie[word] = value << (MMI_TIE_BITS * (MMI_TIE_PAIRS - 1 - place));
}

#endif
