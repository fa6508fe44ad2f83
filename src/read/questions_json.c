/* The section `questions`: id, kind, weight, columns, blanks. A question that cannot be used is
 * left out after all of it has been checked. What differs by kind: question_kinds_json.c. */
#include "base/intern.h"
#include "read/programme_parts.h"

#include <string.h>

#define MOST_QUESTIONS 1000
#define MOST_TEXT_BYTES 65536
#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

static const char *const kind_word[] = {"scale", "number", "choice", "tags", "vector"};

static const char *const question_key[] = {
    "affinity", "at_least", "blank", "by", "compare", "from", "id", "kind", "length", "levels",
    "mentee_column", "mentor_column", "missing", "missing_passes", "range", "required", "to",
    "weight"};

static bool is_reserved(const char *id)
{
    for (int32_t field = 0; field < MMI_N_FIELDS; field++) {
        if (strcmp(id, mmi_field_name((mmi_field)field)) == 0) return true;
    }
    return strcmp(id, "common_time") == 0 || strcmp(id, "zone_distance") == 0;
}

static bool read_id(mmi_draft *draft, const mmi_json_node *node, mmi_question *question,
                    mmi_intern *ids)
{
    const mmi_json_node *member = mmi_json_required(draft->json, node, "id");
    if (member == NULL) return false;
    const char *id = mmi_json_text(draft->json, member, MMI_JSON_TEXT_TRIMMED | MMI_JSON_TEXT_LINE,
                                   MMI_JSON_ID_BYTES);
    if (id == NULL) return false;
    if (is_reserved(id)) {
        mmi_json_report(draft->json, member, MM_SEVERITY_ERROR, MM_CODE_RESERVED_ID,
                        "this is the name of a people's field or criterion; choose another id and "
                        "name the column with mentor_column and mentee_column");
        return false;
    }
    bool is_new = false;
    if (mmi_intern_add(ids, id, strlen(id), &is_new) == MM_NONE) draft->out_of_memory = true;
    else if (!is_new) {
        mmi_json_report(draft->json, member, MM_SEVERITY_ERROR, MM_CODE_TWICE,
                        "an earlier question has this id; choose another");
    }
    question->id = mmi_draft_keep(draft, id);
    return is_new && question->id != NULL;
}

static void read_columns(mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    static const char *const keys[MMI_N_ROLES] = {"mentor_column", "mentee_column"};
    for (int32_t role = 0; role < MMI_N_ROLES; role++) {
        question->column[role] = question->id;
        const mmi_json_node *member = mmi_json_member(node, keys[role]);
        if (member == NULL) continue;
        const char *heading =
            mmi_json_text(draft->json, member, MMI_JSON_TEXT_TRIMMED, MOST_TEXT_BYTES);
        if (heading != NULL) question->column[role] = mmi_draft_keep(draft, heading);
    }
}

static void read_blanks(mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    const mmi_json_node *list = mmi_json_member(node, "blank");
    if (list == NULL || !mmi_json_expect_list(draft->json, list, 0, INT32_MAX)) return;
    question->blank = mmi_draft_take(draft, mmi_draft_n_entries(list), sizeof(char *));
    if (question->blank == NULL) return;
    for (const mmi_json_node *entry = mmi_json_first(list); entry != NULL;
         entry = mmi_json_next(entry)) {
        const char *text =
            mmi_json_text(draft->json, entry, MMI_JSON_TEXT_TRIMMED, MOST_TEXT_BYTES);
        if (text != NULL) question->blank[question->n_blanks++] = mmi_draft_keep(draft, text);
    }
}

static void read_weight(mmi_draft *draft, const mmi_json_node *node, mmi_question *question)
{
    question->rule = (mmi_rule){.is_present = true, .at_least_micro = MMI_ONE_MICRO,
                                .missing_micro = MMI_ONE_MICRO / 2};
    mmi_read_rule(draft, node, &question->rule);
    if (mmi_json_member(node, "weight") != NULL) return;
    const mmi_json_node *required = mmi_json_member(node, "required");
    if (required != NULL && required->type != MMI_JSON_FALSE) return;
    mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_KEY_MISSING,
                    "the key \"weight\" is missing; only a question with \"required\": true may "
                    "leave it out");
}

/* False if the question must be left out. */
static bool read_question(mmi_draft *draft, const mmi_json_node *node, mmi_question *question,
                          mmi_intern *ids)
{
    if (!mmi_json_expect(draft->json, node, MMI_JSON_OBJECT)) return false;
    mmi_json_check_keys(draft->json, node, COUNT_OF(question_key), question_key);
    const bool has_id = read_id(draft, node, question, ids);
    read_columns(draft, node, question);
    read_blanks(draft, node, question);
    read_weight(draft, node, question);
    const mmi_json_node *kind = mmi_json_required(draft->json, node, "kind");
    if (kind == NULL) return false;
    const int32_t word =
        mmi_json_word(draft->json, kind, "kind of question", COUNT_OF(kind_word), kind_word);
    if (word == MM_NONE) return false;
    question->kind = (mmi_question_kind)word;
    return mmi_read_question_kind(draft, node, question) && has_id;
}

void mmi_read_questions(mmi_draft *draft)
{
    mm_programme *programme = draft->programme;
    const mmi_json_node *list = mmi_json_member(draft->whole, "questions");
    if (list == NULL || !mmi_json_expect_list(draft->json, list, 0, MOST_QUESTIONS)) return;
    programme->question =
        mmi_draft_take(draft, mmi_draft_n_entries(list), sizeof *programme->question);
    if (programme->question == NULL) return;
    mmi_intern ids = mmi_intern_on(&programme->heap, 0);
    for (const mmi_json_node *node = mmi_json_first(list); node != NULL;
         node = mmi_json_next(node)) {
        mmi_question *question = &programme->question[programme->n_questions];
        *question = (mmi_question){0};
        if (read_question(draft, node, question, &ids)) programme->n_questions++;
    }
    mmi_intern_clear(&ids);
}
