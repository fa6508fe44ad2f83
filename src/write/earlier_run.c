/* Compares a folder with the list of files in its summary.json: names, lengths, SHA-256. Only names
 * that the folder really holds are opened, so that a forged list leads nowhere. */
#include "write/earlier_run.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/hash.h"
#include "base/intern.h"
#include "base/utf8.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SUMMARY "summary.json"
#define CALENDARS "calendars"
#define IN_CALENDARS CALENDARS "/"
#define BLOCK_BYTES 8192
#define SHOWN_CHARS 200

/* What is wrong with an entry. */
typedef enum fault_kind { NO_FAULT, UNKNOWN, CHANGED, MISSING, UNREADABLE, NO_LIST } fault_kind;

typedef struct listed_file {
    int64_t n_bytes;
    char sha256[2 * MMI_SHA256_BYTES + 1];
    bool is_found;
} listed_file;

typedef struct run_check {
    const mmi_heap *heap;
    const mmi_stop *stop;
    mmi_intern names;     /* of listed files */
    listed_file *file;    /* [names.n] */
    size_t capacity;
    mmi_buffer entry;     /* the name at hand, relative to the folder */
    mmi_buffer offender;  /* the first name that is not as listed */
    fault_kind fault;     /* of the offender */
    bool lists_calendars;
    bool has_calendars;   /* there is something of that name */
    mm_status status;     /* MM_ERR_MEMORY, MM_ERR_STOPPED */
} run_check;

static void blame(run_check *check, const char *name, fault_kind fault)
{
    if (check->fault != NO_FAULT && strcmp(name, check->offender.bytes) >= 0) return;
    mmi_buffer_restart(&check->offender);
    mmi_buffer_text(&check->offender, name);
    check->fault = fault;
    if (check->offender.has_failed) check->status = MM_ERR_MEMORY;
}

/* summary.json while jansson reads it. */
typedef struct summary_reading {
    run_check *check;
    int descriptor;
} summary_reading;

/* Bytes for jansson, as many as it asks for. */
static size_t read_summary(void *room, size_t n_most, void *context)
{
    const summary_reading *from = context;
    if (mmi_stop_asked(from->check->stop)) {
        from->check->status = MM_ERR_STOPPED;
        return (size_t)-1;
    }
    for (;;) {
        const ssize_t n = read(from->descriptor, room, n_most);
        if (n >= 0) return (size_t)n;
        if (errno != EINTR) return (size_t)-1;
    }
}

/* A regular file of the folder, never through a link and never waiting for a pipe. */
static int open_regular(int folder, const char *name, struct stat *found)
{
    const int descriptor =
        openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0) return -1;
    if (fstat(descriptor, found) == 0 && S_ISREG(found->st_mode)) return descriptor;
    (void)close(descriptor);
    errno = EINVAL;
    return -1;
}

/* One item of "files": false if it is not as we write it. */
static bool add_listed(run_check *check, const json_t *item)
{
    const char *name = json_string_value(json_object_get(item, "name"));
    const json_t *n_bytes = json_object_get(item, "bytes");
    const char *sha256 = json_string_value(json_object_get(item, "sha256"));
    if (name == NULL || sha256 == NULL || !json_is_integer(n_bytes)) return false;
    if (strlen(sha256) != 2 * MMI_SHA256_BYTES) return false;
    bool is_new;
    const int32_t number = mmi_intern_add(&check->names, name, strlen(name), &is_new);
    if (number == MM_NONE ||
        !mmi_reserve(check->heap, &check->file, &check->capacity, (size_t)check->names.n)) {
        check->status = MM_ERR_MEMORY;
        return false;
    }
    listed_file *file = &check->file[number];
    *file = (listed_file){.n_bytes = json_integer_value(n_bytes)};
    memcpy(file->sha256, sha256, sizeof file->sha256);
    const size_t n_prefix = strlen(IN_CALENDARS);
    check->lists_calendars |= strncmp(name, IN_CALENDARS, n_prefix) == 0;
    return is_new;
}

/* The list of files; without a summary.json it is empty. */
static void read_list(run_check *check, int folder)
{
    struct stat found;
    const int descriptor = open_regular(folder, SUMMARY, &found);
    if (descriptor < 0) {
        if (errno != ENOENT) blame(check, SUMMARY, NO_LIST);
        return;
    }
    json_error_t trouble;
    summary_reading from = {check, descriptor};
    json_t *summary =
        json_load_callback(read_summary, &from, JSON_REJECT_DUPLICATES, &trouble);
    (void)close(descriptor);
    if (check->status == MM_ERR_STOPPED) {
        json_decref(summary);
        return;
    }
    if (summary == NULL && json_error_code(&trouble) == json_error_out_of_memory) {
        check->status = MM_ERR_MEMORY;
        return;
    }
    const json_t *files = json_object_get(summary, "files");
    bool is_ours = json_is_integer(json_object_get(summary, "mentormatch")) &&
                   json_is_array(files);
    const size_t n_files = json_array_size(files);
    for (size_t i = 0; i < n_files && is_ours; i++) {
        is_ours = add_listed(check, json_array_get(files, i));
    }
    json_decref(summary);
    if (!is_ours && check->status == MM_OK) blame(check, SUMMARY, NO_LIST);
}

static fault_kind compare(run_check *check, int descriptor, const listed_file *file)
{
    mmi_sha256 hash;
    mmi_sha256_begin(&hash);
    int64_t n_bytes = 0;
    for (;;) {
        char block[BLOCK_BYTES];
        const ssize_t n = read(descriptor, block, sizeof block);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return UNREADABLE;
        if (n == 0) break;
        n_bytes += n;
        if (n_bytes > file->n_bytes) return CHANGED;
        mmi_sha256_add(&hash, block, (size_t)n);
        if (mmi_stop_asked(check->stop)) {
            check->status = MM_ERR_STOPPED;
            return NO_FAULT;
        }
    }
    uint8_t digest[MMI_SHA256_BYTES];
    char hex[2 * MMI_SHA256_BYTES + 1];
    mmi_sha256_end(&hash, digest);
    mmi_hex(digest, 2 * MMI_SHA256_BYTES, hex);
    const bool is_same = n_bytes == file->n_bytes && strcmp(hex, file->sha256) == 0;
    return is_same ? NO_FAULT : CHANGED;
}

/* An entry of the folder (or of its calendars) against the list. */
static void check_entry(run_check *check, int folder, const char *prefix, const char *name)
{
    mmi_buffer_restart(&check->entry);
    mmi_buffer_text(&check->entry, prefix);
    mmi_buffer_text(&check->entry, name);
    if (check->entry.has_failed) {
        check->status = MM_ERR_MEMORY;
        return;
    }
    const int32_t number = mmi_intern_find(&check->names, check->entry.bytes, check->entry.n);
    if (number == MM_NONE) {
        blame(check, check->entry.bytes, UNKNOWN);
        return;
    }
    listed_file *file = &check->file[number];
    file->is_found = true;
    struct stat found;
    const int descriptor = open_regular(folder, name, &found);
    if (descriptor < 0) {
        blame(check, check->entry.bytes, errno == EINVAL ? UNKNOWN : UNREADABLE);
        return;
    }
    const fault_kind fault =
        found.st_size == file->n_bytes ? compare(check, descriptor, file) : CHANGED;
    (void)close(descriptor);
    if (fault != NO_FAULT) blame(check, check->entry.bytes, fault);
}

static DIR *open_entries(int folder, const char *name)
{
    const int descriptor =
        openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *entries = descriptor >= 0 ? fdopendir(descriptor) : NULL;
    if (entries == NULL && descriptor >= 0) (void)close(descriptor);
    return entries;
}

/* An entry that needs no look into the list: the list itself, and the folder of calendars. */
static bool is_frame(run_check *check, const char *name)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, SUMMARY) == 0) {
        return true;
    }
    if (!check->lists_calendars || strcmp(name, CALENDARS) != 0) return false;
    check->has_calendars = true;
    return true;
}

/* All entries of the run's folder ("." and "") or of its calendars. */
static void check_entries(run_check *check, int folder, const char *name, const char *prefix)
{
    DIR *entries = open_entries(folder, name);
    if (entries == NULL) {
        blame(check, name, UNREADABLE);
        return;
    }
    while (check->status == MM_OK) {
        errno = 0;
        const struct dirent *entry = readdir(entries);
        if (entry == NULL) {
            if (errno != 0) blame(check, name, UNREADABLE);
            break;
        }
        const bool is_dots =
            strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (is_dots || (prefix[0] == '\0' && is_frame(check, entry->d_name))) continue;
        check_entry(check, dirfd(entries), prefix, entry->d_name);
    }
    (void)closedir(entries);
}

/* Everything that is there, then everything that should be. */
static void compare_folder(run_check *check, int folder)
{
    if (check->status == MM_OK) check_entries(check, folder, ".", "");
    if (check->status == MM_OK && check->has_calendars) {
        check_entries(check, folder, CALENDARS, IN_CALENDARS);
    }
    for (int32_t i = 0; i < check->names.n && check->status == MM_OK; i++) {
        if (!check->file[i].is_found) blame(check, check->names.text[i], MISSING);
    }
}

/* A file name fit for a message: other bytes than printable UTF-8 as \xHH, cut where it is long. */
static void put_shown(const char *name, char shown[SHOWN_CHARS])
{
    const size_t n = strlen(name);
    size_t n_shown = 0;
    size_t n_valid = 0; /* up to here it is UTF-8 */
    for (size_t i = 0; i < n && n_shown + 5 < SHOWN_CHARS; i++) {
        if (i >= n_valid) n_valid = i + mmi_utf8_valid_bytes(name + i, n - i);
        const unsigned char byte = (unsigned char)name[i];
        if (i < n_valid && byte >= 0x20 && byte != 0x7F) {
            shown[n_shown++] = (char)byte;
        } else {
            n_shown += (size_t)snprintf(shown + n_shown, 5, "\\x%02X", (unsigned)byte);
        }
    }
    while (n_shown > 0 && mmi_utf8_valid_bytes(shown, n_shown) < n_shown) n_shown--;
    shown[n_shown] = '\0';
}

static mm_status refuse(const run_check *check, const char *label, mm_error *error)
{
    static const char remedy[] = "move it away, name another folder or allow overwriting";
    char shown[SHOWN_CHARS];
    put_shown(check->offender.bytes, shown);
    const char *what = check->fault == UNKNOWN      ? "which no earlier run wrote"
                       : check->fault == CHANGED    ? "which was changed after a run wrote it"
                       : check->fault == UNREADABLE ? "which cannot be read"
                                                    : "which is not as a run writes it";
    if (check->fault == MISSING) {
        return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_RUN_FOLDER, label, 0, 0,
                           "the folder lacks %s, which its summary.json lists; put it back, "
                           "name another folder or allow overwriting", shown);
    }
    return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_RUN_FOLDER, label, 0, 0,
                       "the folder holds %s, %s; %s", shown, what, remedy);
}

mm_status mmi_check_earlier_run(const mmi_heap *heap, int folder, const char *label,
                                const mmi_stop *stop, mm_error *error)
{
    run_check check = {.heap = heap, .stop = stop, .names = mmi_intern_on(heap, 0),
                       .entry = mmi_buffer_on(heap), .offender = mmi_buffer_on(heap)};
    read_list(&check, folder);
    if (check.fault == NO_FAULT) compare_folder(&check, folder);
    mm_status status = check.status;
    if (status == MM_ERR_MEMORY) status = mmi_out_of_memory(error);
    if (status == MM_ERR_STOPPED) status = mmi_stopped(error);
    if (status == MM_OK && check.fault != NO_FAULT) status = refuse(&check, label, error);
    mmi_buffer_clear(&check.offender);
    mmi_buffer_clear(&check.entry);
    mmi_free(heap, check.file);
    mmi_intern_clear(&check.names);
    return status;
}
