/* What a question has besides id and weight depends on its kind and comparison: levels or from and
 * to, by, range, affinity, length. A key of another kind is refused rather than ignored. */
#include "base/intern.h"
#include "read/json_number.h"
#include "read/programme_parts.h"

#include <string.h>

#define MOST_SCALE 1000000
#define MOST_RANGE_MILLI INT64_C(1000000000000000) /* 10^12, as answers */
#define MOST_LENGTH 65536
#define MOST_TEXT_BYTES 65536
#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

static const char *const compare_word[] = {"near",     "far",   "ahead",   "same", "different",
                                           "affinity", "cover", "overlap", "any",  "cosine"};

/* The comparisons of each kind, in the order of mmi_question_kind. */
static const struct kind_rule {
    const char *name;
    int32_t n_compares;
    mmi_comparison compare[3];
} kind_rule[] = {
    {"scale", 3, {MMI_NEAR, MMI_FAR, MMI_AHEAD}},
    {"number", 1, {MMI_NEAR}},
    {"choice", 3, {MMI_SAME, MMI_DIFFERENT, MMI_AFFINITY}},
    {"tags", 3, {MMI_COVER, MMI_OVERLAP, MMI_ANY}},
    {"vector", 1, {MMI_COSINE}},
};

/* Keys that go with one kind, or one comparison, only. */
static const struct key_rule {
    const char *key;
    mmi_question_kind kind;
    bool has_compare;
    mmi_comparison compare;
    const char *where;
} key_rule[] = {
    {"from", MMI_SCALE, false, MMI_NEAR, "kind scale"},
    {"to", MMI_SCALE, false, MMI_NEAR, "kind scale"},
    {"levels", MMI_SCALE, false, MMI_NEAR, "kind scale"},
    {"by", MMI_SCALE, true, MMI_AHEAD, "kind scale with compare ahead"},
    {"range", MMI_NUMBER, false, MMI_NEAR, "kind number"},
    {"affinity", MMI_CHOICE, true, MMI_AFFINITY, "kind choice with compare affinity"},
    {"length", MMI_VECTOR, false, MMI_COSINE, "kind vector"},
};

static void refuse_other_keys(const mmi_draft *draft, const mmi_json_node *node,
                              const mmi_question *question)
{
    for (int32_t i = 0; i < COUNT_OF(key_rule); i++) {
        const struct key_rule *rule = &key_rule[i];
        const bool belongs = rule->kind == question->kind &&
                             (!rule->has_compare || rule->compare == question->compare);
        const mmi_json_node *member = belongs ? NULL : mmi_json_member(node, rule->key);
        if (member == NULL) continue;
        mmi_json_report(draft->json, member, MM_SEVERITY_ERROR, MM_CODE_KEY_MISPLACED,
                        "this key goes with %s only; remove it here", rule->where);
    }
}

static bool read_compare(const mmi_draft *draft, const mmi_json_node *node,
                         mmi_question *question)
{
    const struct kind_rule *rule = &kind_rule[question->kind];
    const mmi_json_node *member = mmi_json_required(draft->json, node, "compare");
    if (member == NULL) return false;
    const char *words[COUNT_OF(rule->compare)];
    for (int32_t i = 0; i < rule->n_compares; i++) words[i] = compare_word[rule->compare[i]];
    char what[48] = "comparison of kind ";
    strcat(what, rule->name);
    const int32_t word = mmi_json_word(draft->json, member, what, rule->n_compares, words);
    if (word == MM_NONE) return false;
    question->compare = rule->compare[word];
    return true;
}

static bool read_levels(mmi_draft *draft, const mmi_json_node *list, mmi_question *question)
{
    if (!mmi_json_expect_list(draft->json, list, 2, MOST_SCALE)) return false;
    question->level = mmi_draft_take(draft, mmi_draft_n_entries(list), sizeof(char *));
    if (question->level == NULL) return false;
    mmi_intern seen = mmi_intern_on(&draft->programme->heap, 0);
    bool is_good = true;
    for (const mmi_json_node *entry = mmi_json_first(list); entry != NULL;
         entry = mmi_json_next(entry)) {
        const char *text =
            mmi_json_text(draft->json, entry, MMI_JSON_TEXT_TRIMMED, MOST_TEXT_BYTES);
        bool is_new = false;
        if (text != NULL && mmi_intern_add(&seen, text, strlen(text), &is_new) == MM_NONE) {
            draft->out_of_memory = true;
        } else if (text != NULL && !is_new) {
            mmi_json_report(draft->json, entry, MM_SEVERITY_ERROR, MM_CODE_TWICE,
                            "an earlier level has this name; levels must be all different");
        }
        is_good = is_good && is_new;
        if (is_new) question->level[question->n_levels++] = mmi_draft_keep(draft, text);
    }
    mmi_intern_clear(&seen);
    question->from = 1;
    question->to = question->n_levels;
    return is_good;
}

static bool read_ends(const mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    const mmi_json *json = draft->json;
    const mmi_json_node *from = mmi_json_member(node, "from");
    const mmi_json_node *to = mmi_json_member(node, "to");
    if (from == NULL || to == NULL) {
        mmi_json_report(json, node, MM_SEVERITY_ERROR, MM_CODE_KEY_MISSING,
                        "a scale needs its ends: write from and to, or levels");
        return false;
    }
    const bool has_from = mmi_json_integer(json, from, -MOST_SCALE, MOST_SCALE, &question->from);
    const bool has_to = mmi_json_integer(json, to, -MOST_SCALE, MOST_SCALE, &question->to);
    if (!has_from || !has_to) return false;
    if (question->from < question->to) return true;
    mmi_json_report(json, to, MM_SEVERITY_ERROR, MM_CODE_NUMBER_RANGE,
                    "a scale must end above its begin; write from below to");
    return false;
}

static bool read_scale(mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    const mmi_json_node *levels = mmi_json_member(node, "levels");
    const mmi_json_node *by = mmi_json_member(node, "by");
    question->by = 1;
    const bool has_by =
        by == NULL || mmi_json_integer(draft->json, by, -MOST_SCALE, MOST_SCALE, &question->by);
    if (levels == NULL) return read_ends(draft, node, question) && has_by;
    const bool has_levels = read_levels(draft, levels, question);
    if (mmi_json_member(node, "from") != NULL || mmi_json_member(node, "to") != NULL) {
        mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_KEY_MISPLACED,
                        "a scale has levels, or from and to, not both; levels count from 1");
        return false;
    }
    return has_levels && has_by;
}

/* As mmi_json_expect(), for a value whose key is an answer and must not appear in the path. */
static bool expect_of_key(const mmi_json *json, const mmi_json_node *member, mmi_json_type type)
{
    if (member->type == type) return true;
    mmi_json_report_key(json, member, MM_SEVERITY_ERROR, MM_CODE_JSON_TYPE, NULL,
                        "write the similarity of every pair of answers as {\"mentee's answer\": "
                        "{\"mentor's answer\": 0.7}}");
    return false;
}

/* A cell of the table. Its key, an answer, is named as token only. */
static bool read_cell(mmi_draft *draft, const mmi_json_node *cell, mmi_affinity *affinity)
{
    const char *fault = mmi_json_text_fault(cell->key, MMI_JSON_TEXT_TRIMMED, MOST_TEXT_BYTES);
    if (fault != NULL) {
        mmi_json_report_key(draft->json, cell, MM_SEVERITY_ERROR, MM_CODE_TEXT, NULL, "%s",
                            fault);
        return false;
    }
    if (!expect_of_key(draft->json, cell, MMI_JSON_NUMBER)) return false;
    affinity->mentor_answer = mmi_draft_keep(draft, cell->key);
    if (mmi_json_decimal(cell->digits, cell->n_digits, 6, &affinity->similarity_micro) ==
            MMI_NUMBER_OK &&
        affinity->similarity_micro >= 0 && affinity->similarity_micro <= MMI_ONE_MICRO) {
        return true;
    }
    mmi_json_report_key(draft->json, cell, MM_SEVERITY_ERROR, MM_CODE_NUMBER_RANGE, NULL,
                        "write a similarity from 0 to 1 with at most 6 decimal places");
    return false;
}

static bool read_affinity(mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    const mmi_json_node *table = mmi_json_required(draft->json, node, "affinity");
    if (table == NULL || !mmi_json_expect(draft->json, table, MMI_JSON_OBJECT)) return false;
    mmi_affinity *cells = mmi_draft_take(draft, table->n_below, sizeof *cells);
    if (cells == NULL) return false;
    bool is_good = true;
    for (const mmi_json_node *row = mmi_json_first(table); row != NULL; row = mmi_json_next(row)) {
        const char *fault = mmi_json_text_fault(row->key, MMI_JSON_TEXT_TRIMMED, MOST_TEXT_BYTES);
        if (fault != NULL) {
            mmi_json_report_key(draft->json, row, MM_SEVERITY_ERROR, MM_CODE_TEXT, NULL, "%s",
                                fault);
        }
        if (!expect_of_key(draft->json, row, MMI_JSON_OBJECT) || fault != NULL) {
            is_good = false;
            continue;
        }
        const char *mentee_answer = mmi_draft_keep(draft, row->key);
        for (const mmi_json_node *cell = mmi_json_first(row); cell != NULL;
             cell = mmi_json_next(cell)) {
            mmi_affinity *affinity = &cells[question->n_affinities];
            affinity->mentee_answer = mentee_answer;
            if (read_cell(draft, cell, affinity)) question->n_affinities++;
            else is_good = false;
        }
    }
    question->affinity = cells;
    return is_good;
}

bool mmi_read_question_kind(mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    const bool has_compare = read_compare(draft, node, question);
    if (has_compare) refuse_other_keys(draft, node, question);
    bool is_good = true;
    if (question->kind == MMI_SCALE) is_good = read_scale(draft, node, question);
    if (question->kind == MMI_NUMBER) {
        const mmi_json_node *range = mmi_json_required(draft->json, node, "range");
        is_good = mmi_json_number(draft->json, range,
                                  (mmi_json_range){3, 1, MOST_RANGE_MILLI},
                                  &question->range_milli);
    }
    if (has_compare && question->compare == MMI_AFFINITY) {
        is_good = read_affinity(draft, node, question);
    }
    if (question->kind == MMI_VECTOR) {
        const mmi_json_node *length = mmi_json_required(draft->json, node, "length");
        is_good = mmi_json_integer(draft->json, length, 1, MOST_LENGTH, &question->length);
    }
    return has_compare && is_good;
}
