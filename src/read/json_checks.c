/* One pass over the bytes before jansson sees them. jansson recurses up to 2,048 levels, swallows a
 * NUL byte behind a number and builds whatever it is given; so depth, lengths, the number of values
 * and the encoding are checked here, on a text that may be anything. Grammar is left to jansson. */
#include "read/json_checks.h"

#include "base/utf8.h"

#include <string.h>

typedef struct byte_scan {
    const mmi_json_input *input;
    mm_problems *problems;
    size_t at;        /* byte looked at */
    int32_t depth;    /* open brackets */
    int64_t n_values; /* commas and opening brackets: never fewer than the values, but for one */
} byte_scan;

void mmi_json_locate(const mmi_json_input *input, size_t offset, mmi_place *place)
{
    size_t line_begin = 0;
    int64_t line = 1;
    for (size_t i = 0; i < offset && i < input->n; i++) {
        if (input->text[i] != '\n') continue;
        line++;
        line_begin = i + 1;
    }
    *place = (mmi_place){.file = input->label, .line = line,
                         .column = (int64_t)(offset - line_begin) + 1};
}

static bool refuse(const mmi_json_input *input, mm_problems *problems, size_t offset, mm_code code,
                   const char *sentence)
{
    mmi_place place;
    mmi_json_locate(input, offset, &place);
    mmi_report(problems, MM_SEVERITY_ERROR, code, &place, NULL, NULL, "%s", sentence);
    return false;
}

/* Bytes of the UTF-8 form of \uXXXX; a half of a surrogate pair is half of four. */
static size_t bytes_of_escape(const char *digits)
{
    int32_t code = 0;
    for (int i = 0; i < 4; i++) {
        const char c = digits[i];
        const int32_t digit = c >= '0' && c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;
        code = code * 16 + (digit & 15);
    }
    if (code < 0x80) return 1;
    if (code < 0x800 || (code >= 0xD800 && code < 0xE000)) return 2;
    return 3;
}

size_t mmi_json_text_end(const mmi_json_input *input, size_t offset, size_t *n_decoded)
{
    const char *text = input->text;
    const size_t n = input->n;
    size_t n_bytes = 0;
    size_t i = offset + 1;
    while (i < n && text[i] != '"') {
        if (text[i] != '\\') {
            n_bytes++;
            i++;
        } else if (i + 5 < n && text[i + 1] == 'u') {
            n_bytes += bytes_of_escape(text + i + 2);
            i += 6;
        } else {
            n_bytes++;
            i += 2;
        }
    }
    if (n_decoded != NULL) *n_decoded = n_bytes;
    return i < n ? i : n;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The text whose opening quote is at `at`: its length and its escapes. */
static bool check_text(byte_scan *scan)
{
    const mmi_json_input *input = scan->input;
    const size_t begin = scan->at;
    size_t n_bytes = 0;
    const size_t end = mmi_json_text_end(input, begin, &n_bytes);
    for (size_t i = begin + 1; i < end; i++) {
        if (input->text[i] != '\\') continue;
        if (end - i >= 6 && memcmp(input->text + i, "\\u0000", 6) == 0) {
            return refuse(input, scan->problems, i, MM_CODE_JSON_BYTES,
                          "the character \\u0000 is not allowed in a text; remove it");
        }
        i++;
    }
    size_t behind = end < input->n ? end + 1 : end;
    scan->at = behind;
    if (n_bytes > MMI_JSON_MOST_TEXT_BYTES) {
        return refuse(input, scan->problems, begin, MM_CODE_JSON_LIMIT,
                      "the text is longer than the limit of 65,536 bytes; shorten it");
    }
    if (n_bytes <= MMI_JSON_MOST_KEY_BYTES) return true;
    while (behind < input->n && is_blank(input->text[behind])) behind++;
    if (behind == input->n || input->text[behind] != ':') return true;
    return refuse(input, scan->problems, begin, MM_CODE_JSON_LIMIT,
                  "the key is longer than the limit of 256 bytes; shorten it");
}

static bool check_byte(byte_scan *scan)
{
    const char byte = scan->input->text[scan->at];
    if (byte == '"') return check_text(scan);
    if (byte == '[' || byte == '{') scan->depth++;
    if ((byte == ']' || byte == '}') && scan->depth > 0) scan->depth--;
    if (scan->depth > MMI_JSON_MOST_DEPTH) {
        return refuse(scan->input, scan->problems, scan->at, MM_CODE_JSON_LIMIT,
                      "brackets are nested deeper than the limit of 64; a programme needs 5");
    }
    if (byte == '[' || byte == '{' || byte == ',') scan->n_values++;
    if (scan->n_values >= MMI_JSON_MOST_VALUES) {
        return refuse(scan->input, scan->problems, scan->at, MM_CODE_JSON_LIMIT,
                      "more values than the limit of 4,000,000; shorten the lists");
    }
    scan->at++;
    return true;
}

static bool check_bytes(const mmi_json_input *input, mm_problems *problems)
{
    const char *nul = input->n == 0 ? NULL : memchr(input->text, '\0', input->n);
    const size_t n_before = nul == NULL ? input->n : (size_t)(nul - input->text);
    const size_t n_valid = mmi_utf8_valid_bytes(input->text, n_before);
    if (n_valid < n_before) {
        return refuse(input, problems, n_valid, MM_CODE_JSON_BYTES,
                      "not UTF-8 from here on; save the file in the encoding UTF-8");
    }
    if (nul != NULL) {
        return refuse(input, problems, n_before, MM_CODE_JSON_BYTES,
                      "a NUL byte, which no text has; save the file as plain text in UTF-8");
    }
    size_t n_blanks = 0;
    while (n_blanks < input->n && is_blank(input->text[n_blanks])) n_blanks++;
    if (n_blanks < input->n) return true;
    return refuse(input, problems, 0, MM_CODE_JSON_EMPTY,
                  "nothing is written here; a programme is a JSON object in braces { }");
}

bool mmi_json_check(const mmi_json_input *input, mm_problems *problems, int32_t *most_values)
{
    *most_values = 0;
    if (!check_bytes(input, problems)) return false;
    byte_scan scan = {.input = input, .problems = problems};
    while (scan.at < input->n) {
        if (!check_byte(&scan)) return false;
    }
    *most_values = (int32_t)scan.n_values + 1;
    return true;
}
