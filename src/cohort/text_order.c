/* Texts by bytes: radix sort (least significant byte first) on the eight bytes behind the beginning
 * that all texts share, then a comparison sort of the runs that these bytes leave equal. Ids such
 * as "mentor-0000017" are ordered without a single comparison of texts. */
#include "cohort/text_order.h"

#include "base/sort.h"

#include <string.h>

#define KEY_BYTES 8
#define N_BYTE_VALUES 256

typedef struct keyed {
    uint64_t key; /* the first byte highest; NUL behind the end, which comes before every byte */
    int32_t index;
} keyed;

static bool is_in_order(const char *const *text, int32_t n)
{
    for (int32_t i = 1; i < n; i++) {
        if (strcmp(text[i - 1], text[i]) > 0) return false;
    }
    return true;
}

static size_t shared_bytes(const char *const *text, int32_t n)
{
    size_t shared = strlen(text[0]);
    for (int32_t i = 1; i < n && shared > 0; i++) {
        size_t same = 0;
        while (same < shared && text[0][same] == text[i][same]) same++;
        shared = same;
    }
    return shared;
}

static uint64_t key_of(const char *text)
{
    uint64_t key = 0;
    for (int32_t i = 0; i < KEY_BYTES; i++) {
        key = key << 8 | (unsigned char)*text;
        if (*text != '\0') text++;
    }
    return key;
}

/* Stable; the result is in `items`, `room` is as long. */
static void sort_by_key(keyed *items, keyed *room, size_t n)
{
    keyed *from = items;
    keyed *to = room;
    for (int32_t shift = 0; shift < 8 * KEY_BYTES; shift += 8) {
        size_t begin[N_BYTE_VALUES + 1] = {0};
        for (size_t i = 0; i < n; i++) begin[(from[i].key >> shift & 255) + 1]++;
        if (begin[(from[0].key >> shift & 255) + 1] == n) continue; /* one value only */
        for (int32_t value = 0; value < N_BYTE_VALUES; value++) begin[value + 1] += begin[value];
        for (size_t i = 0; i < n; i++) to[begin[from[i].key >> shift & 255]++] = from[i];
        keyed *const filled = to;
        to = from;
        from = filled;
    }
    if (from != items) memcpy(items, from, n * sizeof *items);
}

static int by_text(const void *one, const void *other, void *context)
{
    const char *const *text = context;
    return strcmp(text[((const keyed *)one)->index], text[((const keyed *)other)->index]);
}

bool mmi_order_texts(const mmi_heap *heap, const char *const *text, int32_t n, int32_t *order)
{
    if (is_in_order(text, n)) {
        for (int32_t i = 0; i < n; i++) order[i] = i;
        return true;
    }
    const size_t n_items = (size_t)n;
    keyed *items = mmi_alloc(heap, 2 * n_items, sizeof *items);
    if (items == NULL) return false;
    const size_t shared = shared_bytes(text, n);
    for (int32_t i = 0; i < n; i++) items[i] = (keyed){key_of(text[i] + shared), i};
    sort_by_key(items, items + n_items, n_items);
    for (size_t first = 0, behind; first < n_items; first = behind) {
        behind = first + 1;
        while (behind < n_items && items[behind].key == items[first].key) behind++;
        if (behind - first > 1 && (items[first].key & 255) != 0) {
            mmi_sort(items + first, behind - first, sizeof *items, by_text, (void *)text);
        }
    }
    for (int32_t i = 0; i < n; i++) order[i] = items[i].index;
    mmi_free(heap, items);
    return true;
}
