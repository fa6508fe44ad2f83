/* Edit distance with swaps of neighbours (Damerau 1964, restricted form), three rows at a time. */
#include "base/nearest.h"

#include <string.h>

#define LONGEST 64

mmi_nearest mmi_nearest_to(const char *wanted)
{
    return (mmi_nearest){wanted, NULL, INT32_MAX};
}

static char lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

static int32_t smaller(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

static int32_t distance(const char *a, size_t n_a, const char *b, size_t n_b)
{
    int32_t rows[3][LONGEST + 1];
    int32_t *before = rows[0];
    int32_t *above = rows[1];
    int32_t *row = rows[2];
    for (size_t j = 0; j <= n_b; j++) above[j] = (int32_t)j;
    for (size_t i = 1; i <= n_a; i++) {
        row[0] = (int32_t)i;
        for (size_t j = 1; j <= n_b; j++) {
            const int32_t replaced = above[j - 1] + (lower(a[i - 1]) != lower(b[j - 1]));
            row[j] = smaller(replaced, smaller(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                row[j] = smaller(row[j], before[j - 2] + 1);
            }
        }
        int32_t *const oldest = before;
        before = above;
        above = row;
        row = oldest;
    }
    return above[n_b];
}

void mmi_nearest_offer(mmi_nearest *nearest, const char *word)
{
    const size_t n_wanted = strlen(nearest->wanted);
    const size_t n_word = strlen(word);
    if (n_wanted == 0 || n_wanted > LONGEST || n_word > LONGEST) return;
    const size_t longer = n_wanted > n_word ? n_wanted : n_word;
    const size_t shorter = n_wanted + n_word - longer;
    const int32_t most = longer < 6 ? 1 : (int32_t)(longer / 3);
    if ((int32_t)(longer - shorter) > most) return;
    const int32_t edits = distance(nearest->wanted, n_wanted, word, n_word);
    if (edits > most || edits > nearest->distance) return;
    if (edits == nearest->distance && nearest->word != NULL && strcmp(word, nearest->word) >= 0) {
        return;
    }
    nearest->word = word;
    nearest->distance = edits;
}
