/* A JSON text as a table of its values in the order of the text, each with its place and digits. */
#ifndef MMI_READ_JSON_DOCUMENT_H
#define MMI_READ_JSON_DOCUMENT_H

#include "base/alloc.h"
#include "read/json_checks.h"

typedef enum mmi_json_type {
    MMI_JSON_OBJECT, MMI_JSON_LIST, MMI_JSON_TEXT, MMI_JSON_NUMBER, MMI_JSON_TRUE, MMI_JSON_FALSE,
    MMI_JSON_NULL
} mmi_json_type;

typedef struct mmi_json_node {
    mmi_json_type type;
    int32_t index;                      /* among the entries of its list or object */
    int32_t n_below;                    /* nodes of everything inside it; they follow it */
    int32_t line, column;               /* of its first byte */
    int32_t key_line, key_column;
    const char *key;                    /* decoded; NULL in a list and for the whole */
    const char *string;                 /* a text, decoded; NULL for other types */
    const char *digits;                 /* [n_digits] a number as written */
    size_t n_digits;
    const struct mmi_json_node *parent; /* NULL: the whole */
} mmi_json_node;

typedef struct mmi_json {
    mmi_heap heap;
    mm_problems *problems;
    const char *label;
    struct json_t *tree;    /* jansson's, owns keys and strings */
    mmi_json_node *node;    /* [n_nodes] the whole first; NULL when there is nothing to walk */
    int32_t n_nodes;
} mmi_json;

/* Parse strictly: no duplicate keys, nothing behind the end, an object or list as the whole.
 * MM_OK with n_nodes 0 when the text is no JSON: the reason is in `problems`. Numbers point into
 * input->text, which must live as long. MM_ERR_MEMORY. End with mmi_json_free(). */
mm_status mmi_json_parse(const mmi_heap *heap, const mmi_json_input *input, mm_problems *problems,
                         mmi_json *json, mm_error *error);
void mmi_json_free(mmi_json *json);

/* Entries of a list or object in order: NULL behind the last. */
const mmi_json_node *mmi_json_first(const mmi_json_node *container);
const mmi_json_node *mmi_json_next(const mmi_json_node *entry);

#endif
