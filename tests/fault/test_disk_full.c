/* A real full disk: a small tmpfs in a mount name space of our own, one page larger each time until
 * the new run fits. Needs root; skipped with a message otherwise. C8.1, C8.2. */
#include <mentormatch/write.h>

#include "hand_made.h"
#include "run_suite.h"
#include "scratch.h"

#include <sched.h>
#include <sys/mount.h>
#include <sys/statvfs.h>
#include <sys/wait.h>

#define SKIPPED 77

static char place[SCRATCH_PATH];
static char out[SCRATCH_PATH + 8];

static mm_status write_run(mm_error *error)
{
    hand_made made;
    hand_cohort(&made);
    const mm_status status =
        mm_write_run(&made.profiles, &made.matching, &made.schedule, out, NULL, error);
    hand_end(&made);
    return status;
}

static int mount_disk(unsigned long size, unsigned long flags)
{
    char options[64];
    (void)snprintf(options, sizeof options, "size=%lu,mode=0700", size);
    return mount("none", place, "tmpfs", flags, options);
}

static bool is_same(const char *folder)
{
    char command[3 * SCRATCH_PATH];
    (void)snprintf(command, sizeof command, "diff -rq '%s' '%s' >/dev/null", out, folder);
    return system(command) == 0;
}

/* In the child: 0 done, SKIPPED, else the line that failed. */
static int fill_the_disk(const char *reference)
{
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount_disk(1 << 20, 0) != 0) {
        return SKIPPED;
    }
    if (write_run(NULL) != MM_OK) return __LINE__;
    struct statvfs disk;
    if (statvfs(place, &disk) != 0) return __LINE__;
    const unsigned long n_used = disk.f_blocks - disk.f_bfree;
    int n_refused = 0;
    for (unsigned long n_pages = 0; n_pages < 200; n_pages++) {
        if (mount_disk((n_used + n_pages) * disk.f_frsize, MS_REMOUNT) != 0) return __LINE__;
        mm_error error;
        const mm_status status = write_run(&error);
        if (!is_same(reference) || scratch_count(place) != 1) return __LINE__;
        if (status == MM_OK) return n_refused >= 5 ? 0 : __LINE__;
        if (status != MM_ERR_FILE || error.code != MM_CODE_FILE_WRITE) return __LINE__;
        if (strstr(error.message, "the disk is full") == NULL) return __LINE__;
        n_refused++;
    }
    return __LINE__;
}

START_TEST(full_disk_keeps_the_old_run_whatever_is_left_of_it)
{
    scratch_make(place);
    (void)snprintf(out, sizeof out, "%s/out", place);
    char reference[SCRATCH_PATH];
    scratch_make(reference);
    ck_assert_int_eq(write_run(NULL), MM_OK);
    ck_assert_int_eq(rename(out, scratch_in(reference, "out")), 0);
    (void)strcat(reference, "/out");
    const pid_t child = fork();
    ck_assert_int_ge(child, 0);
    if (child == 0) {
        const int line = fill_the_disk(reference);
        _exit(line == 0 || line == SKIPPED ? line : 1 + (line & 63));
    }
    int status;
    ck_assert_int_eq(waitpid(child, &status, 0), child);
    reference[strlen(reference) - strlen("/out")] = '\0';
    scratch_remove(reference);
    scratch_remove(place);
    ck_assert(WIFEXITED(status));
    if (WEXITSTATUS(status) == SKIPPED) {
        printf("skipped: a small disk cannot be mounted here; run as root\n");
        return;
    }
    ck_assert_msg(WEXITSTATUS(status) == 0, "failed at a line with %d = 1 + line %% 64",
                  WEXITSTATUS(status));
}
END_TEST

int main(void)
{
    return RUN_SUITE("disk_full", full_disk_keeps_the_old_run_whatever_is_left_of_it);
}
