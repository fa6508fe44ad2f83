/* An empty folder for a test, and looking at what is in one. */
#ifndef MMT_SCRATCH_H
#define MMT_SCRATCH_H

#include <check.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCRATCH_PATH 4096

/* A new folder below TMPDIR, or in memory where syncing costs nothing, or in /tmp; its name goes to
 * `path`. */
static inline void scratch_make(char path[SCRATCH_PATH])
{
    const char *base = getenv("TMPDIR");
    if (base == NULL || base[0] == '\0') base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    (void)snprintf(path, SCRATCH_PATH, "%s/mentormatch-test-XXXXXX", base);
    ck_assert_ptr_nonnull(mkdtemp(path));
}

/* rm -r; `path` is ours. */
static inline void scratch_remove(const char *path)
{
    char command[2 * SCRATCH_PATH + 32];
    (void)snprintf(command, sizeof command, "chmod -R u+rwx '%s'; rm -rf '%s'", path, path);
    ck_assert_int_eq(system(command), 0);
}

/* "FOLDER/name", in one of two rooms that take turns. */
static inline const char *scratch_in(const char *folder, const char *name)
{
    static char room[2][2 * SCRATCH_PATH];
    static int turn;
    turn = 1 - turn;
    (void)snprintf(room[turn], sizeof room[turn], "%s/%s", folder, name);
    return room[turn];
}

static inline void scratch_write(const char *folder, const char *name, const char *text)
{
    FILE *file = fopen(scratch_in(folder, name), "w");
    ck_assert_ptr_nonnull(file);
    ck_assert_int_ge(fputs(text, file), 0);
    ck_assert_int_eq(fclose(file), 0);
}

/* How many entries a folder has, hidden ones too. */
static inline int scratch_count(const char *folder)
{
    DIR *entries = opendir(folder);
    ck_assert_ptr_nonnull(entries);
    int n = -2;
    while (readdir(entries) != NULL) n++;
    (void)closedir(entries);
    return n;
}

static inline int scratch_has(const char *folder, const char *name)
{
    struct stat found;
    return lstat(scratch_in(folder, name), &found) == 0;
}

#endif
