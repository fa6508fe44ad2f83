/* Walks a zone directory, three levels deep as real names go, and finds the name nearest to a
 * wrong one. Only asked when a name was not found, so it may take its milliseconds. */
#include "time/zone_list.h"

#include "base/buffer.h"
#include "base/nearest.h"
#include "time/zone_name.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define LEVELS 3
#define ENTRIES_MOST 20000 /* a directory with more is none of zones */

/* A folder that is being walked. */
typedef struct level {
    DIR *folder;
    size_t n_name; /* bytes of its name below the zone directory, with "/" behind */
} level;

typedef struct zone_walk {
    mmi_intern *names;
    mmi_buffer path;    /* directory, "/", name */
    size_t n_directory; /* bytes of directory and "/" */
    level level[LEVELS];
    int32_t n_levels;
    int32_t n_entries;
} zone_walk;

/* Open what the path names and say what it is: a folder to walk, or a file of zone data. */
static int open_entry(const char *path, bool *is_folder)
{
    int fd;
    do {
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    } while (fd < 0 && errno == EINTR);
    if (fd < 0) return -1;
    struct stat status;
    char magic[4];
    const bool is_known = fstat(fd, &status) == 0;
    *is_folder = is_known && S_ISDIR(status.st_mode);
    if (*is_folder) return fd;
    const bool is_zone = is_known && S_ISREG(status.st_mode) &&
                         read(fd, magic, sizeof magic) == (ssize_t)sizeof magic &&
                         memcmp(magic, "TZif", sizeof magic) == 0;
    if (is_zone) return fd;
    (void)close(fd);
    return -1;
}

/* Walk into the folder or note the zone that walk->path names. False: no memory. */
static bool enter(zone_walk *walk)
{
    bool is_folder;
    const int fd = open_entry(walk->path.bytes, &is_folder);
    if (fd < 0) return true;
    if (!is_folder) {
        (void)close(fd);
        const char *name = walk->path.bytes + walk->n_directory;
        return mmi_intern_add(walk->names, name, strlen(name), NULL) != MM_NONE;
    }
    DIR *folder = walk->n_levels < LEVELS ? fdopendir(fd) : NULL;
    if (folder == NULL) {
        (void)close(fd);
        return true;
    }
    const bool is_top = walk->n_levels == 0;
    if (!is_top) mmi_buffer_char(&walk->path, '/');
    walk->level[walk->n_levels++] = (level){folder, walk->path.n - walk->n_directory};
    return !walk->path.has_failed;
}

mm_status mmi_zone_list_walk(const mmi_heap *heap, const char *directory, mmi_intern *names)
{
    zone_walk walk = {.names = names, .path = mmi_buffer_on(heap)};
    mmi_buffer_text(&walk.path, directory);
    mmi_buffer_char(&walk.path, '/');
    walk.n_directory = walk.path.n;
    bool has_memory = !walk.path.has_failed && enter(&walk);
    while (has_memory && walk.n_levels > 0) {
        const level top = walk.level[walk.n_levels - 1];
        const struct dirent *entry = readdir(top.folder);
        if (entry == NULL || ++walk.n_entries > ENTRIES_MOST) {
            (void)closedir(top.folder);
            walk.n_levels--;
            continue;
        }
        walk.path.n = walk.n_directory + top.n_name;
        mmi_buffer_text(&walk.path, entry->d_name);
        if (walk.path.has_failed) {
            has_memory = false;
        } else {
            const char *name = walk.path.bytes + walk.n_directory;
            if (mmi_zone_name_is_legal(name) && !mmi_zone_name_is_refused(name)) {
                has_memory = enter(&walk);
            }
        }
    }
    while (walk.n_levels > 0) (void)closedir(walk.level[--walk.n_levels].folder);
    mmi_buffer_clear(&walk.path);
    return has_memory ? MM_OK : MM_ERR_MEMORY;
}

/* Equal but for letter case and blanks written for underscores. */
static bool is_same_but_case(const char *written, const char *name)
{
    for (; *written != '\0' && *name != '\0'; written++, name++) {
        const char byte = *written == ' ' ? '_' : *written;
        if (!mmi_equal_but_case(&byte, name, 1)) return false;
    }
    return *written == *name;
}

void mmi_zone_list_nearest(const mmi_intern *names, const char *written, char nearest[64])
{
    mmi_nearest guess = mmi_nearest_to(written);
    const char *town = NULL;
    for (int32_t i = 0; i < names->n; i++) {
        const char *const name = names->text[i];
        const char *const slash = strrchr(name, '/');
        mmi_nearest_offer(&guess, name);
        if (slash != NULL && is_same_but_case(written, slash + 1) &&
            (town == NULL || strcmp(name, town) < 0)) {
            town = name; /* the first by bytes, whatever the order of the directory */
        }
    }
    const bool is_guess_sure = guess.word != NULL && guess.distance == 0;
    const char *const best = town != NULL && !is_guess_sure ? town : guess.word;
    nearest[0] = '\0';
    if (best != NULL) memcpy(nearest, best, strlen(best) + 1);
}
