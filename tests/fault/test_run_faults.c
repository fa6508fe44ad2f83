/* A run is old or new as a whole: the process dies before each call that changes the disk, each
 * such call fails, once or from then on, and others interfere. The linker puts the functions below
 * in front of the C library's. C8.1, C8.4, C8.5, C8.8, C8.11, C8.14, C10.1. */
#include <mentormatch/write.h>

#include "hand_made.h"
#include "many_people.h"
#include "run_suite.h"
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/wait.h>

enum { DIED = 77 };

typedef enum fault_kind {
    NO_FAULT,
    DIE,        /* before call number `at`; a write has then written half */
    FAIL_ONCE,  /* call number `at` */
    FAIL_ON,    /* and all after it */
    SHORT,      /* every write writes at most 7 bytes, every other call is interrupted first */
    INTRUDE     /* a note is put into the old folder before the exchange */
} fault_kind;

static struct {
    fault_kind kind;
    long at;             /* from 1 */
    long n_calls;
    int number;          /* errno of a failure */
    bool has_failed;
    bool no_exchange;    /* a file system without RENAME_EXCHANGE */
    bool no_syncfs;      /* a sandbox that forbids it */
    bool was_interrupted;
    int n_dirty;         /* files written but not synced */
    int n_dirty_at_rename;
    int n_synced;        /* descriptors synced so far */
    int n_synced_at_rename;
    int n_whole;         /* file systems synced so far */
    bool is_dirty[1024]; /* by descriptor */
} fault;

static char place[SCRATCH_PATH];
static char out[SCRATCH_PATH + 16];

/* Counts a call; true: it must fail. */
static bool strikes(void)
{
    fault.n_calls++;
    const bool is_here = fault.n_calls == fault.at;
    if (fault.kind == DIE && is_here) _exit(DIED);
    const bool fails = (fault.kind == FAIL_ONCE && is_here) ||
                       (fault.kind == FAIL_ON && fault.n_calls >= fault.at);
    if (!fails) return false;
    fault.has_failed = true;
    errno = fault.number;
    return true;
}

/* Every other call that may be interrupted is. */
static bool is_interrupted(void)
{
    if (fault.kind != SHORT) return false;
    fault.was_interrupted = !fault.was_interrupted;
    if (fault.was_interrupted) errno = EINTR;
    return fault.was_interrupted;
}

/* The real functions, and ours: names are the linker's. */
int __real_openat(int folder, const char *name, int flags, ...);
int __real_mkdirat(int folder, const char *name, mode_t mode);
int __real_fchmod(int descriptor, mode_t mode);
int __real_fchmodat(int folder, const char *name, mode_t mode, int flags);
ssize_t __real_write(int descriptor, const void *bytes, size_t n);
int __real_fsync(int descriptor);
int __real_syncfs(int descriptor);
int __real_close(int descriptor);
int __real_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __real_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);
int __real_unlinkat(int folder, const char *name, int flags);
int __wrap_openat(int folder, const char *name, int flags, ...);
int __wrap_openat64(int folder, const char *name, int flags, ...);
int __wrap_mkdirat(int folder, const char *name, mode_t mode);
int __wrap_fchmod(int descriptor, mode_t mode);
int __wrap_fchmodat(int folder, const char *name, mode_t mode, int flags);
ssize_t __wrap_write(int descriptor, const void *bytes, size_t n);
int __wrap_fsync(int descriptor);
int __wrap_syncfs(int descriptor);
int __wrap_close(int descriptor);
int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to);
int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags);
int __wrap_unlinkat(int folder, const char *name, int flags);

static int open_at(int folder, const char *name, int flags, mode_t mode)
{
    if ((flags & O_CREAT) == 0) return strikes() ? -1 : __real_openat(folder, name, flags);
    if (is_interrupted() || strikes()) return -1;
    const int descriptor = __real_openat(folder, name, flags, mode);
    if (descriptor >= 0) {
        fault.is_dirty[descriptor] = true;
        fault.n_dirty++;
    }
    return descriptor;
}

static mode_t mode_of(int flags, va_list arguments)
{
    return (flags & O_CREAT) != 0 ? va_arg(arguments, mode_t) : 0;
}

int __wrap_openat(int folder, const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_at(folder, name, flags, mode);
}

int __wrap_openat64(int folder, const char *name, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = mode_of(flags, arguments);
    va_end(arguments);
    return open_at(folder, name, flags, mode);
}

int __wrap_mkdirat(int folder, const char *name, mode_t mode)
{
    return strikes() ? -1 : __real_mkdirat(folder, name, mode);
}

int __wrap_fchmod(int descriptor, mode_t mode)
{
    return strikes() ? -1 : __real_fchmod(descriptor, mode);
}

int __wrap_fchmodat(int folder, const char *name, mode_t mode, int flags)
{
    return strikes() ? -1 : __real_fchmodat(folder, name, mode, flags);
}

ssize_t __wrap_write(int descriptor, const void *bytes, size_t n)
{
    if (is_interrupted()) return -1;
    if (fault.kind == DIE && fault.n_calls + 1 == fault.at) {
        (void)__real_write(descriptor, bytes, n / 2);
    }
    if (strikes()) return -1;
    return __real_write(descriptor, bytes, fault.kind == SHORT && n > 7 ? 7 : n);
}

int __wrap_fsync(int descriptor)
{
    if (is_interrupted() || strikes()) return -1;
    fault.n_synced++;
    if (fault.is_dirty[descriptor]) fault.n_dirty--;
    fault.is_dirty[descriptor] = false;
    return __real_fsync(descriptor);
}

int __wrap_syncfs(int descriptor)
{
    if (fault.no_syncfs) {
        errno = EPERM;
        return -1;
    }
    if (strikes()) return -1;
    fault.n_whole++;
    fault.n_dirty = 0;
    memset(fault.is_dirty, 0, sizeof fault.is_dirty);
    return __real_syncfs(descriptor);
}

int __wrap_close(int descriptor)
{
    const int answer = __real_close(descriptor); /* closed in any case, as on Linux */
    return is_interrupted() || strikes() ? -1 : answer;
}

static void note_rename(void)
{
    fault.n_dirty_at_rename = fault.n_dirty;
    fault.n_synced_at_rename = fault.n_synced;
    if (fault.kind == INTRUDE) scratch_write(out, "note.txt", "mine");
    if (fault.kind == INTRUDE) fault.kind = NO_FAULT;
}

int __wrap_renameat(int from_folder, const char *from, int to_folder, const char *to)
{
    if (strikes()) return -1;
    note_rename();
    return __real_renameat(from_folder, from, to_folder, to);
}

int __wrap_renameat2(int from_folder, const char *from, int to_folder, const char *to,
                     unsigned flags)
{
    if (strikes()) return -1;
    if (fault.no_exchange) {
        errno = EINVAL;
        return -1;
    }
    note_rename();
    return __real_renameat2(from_folder, from, to_folder, to, flags);
}

int __wrap_unlinkat(int folder, const char *name, int flags)
{
    return strikes() ? -1 : __real_unlinkat(folder, name, flags);
}

/* The new run when it is to have more files than are synced one by one; NULL: two check-ins. */
static const many_people *many;
#define MANY_STEP 4 /* calls from one fault to the next, as most are alike: open, write, close */

/* The plan that stands, with all check-ins, and the plan that is to replace it. */
static mm_status write_run(bool is_new, const char *folder, mm_error *error)
{
    if (is_new && many != NULL) {
        mm_run_options options = MM_RUN_OPTIONS_INIT;
        options.threads = 1; /* so that call k is the same call every time */
        return mm_write_run(many->profiles, many->matching, many->schedule, folder, &options,
                            error);
    }
    hand_made made;
    hand_cohort(&made);
    if (is_new) made.schedule.n_check_ins = 2;
    const mm_status status =
        mm_write_run(&made.profiles, &made.matching, &made.schedule, folder, NULL, error);
    hand_end(&made);
    return status;
}

static bool is_same(const char *one, const char *other)
{
    char command[5 * SCRATCH_PATH];
    (void)snprintf(command, sizeof command, "diff -rq '%s' '%s' >/dev/null 2>&1", one, other);
    return system(command) == 0;
}

/* `out` holds the old run; both stand beside `place` to compare with. */
static void begin(bool has_old)
{
    memset(&fault, 0, sizeof fault);
    scratch_make(place);
    (void)snprintf(out, sizeof out, "%s/work/out", place);
    ck_assert_int_eq(mkdir(scratch_in(place, "work"), 0700), 0);
    ck_assert_int_eq(write_run(false, scratch_in(place, "old"), NULL), MM_OK);
    ck_assert_int_eq(write_run(true, scratch_in(place, "new"), NULL), MM_OK);
    if (has_old) ck_assert_int_eq(write_run(false, out, NULL), MM_OK);
    memset(&fault, 0, sizeof fault);
}

static void end(void)
{
    memset(&fault, 0, sizeof fault);
    scratch_remove(place);
}

static void reset_work(bool has_old)
{
    memset(&fault, 0, sizeof fault);
    scratch_remove(scratch_in(place, "work"));
    ck_assert_int_eq(mkdir(scratch_in(place, "work"), 0700), 0);
    if (has_old) ck_assert_int_eq(write_run(false, out, NULL), MM_OK);
    memset(&fault, 0, sizeof fault);
}

static bool is_old(void)
{
    return is_same(out, scratch_in(place, "old"));
}

static bool is_new(void)
{
    return is_same(out, scratch_in(place, "new"));
}

/* Everything beside `out` bears our name; are the old and the new run among it? */
static void look_beside(bool *has_old, bool *has_new)
{
    *has_old = *has_new = false;
    DIR *entries = opendir(scratch_in(place, "work"));
    ck_assert_ptr_nonnull(entries);
    const struct dirent *entry;
    while ((entry = readdir(entries)) != NULL) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (strcmp(entry->d_name, "out") == 0) continue;
        ck_assert_msg(strncmp(entry->d_name, ".mentormatch-", 13) == 0, "%s", entry->d_name);
        char beside[SCRATCH_PATH + 300];
        (void)snprintf(beside, sizeof beside, "%s/work/%s", place, entry->d_name);
        *has_old = *has_old || is_same(beside, scratch_in(place, "old"));
        *has_new = *has_new || is_same(beside, scratch_in(place, "new"));
    }
    (void)closedir(entries);
}

static void die_at_every_call(bool has_old, bool no_exchange)
{
    begin(has_old);
    int exit_code = DIED;
    int n_old = 0, n_new = 0;
    for (long at = 1; exit_code == DIED; at += many != NULL ? MANY_STEP : 1) {
        reset_work(has_old);
        const pid_t child = fork();
        ck_assert_int_ge(child, 0);
        if (child == 0) {
            fault.no_exchange = no_exchange;
            fault.at = at;
            fault.kind = DIE;
            _exit(write_run(true, out, NULL) == MM_OK ? 0 : 1);
        }
        int status;
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        ck_assert(WIFEXITED(status));
        exit_code = WEXITSTATUS(status);
        bool old_beside, new_beside;
        look_beside(&old_beside, &new_beside);
        const bool is_gone = !scratch_has(place, "work/out");
        if (is_new()) {
            n_new++;
        } else if (has_old && no_exchange && is_gone) {
            ck_assert_msg(old_beside && new_beside, "call %ld: a run is lost", at);
        } else {
            ck_assert_msg(has_old ? is_old() : is_gone, "call %ld: neither old nor new", at);
            n_old++;
        }
    }
    ck_assert_int_eq(exit_code, 0);
    ck_assert_int_ge(n_old, 20);
    ck_assert_int_ge(n_new, has_old && many == NULL ? 5 : 2);
    end();
}

START_TEST(death_at_any_call_leaves_old_or_new)
{
    die_at_every_call(true, false);
}
END_TEST

START_TEST(death_at_any_call_leaves_nothing_or_new)
{
    die_at_every_call(false, false);
}
END_TEST

START_TEST(death_without_the_exchange_never_loses_a_run)
{
    die_at_every_call(true, true);
}
END_TEST

static void fail_at_every_call(fault_kind kind, int number, bool no_exchange)
{
    begin(true);
    for (long at = 1;; at += many != NULL ? MANY_STEP : 1) {
        reset_work(true);
        fault.no_exchange = no_exchange;
        fault.kind = kind;
        fault.at = at;
        fault.number = number;
        mm_error error;
        const mm_status status = write_run(true, out, &error);
        const bool has_failed = fault.has_failed;
        memset(&fault, 0, sizeof fault);
        const int n_entries = scratch_count(scratch_in(place, "work"));
        const bool is_in_place = strstr(error.message, "the new run is in place") != NULL;
        ck_assert_msg(status == MM_OK || error.message[0] != '\0', "call %ld: no words", at);
        if (error.code == MM_CODE_FILE_WRITE) { /* what is refused is named: a file of the folder */
            ck_assert_msg(strstr(error.message, "gwen") == NULL, "call %ld: an id is told", at);
        }
        if (status == MM_OK || is_in_place) {
            ck_assert_msg(is_new(), "call %ld: done, but not new", at);
            ck_assert_int_eq(n_entries, is_in_place ? 2 : 1);
        } else {
            ck_assert_int_eq(status, MM_ERR_FILE);
            const bool may_be_beside = kind == FAIL_ON && no_exchange;
            bool old_beside = false, new_beside;
            if (may_be_beside) look_beside(&old_beside, &new_beside);
            ck_assert_msg(is_old() || old_beside || is_new(), "call %ld: the old run is lost", at);
            if (kind == FAIL_ONCE) ck_assert_msg(is_old(), "call %ld: not old", at);
            if (kind == FAIL_ONCE) ck_assert_msg(n_entries == 1, "call %ld: left behind", at);
        }
        if (!has_failed) {
            ck_assert_int_eq(status, MM_OK);
            ck_assert_int_ge(at, 50);
            break;
        }
    }
    end();
}

START_TEST(any_failing_call_leaves_the_old_run_and_nothing_beside)
{
    fail_at_every_call(FAIL_ONCE, EIO, false);
}
END_TEST

START_TEST(any_call_failing_for_good_leaves_old_or_new)
{
    fail_at_every_call(FAIL_ON, ENOSPC, false);
}
END_TEST

START_TEST(any_failing_call_without_the_exchange_leaves_the_old_run)
{
    fail_at_every_call(FAIL_ONCE, EIO, true);
}
END_TEST

START_TEST(any_call_failing_for_good_without_the_exchange_keeps_the_old_run)
{
    fail_at_every_call(FAIL_ON, EIO, true);
}
END_TEST

START_TEST(short_and_interrupted_calls_change_no_byte)
{
    begin(true);
    fault.kind = SHORT;
    ck_assert_int_eq(write_run(true, out, NULL), MM_OK);
    fault.kind = NO_FAULT;
    ck_assert(is_new());
    end();
}
END_TEST

START_TEST(everything_is_synced_before_it_is_put_in_place)
{
    begin(true);
    ck_assert_int_eq(write_run(true, out, NULL), MM_OK);
    ck_assert_int_eq(fault.n_dirty_at_rename, 0);
    /* Eight files of the new run and two folders; then the parent. */
    ck_assert_int_eq(fault.n_synced_at_rename, 10);
    ck_assert_int_eq(fault.n_synced, 11);
    end();
}
END_TEST

/* A run of more than 64 calendars; the tables and calendars that it has. */
#define MANY_MENTORS 30
#define MANY_MENTEES 50

static void with_many(void (*test)(void))
{
    mm_cohort *cohort = many_cohort(MANY_MENTORS, MANY_MENTEES, 7);
    many_people made = many_make(cohort, 1);
    many = &made;
    test();
    many = NULL;
    many_free(&made);
    mm_cohort_free(cohort);
}

static void die_with_many(void)
{
    die_at_every_call(true, false);
}

static void fail_with_many(void)
{
    fail_at_every_call(FAIL_ONCE, ENOSPC, false);
    fail_at_every_call(FAIL_ON, EIO, false);
}

static void sync_many(void)
{
    for (int no_syncfs = 0; no_syncfs < 2; no_syncfs++) {
        begin(true);
        const int n_files = scratch_count(scratch_in(place, "new/calendars")) + 5;
        ck_assert_int_gt(n_files, 64 + 5);
        fault.no_syncfs = no_syncfs != 0;
        ck_assert_int_eq(write_run(true, out, NULL), MM_OK);
        ck_assert_int_eq(fault.n_whole, no_syncfs ? 0 : 1);
        /* All files and two folders; the parent after the rename. */
        ck_assert_int_eq(fault.n_synced_at_rename, no_syncfs ? n_files + 2 : 0);
        ck_assert_int_eq(fault.n_synced, fault.n_synced_at_rename + 1);
        if (!no_syncfs) ck_assert_int_eq(fault.n_dirty_at_rename, 0);
        ck_assert(is_new());
        end();
    }
}

static void shorten_with_many(void)
{
    begin(true);
    fault.kind = SHORT;
    ck_assert_int_eq(write_run(true, out, NULL), MM_OK);
    fault.kind = NO_FAULT;
    ck_assert(is_new());
    end();
}

START_TEST(death_at_any_call_of_many_files_leaves_old_or_new)
{
    with_many(die_with_many);
}
END_TEST

START_TEST(any_failing_call_of_many_files_leaves_old_or_new)
{
    with_many(fail_with_many);
}
END_TEST

START_TEST(many_files_are_synced_together_before_they_are_put_in_place)
{
    with_many(sync_many);
}
END_TEST

START_TEST(short_and_interrupted_calls_of_many_files_change_no_byte)
{
    with_many(shorten_with_many);
}
END_TEST

START_TEST(note_put_in_at_the_last_moment_is_kept)
{
    for (int no_exchange = 0; no_exchange < 2; no_exchange++) {
        begin(true);
        fault.kind = INTRUDE;
        fault.no_exchange = no_exchange != 0;
        mm_error error;
        ck_assert_int_eq(write_run(true, out, &error), MM_ERR_FILE);
        ck_assert_int_eq(error.code, MM_CODE_RUN_FOLDER);
        ck_assert_ptr_nonnull(strstr(error.message, "note.txt"));
        ck_assert(scratch_has(out, "note.txt"));
        ck_assert_int_eq(unlink(scratch_in(out, "note.txt")), 0);
        ck_assert(is_old());
        ck_assert_int_eq(scratch_count(scratch_in(place, "work")), 1);
        end();
    }
}
END_TEST

/* C8.5: last one wins whole. */
START_TEST(two_writers_at_once_do_not_mix)
{
    begin(true);
    for (int round = 0; round < 20; round++) {
        if (round % 2 == 0) reset_work(false); /* a free place, then one that is taken */
        pid_t child[2];
        for (int writer = 0; writer < 2; writer++) {
            child[writer] = fork();
            ck_assert_int_ge(child[writer], 0);
            if (child[writer] == 0) _exit(write_run(writer == 1, out, NULL) == MM_OK ? 0 : 1);
        }
        for (int writer = 0; writer < 2; writer++) {
            int status;
            ck_assert_int_eq(waitpid(child[writer], &status, 0), child[writer]);
            ck_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        }
        ck_assert(is_old() || is_new());
        ck_assert_int_eq(scratch_count(scratch_in(place, "work")), 1);
    }
    end();
}
END_TEST

int main(void)
{
    return RUN_SUITE("run_faults", death_at_any_call_leaves_old_or_new,
                     death_at_any_call_leaves_nothing_or_new,
                     death_without_the_exchange_never_loses_a_run,
                     any_failing_call_leaves_the_old_run_and_nothing_beside,
                     any_call_failing_for_good_leaves_old_or_new,
                     any_failing_call_without_the_exchange_leaves_the_old_run,
                     any_call_failing_for_good_without_the_exchange_keeps_the_old_run,
                     short_and_interrupted_calls_change_no_byte,
                     everything_is_synced_before_it_is_put_in_place,
                     death_at_any_call_of_many_files_leaves_old_or_new,
                     any_failing_call_of_many_files_leaves_old_or_new,
                     many_files_are_synced_together_before_they_are_put_in_place,
                     short_and_interrupted_calls_of_many_files_change_no_byte,
                     note_put_in_at_the_last_moment_is_kept, two_writers_at_once_do_not_mix);
}
