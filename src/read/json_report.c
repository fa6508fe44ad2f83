/* Problems of a JSON document: place and path of a value, the value itself only as token. */
#include "read/json_walk.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define PATH_ROOM 256
#define TOKEN_ROOM 128
#define SENTENCE_ROOM 448

/* Append, cut where the room ends. */
__attribute__((format(printf, 3, 4)))
static void append(char *path, size_t *n, const char *format, ...)
{
    if (*n >= PATH_ROOM - 1) return;
    va_list arguments;
    va_start(arguments, format);
    const int added = vsnprintf(path + *n, PATH_ROOM - *n, format, arguments);
    va_end(arguments);
    if (added > 0) *n += (size_t)added;
}

/* Such as questions[3].weight; "" for the whole. Nothing personal: values under unknown keys are
 * never visited, and keys below `affinity` are answers, so a path ends there. */
static void path_of(const mmi_json_node *node, char path[PATH_ROOM])
{
    const mmi_json_node *chain[MMI_JSON_MOST_DEPTH + 1];
    int32_t n_chain = 0;
    for (; node->parent != NULL; node = node->parent) chain[n_chain++] = node;
    size_t n = 0;
    path[0] = '\0';
    while (n_chain > 0) {
        const mmi_json_node *step = chain[--n_chain];
        if (step->key == NULL) append(path, &n, "[%d]", (int)step->index);
        else append(path, &n, "%s%s", n > 0 ? "." : "", step->key);
        if (step->key != NULL && strcmp(step->key, "affinity") == 0) return;
    }
}

/* A copy that ends with a whole UTF-8 sequence. */
static void copy_token(const char *from, size_t n, char token[TOKEN_ROOM])
{
    if (n > TOKEN_ROOM - 1) {
        n = TOKEN_ROOM - 1;
        while (n > 0 && ((unsigned char)from[n] & 0xC0) == 0x80) n--;
    }
    memcpy(token, from, n);
    token[n] = '\0';
}

static void token_of(const mmi_json_node *node, char token[TOKEN_ROOM])
{
    token[0] = '\0';
    if (node->string != NULL) copy_token(node->string, strlen(node->string), token);
    else if (node->n_digits > 0) copy_token(node->digits, node->n_digits, token);
}

static void report(const mmi_json *json, const mmi_json_node *node, mm_severity severity,
                   mm_code code, const char *suggestion, const char *sentence)
{
    char path[PATH_ROOM];
    char token[TOKEN_ROOM];
    path_of(node, path);
    token_of(node, token);
    const mmi_place place = {json->label, 0, node->line, node->column, path};
    mmi_report(json->problems, severity, code, &place, token, suggestion, "%s", sentence);
}

void mmi_json_report(const mmi_json *json, const mmi_json_node *node, mm_severity severity,
                     mm_code code, const char *format, ...)
{
    char sentence[SENTENCE_ROOM];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    report(json, node, severity, code, NULL, sentence);
}

void mmi_json_suggest(const mmi_json *json, const mmi_json_node *node, mm_code code,
                      const char *suggestion, const char *format, ...)
{
    char sentence[SENTENCE_ROOM];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    report(json, node, MM_SEVERITY_ERROR, code, suggestion, sentence);
}

void mmi_json_report_key(const mmi_json *json, const mmi_json_node *member, mm_severity severity,
                         mm_code code, const char *suggestion, const char *format, ...)
{
    char sentence[SENTENCE_ROOM];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    char path[PATH_ROOM];
    char token[TOKEN_ROOM];
    path_of(member->parent, path);
    copy_token(member->key, strlen(member->key), token);
    const mmi_place place = {json->label, 0, member->key_line, member->key_column, path};
    mmi_report(json->problems, severity, code, &place, token, suggestion, "%s", sentence);
}
