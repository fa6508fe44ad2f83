/* Connected components by union-find with path halving (Tarjan & van Leeuwen 1984); the least
 * number of a component is its root, so that groups do not depend on the order of joins. */
#include "schedule/groups.h"

static int32_t root_of(int32_t *parent, int32_t person)
{
    while (parent[person] != person) {
        parent[person] = parent[parent[person]];
        person = parent[person];
    }
    return person;
}

/* Number the groups in order of their first pairs and count their pairs one place ahead, so that
 * dealing the pairs out turns counts into starts. Returns how many groups there are. */
static int32_t number_groups(int32_t *parent, int32_t n_pairs, const mmi_members *members,
                             int32_t *group_of, int32_t *pair_start)
{
    int32_t n_groups = 0;
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t root = root_of(parent, members[pair].person[0]);
        if (group_of[root] == MM_NONE) group_of[root] = n_groups++;
        pair_start[group_of[root] + 2]++;
    }
    for (int32_t group = 0; group < n_groups; group++) {
        pair_start[group + 2] += pair_start[group + 1];
    }
    return n_groups;
}

/* Deal the pairs out and number people inside their groups by first appearance. */
static void fill_groups(int32_t *parent, int32_t n_pairs, const mmi_members *members,
                        const int32_t *group_of, int32_t *local, mmi_groups *groups)
{
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t group = group_of[root_of(parent, members[pair].person[0])];
        const int32_t place = groups->pair_start[group + 1]++;
        groups->pair[place] = pair;
        for (int32_t side = 0; side < 2; side++) {
            int32_t *number = &local[members[pair].person[side]];
            if (*number == MM_NONE) *number = groups->n_people[group]++;
            groups->members[place].person[side] = *number;
        }
    }
}

mm_status mmi_find_groups(const mmi_heap *heap, int32_t n_people, int32_t n_pairs,
                          const mmi_members *members, mmi_groups *groups)
{
    const size_t n = (size_t)n_people, m = (size_t)n_pairs;
    mm_status status = MM_ERR_MEMORY;
    int32_t *parent = mmi_alloc(heap, n, sizeof *parent);
    int32_t *group_of = mmi_alloc(heap, n, sizeof *group_of);
    int32_t *local = mmi_alloc(heap, n, sizeof *local);
    *groups = (mmi_groups){.n_groups = 0};
    groups->pair_start = mmi_alloc(heap, m + 2, sizeof *groups->pair_start);
    groups->pair = mmi_alloc(heap, m, sizeof *groups->pair);
    groups->members = mmi_alloc(heap, m, sizeof *groups->members);
    groups->n_people = mmi_alloc(heap, m, sizeof *groups->n_people);
    if (parent == NULL || group_of == NULL || local == NULL || groups->pair_start == NULL ||
        groups->pair == NULL || groups->members == NULL || groups->n_people == NULL) {
        goto done;
    }
    for (int32_t i = 0; i < n_people; i++) {
        parent[i] = i;
        group_of[i] = local[i] = MM_NONE;
    }
    for (int32_t pair = 0; pair < n_pairs; pair++) {
        const int32_t one = root_of(parent, members[pair].person[0]);
        const int32_t other = root_of(parent, members[pair].person[1]);
        parent[one < other ? other : one] = one < other ? one : other;
    }
    groups->n_groups = number_groups(parent, n_pairs, members, group_of, groups->pair_start);
    fill_groups(parent, n_pairs, members, group_of, local, groups);
    status = MM_OK;
done:
    mmi_free(heap, parent);
    mmi_free(heap, group_of);
    mmi_free(heap, local);
    if (status != MM_OK) mmi_groups_clear(heap, groups);
    return status;
}

void mmi_groups_clear(const mmi_heap *heap, mmi_groups *groups)
{
    mmi_free(heap, groups->pair_start);
    mmi_free(heap, groups->pair);
    mmi_free(heap, groups->members);
    mmi_free(heap, groups->n_people);
    *groups = (mmi_groups){.n_groups = 0};
}
