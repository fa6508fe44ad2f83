/* Blocks lie one behind the other, each behind its length; the newest can grow where it is. */
#include "schedule/room.h"

#include <stddef.h>
#include <string.h>

#define HEAD _Alignof(max_align_t) /* bytes before a block: its length, and what aligns it */

bool mmi_room_make(const mmi_heap *heap, size_t n_bytes, mmi_room *room)
{
    /* Not zeroed: pages that nobody needs are never touched. */
    *room = (mmi_room){.heap = *heap, .bytes = mmi_resize(heap, NULL, n_bytes, 1)};
    if (room->bytes == NULL) return false;
    room->n_bytes = n_bytes;
    return true;
}

void mmi_room_clear(mmi_room *room)
{
    const mmi_heap heap = room->heap;
    mmi_free(&heap, room->bytes);
    *room = (mmi_room){.heap = heap};
}

void mmi_room_empty(mmi_room *room)
{
    room->n_used = room->newest = 0;
}

static size_t rounded_up(size_t n_bytes)
{
    return (n_bytes + HEAD - 1) / HEAD * HEAD;
}

static void *allocate(void *context, size_t n_bytes)
{
    mmi_room *room = context;
    const size_t n_free = room->n_bytes - room->n_used;
    if (n_bytes > n_free || rounded_up(n_bytes) + HEAD > n_free) return NULL;
    unsigned char *block = room->bytes + room->n_used + HEAD;
    memcpy(block - HEAD, &n_bytes, sizeof n_bytes);
    room->newest = room->n_used;
    room->n_used += HEAD + rounded_up(n_bytes);
    return block;
}

static bool is_newest(const mmi_room *room, const unsigned char *block)
{
    return room->newest < room->n_used && block == room->bytes + room->newest + HEAD;
}

static void release(void *context, void *block)
{
    mmi_room *room = context;
    if (is_newest(room, block)) room->n_used = room->newest;
}

static void *reallocate(void *context, void *block, size_t n_bytes)
{
    mmi_room *room = context;
    size_t n_before;
    memcpy(&n_before, (unsigned char *)block - HEAD, sizeof n_before);
    if (!is_newest(room, block)) {
        void *moved = allocate(context, n_bytes);
        if (moved != NULL) memcpy(moved, block, n_before < n_bytes ? n_before : n_bytes);
        return moved;
    }
    const size_t n_used = room->n_used;
    room->n_used = room->newest;
    void *grown = allocate(context, n_bytes); /* in the same place */
    if (grown == NULL) room->n_used = n_used;
    return grown;
}

mmi_heap mmi_room_heap(mmi_room *room)
{
    return (mmi_heap){{allocate, reallocate, release, room}};
}
