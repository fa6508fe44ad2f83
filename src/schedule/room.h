/* A heap of fixed size: what a worker of a pool plans a group in, as it must not ask the caller's
 * allocator. */
#ifndef MMI_SCHEDULE_ROOM_H
#define MMI_SCHEDULE_ROOM_H

#include "base/alloc.h"

#include <stdbool.h>

typedef struct mmi_room {
    mmi_heap heap;
    unsigned char *bytes;  /* [n_bytes] */
    size_t n_bytes;
    size_t n_used;
    size_t newest;         /* where the newest block begins; n_used: it was given back */
} mmi_room;

/* False: no memory. */
bool mmi_room_make(const mmi_heap *heap, size_t n_bytes, mmi_room *room);
void mmi_room_clear(mmi_room *room);

/* A heap that takes from the room; when it is full, blocks are NULL. Blocks that are given back
 * make place only if they are the newest. The room must stay where it is. */
mmi_heap mmi_room_heap(mmi_room *room);

/* All blocks are gone. */
void mmi_room_empty(mmi_room *room);

#endif
