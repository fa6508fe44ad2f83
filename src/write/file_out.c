/* POSIX calls with everything checked: short writes, EINTR, the error that only fsync or close
 * tells. Messages are made here and not by strerror(), which asks the locale. */
#include "write/file_out.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *reason_of(int number)
{
    switch (number) {
    case ENOSPC: return "the disk is full; free some space";
    case EDQUOT: return "the disk quota is used up; free some space";
    case EFBIG: return "larger than the system's limit for files; raise it";
    case EACCES:
    case EPERM: return "permission denied; use a folder in which you may write";
    case EROFS: return "the file system is read-only; use another folder";
    case EMFILE:
    case ENFILE: return "too many open files; close some";
    case ENAMETOOLONG: return "the name is too long for the file system; use a shorter path";
    case ENOMEM: return "the system is out of memory; free some";
    case EBUSY: return "the folder is in use by the system; name another one";
    case EIO: return "the device reported an error; check the disk";
    case EEXIST: return "it exists already; is another run writing the same folder?";
    case ENOENT: return "it or its folder has vanished; is another run writing the same folder?";
    default: return NULL;
    }
}

mm_status mmi_disk_failure(mm_error *error, const char *label, const char *shown, int number)
{
    const char *reason = reason_of(number);
    if (reason != NULL) {
        return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_FILE_WRITE, label, 0, 0,
                           "%s cannot be written: %s", shown, reason);
    }
    return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_FILE_WRITE, label, 0, 0,
                       "%s cannot be written: system error %d; check the folder", shown, number);
}

/* A host may have closed descriptors 0-2: then a file must not get them, or the host's own output
 * would end in it. */
static int above_standard(int descriptor)
{
    if (descriptor < 0 || descriptor > STDERR_FILENO) return descriptor;
    const int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int number = errno;
    (void)close(descriptor);
    errno = number;
    return moved;
}

mm_status mmi_file_out_open(mmi_file_out *file, int folder, const char *name)
{
    int descriptor;
    do {
        descriptor = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                            0600);
    } while (descriptor < 0 && errno == EINTR);
    file->descriptor = above_standard(descriptor);
    file->n_bytes = 0;
    mmi_sha256_begin(&file->hash);
    if (file->descriptor < 0) {
        return mmi_disk_failure(file->error, file->label, file->shown, errno);
    }
    if (fchmod(file->descriptor, 0600) != 0) { /* whatever the umask took away */
        const int number = errno;
        mmi_file_out_abandon(file);
        return mmi_disk_failure(file->error, file->label, file->shown, number);
    }
    return MM_OK;
}

static int write_all(void *context, const void *bytes, size_t n_bytes)
{
    mmi_file_out *file = context;
    const char *rest = bytes;
    size_t n_left = n_bytes;
    while (n_left > 0) {
        const ssize_t n_written = write(file->descriptor, rest, n_left);
        if (n_written < 0 && errno == EINTR) continue;
        if (n_written <= 0) {
            (void)mmi_disk_failure(file->error, file->label, file->shown,
                                   n_written < 0 ? errno : EIO);
            return -1;
        }
        rest += n_written;
        n_left -= (size_t)n_written;
    }
    mmi_sha256_add(&file->hash, bytes, n_bytes);
    file->n_bytes += (int64_t)n_bytes;
    return 0;
}

mm_sink mmi_file_out_sink(mmi_file_out *file)
{
    return (mm_sink){write_all, file, 0};
}

/* 0 or an error number. */
static int sync_descriptor(int descriptor)
{
    while (fsync(descriptor) != 0) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

mm_status mmi_file_out_close(mmi_file_out *file, uint8_t sha256[MMI_SHA256_BYTES])
{
    int number = sync_descriptor(file->descriptor);
    /* After EINTR Linux has closed the descriptor, and what it held is synced. */
    if (close(file->descriptor) != 0 && errno != EINTR && number == 0) number = errno;
    file->descriptor = -1;
    if (number != 0) return mmi_disk_failure(file->error, file->label, file->shown, number);
    mmi_sha256_end(&file->hash, sha256);
    return MM_OK;
}

void mmi_file_out_abandon(mmi_file_out *file)
{
    if (file->descriptor >= 0) (void)close(file->descriptor);
    file->descriptor = -1;
}

int mmi_sync_folder(int folder)
{
    const int number = sync_descriptor(folder);
    return number == EINVAL || number == ENOTSUP ? 0 : number;
}
