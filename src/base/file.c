/* Reads a regular file whole. Opened without blocking, so that a pipe cannot hang the host. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <sys/stat.h>
#include <unistd.h>

static mm_status open_regular(const char *path, const char *label, int *descriptor,
                              size_t *n_expected, mm_error *error)
{
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) {
        const char *why = errno == ENOENT   ? "there is no such file; check its name and folder"
                          : errno == EACCES ? "permission denied; make it readable"
                                            : "the system refused; check name and permissions";
        return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_FILE_OPEN, label, 0, 0,
                           "cannot be opened: %s", why);
    }
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        (void)close(fd);
        return mmi_fail_at(error, MM_ERR_FILE, MM_CODE_FILE_KIND, label, 0, 0,
                           "not a regular file; name a file, not a folder, device or pipe");
    }
    *descriptor = fd;
    *n_expected = status.st_size > 0 ? (size_t)status.st_size : 0;
    return MM_OK;
}

mm_status mmi_read_file(const mmi_heap *heap, const char *path, const char *label,
                        size_t most_bytes, char **bytes, size_t *n_bytes, mm_error *error)
{
    *bytes = NULL;
    *n_bytes = 0;
    int fd = -1;
    size_t n_expected = 0;
    mm_status status = open_regular(path, label, &fd, &n_expected, error);
    if (status != MM_OK) return status;
    char *room = NULL;
    size_t capacity = 0;
    size_t n = 0;
    for (;;) {
        const size_t at_first = (n_expected < most_bytes ? n_expected : most_bytes) + 2;
        const size_t wanted = n == 0 ? at_first : n + 2;
        if (!mmi_reserve(heap, &room, &capacity, wanted)) {
            status = mmi_out_of_memory(error);
            break;
        }
        const ssize_t got = read(fd, room + n, capacity - n - 1);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) {
            status = mmi_fail_at(error, MM_ERR_FILE, MM_CODE_FILE_READ, label, 0, 0,
                                 "could not be read to its end; try again");
            break;
        }
        if (got == 0) break;
        n += (size_t)got;
        if (n > most_bytes) {
            status = mmi_fail_at(error, MM_ERR_LIMIT, MM_CODE_FILE_SIZE, label, 0, 0,
                                 "larger than the limit of %zu bytes; split it", most_bytes);
            break;
        }
    }
    (void)close(fd);
    if (status != MM_OK) {
        mmi_free(heap, room);
        return status;
    }
    room[n] = '\0';
    *bytes = room;
    *n_bytes = n;
    return MM_OK;
}
