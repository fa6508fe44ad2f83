/* avoid and wishes: ids of the other role become numbers. Ids that nobody has, the person's own and
 * repetitions are dropped with a note. A person in both roles avoids in both whom either names. */
#include "cohort/seal.h"

#include "base/sort.h"

typedef struct list_maker {
    mmi_sealing *sealing;
    int32_t role;
    int32_t field;        /* MMI_FIELD_AVOID or MMI_FIELD_WISHES */
    int32_t *named_by;    /* [n of the other role] 1 + the last person who named it */
    int64_t *start;       /* [n + 1] into list */
    int32_t *list;
    int64_t n;            /* entries so far */
} list_maker;

static void note_dropped(const list_maker *maker, const mmi_person *person, int32_t id,
                         mm_code code, const char *sentence)
{
    const mmi_sealing *sealing = maker->sealing;
    const mmi_place place = mmi_place_of(sealing, maker->role, person->line, maker->field);
    const char *const token = sealing->builder->role[1 - maker->role].ids.text[id];
    mmi_report(sealing->problems, MM_SEVERITY_NOTE, code, &place, token, NULL, "%s", sentence);
}

/* The number in `role` of an id that is a number among the ids of the other one; MM_NONE. */
static int32_t same_id_in(const mmi_sealing *sealing, int32_t role, int32_t id_of_other)
{
    const mmi_intern *from = &sealing->builder->role[1 - role].ids;
    const int32_t id = mmi_intern_find(&sealing->builder->role[role].ids, from->text[id_of_other],
                                       from->length[id_of_other]);
    return id == MM_NONE ? MM_NONE : sealing->person_of_id[role][id];
}

/* One entry, unless it is the person or was named before; then false. */
static bool add(list_maker *maker, int32_t person, int32_t named)
{
    const int32_t self = maker->sealing->cohort->people[maker->role].same_person[person];
    if (named == self || maker->named_by[named] == person + 1) return false;
    maker->named_by[named] = person + 1;
    maker->list[maker->n++] = named;
    return true;
}

/* What the person's own row says. */
static void add_own_list(list_maker *maker, int32_t person)
{
    const mmi_sealing *sealing = maker->sealing;
    const mmi_person *row = &sealing->person[maker->role][person];
    const bool is_avoid = maker->field == MMI_FIELD_AVOID;
    const int32_t *const id = is_avoid ? row->avoid : row->wish;
    const int32_t n = is_avoid ? row->n_avoid : row->n_wishes;
    const mmi_people *people = &sealing->cohort->people[maker->role];
    for (int32_t i = 0; i < n; i++) {
        const int32_t named = sealing->person_of_id[1 - maker->role][id[i]];
        if (named != MM_NONE) {
            if (!add(maker, person, named)) {
                note_dropped(maker, row, id[i], MM_CODE_ID_DROPPED,
                             named == people->same_person[person]
                                 ? "names the person's own id; it is left out"
                                 : "names an id twice; the second one is left out");
            }
            continue;
        }
        const bool holds_in_other_role = is_avoid && people->same_person[person] != MM_NONE &&
                                         same_id_in(sealing, maker->role, id[i]) != MM_NONE;
        if (sealing->may_lack_people || holds_in_other_role) continue;
        note_dropped(maker, row, id[i], MM_CODE_ID_UNKNOWN,
                     maker->role == MMI_MENTOR ? "no mentee has this id; it is left out"
                                               : "no mentor has this id; it is left out");
    }
}

/* Whom the person avoids in the other role, as far as they stand in this list's role, too. */
static void add_other_list(list_maker *maker, int32_t person)
{
    const mmi_sealing *sealing = maker->sealing;
    const int32_t self = sealing->cohort->people[maker->role].same_person[person];
    if (self == MM_NONE) return;
    const mmi_person *row = &sealing->person[1 - maker->role][self];
    for (int32_t i = 0; i < row->n_avoid; i++) {
        const int32_t named = same_id_in(sealing, 1 - maker->role, row->avoid[i]);
        if (named != MM_NONE) (void)add(maker, person, named);
    }
}

/* An upper bound of the entries. */
static size_t most_entries(const mmi_sealing *sealing, int32_t role, bool is_avoid)
{
    const mmi_people *people = &sealing->cohort->people[role];
    size_t most = 0;
    for (int32_t i = 0; i < people->n; i++) {
        const mmi_person *row = &sealing->person[role][i];
        most += (size_t)(is_avoid ? row->n_avoid : row->n_wishes);
        if (!is_avoid || people->same_person[i] == MM_NONE) continue;
        most += (size_t)sealing->person[1 - role][people->same_person[i]].n_avoid;
    }
    return most;
}

static bool make_lists(mmi_sealing *sealing, int32_t role, bool is_avoid)
{
    mmi_people *people = &sealing->cohort->people[role];
    mmi_arena *arena = &sealing->cohort->arena;
    list_maker maker = {.sealing = sealing, .role = role,
                        .field = is_avoid ? MMI_FIELD_AVOID : MMI_FIELD_WISHES};
    maker.named_by = mmi_arena_take(&sealing->scratch,
                                    (size_t)sealing->cohort->people[1 - role].n,
                                    sizeof *maker.named_by);
    maker.start = mmi_arena_take(arena, (size_t)people->n + 1, sizeof *maker.start);
    maker.list = mmi_arena_take(arena, most_entries(sealing, role, is_avoid), sizeof *maker.list);
    if (maker.named_by == NULL || maker.start == NULL || maker.list == NULL) return false;
    for (int32_t i = 0; i < people->n; i++) {
        maker.start[i] = maker.n;
        add_own_list(&maker, i);
        if (is_avoid) {
            add_other_list(&maker, i);
            mmi_sort(maker.list + maker.start[i], (size_t)(maker.n - maker.start[i]),
                     sizeof *maker.list, mmi_compare_int32, NULL);
        }
    }
    maker.start[people->n] = maker.n;
    if (is_avoid) {
        people->avoid_start = maker.start;
        people->avoid = maker.list;
    } else {
        people->wish_start = maker.start;
        people->wish = maker.list;
    }
    return true;
}

bool mmi_seal_named_people(mmi_sealing *sealing)
{
    return make_lists(sealing, MMI_MENTOR, true) && make_lists(sealing, MMI_MENTEE, true) &&
           make_lists(sealing, MMI_MENTOR, false) && make_lists(sealing, MMI_MENTEE, false);
}
