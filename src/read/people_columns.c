/* Headings → fields and questions. A heading is matched exactly; a near one is only suggested. */
#include "read/people_columns.h"

#include "base/nearest.h"

#include <string.h>

#define HEADING_BYTES_MOST 64 /* longer ones are near to nothing */

typedef struct headings {
    const mmi_builder *builder;
    const mm_programme *programme;
    const mmi_csv *csv;
    mm_problems *problems;
    int32_t role;
    int32_t n_slots;         /* fields, then questions */
    const int32_t *column;   /* [n_slots] as found so far */
} headings;

/* The trimmed heading of a column. */
static void heading_of(const mmi_csv *csv, size_t i, const char **text, size_t *n)
{
    *text = csv->cell[i].text;
    *n = csv->cell[i].n;
    mmi_trim_cell(text, n);
}

static mmi_place place_of(const headings *all, size_t column, const char *field)
{
    return (mmi_place){all->builder->role[all->role].label, all->role + 1,
                       all->csv->cell[column].line, all->csv->cell[column].column, field};
}

static bool is_of_role(const headings *all, int32_t slot)
{
    return slot >= MMI_N_FIELDS || mmi_field_is_of_role((mmi_field)slot, all->role);
}

/* Where a heading stands; twice is an error. */
static int32_t find_column(const headings *all, const char *heading)
{
    const size_t n_heading = strlen(heading);
    int32_t found = MM_NONE;
    for (size_t i = 0; i < all->csv->n_cells; i++) {
        const char *text;
        size_t n;
        heading_of(all->csv, i, &text, &n);
        if (n != n_heading || memcmp(text, heading, n) != 0) continue;
        if (found == MM_NONE) {
            found = (int32_t)i;
            continue;
        }
        const mmi_place place = place_of(all, i, heading);
        mmi_report(all->problems, MM_SEVERITY_ERROR, MM_CODE_COLUMN_TWICE, &place, NULL, NULL,
                   "the heading stands over columns %d and %zu; rename one of them",
                   (int)found + 1, i + 1);
    }
    return found;
}

static void report_missing(const headings *all, int32_t slot)
{
    const char *const heading = all->builder->role[all->role].heading[slot];
    const mmi_place place = {all->builder->role[all->role].label, all->role + 1,
                             all->csv->record_line, 0, heading};
    if (slot >= MMI_N_FIELDS) {
        mmi_report(all->problems, MM_SEVERITY_ERROR, MM_CODE_COLUMN_MISSING, &place, NULL, NULL,
                   "no column has the heading of this question; add it, or name the right one as "
                   "the question's %s in the programme",
                   all->role == MMI_MENTOR ? "mentor_column" : "mentee_column");
        return;
    }
    mmi_report(all->problems, MM_SEVERITY_ERROR, MM_CODE_COLUMN_MISSING, &place, NULL, NULL,
               "no column has this heading, which the programme names for %s; correct its "
               "\"columns\" or the file", mmi_field_name((mmi_field)slot));
}

static bool is_used(const headings *all, int32_t column)
{
    for (int32_t slot = 0; slot < all->n_slots; slot++) {
        if (all->column[slot] == column) return true;
    }
    return false;
}

/* An unused heading near one that is looked for in vain: "Time zone" for time_zone. */
static void note_near_heading(const headings *all, size_t column)
{
    const char *text;
    size_t n;
    heading_of(all->csv, column, &text, &n);
    if (n == 0 || n > HEADING_BYTES_MOST) return;
    char word[HEADING_BYTES_MOST + 1];
    memcpy(word, text, n);
    word[n] = '\0';
    mmi_nearest nearest = mmi_nearest_to(word);
    for (int32_t slot = 0; slot < all->n_slots; slot++) {
        if (!is_of_role(all, slot) || all->column[slot] != MM_NONE) continue;
        mmi_nearest_offer(&nearest, all->builder->role[all->role].heading[slot]);
    }
    if (nearest.word == NULL) return;
    const mmi_place place = place_of(all, column, NULL);
    mmi_report(all->problems, MM_SEVERITY_NOTE, MM_CODE_COLUMN_IGNORED, &place, word, nearest.word,
               "column %zu is ignored, although its heading is near one that is looked for; "
               "headings must be the same letter by letter", column + 1);
}

static void note_ignored(const headings *all)
{
    for (size_t i = 0; i < all->csv->n_cells; i++) {
        if (!is_used(all, (int32_t)i)) note_near_heading(all, i);
    }
}

void mmi_find_columns(const mmi_builder *builder, int32_t role, const mmi_csv *csv,
                      mm_problems *problems, int32_t *column)
{
    const mm_programme *programme = builder->programme;
    const headings all = {builder, programme, csv, problems, role,
                          MMI_N_FIELDS + programme->n_questions, column};
    for (int32_t slot = 0; slot < all.n_slots; slot++) {
        column[slot] = MM_NONE;
        if (!is_of_role(&all, slot)) continue;
        column[slot] = find_column(&all, builder->role[role].heading[slot]);
        const bool is_needed =
            slot >= MMI_N_FIELDS || programme->people[role].heading_is_named[slot];
        if (column[slot] == MM_NONE && is_needed) report_missing(&all, slot);
    }
    note_ignored(&all);
}
