/* Which folders may be replaced. The checksums of "abc" and of nothing are those of FIPS 180-4. */
#include "write/earlier_run.h"

#include "failing_allocator.h"
#include "run_suite.h"
#include "scratch.h"

#include <fcntl.h>

#define SHA_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
#define SHA_NOTHING "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define ITEM(name, n_bytes, sha) \
    "{\"name\": \"" name "\", \"bytes\": " #n_bytes ", \"sha256\": \"" sha "\"}"
#define LIST(items) "{\"mentormatch\": 1, \"files\": [" items "]}\n"

static char folder[SCRATCH_PATH];

static mm_status check_with(const mm_allocator *allocator, mm_error *error)
{
    const mmi_heap heap = mmi_heap_from(allocator);
    const mmi_stop stop = mmi_stop_from(NULL, 0.0);
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ck_assert_int_ge(descriptor, 0);
    mmi_error_clear(error);
    const mm_status status = mmi_check_earlier_run(&heap, descriptor, "out", &stop, error);
    (void)close(descriptor);
    return status;
}

static void assert_ours(void)
{
    mm_error error;
    const mm_status status = check_with(NULL, &error);
    ck_assert_msg(status == MM_OK, "%s", error.message);
}

static void assert_refused(const char *words)
{
    mm_error error;
    ck_assert_int_eq(check_with(NULL, &error), MM_ERR_FILE);
    ck_assert_int_eq(error.code, MM_CODE_RUN_FOLDER);
    ck_assert_str_eq(error.file, "out");
    ck_assert_msg(strstr(error.message, words) != NULL, "%s", error.message);
}

static void begin_run(void)
{
    scratch_make(folder);
    scratch_write(folder, "pairs.csv", "abc");
    ck_assert_int_eq(mkdir(scratch_in(folder, "calendars"), 0700), 0);
    scratch_write(folder, "calendars/mentee-a.ics", "");
    scratch_write(folder, "summary.json",
                  LIST(ITEM("calendars/mentee-a.ics", 0, SHA_NOTHING) ", "
                       ITEM("pairs.csv", 3, SHA_ABC)));
}

START_TEST(empty_folder_and_earlier_run_may_be_replaced)
{
    scratch_make(folder);
    assert_ours();
    scratch_remove(folder);
    begin_run();
    assert_ours();
    scratch_remove(folder);
}
END_TEST

START_TEST(first_thing_of_somebody_elses_is_named)
{
    begin_run();
    scratch_write(folder, "zebra.txt", "");
    scratch_write(folder, "my notes.txt", "call Maryam");
    scratch_write(folder, "calendars/mine.ics", "");
    assert_refused("holds calendars/mine.ics, which no earlier run wrote");
    ck_assert_int_eq(unlink(scratch_in(folder, "calendars/mine.ics")), 0);
    assert_refused("holds my notes.txt, which no earlier run wrote");
    scratch_remove(folder);
}
END_TEST

START_TEST(edited_file_is_named)
{
    begin_run();
    scratch_write(folder, "pairs.csv", "abd");
    assert_refused("holds pairs.csv, which was changed");
    scratch_write(folder, "pairs.csv", "abcd");
    assert_refused("holds pairs.csv, which was changed");
    scratch_write(folder, "pairs.csv", "abc");
    assert_ours();
    scratch_remove(folder);
}
END_TEST

START_TEST(missing_file_is_named)
{
    begin_run();
    ck_assert_int_eq(unlink(scratch_in(folder, "pairs.csv")), 0);
    assert_refused("lacks pairs.csv");
    scratch_remove(folder);
}
END_TEST

START_TEST(links_folders_and_pipes_in_place_of_files_are_refused)
{
    begin_run();
    ck_assert_int_eq(unlink(scratch_in(folder, "pairs.csv")), 0);
    ck_assert_int_eq(symlink("summary.json", scratch_in(folder, "pairs.csv")), 0);
    assert_refused("holds pairs.csv");
    ck_assert_int_eq(unlink(scratch_in(folder, "pairs.csv")), 0);
    ck_assert_int_eq(mkdir(scratch_in(folder, "pairs.csv"), 0700), 0);
    assert_refused("holds pairs.csv");
    ck_assert_int_eq(rmdir(scratch_in(folder, "pairs.csv")), 0);
    ck_assert_int_eq(mkfifo(scratch_in(folder, "pairs.csv"), 0600), 0);
    assert_refused("holds pairs.csv"); /* and does not wait for a writer */
    scratch_remove(folder);
}
END_TEST

START_TEST(calendars_must_be_listed_to_be_a_folder_of_ours)
{
    scratch_make(folder);
    scratch_write(folder, "summary.json", LIST(""));
    assert_ours();
    ck_assert_int_eq(mkdir(scratch_in(folder, "calendars"), 0700), 0);
    assert_refused("holds calendars, which no earlier run wrote");
    scratch_remove(folder);
}
END_TEST

START_TEST(summary_that_is_none_of_ours_is_named)
{
    static const char *const texts[] = {
        "", "[]", "{\"files\": []}", "{\"mentormatch\": 1}", "{\"mentormatch\": 1, \"files\": {}}",
        LIST("1"), LIST("{\"name\": \"a\", \"bytes\": 1}"), LIST(ITEM("a", "1", SHA_ABC)),
        LIST(ITEM("a", 1, "abc")), LIST(ITEM("a", 1, SHA_ABC) ", " ITEM("a", 1, SHA_ABC)),
        "{\"mentormatch\": 1, \"files\": [], \"files\": []}", LIST("") "x"};
    scratch_make(folder);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        scratch_write(folder, "summary.json", texts[i]);
        assert_refused("holds summary.json, which is not as a run writes it");
    }
    ck_assert_int_eq(unlink(scratch_in(folder, "summary.json")), 0);
    ck_assert_int_eq(mkdir(scratch_in(folder, "summary.json"), 0700), 0);
    assert_refused("summary.json");
    scratch_remove(folder);
}
END_TEST

START_TEST(names_that_lead_out_of_the_folder_are_never_opened)
{
    begin_run();
    scratch_write(folder, "summary.json",
                  LIST(ITEM("../../etc/passwd", 3, SHA_ABC) ", " ITEM("pairs.csv", 3, SHA_ABC)));
    ck_assert_int_eq(unlink(scratch_in(folder, "calendars/mentee-a.ics")), 0);
    ck_assert_int_eq(rmdir(scratch_in(folder, "calendars")), 0);
    assert_refused("lacks ../../etc/passwd");
    scratch_remove(folder);
}
END_TEST

/* C8.12 */
START_TEST(odd_bytes_of_a_name_are_escaped_in_the_message)
{
    scratch_make(folder);
    scratch_write(folder, "a\n\x1B[31m\xFF\xC3\xA9", "");
    assert_refused("holds a\\x0A\\x1B[31m\\xFF\xC3\xA9, which");
    scratch_remove(folder);
    scratch_make(folder);
    char longest[256];
    memset(longest, '\x01', 255);
    longest[255] = '\0';
    scratch_write(folder, longest, "");
    assert_refused("allow overwriting");
    scratch_remove(folder);
}
END_TEST

START_TEST(cancel_stops_the_reading_of_files)
{
    begin_run();
    mm_cancel *cancel;
    ck_assert_int_eq(mm_cancel_new(NULL, &cancel), MM_OK);
    mm_cancel_set(cancel);
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_stop stop = mmi_stop_from(cancel, 0.0);
    const int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ck_assert_int_eq(mmi_check_earlier_run(&heap, descriptor, "out", &stop, NULL),
                     MM_ERR_STOPPED);
    (void)close(descriptor);
    mm_cancel_free(cancel);
    scratch_remove(folder);
}
END_TEST

START_TEST(every_failing_allocation_is_no_memory_and_no_leak)
{
    begin_run();
    scratch_write(folder, "zebra.txt", "");
    for (long fail_at = 1;; fail_at++) {
        failing_allocator state = {.fail_at = fail_at};
        const mm_allocator allocator = failing_allocator_of(&state);
        mm_error error;
        const mm_status status = check_with(&allocator, &error);
        ck_assert_int_eq(state.n_out, 0);
        ck_assert_int_eq(status, state.has_failed ? MM_ERR_MEMORY : MM_ERR_FILE);
        if (!state.has_failed) break;
    }
    scratch_remove(folder);
}
END_TEST

int main(void)
{
    return RUN_SUITE("earlier_run", empty_folder_and_earlier_run_may_be_replaced,
                     first_thing_of_somebody_elses_is_named, edited_file_is_named,
                     missing_file_is_named,
                     links_folders_and_pipes_in_place_of_files_are_refused,
                     calendars_must_be_listed_to_be_a_folder_of_ours,
                     summary_that_is_none_of_ours_is_named,
                     names_that_lead_out_of_the_folder_are_never_opened,
                     odd_bytes_of_a_name_are_escaped_in_the_message,
                     cancel_stops_the_reading_of_files,
                     every_failing_allocation_is_no_memory_and_no_leak);
}
