/* The sections `mentors` and `mentees`: where a people file is and how its columns are called. */
#include "read/programme_parts.h"

#include <string.h>

#define MOST_NAME_BYTES 4096
#define MOST_HEADING_BYTES 65536

static bool has_parent_part(const char *name)
{
    for (const char *part = name; part != NULL; part = strchr(part, '/')) {
        if (*part == '/') part++;
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == '\0')) return true;
    }
    return false;
}

static bool read_file_name(mmi_draft *draft, const mmi_json_node *section, mmi_people_file *people)
{
    const mmi_json_node *node = mmi_json_required(draft->json, section, "file");
    if (node == NULL) return false;
    const char *name = mmi_json_text(draft->json, node, MMI_JSON_TEXT_ANY, MOST_NAME_BYTES);
    if (name == NULL) return false;
    people->file = mmi_draft_keep(draft, name);
    if (draft->allow_any_path || (name[0] != '/' && !has_parent_part(name))) return true;
    mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_FILE_NAME,
                    "a name that begins with / or has a part .. is not allowed here; put the file "
                    "beside the programme, or below it");
    return false;
}

static void read_heading(mmi_draft *draft, const mmi_json_node *node, int32_t role,
                         mmi_people_file *people)
{
    const char *known[MMI_N_FIELDS];
    int32_t n_known = 0;
    mmi_field field = MMI_N_FIELDS;
    for (int32_t f = 0; f < MMI_N_FIELDS; f++) {
        if (strcmp(node->key, mmi_field_name((mmi_field)f)) == 0) field = (mmi_field)f;
        if (mmi_field_is_of_role((mmi_field)f, role)) {
            known[n_known++] = mmi_field_name((mmi_field)f);
        }
    }
    if (field == MMI_N_FIELDS) {
        mmi_json_report_key(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_KEY_UNKNOWN,
                            mmi_json_nearest(node->key, n_known, known),
                            "not a field of people; a question names its columns itself, with "
                            "mentor_column and mentee_column");
        return;
    }
    if (!mmi_field_is_of_role(field, role)) {
        mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_KEY_MISPLACED,
                        "only %s have this field; remove it here",
                        role == MMI_MENTOR ? "mentees" : "mentors");
        return;
    }
    if (node->type == MMI_JSON_NULL) return;
    const char *heading = mmi_json_text(draft->json, node, MMI_JSON_TEXT_TRIMMED,
                                        MOST_HEADING_BYTES);
    if (heading == NULL) return;
    people->heading[field] = mmi_draft_keep(draft, heading);
    people->heading_is_named[field] = true;
}

static void read_columns(mmi_draft *draft, const mmi_json_node *section, int32_t role,
                         mmi_people_file *people)
{
    const mmi_json_node *columns = mmi_json_member(section, "columns");
    if (columns == NULL || !mmi_json_expect(draft->json, columns, MMI_JSON_OBJECT)) return;
    for (const mmi_json_node *node = mmi_json_first(columns); node != NULL;
         node = mmi_json_next(node)) {
        read_heading(draft, node, role, people);
    }
}

static bool divides_lists(char c)
{
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool is_printable = (c > ' ' && c < 0x7F) || c == ' ' || c == '\t';
    return is_printable && !is_letter && strchr("0123456789\"'-.:", c) == NULL;
}

static void read_list_separator(mmi_draft *draft, const mmi_json_node *section,
                                mmi_people_file *people)
{
    const mmi_json_node *node = mmi_json_member(section, "list_separator");
    if (node == NULL || !mmi_json_expect(draft->json, node, MMI_JSON_TEXT)) return;
    if (strlen(node->string) == 1 && divides_lists(node->string[0])) {
        people->list_separator = node->string[0];
        return;
    }
    mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_LIST_SEPARATOR,
                    "write one character such as ; , | or / (no letter, digit or quote, and none "
                    "of - . : as dates and counts are written with them)");
}

bool mmi_read_people_file(mmi_draft *draft, int32_t role)
{
    static const char *const known[] = {"columns", "file", "list_separator"};
    mmi_people_file *people = &draft->programme->people[role];
    people->list_separator = ';';
    for (int32_t field = 0; field < MMI_N_FIELDS; field++) {
        people->heading[field] = mmi_field_name((mmi_field)field);
    }
    const mmi_json_node *section = mmi_json_required(
        draft->json, draft->whole, role == MMI_MENTOR ? "mentors" : "mentees");
    if (section == NULL || !mmi_json_expect(draft->json, section, MMI_JSON_OBJECT)) return false;
    mmi_json_check_keys(draft->json, section, 3, known);
    read_columns(draft, section, role, people);
    read_list_separator(draft, section, people);
    return read_file_name(draft, section, people);
}
