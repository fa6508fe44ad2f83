/* Text to index: equal bytes get equal numbers, in order of arrival. */
#ifndef MMI_BASE_INTERN_H
#define MMI_BASE_INTERN_H

#include "base/arena.h"

#include <stdint.h>

typedef struct mmi_intern {
    mmi_heap heap;
    mmi_arena texts;
    uint64_t seed;        /* of the hash, against crafted collisions; order does not depend on it */
    const char **text;    /* [n] */
    size_t *length;       /* [n] bytes */
    uint64_t *hash;       /* [n] so that growing does not read the texts again */
    int32_t n;
    size_t text_capacity;
    size_t length_capacity;
    size_t hash_capacity;
    int32_t *slot;        /* [n_slots] index + 1, 0 = free; open addressing */
    size_t n_slots;       /* a power of two, 0 while empty */
} mmi_intern;

mmi_intern mmi_intern_on(const mmi_heap *heap, uint64_t seed);

/* The number of these bytes, new or known. MM_NONE: no memory. `is_new` may be NULL. */
int32_t mmi_intern_add(mmi_intern *intern, const char *bytes, size_t n, _Bool *is_new);

/* The number of these bytes, MM_NONE if unknown. */
int32_t mmi_intern_find(const mmi_intern *intern, const char *bytes, size_t n);

void mmi_intern_clear(mmi_intern *intern);

#endif
