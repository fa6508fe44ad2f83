/* The parts of the programme reader, a file each; programme_json.c calls them in this order. */
#ifndef MMI_READ_PROGRAMME_PARTS_H
#define MMI_READ_PROGRAMME_PARTS_H

#include "cohort/programme.h"
#include "read/json_walk.h"

/* A programme in the making. Refusals go to json->problems and leave a default or stand-in. */
typedef struct mmi_draft {
    mm_programme *programme;
    const mmi_json *json;
    const mmi_json_node *whole;
    bool allow_any_path;
    bool has_term;       /* first_day and weeks are as written, so that dates can be compared */
    bool out_of_memory;  /* sticky: asked once at the end */
} mmi_draft;

/* From the programme's arena: a copy, and n zeroed items. NULL: out_of_memory is set. */
const char *mmi_draft_keep(mmi_draft *draft, const char *text);
void *mmi_draft_take(mmi_draft *draft, int32_t n, size_t size);
/* How many entries a list or object has. */
int32_t mmi_draft_n_entries(const mmi_json_node *container);

/* term */
void mmi_read_term(mmi_draft *draft);
/* check_ins, and whether the zone is on the grid in those weeks */
void mmi_read_check_ins(mmi_draft *draft);
/* mentors, mentees; false when the name of a file is not usable */
bool mmi_read_people_file(mmi_draft *draft, int32_t role);
/* questions */
void mmi_read_questions(mmi_draft *draft);
/* what differs by kind: scale, number, choice, tags, vector */
bool mmi_read_question_kind(mmi_draft *draft, const mmi_json_node *node, mmi_question *question);
/* common_time, zone_distance, wishes, and whether any weight is above 0 */
void mmi_read_criteria(mmi_draft *draft);
/* weight, required, at_least, missing, missing_passes of a question or criterion; members that
 * are absent leave the defaults that *rule has. */
void mmi_read_rule(mmi_draft *draft, const mmi_json_node *node, mmi_rule *rule);
/* matching */
void mmi_read_matching(mmi_draft *draft);
/* pairs */
void mmi_read_pair_rules(mmi_draft *draft);

#endif
