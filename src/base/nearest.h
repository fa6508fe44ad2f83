/* The known word nearest to an unknown one, for "did you mean". */
#ifndef MMI_BASE_NEAREST_H
#define MMI_BASE_NEAREST_H

#include <stdint.h>

/* Keeps the best word offered so far. */
typedef struct mmi_nearest {
    const char *wanted; /* lent */
    const char *word;   /* lent: the best so far, NULL while none is near enough */
    int32_t distance;   /* of word: edits, letter case counting nothing */
} mmi_nearest;

mmi_nearest mmi_nearest_to(const char *wanted);

/* Offer a known word. Near enough: at most a third of the longer length in edits (insert, delete,
 * replace, swap of neighbours; Damerau 1964), at least 1. Words over 64 bytes are passed over. */
void mmi_nearest_offer(mmi_nearest *nearest, const char *word);

#endif
