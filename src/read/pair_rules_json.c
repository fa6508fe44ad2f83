/* The section `pairs`: fixed and forbidden pairs by id. Whether the people exist, and whether a
 * fixed pair is possible, is known only when their files have been read. */
#include "base/buffer.h"
#include "base/intern.h"
#include "read/programme_parts.h"

#include <string.h>

typedef struct rule_list {
    mmi_draft *draft;
    mmi_intern seen; /* ids of a pair, mentee NUL mentor: the number is the index of its rule */
    mmi_buffer key;
} rule_list;

/* The two ids as a list of two or as an object; false and reported if they are not there. */
static bool find_ids(const mmi_json *json, const mmi_json_node *entry,
                     const mmi_json_node *id[MMI_N_ROLES])
{
    id[MMI_MENTEE] = id[MMI_MENTOR] = NULL;
    if (entry->type == MMI_JSON_OBJECT) {
        id[MMI_MENTEE] = mmi_json_required(json, entry, "mentee");
        id[MMI_MENTOR] = mmi_json_required(json, entry, "mentor");
        return id[MMI_MENTEE] != NULL && id[MMI_MENTOR] != NULL;
    }
    if (entry->type == MMI_JSON_LIST && mmi_draft_n_entries(entry) == 2) {
        id[MMI_MENTEE] = mmi_json_first(entry);
        id[MMI_MENTOR] = mmi_json_next(id[MMI_MENTEE]);
        return true;
    }
    mmi_json_report(json, entry, MM_SEVERITY_ERROR, MM_CODE_JSON_TYPE,
                    "write a pair as [\"id of the mentee\", \"id of the mentor\"]");
    return false;
}

static const char *read_id(const mmi_json *json, const mmi_json_node *node)
{
    return mmi_json_text(json, node, MMI_JSON_TEXT_TRIMMED | MMI_JSON_TEXT_LINE,
                         MMI_JSON_ID_BYTES);
}

/* One rule as it stands, its ids lent by the document. False: reported, not to be kept. */
static bool read_rule(mmi_draft *draft, const mmi_json_node *entry, mmi_pair_rule *rule)
{
    static const char *const known[] = {"mentee", "mentor", "force"};
    const mmi_json *json = draft->json;
    const mmi_json_node *id[MMI_N_ROLES];
    if (!find_ids(json, entry, id)) return false;
    if (entry->type == MMI_JSON_OBJECT) {
        mmi_json_check_keys(json, entry, rule->is_fixed ? 3 : 2, known);
        if (rule->is_fixed) mmi_json_flag(json, mmi_json_member(entry, "force"), &rule->is_forced);
    }
    rule->line = entry->line;
    rule->mentee_id = read_id(json, id[MMI_MENTEE]);
    rule->mentor_id = read_id(json, id[MMI_MENTOR]);
    if (rule->mentee_id == NULL || rule->mentor_id == NULL) return false;
    if (!rule->is_fixed || strcmp(rule->mentee_id, rule->mentor_id) != 0) return true;
    mmi_json_report(json, entry, MM_SEVERITY_ERROR, MM_CODE_RULES_CONTRADICT,
                    "one id twice: nobody can be their own mentor; write two different ids");
    return false;
}

/* Add the rule, or say that its pair has one already. */
static void add_rule(rule_list *list, const mmi_json_node *entry, const mmi_pair_rule *rule)
{
    mmi_draft *draft = list->draft;
    mm_programme *programme = draft->programme;
    mmi_buffer_restart(&list->key);
    mmi_buffer_bytes(&list->key, rule->mentee_id, strlen(rule->mentee_id) + 1);
    mmi_buffer_text(&list->key, rule->mentor_id);
    bool is_new = false;
    int32_t index = MM_NONE;
    if (!list->key.has_failed) {
        index = mmi_intern_add(&list->seen, list->key.bytes, list->key.n, &is_new);
    }
    if (index == MM_NONE) {
        draft->out_of_memory = true;
        return;
    }
    mmi_pair_rule *kept = &programme->pair_rule[index];
    if (is_new) {
        *kept = *rule;
        kept->mentee_id = mmi_draft_keep(draft, rule->mentee_id);
        kept->mentor_id = mmi_draft_keep(draft, rule->mentor_id);
        programme->n_pair_rules++;
    } else if (kept->is_fixed == rule->is_fixed) {
        kept->is_forced = kept->is_forced || rule->is_forced;
        mmi_json_report(draft->json, entry, MM_SEVERITY_NOTE, MM_CODE_TWICE,
                        "this pair has the same rule in line %lld; it is dropped here",
                        (long long)kept->line);
    } else {
        mmi_json_report(draft->json, entry, MM_SEVERITY_ERROR, MM_CODE_RULES_CONTRADICT,
                        "this pair is forbidden here and fixed in line %lld; remove one of the "
                        "two rules", (long long)kept->line);
    }
}

static void read_list(rule_list *list, const mmi_json_node *entries, bool is_fixed)
{
    if (entries == NULL) return;
    for (const mmi_json_node *entry = mmi_json_first(entries); entry != NULL;
         entry = mmi_json_next(entry)) {
        mmi_pair_rule rule = {.is_fixed = is_fixed};
        if (read_rule(list->draft, entry, &rule)) add_rule(list, entry, &rule);
    }
}

/* The list of that name; NULL if it is absent or no list. */
static const mmi_json_node *find_list(const mmi_json *json, const mmi_json_node *section,
                                      const char *key, int32_t *n_rules)
{
    const mmi_json_node *entries = mmi_json_member(section, key);
    if (entries == NULL || !mmi_json_expect(json, entries, MMI_JSON_LIST)) return NULL;
    *n_rules += mmi_draft_n_entries(entries);
    return entries;
}

void mmi_read_pair_rules(mmi_draft *draft)
{
    static const char *const known[] = {"fixed", "forbidden"};
    mm_programme *programme = draft->programme;
    const mmi_json_node *section = mmi_json_member(draft->whole, "pairs");
    if (section == NULL || !mmi_json_expect(draft->json, section, MMI_JSON_OBJECT)) return;
    mmi_json_check_keys(draft->json, section, 2, known);
    int32_t n_rules = 0;
    const mmi_json_node *fixed = find_list(draft->json, section, "fixed", &n_rules);
    const mmi_json_node *forbidden = find_list(draft->json, section, "forbidden", &n_rules);
    programme->pair_rule = mmi_draft_take(draft, n_rules, sizeof *programme->pair_rule);
    if (programme->pair_rule == NULL) return;
    rule_list list = {draft, mmi_intern_on(&programme->heap, 0),
                      mmi_buffer_on(&programme->heap)};
    read_list(&list, fixed, true);
    read_list(&list, forbidden, false);
    mmi_intern_clear(&list.seen);
    mmi_buffer_clear(&list.key);
}
