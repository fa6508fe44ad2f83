/* What is checked before jansson sees a byte: encoding, depth, lengths, number of values. */
#ifndef MMI_READ_JSON_CHECKS_H
#define MMI_READ_JSON_CHECKS_H

#include "base/problems.h"

#define MMI_JSON_MOST_BYTES ((size_t)256 << 20)
#define MMI_JSON_MOST_DEPTH 64
#define MMI_JSON_MOST_TEXT_BYTES 65536
#define MMI_JSON_MOST_KEY_BYTES 256
#define MMI_JSON_MOST_VALUES 4000000

/* A text in memory: without the byte order mark, which only few editors show. */
typedef struct mmi_json_input {
    const char *text; /* [n] lent */
    size_t n;
    const char *label;
} mmi_json_input;

/* Line and column, both from 1, of the byte at `offset`; columns count bytes. */
void mmi_json_locate(const mmi_json_input *input, size_t offset, mmi_place *place);

/* Offset of the quote that ends the text whose opening quote is at `offset`; n if there is none.
 * `n_decoded` (may be NULL) is how many bytes the text has once its escapes are read. */
size_t mmi_json_text_end(const mmi_json_input *input, size_t offset, size_t *n_decoded);

/* False if the text must not be parsed; the reason is in `problems`. `most_values` is at least the
 * number of values in the text. */
bool mmi_json_check(const mmi_json_input *input, mm_problems *problems, int32_t *most_values);

#endif
