/* Typed access to a JSON document: every refusal is reported with path, line and column. */
#ifndef MMI_READ_JSON_WALK_H
#define MMI_READ_JSON_WALK_H

#include "read/json_document.h"

/* Report about a value: its path, such as questions[3].weight, is the problem's field. The token is
 * the value itself when it is a text or number. */
__attribute__((format(printf, 5, 6)))
void mmi_json_report(const mmi_json *json, const mmi_json_node *node, mm_severity severity,
                     mm_code code, const char *format, ...);
/* The same with a known word that is near; NULL: none. */
__attribute__((format(printf, 5, 6)))
void mmi_json_suggest(const mmi_json *json, const mmi_json_node *node, mm_code code,
                      const char *suggestion, const char *format, ...);
/* About a key that is not one of ours, and may be personal: it is the token, and the field is the
 * path of the object that it stands in. `suggestion` may be NULL. */
__attribute__((format(printf, 6, 7)))
void mmi_json_report_key(const mmi_json *json, const mmi_json_node *member, mm_severity severity,
                         mm_code code, const char *suggestion, const char *format, ...);

/* The member of that name; NULL when it is absent or null. */
const mmi_json_node *mmi_json_member(const mmi_json_node *object, const char *key);
/* The same, absence or null being an error. */
const mmi_json_node *mmi_json_required(const mmi_json *json, const mmi_json_node *object,
                                       const char *key);

/* Every key must be one of known[n_known]; else it is reported, with the nearest of them. */
void mmi_json_check_keys(const mmi_json *json, const mmi_json_node *object, int32_t n_known,
                         const char *const *known);

/* False, and reported, unless the value is of this type. */
bool mmi_json_expect(const mmi_json *json, const mmi_json_node *node, mmi_json_type type);

/* A list of at least `least` and at most `most` entries. */
bool mmi_json_expect_list(const mmi_json *json, const mmi_json_node *node, int32_t least,
                          int32_t most);

/* The nearest of n words to a text, NULL if none is near. */
const char *mmi_json_nearest(const char *text, int32_t n_words, const char *const *words);

/* One of words[n]: its index, MM_NONE when it is none of them (reported). `what` names the thing,
 * such as "comparison of kind scale". */
int32_t mmi_json_word(const mmi_json *json, const mmi_json_node *node, const char *what,
                      int32_t n_words, const char *const *words);

/* true or false into *value, which stays when the node is NULL or of another type (reported). */
void mmi_json_flag(const mmi_json *json, const mmi_json_node *node, bool *value);

/* Decimals: the number times 10^places, exactly as written; more places are an error. The value
 * stays when the node is NULL or refused (reported). least and most count in the same unit. */
typedef struct mmi_json_range {
    int32_t places;
    int64_t least, most;
} mmi_json_range;
bool mmi_json_number(const mmi_json *json, const mmi_json_node *node, mmi_json_range range,
                     int64_t *value);
/* Whole numbers and fractions of 1 in millionths: the two usual ranges. */
bool mmi_json_integer(const mmi_json *json, const mmi_json_node *node, int32_t least, int32_t most,
                      int32_t *value);
bool mmi_json_fraction(const mmi_json *json, const mmi_json_node *node, int64_t *micro);
/* Minutes: a multiple of 15; the nearest is named. */
bool mmi_json_minutes(const mmi_json *json, const mmi_json_node *node, int32_t least, int32_t most,
                      int32_t *value);

/* What a text must satisfy besides not being empty. */
typedef enum mmi_json_text_rule {
    MMI_JSON_TEXT_ANY = 0,
    MMI_JSON_TEXT_TRIMMED = 1, /* no blanks at its ends, since cells are trimmed */
    MMI_JSON_TEXT_LINE = 2     /* no control characters */
} mmi_json_text_rule;
#define MMI_JSON_ID_BYTES 128 /* most for ids and kinds */
/* The decoded text, lent by the document; NULL when refused (reported). rules are or-ed. */
const char *mmi_json_text(const mmi_json *json, const mmi_json_node *node, int32_t rules,
                          int32_t most_bytes);
/* What is wrong with a text by these rules: a sentence, NULL if nothing. */
const char *mmi_json_text_fault(const char *text, int32_t rules, int32_t most_bytes);

#endif
