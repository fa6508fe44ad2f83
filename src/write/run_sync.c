/* Syncs ten thousand small files: a sync a file costs about a millisecond each, one of the whole
 * file system a fraction of a second. It also waits for what other programs wrote there. Where the
 * system has no such call, or the file system is one in user space, which is not told of it, the
 * files are synced one by one. Before Linux 5.8 syncfs() does not report that a device failed. */
#include "write/run_sync.h"

#include "base/aside.h"
#include "write/file_out.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/vfs.h>

#define IN_USER_SPACE 0x65735546 /* FUSE_SUPER_MAGIC of <linux/magic.h> */

/* A call to the system on its way. */
typedef struct whole_sync {
    int folder;
    int number; /* 0 or an error number */
} whole_sync;

static void sync_whole(void *context)
{
    whole_sync *its = context;
    its->number = syncfs(its->folder) == 0 ? 0 : errno;
}

/* 0, an error number, or ENOSYS where it must be done in another way. The calling thread goes on
 * telling while the disk works, unless the caller wants no threads. */
static int sync_at_once(const mmi_run_writing *run)
{
    whole_sync its = {run->place->folder, 0};
    struct statfs found;
    if (fstatfs(its.folder, &found) != 0 || found.f_type == IN_USER_SPACE) return ENOSYS;
    if (run->options->threads == 1 || !mmi_run_aside(run->place->stop, sync_whole, &its)) {
        sync_whole(&its);
    }
    return its.number == EPERM ? ENOSYS : its.number; /* sandboxes forbid what they do not know */
}
#else
static int sync_at_once(const mmi_run_writing *run)
{
    (void)run;
    return ENOSYS;
}
#endif

/* What is synced already costs nothing to sync again. */
static int sync_one(int folder, const char *name, int flags)
{
    const int descriptor = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags);
    if (descriptor < 0) return errno;
    const int number = mmi_sync_folder(descriptor);
    (void)close(descriptor);
    return number;
}

mm_status mmi_sync_run(const mmi_run_writing *run)
{
    const int folder = run->place->folder;
    if (mmi_stop_asked(run->place->stop)) return mmi_stopped(run->error);
    int number = sync_at_once(run);
    if (number == ENOSYS) {
        number = sync_one(folder, "summary.json", 0);
        for (int32_t i = 0; i < run->n_files && number == 0; i++) {
            mmi_stage_share(run->place->stop, i, run->n_files);
            if (mmi_stop_asked(run->place->stop)) return mmi_stopped(run->error);
            number = sync_one(folder, run->file[i].name, 0);
        }
        if (number == 0) number = sync_one(folder, "calendars", O_DIRECTORY);
        if (number == 0) number = mmi_sync_folder(folder);
    }
    if (number == 0) return MM_OK;
    return mmi_disk_failure(run->error, run->place->label, "the folder", number);
}
