/* Writes a run into a spare folder beside the wanted one and puts it in place by one rename. What
 * stood there is looked at twice: before anything is written, and again once it has been put
 * aside, so that nothing that somebody added in between is lost. */
#include "write/run_folder.h"

#include "base/arena.h"
#include "write/earlier_run.h"
#include "write/file_out.h"
#include "write/folder_tree.h"
#include "write/run_files.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS_MOST 100

/* The wanted folder. */
typedef struct run_target {
    const char *label;  /* as the caller named it */
    int parent;         /* descriptor of the folder that holds it */
    const char *name;   /* in there */
    bool may_overwrite;
    mmi_heap heap;
    const mmi_stop *stop;
    mm_error *error;
} run_target;

static mm_status refuse(const run_target *target, const char *sentence)
{
    return mmi_fail_at(target->error, MM_ERR_FILE, MM_CODE_RUN_FOLDER, target->label, 0, 0, "%s",
                       sentence);
}

/* Parent opened, name found. `texts` owns the name. */
static mm_status open_parent(run_target *target, mmi_arena *texts)
{
    size_t n = strlen(target->label);
    while (n > 0 && target->label[n - 1] == '/') n--;
    char *path = mmi_arena_text(texts, target->label, n);
    if (path == NULL) return mmi_out_of_memory(target->error);
    char *slash = strrchr(path, '/');
    target->name = slash != NULL ? slash + 1 : path;
    if (n == 0 || strcmp(target->name, ".") == 0 || strcmp(target->name, "..") == 0) {
        return refuse(target, "the folder is replaced as a whole and must have a name of its own; "
                            "name one, such as \"out\"");
    }
    const char *parent = slash == NULL ? "." : slash == path ? "/" : path;
    if (slash != NULL) *slash = '\0';
    target->parent = open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (target->parent >= 0) return MM_OK;
    if (errno == ENOENT || errno == ENOTDIR) {
        return refuse(target, "the folder that is to hold it does not exist; make that one first");
    }
    return mmi_disk_failure(target->error, target->label, "the folder", errno);
}

/* Whether the open folder is no longer the one at `name`: another run has replaced it. */
static bool has_moved(const run_target *target, const char *name, int folder)
{
    struct stat opened;
    struct stat found;
    if (fstat(folder, &opened) != 0) return false;
    if (fstatat(target->parent, name, &found, AT_SYMLINK_NOFOLLOW) != 0) return errno == ENOENT;
    return opened.st_ino != found.st_ino || opened.st_dev != found.st_dev;
}

/* Whether what the folder at `name` holds is an earlier run's. */
static mm_status check_content(const run_target *target, const char *name, bool *is_void)
{
    const int folder =
        openat(target->parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    *is_void = folder < 0 && errno == ENOENT;
    if (folder < 0) {
        return refuse(target, "the folder cannot be read to see what it holds; change its "
                              "permissions or name another one");
    }
    const mm_status status =
        mmi_check_earlier_run(&target->heap, folder, target->label, target->stop, target->error);
    *is_void = status == MM_ERR_FILE && has_moved(target, name, folder);
    (void)close(folder);
    return status;
}

/* Whether what stands at `name` may be replaced: nothing, or a folder of ours. */
static mm_status check_place_once(const run_target *target, const char *name, bool *is_void)
{
    struct stat found;
    *is_void = false;
    if (fstatat(target->parent, name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT) return MM_OK;
        return mmi_disk_failure(target->error, target->label, "the folder", errno);
    }
    if (S_ISLNK(found.st_mode)) {
        return refuse(target, "is a symbolic link; name the folder that it points to");
    }
    if (!S_ISDIR(found.st_mode)) {
        return refuse(target, "is not a folder; name a folder, or one that does not exist yet");
    }
    return target->may_overwrite ? MM_OK : check_content(target, name, is_void);
}

/* A refusal is void when another run took the folder away while it was looked at. */
static mm_status check_place(const run_target *target, const char *name)
{
    bool is_void = true;
    mm_status status = MM_OK;
    for (int attempt = 0; is_void && attempt < ATTEMPTS_MOST; attempt++) {
        mmi_error_clear(target->error);
        status = check_place_once(target, name, &is_void);
    }
    return status;
}

/* Put the written folder in place and remove the old one. On failure the old one stands again. */
static mm_status replace(const run_target *target, mmi_placement *placement)
{
    int number = mmi_put_in_place(placement);
    if (number != 0) {
        return mmi_disk_failure(target->error, target->label, "the folder", number);
    }
    mm_status status = MM_OK;
    if (placement->old_name[0] != '\0') status = check_place(target, placement->old_name);
    if (status == MM_OK) {
        number = mmi_sync_folder(target->parent);
        if (number == 0) return MM_OK;
        status = mmi_disk_failure(target->error, target->label, "the folder", number);
    }
    /* If even this fails, both folders are whole and nothing more is touched. */
    if (mmi_take_back(placement) != 0) placement->new_name[0] = '\0';
    return status;
}

static mm_status remove_old(const run_target *target, const mmi_placement *placement)
{
    if (placement->old_name[0] == '\0') return MM_OK;
    if (mmi_remove_tree(target->parent, placement->old_name, target->stop) == 0) return MM_OK;
    return mmi_fail_at(target->error, MM_ERR_FILE, MM_CODE_FILE_WRITE, target->label, 0, 0,
                       "the new run is in place, but what it replaced could not be removed; "
                       "remove it by hand: it is beside it as %s", placement->old_name);
}

/* Everything once the parent is open. */
static mm_status write_beside(const run_target *target, const mmi_summary *what,
                              const mm_run_options *options)
{
    mm_status status = check_place(target, target->name);
    if (status != MM_OK) return status;
    mmi_placement placement = {.parent = target->parent, .name = target->name};
    int folder;
    const int number = mmi_make_spare_folder(target->parent, placement.new_name, &folder);
    if (number != 0) return mmi_disk_failure(target->error, target->label, "the folder", number);
    const mmi_run_place place = {folder, target->label, target->stop};
    status = mmi_write_run_files(what, options, &place, target->error);
    (void)close(folder);
    if (status == MM_OK) status = replace(target, &placement);
    if (status == MM_OK) return remove_old(target, &placement);
    if (placement.new_name[0] != '\0') {
        (void)mmi_remove_tree(target->parent, placement.new_name, target->stop);
    }
    return status;
}

mm_status mmi_write_run(const mmi_summary *what, const char *folder, const mm_run_options *options,
                        mm_error *error)
{
    mmi_ticker ticker;
    const mmi_stop stop = mmi_stop_telling(options->cancel, options->time_limit_s,
                                           options->progress, &ticker);
    run_target target = {.label = folder, .parent = -1, .may_overwrite = options->overwrite != 0,
                         .heap = mmi_heap_from(options->allocator), .stop = &stop,
                         .error = error};
    mmi_arena texts = mmi_arena_on(&target.heap);
    mmi_stage_begin(&stop, MM_STAGE_WRITE, 0.0, 0.0);
    mm_status status = open_parent(&target, &texts);
    if (status == MM_OK) status = write_beside(&target, what, options);
    if (target.parent >= 0) (void)close(target.parent);
    mmi_arena_clear(&texts);
    return status;
}
