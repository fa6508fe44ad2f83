/* One array per field, in order of the people; every text is copied into the cohort's arena. First
 * room for everything, then one pass: what belongs to one person lies together in the builder. */
#include "cohort/seal.h"

#include "base/sort.h"

#include <string.h>

static bool copy_text(mmi_arena *arena, const char *text, const char **copy)
{
    *copy = text[0] == '\0' ? "" : mmi_arena_text(arena, text, strlen(text));
    return *copy != NULL;
}

/* Zones. */

/* Load every zone that somebody uses into the cohort's own book. */
static mm_status load_zones(mmi_sealing *sealing, const mmi_zone **zone, const char **name,
                            mm_error *error)
{
    const mmi_builder *builder = sealing->builder;
    mm_cohort *cohort = sealing->cohort;
    cohort->zones = mmi_zone_book_new(&cohort->heap, builder->zone_directory);
    if (cohort->zones == NULL) return mmi_out_of_memory(error);
    for (int32_t i = 0; i < builder->zone_names.n; i++) {
        if (!copy_text(&cohort->arena, builder->zone_names.text[i], &name[i])) {
            return mmi_out_of_memory(error);
        }
        const mmi_zone_answer answer =
            mmi_zone_book_find(cohort->zones, name[i], &zone[i], NULL);
        if (answer == MMI_ZONE_MEMORY) return mmi_out_of_memory(error);
        if (answer != MMI_ZONE_OK) {
            return mmi_fail(error, MM_ERR_FILE, MM_CODE_ZONE_DATA,
                            "the time zone directory changed while it was read; try again");
        }
    }
    /* Asked once while the cohort is nobody else's: the book remembers, and a sealed cohort is
     * read from many threads. */
    return mmi_zone_book_version(cohort->zones) == NULL ? mmi_out_of_memory(error) : MM_OK;
}

static mm_status seal_zones(mmi_sealing *sealing, mm_error *error)
{
    const mm_programme *programme = sealing->builder->programme;
    mm_cohort *cohort = sealing->cohort;
    const size_t n_names = (size_t)sealing->builder->zone_names.n;
    const mmi_zone **const zone = mmi_arena_take(&sealing->scratch, n_names, sizeof *zone);
    const char **const name = mmi_arena_take(&sealing->scratch, n_names, sizeof *name);
    if (zone == NULL || name == NULL) return mmi_out_of_memory(error);
    const mm_status status = load_zones(sealing, zone, name, error);
    if (status != MM_OK) return status;
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        mmi_people *people = &cohort->people[role];
        const size_t n = (size_t)people->n;
        people->zone = mmi_arena_take(&cohort->arena, n, sizeof *people->zone);
        people->zone_name = mmi_arena_take(&cohort->arena, n, sizeof *people->zone_name);
        if (people->zone == NULL || people->zone_name == NULL) return mmi_out_of_memory(error);
        for (size_t i = 0; i < n; i++) {
            const int32_t number = sealing->person[role][i].zone;
            people->zone[i] = number >= 0 ? zone[number] : programme->term.zone;
            people->zone_name[i] = number >= 0 ? name[number] : programme->time_zone;
        }
    }
    return MM_OK;
}

/* What mentees ask for. */

static int by_kind(const void *one, const void *other, void *context)
{
    const int32_t *const index = context;
    const int32_t a = index[((const mmi_stated_want *)one)->kind];
    const int32_t b = index[((const mmi_stated_want *)other)->kind];
    return a < b ? -1 : a > b;
}

static const mmi_stated_want *wants_of(const mmi_sealing *sealing, int32_t mentee, int32_t *n)
{
    const mmi_person *person = &sealing->person[MMI_MENTEE][mentee];
    const bool is_stated = person->n_wants != MMI_WANTS_OF_PROGRAMME;
    *n = is_stated ? person->n_wants : sealing->builder->programme->n_wants;
    return is_stated ? person->want : sealing->builder->want;
}

static bool seal_wants(mmi_sealing *sealing)
{
    mmi_people *people = &sealing->cohort->people[MMI_MENTEE];
    mmi_arena *arena = &sealing->cohort->arena;
    size_t most = 0;
    size_t most_of_one = 0;
    for (int32_t i = 0; i < people->n; i++) {
        int32_t n;
        (void)wants_of(sealing, i, &n);
        most += (size_t)n;
        if ((size_t)n > most_of_one) most_of_one = (size_t)n;
    }
    mmi_stated_want *const sorted =
        mmi_arena_take(&sealing->scratch, most_of_one, sizeof *sorted);
    people->want_start = mmi_arena_take(arena, (size_t)people->n + 1, sizeof *people->want_start);
    people->want_kind = mmi_arena_take(arena, most, sizeof *people->want_kind);
    people->want_count = mmi_arena_take(arena, most, sizeof *people->want_count);
    if (sorted == NULL || people->want_start == NULL || people->want_kind == NULL ||
        people->want_count == NULL) {
        return false;
    }
    int64_t at = 0;
    for (int32_t i = 0; i < people->n; i++) {
        int32_t n;
        const mmi_stated_want *const want = wants_of(sealing, i, &n);
        if (n > 0) memcpy(sorted, want, (size_t)n * sizeof *sorted);
        mmi_sort(sorted, (size_t)n, sizeof *sorted, by_kind, sealing->kind);
        for (int32_t k = 0; k < n; k++) {
            if (sorted[k].count == 0) continue;
            people->want_kind[at] = sealing->kind[sorted[k].kind];
            people->want_count[at++] = sorted[k].count;
        }
        people->want_start[i + 1] = at;
    }
    return true;
}

/* Everything else. */

static bool make_facts(mmi_sealing *sealing, int32_t role)
{
    mmi_people *people = &sealing->cohort->people[role];
    mmi_arena *arena = &sealing->cohort->arena;
    const size_t n = (size_t)people->n;
    people->name = mmi_arena_take(arena, n, sizeof *people->name);
    people->email = mmi_arena_take(arena, n, sizeof *people->email);
    people->line = mmi_arena_take(arena, n, sizeof *people->line);
    people->has_availability = mmi_arena_take(arena, n, sizeof *people->has_availability);
    people->takes_part = mmi_arena_take(arena, n, sizeof *people->takes_part);
    people->from_day = mmi_arena_take(arena, n, sizeof *people->from_day);
    people->until_day = mmi_arena_take(arena, n, sizeof *people->until_day);
    people->may_wish = sealing->builder->role[role].may_wish;
    if (role == MMI_MENTOR) {
        people->capacity = mmi_arena_take(arena, n, sizeof *people->capacity);
        people->kind = mmi_arena_take(arena, n, sizeof *people->kind);
        if (people->capacity == NULL || people->kind == NULL) return false;
    }
    return people->name != NULL && people->email != NULL && people->line != NULL &&
           people->has_availability != NULL && people->takes_part != NULL &&
           people->from_day != NULL && people->until_day != NULL;
}

static bool make_lists(mmi_sealing *sealing, int32_t role)
{
    mmi_people *people = &sealing->cohort->people[role];
    mmi_arena *arena = &sealing->cohort->arena;
    const size_t n = (size_t)people->n;
    size_t n_windows = 0;
    size_t n_away = 0;
    for (size_t i = 0; i < n; i++) {
        n_windows += (size_t)sealing->person[role][i].n_windows;
        n_away += (size_t)sealing->person[role][i].n_away;
    }
    people->window_start = mmi_arena_take(arena, n + 1, sizeof *people->window_start);
    people->window = mmi_arena_take(arena, n_windows, sizeof *people->window);
    people->away_start = mmi_arena_take(arena, n + 1, sizeof *people->away_start);
    people->away = mmi_arena_take(arena, n_away, sizeof *people->away);
    return people->window_start != NULL && people->window != NULL &&
           people->away_start != NULL && people->away != NULL;
}

static bool seal_facts(mmi_sealing *sealing, int32_t role, int32_t person)
{
    mmi_people *people = &sealing->cohort->people[role];
    const mmi_person *from = &sealing->person[role][person];
    people->line[person] = from->line;
    people->has_availability[person] = from->has_availability;
    people->takes_part[person] = from->takes_part;
    people->from_day[person] = from->from_day;
    people->until_day[person] = from->until_day;
    if (role == MMI_MENTOR) {
        people->capacity[person] = from->capacity;
        people->kind[person] = sealing->kind[from->kind];
    }
    return copy_text(&sealing->cohort->arena, from->name, &people->name[person]) &&
           copy_text(&sealing->cohort->arena, from->email, &people->email[person]);
}

static void seal_lists(mmi_sealing *sealing, int32_t role, int32_t person)
{
    mmi_people *people = &sealing->cohort->people[role];
    const mmi_person *from = &sealing->person[role][person];
    const int64_t window = people->window_start[person];
    const int64_t away = people->away_start[person];
    for (int32_t k = 0; k < from->n_windows; k++) people->window[window + k] = from->window[k];
    for (int32_t k = 0; k < from->n_away; k++) people->away[away + k] = from->away[k];
    people->window_start[person + 1] = window + from->n_windows;
    people->away_start[person + 1] = away + from->n_away;
}

static bool seal_role(mmi_sealing *sealing, int32_t role)
{
    if (!make_facts(sealing, role) || !make_lists(sealing, role) ||
        !mmi_make_answers(sealing, role)) {
        return false;
    }
    for (int32_t i = 0; i < sealing->cohort->people[role].n; i++) {
        if (!seal_facts(sealing, role, i)) return false;
        seal_lists(sealing, role, i);
        mmi_seal_answers(sealing, role, i);
    }
    return true;
}

mm_status mmi_seal_arrays(mmi_sealing *sealing, mm_error *error)
{
    const bool fits = seal_role(sealing, MMI_MENTOR) && seal_role(sealing, MMI_MENTEE) &&
                      seal_wants(sealing);
    return fits ? seal_zones(sealing, error) : mmi_out_of_memory(error);
}
