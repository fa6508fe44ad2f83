/* One rename makes a folder visible: plain where there is none (or an empty one), RENAME_EXCHANGE
 * where there is one. A file system without the exchange gets two renames; between them neither
 * stands at its place, but both are whole, beside it. Trees are removed without recursion: a folder
 * inside a folder is first moved up. */
#include "write/folder_tree.h"

#include "base/hash.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS_MOST 100

/* A name that others are unlikely to use; whoever makes something new there must still be ready
 * to find it taken. */
static void make_spare_name(uint64_t attempt, char name[MMI_SPARE_NAME_CHARS])
{
    const int64_t clock_ns = mmi_clock_ns();
    const uint64_t hash = mmi_siphash((uint64_t)getpid(), attempt, &clock_ns, sizeof clock_ns);
    (void)snprintf(name, MMI_SPARE_NAME_CHARS, ".mentormatch-%016llx", (unsigned long long)hash);
}

int mmi_make_spare_folder(int parent, char name[MMI_SPARE_NAME_CHARS], int *folder)
{
    *folder = -1;
    int number = EEXIST;
    for (uint64_t attempt = 0; number == EEXIST && attempt < ATTEMPTS_MOST; attempt++) {
        make_spare_name(attempt, name);
        number = mkdirat(parent, name, 0700) == 0 ? 0 : errno;
    }
    if (number != 0) return number;
    if (fchmodat(parent, name, 0700, 0) != 0) { /* whatever the umask took away */
        number = errno;
    } else {
        *folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        number = *folder >= 0 ? 0 : errno;
    }
    if (number != 0) (void)unlinkat(parent, name, AT_REMOVEDIR);
    return number;
}

static int move(int parent, const char *from, const char *to)
{
    return renameat(parent, from, parent, to) == 0 ? 0 : errno;
}

/* Both folders exist and change places, for everybody at the same moment. */
static int exchange(int parent, const char *one, const char *other)
{
#ifdef RENAME_EXCHANGE
    return renameat2(parent, one, parent, other, RENAME_EXCHANGE) == 0 ? 0 : errno;
#else
    (void)parent, (void)one, (void)other;
    return ENOSYS;
#endif
}

static int replace_in_two_steps(mmi_placement *placement)
{
    int number = EEXIST;
    for (uint64_t attempt = 0; number == EEXIST && attempt < ATTEMPTS_MOST; attempt++) {
        make_spare_name(attempt, placement->old_name);
        /* rename() would replace an empty folder of somebody else: make sure of the name. */
        struct stat taken;
        const bool is_free = fstatat(placement->parent, placement->old_name, &taken,
                                     AT_SYMLINK_NOFOLLOW) != 0;
        if (is_free) number = move(placement->parent, placement->name, placement->old_name);
    }
    if (number == 0) {
        number = move(placement->parent, placement->new_name, placement->name);
        if (number != 0) {
            (void)move(placement->parent, placement->old_name, placement->name);
        }
    }
    if (number != 0) placement->old_name[0] = '\0';
    return number;
}

/* One attempt; ENOTEMPTY or EEXIST when somebody filled the place that was free a moment ago. */
static int try_to_put(mmi_placement *placement)
{
    const int number = exchange(placement->parent, placement->new_name, placement->name);
    if (number == 0) {
        placement->was_exchanged = true;
        memcpy(placement->old_name, placement->new_name, sizeof placement->old_name);
        return 0;
    }
    if (number != ENOENT && number != EINVAL && number != ENOSYS && number != ENOTSUP) {
        return number;
    }
    struct stat found;
    if (fstatat(placement->parent, placement->name, &found, AT_SYMLINK_NOFOLLOW) == 0) {
        return replace_in_two_steps(placement);
    }
    return move(placement->parent, placement->new_name, placement->name);
}

int mmi_put_in_place(mmi_placement *placement)
{
    placement->old_name[0] = '\0';
    placement->was_exchanged = false;
    int number = EEXIST;
    for (int attempt = 0; attempt < ATTEMPTS_MOST; attempt++) {
        number = try_to_put(placement);
        if (number != ENOTEMPTY && number != EEXIST) break;
    }
    return number;
}

int mmi_take_back(mmi_placement *placement)
{
    if (placement->was_exchanged) {
        const int number = exchange(placement->parent, placement->name, placement->new_name);
        if (number == 0) placement->old_name[0] = '\0';
        return number;
    }
    int number = move(placement->parent, placement->name, placement->new_name);
    if (number == 0 && placement->old_name[0] != '\0') {
        number = move(placement->parent, placement->old_name, placement->name);
        if (number == 0) placement->old_name[0] = '\0';
    }
    return number;
}

static DIR *open_entries(int parent, const char *name, int *number)
{
    const int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *entries = folder >= 0 ? fdopendir(folder) : NULL;
    *number = entries != NULL ? 0 : errno;
    if (entries == NULL && folder >= 0) (void)close(folder);
    return entries;
}

/* The next name that is not . or .., NULL at the end or on failure. */
static const char *next_entry(DIR *entries, int *number)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(entries);
        if (entry == NULL) {
            *number = errno;
            return NULL;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            return entry->d_name;
        }
    }
}

/* Remove a file or an empty folder; ENOTEMPTY for others. */
static int remove_entry(int folder, const char *name)
{
    if (unlinkat(folder, name, 0) == 0) return 0;
    const int number = errno;
    if (number != EISDIR && number != EPERM) return number;
    if (unlinkat(folder, name, AT_REMOVEDIR) == 0) return 0;
    if (errno == ENOTDIR) return number;
    return errno == EEXIST ? ENOTEMPTY : errno;
}

/* Remove the folder `name` of `root`; what is no empty folder in it moves up into root. */
static int remove_inner(int root, const char *name, const mmi_stop *stop, uint64_t *n_moved)
{
    int number;
    DIR *entries = open_entries(root, name, &number);
    if (entries == NULL) return number;
    const char *entry;
    while (number == 0 && (entry = next_entry(entries, &number)) != NULL) {
        (void)mmi_stop_asked(stop);
        number = remove_entry(dirfd(entries), entry);
        if (number != ENOTEMPTY) continue;
        char spare[MMI_SPARE_NAME_CHARS];
        make_spare_name((*n_moved)++, spare);
        number = renameat(dirfd(entries), entry, root, spare) == 0 ? 0 : errno;
    }
    (void)closedir(entries);
    if (number == 0 && unlinkat(root, name, AT_REMOVEDIR) != 0) number = errno;
    return number;
}

int mmi_remove_tree(int parent, const char *name, const mmi_stop *stop)
{
    uint64_t n_moved = 0;
    bool is_empty = false;
    while (!is_empty) { /* a pass for every level of folders */
        int number;
        DIR *entries = open_entries(parent, name, &number);
        if (entries == NULL) return number;
        is_empty = true;
        const char *entry;
        while (number == 0 && (entry = next_entry(entries, &number)) != NULL) {
            is_empty = false;
            (void)mmi_stop_asked(stop);
            number = remove_entry(dirfd(entries), entry);
            if (number == ENOTEMPTY) number = remove_inner(dirfd(entries), entry, stop, &n_moved);
        }
        (void)closedir(entries);
        if (number != 0) return number;
    }
    return unlinkat(parent, name, AT_REMOVEDIR) == 0 ? 0 : errno;
}
