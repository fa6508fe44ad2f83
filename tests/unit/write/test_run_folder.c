/* A run as a whole through the public call: what is written, what is refused, what is left behind.
 * C8.3, C8.6, C8.7, C8.10, C8.12, C8.13, C8.16. */
#include <mentormatch/write.h>

#include "failing_allocator.h"
#include "hand_made.h"
#include "run_suite.h"
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>

static char place[SCRATCH_PATH];
static char out[SCRATCH_PATH + 8];
static hand_made made;
static mm_error error;

static void begin(void)
{
    hand_cohort(&made);
    scratch_make(place);
    (void)snprintf(out, sizeof out, "%s/out", place);
}

static void end(void)
{
    scratch_remove(place);
    hand_end(&made);
}

static mm_status write_to(const char *folder, const mm_run_options *options)
{
    return mm_write_run(&made.profiles, &made.matching, &made.schedule, folder, options, &error);
}

static void assert_written(const char *folder, const mm_run_options *options)
{
    const mm_status status = write_to(folder, options);
    ck_assert_msg(status == MM_OK, "%s: %s", error.file, error.message);
    ck_assert_int_eq(scratch_count(place), 1);
}

static void assert_refused(const char *folder, const char *words)
{
    ck_assert_int_eq(write_to(folder, NULL), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_RUN_FOLDER);
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
}

static void assert_mode(const char *name, mode_t mode)
{
    struct stat found;
    ck_assert_msg(lstat(scratch_in(out, name), &found) == 0, "%s is missing", name);
    ck_assert_int_eq(found.st_mode & 07777, mode);
}

START_TEST(every_file_is_there_for_the_owner_only)
{
    begin();
    const mode_t umask_before = umask(0);
    assert_written(out, NULL);
    (void)umask(umask_before);
    ck_assert_int_eq(scratch_count(out), 6);
    ck_assert_int_eq(scratch_count(scratch_in(out, "calendars")), 5);
    assert_mode(".", 0700);
    assert_mode("calendars", 0700);
    const char *const names[] = {
        "pairs.csv", "unmatched.csv", "loads.csv", "check_ins.csv", "summary.json",
        "calendars/mentor-%2Bplus.ics", "calendars/mentor-gwen.ics", "calendars/mentee-Ann.ics",
        "calendars/mentee-gwen.ics", "calendars/mentee-zoe%2C%20the%20last.ics"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) assert_mode(names[i], 0600);
    end();
}
END_TEST

START_TEST(each_stage_has_its_own_files)
{
    begin();
    ck_assert_int_eq(mm_write_run(&made.profiles, &made.matching, NULL, out, NULL, NULL), MM_OK);
    ck_assert_int_eq(scratch_count(out), 4);
    ck_assert(scratch_has(out, "loads.csv") && !scratch_has(out, "check_ins.csv"));
    ck_assert_int_eq(mm_write_run(&made.profiles, NULL, &made.schedule, out, NULL, NULL), MM_OK);
    ck_assert_int_eq(scratch_count(out), 3);
    ck_assert(scratch_has(out, "calendars") && !scratch_has(out, "pairs.csv"));
    made.matching.proof.outcome = MM_OUTCOME_GIVEN;
    assert_written(out, NULL);
    ck_assert_int_eq(scratch_count(out), 3);
    end();
}
END_TEST

START_TEST(calendars_come_for_20000_people_or_when_asked_for)
{
    begin();
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    options.calendars = -1;
    assert_written(out, &options);
    ck_assert(!scratch_has(out, "calendars"));
    const int32_t n_mentees = made.profiles.n_people[MMI_MENTEE];
    made.profiles.n_people[MMI_MENTEE] = 20001 - made.profiles.n_people[MMI_MENTOR];
    int32_t *rows = calloc(20000, sizeof *rows);
    ck_assert_ptr_nonnull(rows);
    for (int32_t i = 0; i < 20000; i++) rows[i] = MM_NONE;
    made.profiles.same_mentor = rows;
    ck_assert_int_eq(mm_write_run(&made.profiles, NULL, &made.schedule, out, NULL, NULL), MM_OK);
    ck_assert(!scratch_has(out, "calendars"));
    made.profiles.n_people[MMI_MENTEE] = n_mentees;
    options.calendars = 1;
    assert_written(out, &options);
    ck_assert(scratch_has(out, "calendars"));
    free(rows);
    end();
}
END_TEST

START_TEST(nobody_to_meet_means_no_calendars)
{
    begin();
    made.schedule.n_check_ins = 0;
    assert_written(out, NULL);
    ck_assert(scratch_has(out, "check_ins.csv") && !scratch_has(out, "calendars"));
    end();
}
END_TEST

START_TEST(earlier_run_and_empty_folder_are_replaced)
{
    begin();
    ck_assert_int_eq(mkdir(out, 0755), 0);
    assert_written(out, NULL);
    made.schedule.n_check_ins = 1;
    assert_written(out, NULL);
    ck_assert_int_eq(scratch_count(scratch_in(out, "calendars")), 2);
    end();
}
END_TEST

START_TEST(somebodys_own_file_is_refused_by_name_and_kept)
{
    begin();
    assert_written(out, NULL);
    scratch_write(out, "my notes.txt", "call Maryam");
    assert_refused(out, "holds my notes.txt,");
    ck_assert_str_eq(error.file, out);
    ck_assert(scratch_has(out, "my notes.txt") && scratch_has(out, "pairs.csv"));
    ck_assert_int_eq(scratch_count(place), 1);
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    options.overwrite = 1;
    assert_written(out, &options);
    ck_assert(!scratch_has(out, "my notes.txt"));
    end();
}
END_TEST

START_TEST(trailing_slashes_do_not_matter)
{
    begin();
    assert_written(scratch_in(place, "out//"), NULL);
    ck_assert(scratch_has(out, "pairs.csv"));
    assert_written(scratch_in(place, "./out/"), NULL);
    end();
}
END_TEST

START_TEST(name_in_the_current_folder_needs_no_slash)
{
    begin();
    char before[SCRATCH_PATH];
    ck_assert_ptr_nonnull(getcwd(before, sizeof before));
    ck_assert_int_eq(chdir(place), 0);
    assert_written("out", NULL);
    ck_assert_int_eq(chdir(before), 0);
    ck_assert(scratch_has(out, "pairs.csv"));
    end();
}
END_TEST

START_TEST(folder_without_a_name_of_its_own_is_refused)
{
    begin();
    assert_refused("", "name of its own");
    assert_refused("/", "name of its own");
    assert_refused(".", "name of its own");
    assert_refused("..", "name of its own");
    assert_refused(scratch_in(place, "./"), "name of its own");
    assert_refused(scratch_in(place, "out/.."), "name of its own");
    ck_assert_int_eq(scratch_count(place), 0);
    end();
}
END_TEST

START_TEST(link_file_and_pipe_are_refused_and_untouched)
{
    begin();
    ck_assert_int_eq(mkdir(scratch_in(place, "real"), 0700), 0);
    ck_assert_int_eq(symlink("real", out), 0);
    assert_refused(out, "symbolic link");
    assert_refused(scratch_in(place, "out/"), "symbolic link");
    ck_assert_int_eq(unlink(out), 0);
    ck_assert_int_eq(symlink("nowhere", out), 0);
    assert_refused(out, "symbolic link");
    ck_assert_int_eq(unlink(out), 0);
    scratch_write(place, "out", "mine");
    assert_refused(out, "is not a folder");
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    options.overwrite = 1;
    ck_assert_int_eq(write_to(out, &options), MM_ERR_FILE);
    ck_assert_int_eq(unlink(out), 0);
    ck_assert_int_eq(mkfifo(out, 0600), 0);
    assert_refused(out, "is not a folder");
    ck_assert_int_eq(scratch_count(place), 2);
    end();
}
END_TEST

START_TEST(missing_parent_is_told_with_its_remedy)
{
    begin();
    assert_refused(scratch_in(place, "none/out"), "does not exist; make that one first");
    scratch_write(place, "file", "");
    assert_refused(scratch_in(place, "file/out"), "does not exist; make that one first");
    ck_assert_int_eq(scratch_count(place), 1);
    end();
}
END_TEST

START_TEST(parent_without_rights_leaves_nothing)
{
    if (geteuid() == 0) return; /* root may write anywhere */
    begin();
    ck_assert_int_eq(chmod(place, 0500), 0);
    ck_assert_int_eq(write_to(out, NULL), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_FILE_WRITE);
    ck_assert_ptr_nonnull(strstr(error.message, "permission denied"));
    ck_assert_int_eq(scratch_count(place), 0);
    end();
}
END_TEST

START_TEST(name_too_long_for_the_file_system_leaves_nothing)
{
    begin();
    char longest[300];
    memset(longest, 'x', 256);
    longest[256] = '\0';
    ck_assert_int_eq(write_to(scratch_in(place, longest), NULL), MM_ERR_FILE);
    ck_assert_ptr_nonnull(strstr(error.message, "too long"));
    ck_assert_int_eq(scratch_count(place), 0);
    longest[255] = '\0'; /* the spare folder has a name of its own */
    assert_written(scratch_in(place, longest), NULL);
    end();
}
END_TEST

START_TEST(cancel_leaves_the_old_run)
{
    begin();
    assert_written(out, NULL);
    made.schedule.n_check_ins = 1;
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    options.cancel = cancel;
    ck_assert_int_eq(write_to(out, &options), MM_ERR_STOPPED);
    mm_cancel_free(cancel);
    ck_assert_int_eq(scratch_count(place), 1);
    ck_assert_int_eq(scratch_count(out), 6);
    end();
}
END_TEST

START_TEST(raw_text_reaches_every_table)
{
    begin();
    mm_run_options options = MM_RUN_OPTIONS_INIT;
    options.raw_text = 1;
    options.calendars = -1;
    assert_written(out, &options);
    char command[2 * SCRATCH_PATH];
    (void)snprintf(command, sizeof command, "! grep -q \"'\" '%s'/*.csv", out);
    ck_assert_int_eq(system(command), 0);
    end();
}
END_TEST

START_TEST(same_plan_gives_the_same_bytes)
{
    begin();
    assert_written(out, NULL);
    ck_assert_int_eq(write_to(scratch_in(place, "again"), NULL), MM_OK);
    char command[3 * SCRATCH_PATH];
    (void)snprintf(command, sizeof command, "diff -r '%s' '%s/again'", out, place);
    ck_assert_int_eq(system(command), 0);
    end();
}
END_TEST

static long n_descriptors(void)
{
    return scratch_count("/proc/self/fd");
}

START_TEST(every_failing_allocation_leaves_the_old_run_and_no_leak)
{
    begin();
    assert_written(out, NULL);
    made.schedule.n_check_ins = 2;
    const bool has_proc = access("/proc/self/fd", R_OK) == 0;
    const long n_before = has_proc ? n_descriptors() : 0;
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at, .from_then_on = fail_at % 2 == 0};
        const mm_allocator allocator = failing_allocator_of(&state);
        made.profiles.heap.allocator = allocator;
        mm_run_options options = MM_RUN_OPTIONS_INIT;
        options.allocator = &allocator;
        const mm_status status = write_to(out, &options);
        ck_assert_int_eq(state.n_out, 0);
        ck_assert_int_eq(scratch_count(place), 1);
        if (has_proc) ck_assert_int_eq(n_descriptors(), n_before);
        if (!state.has_failed) {
            ck_assert_int_eq(status, MM_OK);
            break;
        }
        ck_assert_int_eq(status, MM_ERR_MEMORY);
        ck_assert_int_eq(error.code, MM_CODE_MEMORY);
    }
    made.profiles.heap = made.heap;
    end();
}
END_TEST

int main(void)
{
    return RUN_SUITE("run_folder", every_file_is_there_for_the_owner_only,
                     each_stage_has_its_own_files,
                     calendars_come_for_20000_people_or_when_asked_for,
                     nobody_to_meet_means_no_calendars, earlier_run_and_empty_folder_are_replaced,
                     somebodys_own_file_is_refused_by_name_and_kept,
                     trailing_slashes_do_not_matter, name_in_the_current_folder_needs_no_slash,
                     folder_without_a_name_of_its_own_is_refused,
                     link_file_and_pipe_are_refused_and_untouched,
                     missing_parent_is_told_with_its_remedy, parent_without_rights_leaves_nothing,
                     name_too_long_for_the_file_system_leaves_nothing, cancel_leaves_the_old_run,
                     raw_text_reaches_every_table, same_plan_gives_the_same_bytes,
                     every_failing_allocation_leaves_the_old_run_and_no_leak);
}
