/* Members, types, words and numbers of a JSON document, each checked and reported in one place, so
 * that the readers of the sections say only what they expect. */
#include "read/json_walk.h"

#include "base/nearest.h"
#include "read/json_number.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define QUARTER_MINUTES 15
#define FIXED_ROOM 32

/* Keys that later versions may give a meaning; naming one must not be silently ignored now. */
static const char *const planned_key[] = {"groups", "history", "if_no_start", "min_load",
                                          "prompts", "quotas", "texts", "touch_ins"};
#define N_PLANNED ((int32_t)(sizeof planned_key / sizeof planned_key[0]))

static int32_t find_word(const char *text, int32_t n_words, const char *const *words)
{
    for (int32_t word = 0; word < n_words; word++) {
        if (strcmp(text, words[word]) == 0) return word;
    }
    return MM_NONE;
}

const char *mmi_json_nearest(const char *text, int32_t n_words, const char *const *words)
{
    mmi_nearest nearest = mmi_nearest_to(text);
    for (int32_t word = 0; word < n_words; word++) mmi_nearest_offer(&nearest, words[word]);
    return nearest.word;
}

const mmi_json_node *mmi_json_member(const mmi_json_node *object, const char *key)
{
    for (const mmi_json_node *member = mmi_json_first(object); member != NULL;
         member = mmi_json_next(member)) {
        if (strcmp(member->key, key) == 0) return member->type == MMI_JSON_NULL ? NULL : member;
    }
    return NULL;
}

const mmi_json_node *mmi_json_required(const mmi_json *json, const mmi_json_node *object,
                                       const char *key)
{
    const mmi_json_node *member = mmi_json_member(object, key);
    if (member == NULL) {
        mmi_json_report(json, object, MM_SEVERITY_ERROR, MM_CODE_KEY_MISSING,
                        "the key \"%s\" is missing; it is compulsory here", key);
    }
    return member;
}

void mmi_json_check_keys(const mmi_json *json, const mmi_json_node *object, int32_t n_known,
                         const char *const *known)
{
    for (const mmi_json_node *member = mmi_json_first(object); member != NULL;
         member = mmi_json_next(member)) {
        if (find_word(member->key, n_known, known) != MM_NONE) continue;
        if (find_word(member->key, N_PLANNED, planned_key) != MM_NONE) {
            mmi_json_report_key(json, member, MM_SEVERITY_ERROR, MM_CODE_NOT_BUILT, NULL,
                                "this key belongs to a feature that this version does not have; "
                                "remove it, or use a version that has it");
            continue;
        }
        const char *near = mmi_json_nearest(member->key, n_known, known);
        mmi_json_report_key(json, member, MM_SEVERITY_ERROR, MM_CODE_KEY_UNKNOWN, near,
                            "no such key is known here; %s%s%s", near != NULL ? "write \"" : "",
                            near != NULL ? near : "remove it",
                            near != NULL ? "\", or remove it" : "");
    }
}

static const char *type_name(mmi_json_type type)
{
    switch (type) {
    case MMI_JSON_OBJECT: return "an object in braces { }";
    case MMI_JSON_LIST: return "a list in brackets [ ]";
    case MMI_JSON_TEXT: return "a text in quotes";
    case MMI_JSON_NUMBER: return "a number without quotes";
    case MMI_JSON_TRUE:
    case MMI_JSON_FALSE: return "true or false without quotes";
    case MMI_JSON_NULL: break;
    }
    return "null";
}

bool mmi_json_expect(const mmi_json *json, const mmi_json_node *node, mmi_json_type type)
{
    if (node->type == type) return true;
    mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_JSON_TYPE,
                    "write %s here, not %s", type_name(type), type_name(node->type));
    return false;
}

bool mmi_json_expect_list(const mmi_json *json, const mmi_json_node *node, int32_t least,
                          int32_t most)
{
    if (!mmi_json_expect(json, node, MMI_JSON_LIST)) return false;
    int32_t n_entries = 0;
    for (const mmi_json_node *entry = mmi_json_first(node); entry != NULL;
         entry = mmi_json_next(entry)) {
        n_entries++;
    }
    if (n_entries < least) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_TOO_FEW,
                        "the list has %d entries; name at least %d", (int)n_entries, (int)least);
    } else if (n_entries > most) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_TOO_MANY,
                        "the list has %d entries; at most %d are allowed", (int)n_entries,
                        (int)most);
    }
    return n_entries >= least && n_entries <= most;
}

int32_t mmi_json_word(const mmi_json *json, const mmi_json_node *node, const char *what,
                      int32_t n_words, const char *const *words)
{
    if (!mmi_json_expect(json, node, MMI_JSON_TEXT)) return MM_NONE;
    const int32_t found = find_word(node->string, n_words, words);
    if (found != MM_NONE) return found;
    char list[256] = "";
    size_t n = 0;
    for (int32_t word = 0; word < n_words && n < sizeof list; word++) {
        n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", word > 0 ? ", " : "",
                              words[word]);
    }
    mmi_json_suggest(json, node, MM_CODE_WORD, mmi_json_nearest(node->string, n_words, words),
                     "not a %s; %s: %s", what, n_words == 1 ? "write" : "write one of", list);
    return MM_NONE;
}

void mmi_json_flag(const mmi_json *json, const mmi_json_node *node, bool *value)
{
    if (node == NULL) return;
    if (node->type == MMI_JSON_FALSE) *value = false;
    else if (mmi_json_expect(json, node, MMI_JSON_TRUE)) *value = true;
}

/* A fixed-point number without needless zeros; not negative where places > 0. */
static void format_fixed(int64_t value, int32_t places, char text[FIXED_ROOM])
{
    int64_t unit = 1;
    for (int32_t place = 0; place < places; place++) unit *= 10;
    int n = snprintf(text, FIXED_ROOM, "%" PRId64, value / unit);
    int64_t rest = value % unit;
    if (rest == 0) return;
    text[n++] = '.';
    for (; rest != 0; rest %= unit) {
        unit /= 10;
        text[n++] = (char)('0' + rest / unit);
    }
    text[n] = '\0';
}

static bool refuse_range(const mmi_json *json, const mmi_json_node *node, mmi_json_range range)
{
    char least[FIXED_ROOM];
    char most[FIXED_ROOM];
    format_fixed(range.least, range.places, least);
    format_fixed(range.most, range.places, most);
    mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_NUMBER_RANGE,
                    "write a number from %s to %s", least, most);
    return false;
}

bool mmi_json_number(const mmi_json *json, const mmi_json_node *node, mmi_json_range range,
                     int64_t *value)
{
    if (node == NULL || !mmi_json_expect(json, node, MMI_JSON_NUMBER)) return false;
    int64_t read = 0;
    const mmi_number answer =
        mmi_json_decimal(node->digits, node->n_digits, range.places, &read);
    if (answer == MMI_NUMBER_PLACES && range.places == 0) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_NUMBER,
                        "write a whole number, without decimal places");
        return false;
    }
    if (answer == MMI_NUMBER_PLACES) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_NUMBER,
                        "write at most %d decimal places", (int)range.places);
        return false;
    }
    if (answer != MMI_NUMBER_OK || read < range.least || read > range.most) {
        return refuse_range(json, node, range);
    }
    *value = read;
    return true;
}

bool mmi_json_integer(const mmi_json *json, const mmi_json_node *node, int32_t least, int32_t most,
                      int32_t *value)
{
    int64_t read = 0;
    if (!mmi_json_number(json, node, (mmi_json_range){0, least, most}, &read)) return false;
    *value = (int32_t)read;
    return true;
}

bool mmi_json_fraction(const mmi_json *json, const mmi_json_node *node, int64_t *micro)
{
    return mmi_json_number(json, node, (mmi_json_range){6, 0, 1000000}, micro);
}

bool mmi_json_minutes(const mmi_json *json, const mmi_json_node *node, int32_t least, int32_t most,
                      int32_t *value)
{
    int32_t minutes = 0;
    if (!mmi_json_integer(json, node, least, most, &minutes)) return false;
    if (minutes % QUARTER_MINUTES != 0) {
        const int32_t quarters = (minutes + QUARTER_MINUTES / 2) / QUARTER_MINUTES;
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_QUARTER_HOURS,
                        "write a multiple of 15 minutes; the nearest is %d",
                        (int)(quarters * QUARTER_MINUTES));
        return false;
    }
    *value = minutes;
    return true;
}

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

const char *mmi_json_text_fault(const char *text, int32_t rules, int32_t most_bytes)
{
    const size_t n = strlen(text);
    if (n == 0) return "an empty text; write something, or leave it out";
    if ((rules & MMI_JSON_TEXT_TRIMMED) != 0 && (is_blank(text[0]) || is_blank(text[n - 1]))) {
        return "blanks at an end; remove them, as cells are read without";
    }
    for (size_t i = 0; i < n && (rules & MMI_JSON_TEXT_LINE) != 0; i++) {
        if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) {
            return "a control character, such as a line end or tab; remove it";
        }
    }
    return n > (size_t)most_bytes ? "too long" : NULL;
}

const char *mmi_json_text(const mmi_json *json, const mmi_json_node *node, int32_t rules,
                          int32_t most_bytes)
{
    if (!mmi_json_expect(json, node, MMI_JSON_TEXT)) return NULL;
    const char *fault = mmi_json_text_fault(node->string, rules, most_bytes);
    if (fault == NULL) return node->string;
    if (strlen(node->string) > (size_t)most_bytes) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_TEXT,
                        "write at most %d bytes", (int)most_bytes);
    } else {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_TEXT, "%s", fault);
    }
    return NULL;
}
