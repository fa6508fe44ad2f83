/* Writes JSON (RFC 8259) without a tree in memory and without asking the locale. */
#include "write/json_text.h"

static void begin_line(mmi_json_out *json)
{
    mmi_buffer_char(&json->writer->text, '\n');
    for (int32_t level = 0; level < json->depth; level++) {
        mmi_buffer_text(&json->writer->text, "  ");
    }
}

/* Up to where the value of an item begins. */
static void begin_item(mmi_json_out *json, const char *key)
{
    if (json->depth == 0) return;
    if (json->has_items) mmi_buffer_char(&json->writer->text, ',');
    json->has_items = true;
    begin_line(json);
    if (key == NULL) return;
    mmi_buffer_char(&json->writer->text, '"');
    mmi_buffer_text(&json->writer->text, key);
    mmi_buffer_text(&json->writer->text, "\": ");
}

void mmi_json_out_open(mmi_json_out *json, const char *key, char bracket)
{
    begin_item(json, key);
    mmi_buffer_char(&json->writer->text, bracket);
    json->depth++;
    json->has_items = false;
}

void mmi_json_out_close(mmi_json_out *json, char bracket)
{
    json->depth--;
    if (json->has_items) begin_line(json);
    mmi_buffer_char(&json->writer->text, bracket);
    json->has_items = true;
}

static void add_escaped(mmi_buffer *out, char byte)
{
    switch (byte) {
    case '"': mmi_buffer_text(out, "\\\""); break;
    case '\\': mmi_buffer_text(out, "\\\\"); break;
    case '\b': mmi_buffer_text(out, "\\b"); break;
    case '\f': mmi_buffer_text(out, "\\f"); break;
    case '\n': mmi_buffer_text(out, "\\n"); break;
    case '\r': mmi_buffer_text(out, "\\r"); break;
    case '\t': mmi_buffer_text(out, "\\t"); break;
    default:
        if ((unsigned char)byte < 0x20) {
            mmi_buffer_format(out, "\\u%04x", (unsigned)byte);
        } else {
            mmi_buffer_char(out, byte);
        }
    }
}

void mmi_json_out_text(mmi_json_out *json, const char *key, const char *text)
{
    begin_item(json, key);
    mmi_buffer_char(&json->writer->text, '"');
    for (; *text != '\0'; text++) add_escaped(&json->writer->text, *text);
    mmi_buffer_char(&json->writer->text, '"');
}

void mmi_json_out_integer(mmi_json_out *json, const char *key, int64_t number)
{
    begin_item(json, key);
    mmi_writer_integer(json->writer, number);
}

void mmi_json_out_boolean(mmi_json_out *json, const char *key, bool value)
{
    begin_item(json, key);
    mmi_buffer_text(&json->writer->text, value ? "true" : "false");
}
