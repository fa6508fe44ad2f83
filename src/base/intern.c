/* Open addressing with a keyed hash, so that nobody can craft a file of colliding words. */
#include "base/intern.h"

#include "base/hash.h"

#include <string.h>

#define FIRST_SLOTS ((size_t)64)
#define SECOND_KEY UINT64_C(0x6d656e746f726d74) /* any constant: the first key is the seed */

mmi_intern mmi_intern_on(const mmi_heap *heap, uint64_t seed)
{
    return (mmi_intern){.heap = *heap, .texts = mmi_arena_on(heap), .seed = seed};
}

static uint64_t hash_of(const mmi_intern *intern, const char *bytes, size_t n)
{
    return mmi_siphash(intern->seed, SECOND_KEY, bytes, n);
}

/* The slot that holds these bytes, or the free one where they belong. n_slots > 0. */
static size_t slot_of(const mmi_intern *intern, uint64_t hash, const char *bytes, size_t n)
{
    const size_t mask = intern->n_slots - 1;
    size_t slot = (size_t)hash & mask;
    while (intern->slot[slot] != 0) {
        const int32_t index = intern->slot[slot] - 1;
        if (intern->hash[index] == hash && intern->length[index] == n &&
            memcmp(intern->text[index], bytes, n) == 0) {
            break;
        }
        slot = (slot + 1) & mask;
    }
    return slot;
}

int32_t mmi_intern_find(const mmi_intern *intern, const char *bytes, size_t n)
{
    if (intern->n_slots == 0) return MM_NONE;
    return intern->slot[slot_of(intern, hash_of(intern, bytes, n), bytes, n)] - 1;
}

/* Twice the slots, every index where it now belongs. */
static _Bool grow_slots(mmi_intern *intern)
{
    const size_t n_slots = intern->n_slots == 0 ? FIRST_SLOTS : 2 * intern->n_slots;
    int32_t *slot = mmi_alloc(&intern->heap, n_slots, sizeof *slot);
    if (slot == NULL) return 0;
    mmi_free(&intern->heap, intern->slot);
    intern->slot = slot;
    intern->n_slots = n_slots;
    for (int32_t i = 0; i < intern->n; i++) {
        size_t at = (size_t)intern->hash[i] & (n_slots - 1);
        while (slot[at] != 0) at = (at + 1) & (n_slots - 1);
        slot[at] = i + 1;
    }
    return 1;
}

int32_t mmi_intern_add(mmi_intern *intern, const char *bytes, size_t n, _Bool *is_new)
{
    if (is_new != NULL) *is_new = 0;
    const uint64_t hash = hash_of(intern, bytes, n);
    if (intern->n_slots > 0) {
        const int32_t known = intern->slot[slot_of(intern, hash, bytes, n)] - 1;
        if (known != MM_NONE) return known;
    }
    const size_t count = (size_t)intern->n + 1;
    if (count >= INT32_MAX) return MM_NONE;
    if (2 * count > intern->n_slots && !grow_slots(intern)) return MM_NONE;
    if (!mmi_reserve(&intern->heap, &intern->text, &intern->text_capacity, count) ||
        !mmi_reserve(&intern->heap, &intern->length, &intern->length_capacity, count) ||
        !mmi_reserve(&intern->heap, &intern->hash, &intern->hash_capacity, count)) {
        return MM_NONE;
    }
    const char *copy = mmi_arena_text(&intern->texts, bytes, n);
    if (copy == NULL) return MM_NONE;
    intern->text[intern->n] = copy;
    intern->length[intern->n] = n;
    intern->hash[intern->n] = hash;
    intern->slot[slot_of(intern, hash, bytes, n)] = intern->n + 1;
    if (is_new != NULL) *is_new = 1;
    return intern->n++;
}

void mmi_intern_clear(mmi_intern *intern)
{
    mmi_arena_clear(&intern->texts);
    mmi_free(&intern->heap, intern->text);
    mmi_free(&intern->heap, intern->length);
    mmi_free(&intern->heap, intern->hash);
    mmi_free(&intern->heap, intern->slot);
    *intern = mmi_intern_on(&intern->heap, intern->seed);
}
