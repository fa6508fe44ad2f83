/* Which planes a mentee counts, and where its rows of the tables are. */
#include "score/asking.h"

#define ALIGNMENT 64 /* bytes: a cache line, the widest vector */
#define PLANE_BYTES ((uint32_t)(MMI_PLANE_WORDS * sizeof(uint64_t)))

void *mmi_take_aligned(mmi_arena *arena, size_t n, size_t size)
{
    size_t n_bytes;
    if (__builtin_mul_overflow(n, size, &n_bytes) || n_bytes > SIZE_MAX - ALIGNMENT) return NULL;
    unsigned char *taken = mmi_arena_take(arena, n_bytes + ALIGNMENT, 1);
    if (taken == NULL) return NULL;
    return taken + (ALIGNMENT - (uintptr_t)taken % ALIGNMENT) % ALIGNMENT;
}

bool mmi_asking_make(const mmi_scorer *scorer, mmi_arena *arena, mmi_asking *asking)
{
    const size_t n_forms = (size_t)scorer->n_tag_counts + 1;
    const size_t n_counts = n_forms + (size_t)scorer->time.n_classes;
    asking->row = mmi_arena_take(arena, (size_t)scorer->n_slots, sizeof *asking->row);
    asking->form = mmi_arena_take(arena, n_forms, sizeof *asking->form);
    asking->count = mmi_arena_take(arena, n_counts, sizeof *asking->count);
    asking->plane = mmi_arena_take(arena, (size_t)scorer->planes_a_row, sizeof(uint32_t));
    asking->lut = mmi_take_aligned(arena, scorer->kernel->lut_bytes(scorer), 1);
    return asking->row != NULL && asking->form != NULL && asking->count != NULL &&
           asking->plane != NULL && asking->lut != NULL;
}

/* What is written so far. */
typedef struct filling {
    mmi_asking *to;
    int32_t n_counts;
    int32_t n_planes;
} filling;

static void list_plane(filling *at, int32_t plane)
{
    at->to->plane[at->n_planes++] = PLANE_BYTES * (uint32_t)plane;
}

static int32_t bits_of(int32_t value)
{
    int32_t n_bits = 1;
    while (value >> n_bits != 0) n_bits++;
    return n_bits;
}

/* Planes from `first` on have been listed for a form: few of them are added to the code one by
 * one, others are counted first. */
static void end_count(const mmi_scorer *scorer, filling *at, mmi_form *form, mmi_count counted)
{
    const uint32_t *plane = at->to->plane;
    const int32_t n = at->n_planes - counted.first;
    const bool is_capped = n > counted.most;
    if (n < MMI_PLANE_STEP && !is_capped && !(counted.n_weeks > 0 && scorer->time.n_needed > 0) &&
        form->n_fixed + n <= MMI_FIXED_PLANES_MOST) {
        for (int32_t i = 0; i < n; i++) {
            form->fixed_plane[form->n_fixed] = (int32_t)(plane[counted.first + i] / PLANE_BYTES);
            form->fixed_factor[form->n_fixed++] = (uint8_t)counted.factor;
        }
        at->n_planes = counted.first;
        return;
    }
    while ((at->n_planes - counted.first) % MMI_PLANE_STEP != 0) {
        list_plane(at, scorer->empty_plane);
    }
    counted.n = at->n_planes - counted.first;
    counted.is_capped = is_capped;
    counted.n_bits = bits_of(is_capped ? counted.most : n);
    if (counted.n_bits < 4) counted.n_bits = 4; /* what eight planes carry to */
    at->to->count[at->n_counts++] = counted;
    form->n_counts++;
}

static void ask_tags(const mmi_scorer *scorer, const mmi_tag_count *tags, filling *at)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_answers *answers = &profiles->cohort->people[MMI_MENTEE].answers[tags->question];
    const int32_t row = profiles->row[MMI_MENTEE][at->to->mentee];
    const int64_t end = answers->tag_start[row + 1];
    const int32_t size = (int32_t)(end - answers->tag_start[row]);
    const int32_t *earned = tags->earned + (size_t)size * MMI_CELLS;
    if (size == 0) {
        at->to->constant += earned[0];
        return;
    }
    mmi_form *form = &at->to->form[at->to->n_forms++];
    *form = (mmi_form){.first_count = at->n_counts, .n_codes = tags->n_codes[size],
                       .n_bytes = tags->n_bytes, .earned = earned};
    for (int32_t i = 0; i <= tags->n_group_bits; i++) {
        form->fixed_plane[i] = tags->first_group_plane + i;
        form->fixed_factor[i] = (uint8_t)(i == 0 ? 1 : tags->step[size] << (i - 1));
    }
    form->n_fixed = 1 + tags->n_group_bits;
    const int32_t first = at->n_planes;
    for (int64_t i = answers->tag_start[row]; i < end; i++) {
        const int32_t plane = tags->plane_of[answers->tag[i]];
        if (plane != MM_NONE) list_plane(at, plane);
    }
    end_count(scorer, at, form, (mmi_count){.first = first, .most = size, .factor = 1});
}

static void ask_week(const mmi_scorer *scorer, const mmi_week_class *class, mmi_form *form,
                     filling *at)
{
    const uint64_t *mask =
        mmi_start_mask(scorer->profiles, MMI_MENTEE, at->to->mentee, class->week);
    const int32_t first = at->n_planes;
    for (int32_t word = 0; word < MMI_WEEK_WORDS; word++) {
        for (uint64_t left = mask[word]; left != 0; left &= left - 1) {
            const int32_t plane = class->plane_of[64 * word + __builtin_ctzll(left)];
            if (plane != MM_NONE) list_plane(at, plane);
        }
    }
    end_count(scorer, at, form,
              (mmi_count){.first = first, .most = scorer->time.enough_starts,
                          .factor = class->weight / scorer->time.unit, .n_weeks = class->weight});
}

static void ask_time(const mmi_scorer *scorer, filling *at)
{
    const mmi_time_table *time = &scorer->time;
    if (!time->is_used) return;
    if (!scorer->profiles->has_availability[MMI_MENTEE][at->to->mentee]) {
        at->to->constant += time->earned[0];
        return;
    }
    mmi_form *form = &at->to->form[at->to->n_forms++];
    *form = (mmi_form){.first_count = at->n_counts, .n_fixed = 1,
                       .fixed_plane = {time->stated_plane}, .fixed_factor = {1},
                       .n_codes = time->n_codes, .n_bytes = time->n_bytes,
                       .earned = time->earned};
    for (int32_t i = 0; i < time->n_classes; i++) ask_week(scorer, &time->class[i], form, at);
    at->to->n_needed = time->n_needed;
}

void mmi_ask(const mmi_scorer *scorer, int32_t mentee, mmi_asking *asking)
{
    filling at = {.to = asking};
    asking->mentee = mentee;
    asking->constant = 0;
    asking->n_forms = 0;
    asking->n_needed = 0;
    for (int32_t i = 0; i < scorer->n_fixed; i++) {
        const mmi_slot *slot = &scorer->fixed[i];
        asking->constant += slot->earned[(size_t)slot->row_of[mentee] * (size_t)slot->stride];
    }
    for (int32_t i = 0; i < scorer->n_slots; i++) {
        const mmi_slot *slot = &scorer->slot[i];
        asking->row[i] = slot->earned + (size_t)slot->row_of[mentee] * (size_t)slot->stride;
    }
    for (int32_t i = 0; i < scorer->n_tag_counts; i++) {
        ask_tags(scorer, &scorer->tag_count[i], &at);
    }
    ask_time(scorer, &at);
    scorer->kernel->fill(scorer, asking);
}
