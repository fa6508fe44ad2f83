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

/* Open a new file of mode 0600, whatever the umask or the folder made of it. Returns an error
 * number or 0. */
static int create(int folder, const char *name, int *descriptor)
{
    int made;
    do {
        made = openat(folder, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    } while (made < 0 && errno == EINTR);
    *descriptor = above_standard(made);
    if (*descriptor < 0) return errno;
    struct stat found;
    if (fstat(*descriptor, &found) == 0 && (found.st_mode & 07777) == 0600) return 0;
    if (fchmod(*descriptor, 0600) == 0) return 0;
    const int number = errno;
    (void)close(*descriptor);
    *descriptor = -1;
    return number;
}

/* Returns an error number or 0. */
static int put_bytes(int descriptor, const void *bytes, size_t n_bytes)
{
    const char *rest = bytes;
    size_t n_left = n_bytes;
    while (n_left > 0) {
        const ssize_t n_written = write(descriptor, rest, n_left);
        if (n_written < 0 && errno == EINTR) continue;
        if (n_written <= 0) return n_written < 0 ? errno : EIO;
        rest += n_written;
        n_left -= (size_t)n_written;
    }
    return 0;
}

/* Returns an error number or 0. */
static int sync_descriptor(int descriptor)
{
    while (fsync(descriptor) != 0) {
        if (errno != EINTR) return errno;
    }
    return 0;
}

/* Sync if asked to, and close in any case: close may be the first to tell of a failure. Returns an
 * error number or 0. */
static int end_file(int descriptor, bool is_synced)
{
    int number = is_synced ? sync_descriptor(descriptor) : 0;
    /* After EINTR Linux has closed the descriptor, and nothing that it held is lost. */
    if (close(descriptor) != 0 && errno != EINTR && number == 0) number = errno;
    return number;
}

int mmi_write_new_file(int folder, const char *name, const void *bytes, size_t n_bytes,
                       bool is_synced)
{
    int descriptor;
    int number = create(folder, name, &descriptor);
    if (number != 0) return number;
    number = put_bytes(descriptor, bytes, n_bytes);
    const int number_at_end = end_file(descriptor, is_synced && number == 0);
    return number != 0 ? number : number_at_end;
}

mm_status mmi_file_out_open(mmi_file_out *file, int folder, const char *name)
{
    file->n_bytes = 0;
    mmi_sha256_begin(&file->hash);
    const int number = create(folder, name, &file->descriptor);
    if (number == 0) return MM_OK;
    return mmi_disk_failure(file->error, file->label, file->shown, number);
}

static int write_all(void *context, const void *bytes, size_t n_bytes)
{
    mmi_file_out *file = context;
    const int number = put_bytes(file->descriptor, bytes, n_bytes);
    if (number != 0) {
        (void)mmi_disk_failure(file->error, file->label, file->shown, number);
        return -1;
    }
    mmi_sha256_add(&file->hash, bytes, n_bytes);
    file->n_bytes += (int64_t)n_bytes;
    return 0;
}

mm_sink mmi_file_out_sink(mmi_file_out *file)
{
    return (mm_sink){write_all, file, 0};
}

mm_status mmi_file_out_close(mmi_file_out *file, uint8_t sha256[MMI_SHA256_BYTES])
{
    const int number = end_file(file->descriptor, !file->syncs_later);
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
