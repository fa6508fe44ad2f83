/* JSON text, two spaces a level, one line an item: what Python's json.dumps(…, indent=2,
 * ensure_ascii=False) writes. */
#ifndef MMI_WRITE_JSON_TEXT_H
#define MMI_WRITE_JSON_TEXT_H

#include "write/writer.h"

typedef struct mmi_json_out {
    mmi_writer *writer;
    int32_t depth;
    bool has_items; /* of the innermost open object or array */
} mmi_json_out;

/* `key` is NULL for items of an array and for the whole; keys are ours, written unescaped. */
void mmi_json_out_open(mmi_json_out *json, const char *key, char bracket);
void mmi_json_out_close(mmi_json_out *json, char bracket);
void mmi_json_out_text(mmi_json_out *json, const char *key, const char *text);
void mmi_json_out_integer(mmi_json_out *json, const char *key, int64_t number);
void mmi_json_out_boolean(mmi_json_out *json, const char *key, bool value);

#endif
