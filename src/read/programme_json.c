/* Reads a programme: bytes, then the checks and jansson (json_document.c), then one section after
 * the other, each reporting all that is wrong with it. Numbers are taken from the text as written.
 * Whether people fit the programme is left to the people's reader. */
#include "read/programme_json.h"

#include "base/file.h"
#include "base/stop.h"
#include "read/programme_parts.h"
#include "read/source.h"

#include <stdio.h>
#include <string.h>

#define FORMAT_VERSION 1
#define MOST_NAME_BYTES 1024
#define LABEL_FROM_MEMORY "programme.json"
#define COUNT_OF(array) ((int32_t)(sizeof(array) / sizeof(array)[0]))

static const char *const programme_key[] = {
    "check_ins", "common_time", "matching", "mentees", "mentormatch", "mentors",
    "name", "pairs", "questions", "term", "wishes", "zone_distance"};

const char *mmi_draft_keep(mmi_draft *draft, const char *text)
{
    const char *copy = mmi_arena_text(&draft->programme->arena, text, strlen(text));
    if (copy == NULL) draft->out_of_memory = true;
    return copy;
}

void *mmi_draft_take(mmi_draft *draft, int32_t n, size_t size)
{
    void *items = mmi_arena_take(&draft->programme->arena, (size_t)n, size);
    if (items == NULL) draft->out_of_memory = true;
    return items;
}

int32_t mmi_draft_n_entries(const mmi_json_node *container)
{
    int32_t n = 0;
    for (const mmi_json_node *entry = mmi_json_first(container); entry != NULL;
         entry = mmi_json_next(entry)) {
        n++;
    }
    return n;
}

/* False when the format is one that must not be read by these rules. */
static bool check_format(const mmi_draft *draft)
{
    const mmi_json_node *node = mmi_json_required(draft->json, draft->whole, "mentormatch");
    int64_t format = FORMAT_VERSION;
    const mmi_json_range any = {0, 0, INT64_C(1) << 53};
    if (!mmi_json_number(draft->json, node, any, &format) || format == FORMAT_VERSION) return true;
    mmi_json_report(draft->json, node, MM_SEVERITY_ERROR, MM_CODE_FORMAT_VERSION,
                    "this version reads format 1 only; write 1, or use a version that reads "
                    "newer formats");
    return false;
}

static void read_name(mmi_draft *draft)
{
    mm_programme *programme = draft->programme;
    const char *slash = strrchr(programme->label, '/');
    programme->name = slash != NULL ? slash + 1 : programme->label;
    const mmi_json_node *node = mmi_json_member(draft->whole, "name");
    if (node == NULL) return;
    const char *name = mmi_json_text(draft->json, node, MMI_JSON_TEXT_LINE, MOST_NAME_BYTES);
    if (name != NULL) programme->name = mmi_draft_keep(draft, name);
}

/* Every section; true if what has come about is enough to read people by. */
static bool read_sections(mmi_draft *draft)
{
    if (!mmi_json_expect(draft->json, draft->whole, MMI_JSON_OBJECT)) return false;
    if (!check_format(draft)) return false;
    mmi_json_check_keys(draft->json, draft->whole, COUNT_OF(programme_key), programme_key);
    read_name(draft);
    mmi_read_term(draft);
    mmi_read_check_ins(draft);
    const bool has_mentors = mmi_read_people_file(draft, MMI_MENTOR);
    const bool has_mentees = mmi_read_people_file(draft, MMI_MENTEE);
    mmi_read_questions(draft);
    mmi_read_criteria(draft);
    mmi_read_matching(draft);
    mmi_read_pair_rules(draft);
    return has_mentors && has_mentees;
}

/* A programme that knows where it comes from and nothing else. NULL: no memory. */
static mm_programme *begin_programme(const mmi_heap *heap, const char *label, const char *folder,
                                     const mm_read_options *options)
{
    mm_programme *programme = mmi_programme_new(heap);
    if (programme == NULL) return NULL;
    const char *directory = options->zone_directory;
    programme->label = mmi_arena_text(&programme->arena, label, strlen(label));
    programme->folder = mmi_arena_text(&programme->arena, folder, strlen(folder));
    if (directory != NULL) {
        programme->zone_directory =
            mmi_arena_text(&programme->arena, directory, strlen(directory));
    }
    programme->zones = mmi_zone_book_new(heap, directory);
    if (programme->label != NULL && programme->folder != NULL && programme->zones != NULL &&
        (directory == NULL || programme->zone_directory != NULL)) {
        return programme;
    }
    mm_programme_free(programme);
    return NULL;
}

/* The document into a programme. *programme stays NULL where it is not usable at all. */
static mm_status read_document(const mmi_json *json, const char *folder,
                               const mm_read_options *options, mm_programme **programme,
                               mm_error *error)
{
    mm_programme *made = begin_programme(&json->heap, json->label, folder, options);
    if (made == NULL) return mmi_out_of_memory(error);
    mmi_draft draft = {.programme = made, .json = json, .whole = &json->node[0],
                       .allow_any_path = options->allow_any_path != 0};
    const bool is_usable = read_sections(&draft);
    if (draft.out_of_memory || !is_usable) mm_programme_free(made);
    if (draft.out_of_memory) return mmi_out_of_memory(error);
    if (is_usable) *programme = made;
    return MM_OK;
}

static mmi_json_input without_byte_order_mark(const mmi_source_bytes *content, const char *label)
{
    const bool has_mark = content->n >= 3 && memcmp(content->bytes, "\xEF\xBB\xBF", 3) == 0;
    const size_t n_mark = has_mark ? 3 : 0;
    return (mmi_json_input){content->bytes + n_mark, content->n - n_mark, label};
}

mm_status mmi_read_programme(const mm_source *source, const char *folder,
                             const mm_read_options *options, mm_problems *problems,
                             mm_programme **programme, mm_error *error)
{
    *programme = NULL;
    const mmi_heap heap = mmi_heap_from(options->allocator);
    const mmi_stop stop = mmi_stop_from(options->cancel, options->time_limit_s);
    mm_source named = *source;
    if (named.name == NULL || named.name[0] == '\0') named.name = LABEL_FROM_MEMORY;
    mmi_json json = {.heap = heap};
    mmi_source_bytes content;
    mm_status status = mmi_source_read(&heap, &named, MMI_JSON_MOST_BYTES, &stop, &content, error);
    if (status != MM_OK) return status;
    const mmi_json_input input = without_byte_order_mark(&content, named.name);
    status = mmi_json_parse(&heap, &input, problems, &json, error);
    if (status != MM_OK) goto done;
    if (mmi_stop_asked(&stop)) {
        status = mmi_stopped(error);
        goto done;
    }
    if (json.n_nodes > 0) status = read_document(&json, folder, options, programme, error);
done:
    mmi_json_free(&json);
    mmi_source_release(&heap, &content);
    return status;
}

mm_status mmi_read_programme_file(const char *path, const mm_read_options *options,
                                  mm_problems *problems, mm_programme **programme,
                                  mm_error *error)
{
    *programme = NULL;
    const mmi_heap heap = mmi_heap_from(options->allocator);
    char *bytes = NULL;
    size_t n_bytes = 0;
    mm_status status =
        mmi_read_file(&heap, path, path, MMI_JSON_MOST_BYTES, &bytes, &n_bytes, error);
    if (status != MM_OK) return status;
    const char *slash = strrchr(path, '/');
    const size_t n_folder = slash != NULL ? (size_t)(slash - path) + 1 : 0;
    char *folder = mmi_alloc(&heap, n_folder + 1, 1);
    if (folder == NULL) {
        status = mmi_out_of_memory(error);
        goto done;
    }
    memcpy(folder, path, n_folder);
    const mm_source source = {.name = path, .bytes = bytes, .n_bytes = n_bytes};
    status = mmi_read_programme(&source, folder, options, problems, programme, error);
done:
    mmi_free(&heap, folder);
    mmi_free(&heap, bytes);
    return status;
}
