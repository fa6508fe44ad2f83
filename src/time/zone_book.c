/* Zones by name: looks at the name, loads a file once, remembers the answer. No file is touched
 * for a name that is not legal; nothing depends on TZ or on the machine's own zone. */
#include "time/zone_book.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/intern.h"
#include "time/tzif.h"
#include "time/zone_list.h"
#include "time/zone_name.h"

#include <string.h>
#include <sys/stat.h>

#define DEFAULT_DIRECTORY "/usr/share/zoneinfo"
#define VERSION_BYTES 32
#define VERSION_FILE_BYTES_MOST ((size_t)4 * 1024 * 1024)
/* Looking for a near name costs half a millisecond, and nobody reads more than 100 problems. */
#define SUGGESTIONS_MOST 200

typedef struct book_entry {
    mmi_zone_answer answer;
    mmi_zone *zone;         /* NULL unless answer is MMI_ZONE_OK */
    const char *suggestion; /* "" if none */
} book_entry;

struct mmi_zone_book {
    mmi_heap heap;
    mmi_arena texts;
    const char *directory;
    mmi_intern asked;    /* names; the number is the index of `entry` */
    book_entry *entry;   /* [asked.n] */
    size_t capacity;
    mmi_intern known;    /* names of the directory */
    bool has_walked;
    int32_t n_suggested;
    char version[VERSION_BYTES]; /* "" while not looked for */
};

mmi_zone_book *mmi_zone_book_new(const mmi_heap *heap, const char *directory)
{
    if (directory == NULL) directory = DEFAULT_DIRECTORY;
    mmi_zone_book *book = mmi_alloc(heap, 1, sizeof *book);
    if (book == NULL) return NULL;
    book->heap = *heap;
    book->texts = mmi_arena_on(heap);
    book->asked = mmi_intern_on(heap, (uint64_t)(uintptr_t)book);
    book->known = mmi_intern_on(heap, (uint64_t)(uintptr_t)book);
    book->directory = mmi_arena_text(&book->texts, directory, strlen(directory));
    if (book->directory != NULL) return book;
    mmi_zone_book_free(book);
    return NULL;
}

void mmi_zone_book_free(mmi_zone_book *book)
{
    if (book == NULL) return;
    const mmi_heap heap = book->heap;
    for (int32_t i = 0; book->entry != NULL && i < book->asked.n; i++) {
        mmi_zone_free(book->entry[i].zone);
    }
    mmi_free(&heap, book->entry);
    mmi_intern_clear(&book->asked);
    mmi_intern_clear(&book->known);
    mmi_arena_clear(&book->texts);
    mmi_free(&heap, book);
}

/* A file of the directory whole; MM_ERR_FILE if there is none. */
static mm_status read_from_directory(const mmi_zone_book *book, const char *name,
                                     size_t most_bytes, char **bytes, size_t *n_bytes)
{
    *bytes = NULL;
    *n_bytes = 0;
    mmi_buffer path = mmi_buffer_on(&book->heap);
    mmi_buffer_text(&path, book->directory);
    mmi_buffer_char(&path, '/');
    mmi_buffer_text(&path, name);
    const mm_status status =
        path.has_failed ? MM_ERR_MEMORY
                        : mmi_read_file(&book->heap, path.bytes, name, most_bytes, bytes,
                                        n_bytes, NULL);
    mmi_buffer_clear(&path);
    return status;
}

static mmi_zone_answer load(const mmi_zone_book *book, const char *name, mmi_zone **zone)
{
    int32_t offset_s;
    if (mmi_zone_name_is_fixed(name, &offset_s)) {
        *zone = mmi_zone_fixed(&book->heap, offset_s);
        return *zone != NULL ? MMI_ZONE_OK : MMI_ZONE_MEMORY;
    }
    if (!mmi_zone_name_is_legal(name)) return MMI_ZONE_BAD_NAME;
    if (mmi_zone_name_is_refused(name)) return MMI_ZONE_REFUSED;
    char *bytes;
    size_t n_bytes;
    mm_status status = read_from_directory(book, name, MMI_TZIF_BYTES_MOST, &bytes, &n_bytes);
    if (status == MM_ERR_MEMORY) return MMI_ZONE_MEMORY;
    if (status != MM_OK) return MMI_ZONE_UNKNOWN;
    mmi_zone_answer answer = MMI_ZONE_UNKNOWN;
    if (n_bytes >= 4 && memcmp(bytes, "TZif", 4) == 0) {
        status = mmi_zone_parse(&book->heap, bytes, n_bytes, zone, NULL);
        answer = status == MM_OK           ? MMI_ZONE_OK
                 : status == MM_ERR_MEMORY ? MMI_ZONE_MEMORY
                                           : MMI_ZONE_DAMAGED;
    }
    mmi_free(&book->heap, bytes);
    return answer;
}

static mm_status walk_once(mmi_zone_book *book)
{
    if (book->has_walked) return MM_OK;
    const mm_status status = mmi_zone_list_walk(&book->heap, book->directory, &book->known);
    book->has_walked = status == MM_OK;
    return status;
}

/* A near name for one that has no zone. */
static mm_status suggest(mmi_zone_book *book, const char *name, char nearest[64])
{
    nearest[0] = '\0';
    if (book->n_suggested >= SUGGESTIONS_MOST) return MM_OK;
    book->n_suggested++;
    if (mmi_zone_name_nearest_fixed(name, nearest)) return MM_OK;
    const mm_status status = walk_once(book);
    if (status != MM_OK) return status;
    /* posix/Europe/Dublin: what stands behind is what was meant. */
    const char *const slash = strchr(name, '/');
    const bool is_inner = slash != NULL && mmi_zone_name_is_refused(name);
    mmi_zone_list_nearest(&book->known, is_inner ? slash + 1 : name, nearest);
    if (strcmp(nearest, name) == 0) nearest[0] = '\0'; /* there, but too large for a zone */
    return MM_OK;
}

static bool directory_exists(const mmi_zone_book *book)
{
    struct stat status;
    return stat(book->directory, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Answer a name for the first time. */
static book_entry answer_name(mmi_zone_book *book, const char *name)
{
    static const book_entry no_memory = {.answer = MMI_ZONE_MEMORY, .suggestion = ""};
    book_entry entry = {.suggestion = ""};
    entry.answer = load(book, name, &entry.zone);
    if (entry.answer == MMI_ZONE_UNKNOWN && !directory_exists(book)) {
        entry.answer = MMI_ZONE_NO_DATABASE;
    }
    if (entry.answer == MMI_ZONE_BAD_NAME || entry.answer == MMI_ZONE_UNKNOWN ||
        entry.answer == MMI_ZONE_REFUSED || entry.answer == MMI_ZONE_NO_DATABASE) {
        char nearest[64];
        if (suggest(book, name, nearest) != MM_OK) return no_memory;
        if (nearest[0] == '\0') return entry;
        entry.suggestion = mmi_arena_text(&book->texts, nearest, strlen(nearest));
        if (entry.suggestion == NULL) return no_memory;
    }
    return entry;
}

mmi_zone_answer mmi_zone_book_find(mmi_zone_book *book, const char *name, const mmi_zone **zone,
                                   char suggestion[64])
{
    *zone = NULL;
    if (suggestion != NULL) suggestion[0] = '\0';
    const size_t n = strlen(name);
    int32_t index = mmi_intern_find(&book->asked, name, n);
    if (index == MM_NONE) {
        const book_entry entry = answer_name(book, name);
        if (entry.answer == MMI_ZONE_MEMORY) return MMI_ZONE_MEMORY;
        const size_t count = (size_t)book->asked.n + 1;
        if (mmi_reserve(&book->heap, &book->entry, &book->capacity, count)) {
            index = mmi_intern_add(&book->asked, name, n, NULL);
        }
        if (index == MM_NONE) {
            mmi_zone_free(entry.zone);
            return MMI_ZONE_MEMORY;
        }
        book->entry[index] = entry;
    }
    const book_entry *const entry = &book->entry[index];
    *zone = entry->zone;
    if (suggestion != NULL) memcpy(suggestion, entry->suggestion, strlen(entry->suggestion) + 1);
    return entry->answer;
}

/* The word that begins at text, if it looks like a version. */
static bool take_version(const char *text, char version[VERSION_BYTES])
{
    static const char allowed[] =
        "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-+_";
    const size_t n = strspn(text, allowed);
    if (n == 0 || n >= VERSION_BYTES || (text[n] != '\n' && text[n] != '\0')) return false;
    memcpy(version, text, n);
    version[n] = '\0';
    return true;
}

const char *mmi_zone_book_version(mmi_zone_book *book)
{
    static const struct {
        const char *file;
        const char *before;
    } places[] = {{"tzdata.zi", "# version "}, {"+VERSION", ""}};
    for (size_t i = 0; book->version[0] == '\0' && i < sizeof places / sizeof *places; i++) {
        char *bytes;
        size_t n_bytes;
        const mm_status status = read_from_directory(book, places[i].file,
                                                     VERSION_FILE_BYTES_MOST, &bytes, &n_bytes);
        if (status == MM_ERR_MEMORY) return NULL;
        if (status != MM_OK) continue;
        const size_t n_before = strlen(places[i].before);
        if (strncmp(bytes, places[i].before, n_before) == 0) {
            (void)take_version(bytes + n_before, book->version);
        }
        mmi_free(&book->heap, bytes);
    }
    if (book->version[0] == '\0') memcpy(book->version, "unknown", sizeof "unknown");
    return book->version;
}
