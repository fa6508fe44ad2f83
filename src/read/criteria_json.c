/* The criteria besides questions: `common_time`, `zone_distance`, `wishes`; and what every
 * criterion has. One that is absent is none: weight 0 and not present. */
#include "read/programme_parts.h"

#define MOST_WEIGHT_MILLI INT64_C(1000000000)
#define MOST_ENOUGH_MINUTES 10080 /* a week */
#define MOST_WEEKS 104
#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

/* Keys that only matter for a required criterion. */
static void warn_without_required(const mmi_draft *draft, const mmi_json_node *node)
{
    static const char *const keys[] = {"at_least", "live_weeks", "missing_passes"};
    const mmi_json_node *required = mmi_json_member(node, "required");
    if (required != NULL && required->type != MMI_JSON_FALSE) return;
    for (int32_t i = 0; i < COUNT_OF(keys); i++) {
        const mmi_json_node *member = mmi_json_member(node, keys[i]);
        if (member == NULL) continue;
        mmi_json_report(draft->json, member, MM_SEVERITY_WARNING, MM_CODE_NO_EFFECT,
                        "this has an effect only together with \"required\": true");
    }
}

void mmi_read_rule(mmi_draft *draft, const mmi_json_node *node, mmi_rule *rule)
{
    const mmi_json *json = draft->json;
    const mmi_json_range weights = {3, 0, MOST_WEIGHT_MILLI};
    mmi_json_number(json, mmi_json_member(node, "weight"), weights, &rule->weight_milli);
    mmi_json_flag(json, mmi_json_member(node, "required"), &rule->is_required);
    mmi_json_fraction(json, mmi_json_member(node, "at_least"), &rule->at_least_micro);
    mmi_json_fraction(json, mmi_json_member(node, "missing"), &rule->missing_micro);
    mmi_json_flag(json, mmi_json_member(node, "missing_passes"), &rule->missing_passes);
    warn_without_required(draft, node);
}

/* The object of a criterion, its rule read; NULL if it is absent or no object. */
static const mmi_json_node *read_criterion(mmi_draft *draft, const char *key, mmi_rule *rule,
                                           int32_t n_known, const char *const *known)
{
    const mmi_json_node *node = mmi_json_member(draft->whole, key);
    if (node == NULL || !mmi_json_expect(draft->json, node, MMI_JSON_OBJECT)) return NULL;
    mmi_json_check_keys(draft->json, node, n_known, known);
    rule->is_present = true;
    rule->weight_milli = MMI_ONE_MILLI;
    mmi_read_rule(draft, node, rule);
    return node;
}

static void refuse_key(mmi_draft *draft, const mmi_json_node *object, const char *key,
                       const char *sentence)
{
    const mmi_json_node *member = mmi_json_member(object, key);
    if (member == NULL) return;
    mmi_json_report(draft->json, member, MM_SEVERITY_ERROR, MM_CODE_KEY_MISPLACED, "%s", sentence);
}

static void read_common_time(mmi_draft *draft)
{
    static const char *const known[] = {"at_least", "enough_minutes", "live_weeks", "missing",
                                        "missing_passes", "required", "weight"};
    mm_programme *programme = draft->programme;
    programme->common_time.missing_micro = 0;
    programme->enough_minutes = 120;
    const mmi_json_node *node = read_criterion(draft, "common_time", &programme->common_time,
                                               COUNT_OF(known), known);
    if (node == NULL) return;
    refuse_key(draft, node, "at_least",
               "common_time asks for weeks instead: write live_weeks, a number of check-in weeks");
    mmi_json_minutes(draft->json, mmi_json_member(node, "enough_minutes"), 15,
                     MOST_ENOUGH_MINUTES, &programme->enough_minutes);
    mmi_json_integer(draft->json, mmi_json_member(node, "live_weeks"), 1, MOST_WEEKS,
                     &programme->live_weeks);
}

static void read_zone_distance(mmi_draft *draft)
{
    static const char *const known[] = {"at_least", "missing", "missing_passes", "required",
                                        "weight"};
    const mmi_json_node *node = read_criterion(
        draft, "zone_distance", &draft->programme->zone_distance, COUNT_OF(known), known);
    if (node == NULL) return;
    static const char sentence[] = "a zone is never missing, so this has no meaning; remove it";
    refuse_key(draft, node, "missing", sentence);
    refuse_key(draft, node, "missing_passes", sentence);
}

static void read_wishes(mmi_draft *draft)
{
    static const char *const known[] = {"at_least", "missing", "missing_passes", "required",
                                        "weight"};
    (void)read_criterion(draft, "wishes", &draft->programme->wishes, COUNT_OF(known), known);
}

static void warn_without_weight(const mmi_draft *draft)
{
    const mm_programme *programme = draft->programme;
    int64_t sum = programme->common_time.weight_milli + programme->zone_distance.weight_milli +
                  programme->wishes.weight_milli;
    for (int32_t q = 0; q < programme->n_questions; q++) {
        sum += programme->question[q].rule.weight_milli;
    }
    /* A question with an error is left out, and its weight with it. */
    if (sum > 0 || mmi_problems_has_error(draft->json->problems)) return;
    mmi_json_report(draft->json, draft->whole, MM_SEVERITY_WARNING, MM_CODE_NO_WEIGHT,
                    "no question or criterion has a weight above 0, so all scores are 0; give at "
                    "least one a weight");
}

void mmi_read_criteria(mmi_draft *draft)
{
    mm_programme *programme = draft->programme;
    const mmi_rule absent = {.at_least_micro = MMI_ONE_MICRO,
                             .missing_micro = MMI_ONE_MICRO / 2};
    programme->common_time = absent;
    programme->zone_distance = absent;
    programme->wishes = absent;
    read_common_time(draft);
    read_zone_distance(draft);
    read_wishes(draft);
    warn_without_weight(draft);
}
