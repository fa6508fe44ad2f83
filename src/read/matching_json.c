/* The section `matching`: goals in order, what a mentee wants who does not say, the seed of
 * ties. */
#include "read/programme_parts.h"

#include <string.h>

#define MOST_WANTS 1000000
#define MOST_SEED (INT64_C(1) << 53)
#define MOST_GOALS 100
#define N_GOALS 2   /* built: the first words, in the order of mm_goal */
#define N_WORDS 6

static const char *const goal_word[N_WORDS] = {"participation", "total", "worst",
                                               "fair",          "balance", "keep"};

static void read_goal(mmi_draft *draft, const mmi_json_node *entry)
{
    mm_programme *programme = draft->programme;
    const mmi_json *json = draft->json;
    if (!mmi_json_expect(json, entry, MMI_JSON_TEXT)) return;
    for (int32_t word = N_GOALS; word < N_WORDS; word++) {
        if (strcmp(entry->string, goal_word[word]) != 0) continue;
        mmi_json_report(json, entry, MM_SEVERITY_ERROR, MM_CODE_NOT_BUILT,
                        "this goal belongs to a feature that this version does not have; write "
                        "participation or total");
        return;
    }
    const int32_t word = mmi_json_word(json, entry, "goal", N_GOALS, goal_word);
    if (word == MM_NONE) return;
    const mm_goal goal = (mm_goal)(word + 1);
    for (int32_t i = 0; i < programme->n_goals; i++) {
        if (programme->goal[i] != goal) continue;
        mmi_json_report(json, entry, MM_SEVERITY_ERROR, MM_CODE_TWICE,
                        "this goal is named before; a goal counts once, so remove one of them");
        return;
    }
    programme->goal[programme->n_goals++] = goal;
}

static void read_goals(mmi_draft *draft, const mmi_json_node *section)
{
    mm_programme *programme = draft->programme;
    programme->goal = mmi_draft_take(draft, N_GOALS, sizeof *programme->goal);
    if (programme->goal == NULL) return;
    const mmi_json_node *list = section == NULL ? NULL : mmi_json_member(section, "goals");
    if (list != NULL && mmi_json_expect_list(draft->json, list, 1, MOST_GOALS)) {
        for (const mmi_json_node *entry = mmi_json_first(list); entry != NULL;
             entry = mmi_json_next(entry)) {
            read_goal(draft, entry);
        }
    }
    if (programme->n_goals > 0) return;
    programme->goal[0] = MM_GOAL_PARTICIPATION;
    programme->goal[1] = MM_GOAL_TOTAL;
    programme->n_goals = 2;
}

/* A kind is one word, as wants are written `expert:1 peer:1` in a cell. */
static const char *kind_fault(const char *kind)
{
    const char *fault = mmi_json_text_fault(kind, MMI_JSON_TEXT_LINE, MMI_JSON_ID_BYTES);
    if (fault != NULL) return fault;
    if (strpbrk(kind, " :;,") == NULL) return NULL;
    return "a kind of mentor is one word without blanks : ; and ,";
}

static void read_wants(mmi_draft *draft, const mmi_json_node *section)
{
    mm_programme *programme = draft->programme;
    const mmi_json_node *wants = section == NULL ? NULL : mmi_json_member(section, "wants");
    if (wants != NULL && !mmi_json_expect(draft->json, wants, MMI_JSON_OBJECT)) wants = NULL;
    const int32_t n_most = wants == NULL ? 1 : mmi_draft_n_entries(wants);
    programme->want = mmi_draft_take(draft, n_most, sizeof *programme->want);
    if (programme->want == NULL) return;
    if (wants == NULL) {
        programme->want[0] = (mmi_want){"mentor", 1};
        programme->n_wants = 1;
        return;
    }
    for (const mmi_json_node *entry = mmi_json_first(wants); entry != NULL;
         entry = mmi_json_next(entry)) {
        const char *fault = kind_fault(entry->key);
        if (fault != NULL) {
            mmi_json_report_key(draft->json, entry, MM_SEVERITY_ERROR, MM_CODE_TEXT, NULL, "%s",
                                fault);
            continue;
        }
        int32_t count = 0;
        /* A kind wanted no times is none that the programme wants. */
        if (!mmi_json_integer(draft->json, entry, 0, MOST_WANTS, &count) || count == 0) continue;
        programme->want[programme->n_wants++] =
            (mmi_want){mmi_draft_keep(draft, entry->key), count};
    }
}

void mmi_read_matching(mmi_draft *draft)
{
    static const char *const known[] = {"goals", "tie_seed", "wants"};
    const mmi_json_node *section = mmi_json_member(draft->whole, "matching");
    if (section != NULL && !mmi_json_expect(draft->json, section, MMI_JSON_OBJECT)) section = NULL;
    if (section != NULL) mmi_json_check_keys(draft->json, section, 3, known);
    read_goals(draft, section);
    read_wants(draft, section);
    const mmi_json_node *seed = section == NULL ? NULL : mmi_json_member(section, "tie_seed");
    int64_t tie_seed = 0;
    mmi_json_number(draft->json, seed, (mmi_json_range){0, 0, MOST_SEED}, &tie_seed);
    draft->programme->tie_seed = (uint64_t)tie_seed;
}
