/* Bump allocation in chunks: what belongs to one object is taken piece by piece, freed at once. */
#include "base/arena.h"

#include <stdint.h>
#include <string.h>

#define FIRST_CHUNK_BYTES ((size_t)4096)
#define LARGEST_CHUNK_BYTES ((size_t)1 << 20)
#define ALIGNMENT ((size_t)16)

struct mmi_arena_chunk {
    mmi_arena_chunk *older;
    size_t n_used;   /* bytes of the room that are taken */
    size_t capacity; /* bytes of room */
    _Alignas(16) unsigned char room[];
};

mmi_arena mmi_arena_on(const mmi_heap *heap)
{
    return (mmi_arena){*heap, NULL};
}

/* A new chunk with room for n_bytes in front of the others. */
static mmi_arena_chunk *add_chunk(mmi_arena *arena, size_t n_bytes)
{
    size_t capacity = FIRST_CHUNK_BYTES;
    if (arena->newest != NULL) {
        capacity = 2 * arena->newest->capacity;
        if (capacity > LARGEST_CHUNK_BYTES) capacity = LARGEST_CHUNK_BYTES;
    }
    if (capacity < n_bytes) capacity = n_bytes;
    if (capacity > SIZE_MAX - sizeof(mmi_arena_chunk)) return NULL;
    mmi_arena_chunk *chunk = mmi_alloc(&arena->heap, 1, sizeof *chunk + capacity);
    if (chunk == NULL) return NULL;
    chunk->capacity = capacity;
    chunk->older = arena->newest;
    arena->newest = chunk;
    return chunk;
}

void *mmi_arena_take(mmi_arena *arena, size_t n, size_t size)
{
    size_t n_bytes;
    if (__builtin_mul_overflow(n, size, &n_bytes) || n_bytes > PTRDIFF_MAX) return NULL;
    n_bytes = (n_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    mmi_arena_chunk *chunk = arena->newest;
    if (chunk == NULL || chunk->capacity - chunk->n_used < n_bytes) {
        chunk = add_chunk(arena, n_bytes);
        if (chunk == NULL) return NULL;
    }
    void *taken = chunk->room + chunk->n_used;
    chunk->n_used += n_bytes;
    return taken;
}

char *mmi_arena_text(mmi_arena *arena, const char *bytes, size_t length)
{
    if (length == SIZE_MAX) return NULL;
    char *copy = mmi_arena_take(arena, length + 1, 1);
    if (copy != NULL && length > 0) memcpy(copy, bytes, length);
    return copy;
}

void mmi_arena_clear(mmi_arena *arena)
{
    while (arena->newest != NULL) {
        mmi_arena_chunk *older = arena->newest->older;
        mmi_free(&arena->heap, arena->newest);
        arena->newest = older;
    }
}
