/* jansson judges the grammar and decodes texts; it keeps neither the place of a value nor the
 * digits of a number. A second pass over the text, now known to be good, walks jansson's tree in
 * step (its objects keep the order of the text) and records both, without recursion. */
#include "read/json_document.h"

#include <jansson.h>

#include <string.h>

/* Where the pass is, and the containers that are open there. */
typedef struct place_pass {
    mmi_json *json;
    const mmi_json_input *input;
    size_t at;         /* byte looked at */
    size_t line_begin; /* offset */
    int32_t line;
    int32_t depth;     /* open containers */
    bool has_lost_bytes;
    struct open_container {
        mmi_json_node *node;
        const json_t *value;
        void *member;  /* jansson's iterator: the next member of an object */
        int32_t n_seen;
    } open[MMI_JSON_MOST_DEPTH];
} place_pass;

static const char *syntax_sentence(enum json_error_code code)
{
    switch (code) {
    case json_error_premature_end_of_input:
        return "the text ends in the middle; close what is open with a quote, ] or }";
    case json_error_end_of_input_expected:
        return "something follows behind the end of the programme; remove it";
    case json_error_numeric_overflow:
        return "a number out of range; write one of fewer digits";
    default:
        return "not JSON from here on; look for a missing comma, quote or bracket, a comma before "
               "a closing bracket, a comment, or a number such as .5, 01 or +1";
    }
}

/* The key whose closing quote is at `end`: report it by place, and as token. */
static void report_twice(const mmi_json_input *input, mm_problems *problems, size_t end)
{
    size_t begin = end;
    size_t n_backslashes;
    do {
        do begin--; while (begin > 0 && input->text[begin] != '"');
        n_backslashes = 0;
        while (n_backslashes < begin && input->text[begin - 1 - n_backslashes] == '\\') {
            n_backslashes++;
        }
    } while (begin > 0 && n_backslashes % 2 == 1);
    char key[MMI_JSON_MOST_KEY_BYTES + 1] = "";
    const size_t n_key = end > begin + 1 ? end - begin - 1 : 0;
    if (n_key < sizeof key) memcpy(key, input->text + begin + 1, n_key);
    mmi_place place;
    mmi_json_locate(input, begin, &place);
    mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_KEY_TWICE, &place, key, NULL,
               "this key occurs twice in one object; keep one of the two");
}

/* MM_OK when the reason is in `problems`. jansson's own text may quote the input, so it stays
 * here; its position is the byte behind the one that it could not take. */
static mm_status report_syntax(const mmi_json_input *input, const json_error_t *fault,
                               mm_problems *problems, mm_error *error)
{
    const enum json_error_code code = json_error_code(fault);
    if (code == json_error_out_of_memory || fault->text[0] == '\0') {
        return mmi_out_of_memory(error);
    }
    size_t offset = fault->position > 0 ? (size_t)fault->position - 1 : 0;
    if (offset > input->n) offset = input->n;
    if (code == json_error_duplicate_key && offset > 0 && offset < input->n) {
        report_twice(input, problems, offset);
        return MM_OK;
    }
    while (offset > 0 && offset < input->n && (input->text[offset] & 0xC0) == 0x80) offset--;
    mmi_place place;
    mmi_json_locate(input, offset, &place);
    mmi_report(problems, MM_SEVERITY_ERROR, MM_CODE_JSON_SYNTAX, &place, NULL, NULL, "%s",
               syntax_sentence(code));
    return MM_OK;
}

/* Over blanks, commas and colons, which the grammar allows nowhere else. */
static void skip_between(place_pass *pass)
{
    for (; pass->at < pass->input->n; pass->at++) {
        const char byte = pass->input->text[pass->at];
        if (byte == '\n') {
            pass->line++;
            pass->line_begin = pass->at + 1;
        } else if (byte != ' ' && byte != '\t' && byte != '\r' && byte != ',' && byte != ':') {
            return;
        }
    }
}

static int32_t column_of(const place_pass *pass)
{
    return (int32_t)(pass->at - pass->line_begin) + 1;
}

static mmi_json_type type_of(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return MMI_JSON_OBJECT;
    case JSON_ARRAY: return MMI_JSON_LIST;
    case JSON_STRING: return MMI_JSON_TEXT;
    case JSON_INTEGER:
    case JSON_REAL: return MMI_JSON_NUMBER;
    case JSON_TRUE: return MMI_JSON_TRUE;
    case JSON_FALSE: return MMI_JSON_FALSE;
    case JSON_NULL: break;
    }
    return MMI_JSON_NULL;
}

static void skip_scalar(place_pass *pass)
{
    const char *text = pass->input->text;
    while (pass->at < pass->input->n && strchr(" \t\r\n,:]}", text[pass->at]) == NULL) pass->at++;
}

/* Over a text that jansson decoded to n_bytes. Where memory fails, jansson may lose bytes of a text
 * without a word; then the lengths differ. */
static void skip_text(place_pass *pass, size_t n_bytes)
{
    size_t n_decoded = 0;
    pass->at = mmi_json_text_end(pass->input, pass->at, &n_decoded) + 1;
    if (n_decoded != n_bytes) pass->has_lost_bytes = true;
}

/* Complete the node for the value that begins here, and go into it or behind it. */
static void take_value(place_pass *pass, mmi_json_node *node, json_t *value)
{
    node->type = type_of(value);
    node->line = pass->line;
    node->column = column_of(pass);
    node->string = json_string_value(value);
    node->digits = pass->input->text + pass->at;
    if (node->type == MMI_JSON_OBJECT || node->type == MMI_JSON_LIST) {
        pass->at++;
        pass->open[pass->depth++] = (struct open_container){
            node, value, node->type == MMI_JSON_OBJECT ? json_object_iter(value) : NULL, 0};
        return;
    }
    if (node->type == MMI_JSON_TEXT) {
        skip_text(pass, json_string_length(value));
        return;
    }
    skip_scalar(pass);
    node->n_digits = (size_t)(pass->input->text + pass->at - node->digits);
}

/* The next entry of the innermost container: its key if it has one, then its value. */
static void take_entry(place_pass *pass)
{
    struct open_container *open = &pass->open[pass->depth - 1];
    mmi_json_node *node = &pass->json->node[pass->json->n_nodes++];
    node->parent = open->node;
    node->index = open->n_seen++;
    json_t *value;
    if (open->node->type == MMI_JSON_OBJECT) {
        node->key = json_object_iter_key(open->member);
        node->key_line = pass->line;
        node->key_column = column_of(pass);
        skip_text(pass, strlen(node->key));
        skip_between(pass);
        value = json_object_iter_value(open->member);
        open->member = json_object_iter_next((json_t *)open->value, open->member);
    } else {
        value = json_array_get(open->value, (size_t)node->index);
    }
    take_value(pass, node, value);
}

/* False when a text is not what the input says. */
static bool find_places(mmi_json *json, const mmi_json_input *input)
{
    place_pass pass = {.json = json, .input = input, .line = 1};
    skip_between(&pass);
    json->n_nodes = 1;
    take_value(&pass, &json->node[0], json->tree);
    while (pass.depth > 0) {
        skip_between(&pass);
        const char byte = input->text[pass.at];
        if (byte == ']' || byte == '}') {
            mmi_json_node *closed = pass.open[--pass.depth].node;
            closed->n_below = json->n_nodes - 1 - (int32_t)(closed - json->node);
            pass.at++;
        } else {
            take_entry(&pass);
        }
    }
    return !pass.has_lost_bytes;
}

/* A failed malloc inside a text is a bad token to jansson, and one inside an object has no code at
 * all; so a refusal counts when a second attempt comes to the same. */
static json_t *load_twice(const mmi_json_input *input, json_error_t *fault)
{
    json_t *tree = NULL;
    for (int attempt = 0; tree == NULL && attempt < 2; attempt++) {
        *fault = (json_error_t){0};
        tree = json_loadb(input->text, input->n, JSON_REJECT_DUPLICATES, fault);
        if (tree == NULL && json_error_code(fault) == json_error_duplicate_key) break;
    }
    return tree;
}

mm_status mmi_json_parse(const mmi_heap *heap, const mmi_json_input *input, mm_problems *problems,
                         mmi_json *json, mm_error *error)
{
    *json = (mmi_json){.heap = *heap, .problems = problems, .label = input->label};
    mm_status status = MM_OK;
    int32_t most_values = 0;
    if (!mmi_json_check(input, problems, &most_values)) goto done;
    json_error_t fault;
    json->tree = load_twice(input, &fault);
    if (json->tree == NULL) {
        status = report_syntax(input, &fault, problems, error);
        goto done;
    }
    json->node = mmi_alloc(heap, (size_t)most_values, sizeof *json->node);
    if (json->node == NULL) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    if (!find_places(json, input)) status = mmi_out_of_memory(error);
done:
    if (status != MM_OK) mmi_json_free(json);
    return status;
}

void mmi_json_free(mmi_json *json)
{
    mmi_free(&json->heap, json->node);
    json_decref(json->tree);
    json->node = NULL;
    json->tree = NULL;
    json->n_nodes = 0;
}

const mmi_json_node *mmi_json_first(const mmi_json_node *container)
{
    return container->n_below > 0 ? container + 1 : NULL;
}

const mmi_json_node *mmi_json_next(const mmi_json_node *entry)
{
    const mmi_json_node *behind = entry + 1 + entry->n_below;
    const mmi_json_node *end = entry->parent + 1 + entry->parent->n_below;
    return behind < end ? behind : NULL;
}
