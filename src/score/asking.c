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
    const size_t n_forms = (size_t)scorer->forms_a_row;
    const size_t n_counts = n_forms + (size_t)scorer->time.n_classes;
    asking->row = mmi_arena_take(arena, (size_t)scorer->n_slots, sizeof *asking->row);
    asking->form = mmi_arena_take(arena, n_forms, sizeof *asking->form);
    asking->count = mmi_arena_take(arena, n_counts, sizeof *asking->count);
    asking->parted = mmi_arena_take(arena, n_forms, sizeof *asking->parted);
    asking->plane = mmi_arena_take(arena, (size_t)scorer->planes_a_row, sizeof(uint32_t));
    asking->lut = mmi_take_aligned(arena, scorer->kernel->lut_bytes(scorer), 1);
    return asking->row != NULL && asking->form != NULL && asking->count != NULL &&
           asking->parted != NULL && asking->plane != NULL && asking->lut != NULL;
}

/* What is written so far. */
typedef struct filling {
    mmi_asking *to;
    int32_t n_counts;
    int32_t n_planes;
    mmi_form *form; /* to which planes and counts are added */
    int32_t room;   /* of its codes, where it is a part: they end at MMI_CODES_MOST */
} filling;

/* Forms of one byte come before all that are made in parts. */
static void begin_form(filling *at, int32_t n_codes, int32_t n_bytes, const int32_t *earned)
{
    mmi_asking *to = at->to;
    const int32_t number = to->n_forms + to->n_parts;
    at->room = n_codes <= MMI_CODES_MOST ? INT16_MAX : MMI_CODES_MOST; /* one byte: it fits */
    at->form = &to->form[number];
    *at->form = (mmi_form){.first_count = at->n_counts, .n_codes = n_codes, .n_bytes = n_bytes,
                           .earned = earned};
    if (n_codes <= MMI_CODES_MOST) {
        to->n_forms++;
    } else {
        to->parted[to->n_parted++] = (mmi_parted){number, 1, earned};
        to->n_parts++;
    }
}

static void begin_part(filling *at)
{
    at->room = MMI_CODES_MOST;
    *++at->form = (mmi_form){.first_count = at->n_counts};
    at->to->parted[at->to->n_parted - 1].n_forms++;
    at->to->n_parts++;
}

/* Let a plane add `factor` to the code. */
static void add_fixed(filling *at, int32_t plane, int32_t factor)
{
    while (factor > 0) {
        if (at->room == 0 || at->form->n_fixed == MMI_FIXED_PLANES_MOST) begin_part(at);
        const int32_t added = factor < at->room ? factor : at->room;
        at->form->fixed_plane[at->form->n_fixed] = plane;
        at->form->fixed_factor[at->form->n_fixed++] = (uint8_t)added;
        at->room -= added;
        factor -= added;
    }
}

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

/* The planes from `first` on are listed: how many of them; empty ones fill the last eight. */
static int32_t end_list(const mmi_scorer *scorer, filling *at, int32_t first)
{
    const int32_t n = at->n_planes - first;
    while ((at->n_planes - first) % MMI_PLANE_STEP != 0) list_plane(at, scorer->empty_plane);
    return n;
}

/* Let the n planes listed from counted.first on be added to the form: a few of them one by one,
 * more are counted first. */
static void add_count(const mmi_scorer *scorer, filling *at, int32_t n, mmi_count counted)
{
    mmi_form *form = at->form;
    at->room -= counted.factor * counted.most;
    counted.is_capped = n > counted.most;
    const bool tells_weeks = counted.n_weeks > 0 && scorer->time.n_needed > 0;
    if (n < MMI_PLANE_STEP && !counted.is_capped && !tells_weeks &&
        form->n_fixed + n <= MMI_FIXED_PLANES_MOST) {
        const uint32_t *plane = at->to->plane + counted.first;
        for (int32_t i = 0; i < n; i++) {
            form->fixed_plane[form->n_fixed] = (int32_t)(plane[i] / PLANE_BYTES);
            form->fixed_factor[form->n_fixed++] = (uint8_t)counted.factor;
        }
        return;
    }
    counted.n = (n + MMI_PLANE_STEP - 1) / MMI_PLANE_STEP * MMI_PLANE_STEP;
    counted.n_bits = bits_of(counted.is_capped ? counted.most : n);
    if (counted.n_bits < 4) counted.n_bits = 4; /* what eight planes carry to */
    at->to->count[at->n_counts++] = counted;
    form->n_counts++;
}

static void ask_tags(const mmi_scorer *scorer, const mmi_tag_count *tags, bool are_parted,
                     filling *at)
{
    const mm_profiles *profiles = scorer->profiles;
    const mmi_answers *answers = &profiles->cohort->people[MMI_MENTEE].answers[tags->question];
    const int32_t row = profiles->row[MMI_MENTEE][at->to->mentee];
    const int64_t end = answers->tag_start[row + 1];
    const int32_t size = (int32_t)(end - answers->tag_start[row]);
    const int32_t *earned = tags->earned + (size_t)size * (size_t)tags->stride;
    if ((tags->n_codes[size] > MMI_CODES_MOST) != are_parted) return;
    if (size == 0) {
        at->to->constant += earned[0];
        return;
    }
    begin_form(at, tags->n_codes[size], tags->n_bytes, earned);
    const int32_t first = at->n_planes;
    for (int64_t i = answers->tag_start[row]; i < end; i++) {
        const int32_t plane = tags->plane_of[answers->tag[i]];
        if (plane != MM_NONE) list_plane(at, plane);
    }
    const int32_t n = end_list(scorer, at, first);
    add_count(scorer, at, n, (mmi_count){.first = first, .most = n, .factor = 1});
    add_fixed(at, tags->first_group_plane, 1);
    for (int32_t i = 0; i < tags->n_group_bits; i++) {
        add_fixed(at, tags->first_group_plane + 1 + i, tags->step[size] << i);
    }
}

/* List the mentee's starts of a week that mentors have; returns how many. */
static int32_t list_starts(const mmi_scorer *scorer, const mmi_week_class *class, filling *at)
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
    return end_list(scorer, at, first);
}

static void ask_time(const mmi_scorer *scorer, bool is_parted, filling *at)
{
    const mmi_time_table *time = &scorer->time;
    if (!time->is_used || (time->n_codes > MMI_CODES_MOST) != is_parted) return;
    if (!scorer->profiles->has_availability[MMI_MENTEE][at->to->mentee]) {
        at->to->constant += time->earned[0];
        return;
    }
    at->to->n_needed = time->n_needed;
    begin_form(at, time->n_codes, time->n_bytes, time->earned);
    add_fixed(at, time->stated_plane, 1);
    for (int32_t i = 0; i < time->n_classes; i++) {
        const mmi_week_class *class = &time->class[i];
        mmi_count counted = {.first = at->n_planes, .most = time->enough_starts,
                             .n_weeks = class->weight};
        const int32_t n = list_starts(scorer, class, at);
        for (int32_t left = class->weight / time->unit; left > 0; left -= counted.factor) {
            if (at->room < time->enough_starts) begin_part(at);
            const int32_t fits = at->room / time->enough_starts;
            counted.factor = left < fits ? left : fits;
            add_count(scorer, at, n, counted);
            counted.n_weeks = 0; /* told once */
        }
    }
}

void mmi_ask(const mmi_scorer *scorer, int32_t mentee, mmi_asking *asking)
{
    filling at = {.to = asking};
    asking->mentee = mentee;
    asking->constant = 0;
    asking->n_forms = 0;
    asking->n_parts = 0;
    asking->n_parted = 0;
    asking->n_needed = 0;
    for (int32_t i = 0; i < scorer->n_fixed; i++) {
        const mmi_slot *slot = &scorer->fixed[i];
        asking->constant += slot->earned[(size_t)slot->row_of[mentee] * (size_t)slot->stride];
    }
    for (int32_t i = 0; i < scorer->n_slots; i++) {
        const mmi_slot *slot = &scorer->slot[i];
        asking->row[i] = slot->earned + (size_t)slot->row_of[mentee] * (size_t)slot->stride;
    }
    for (int32_t parted = 0; parted < 2; parted++) {
        for (int32_t i = 0; i < scorer->n_tag_counts; i++) {
            ask_tags(scorer, &scorer->tag_count[i], parted == 1, &at);
        }
        ask_time(scorer, parted == 1, &at);
    }
    scorer->kernel->fill(scorer, asking);
}
