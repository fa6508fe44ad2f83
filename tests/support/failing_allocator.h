/* An allocator that counts what is out and fails the k-th request, once or from then on. */
#ifndef MMT_FAILING_ALLOCATOR_H
#define MMT_FAILING_ALLOCATOR_H

#include <mentormatch/status.h>

#include <stdbool.h>
#include <stdlib.h>

typedef struct failing_allocator {
    long n_asked;     /* requests so far */
    long fail_at;     /* this one fails, counted from 1; 0: none */
    bool from_then_on;
    bool has_failed;  /* the failure was reached */
    long n_out;       /* blocks not given back */
} failing_allocator;

static inline bool fails_now(failing_allocator *state)
{
    state->n_asked++;
    const bool fails = state->fail_at != 0 && (state->n_asked == state->fail_at ||
                       (state->from_then_on && state->n_asked > state->fail_at));
    state->has_failed = state->has_failed || fails;
    return fails;
}

static inline void *failing_allocate(void *context, size_t n_bytes)
{
    failing_allocator *state = context;
    if (fails_now(state)) return NULL;
    void *block = malloc(n_bytes);
    if (block != NULL) state->n_out++;
    return block;
}

static inline void *failing_reallocate(void *context, void *block, size_t n_bytes)
{
    failing_allocator *state = context;
    return fails_now(state) ? NULL : realloc(block, n_bytes);
}

static inline void failing_release(void *context, void *block)
{
    failing_allocator *state = context;
    state->n_out--;
    free(block);
}

static inline mm_allocator failing_allocator_of(failing_allocator *state)
{
    return (mm_allocator){failing_allocate, failing_reallocate, failing_release, state};
}

#endif
