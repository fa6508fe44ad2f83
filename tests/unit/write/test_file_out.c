/* New files: modes, checksums, words for refusals. C8.1, C8.9, C8.10, C8.18. */
#include "write/file_out.h"

#include "run_suite.h"
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

static char folder[SCRATCH_PATH];
static mm_error error;

static mmi_file_out begin_file(int *descriptor)
{
    *descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ck_assert_int_ge(*descriptor, 0);
    mmi_error_clear(&error);
    return (mmi_file_out){.label = "out", .shown = "pairs.csv", .error = &error};
}

START_TEST(file_has_its_bytes_checksum_and_mode_whatever_the_umask)
{
    scratch_make(folder);
    int descriptor;
    mmi_file_out file = begin_file(&descriptor);
    const mode_t umask_before = umask(0777);
    ck_assert_int_eq(mmi_file_out_open(&file, descriptor, "pairs.csv"), MM_OK);
    (void)umask(umask_before);
    const mm_sink sink = mmi_file_out_sink(&file);
    ck_assert_int_eq(sink.write(sink.context, "a", 1), 0);
    ck_assert_int_eq(sink.write(sink.context, "bc", 2), 0);
    ck_assert_int_ne(fcntl(file.descriptor, F_GETFD) & FD_CLOEXEC, 0);
    uint8_t sha256[MMI_SHA256_BYTES];
    char hex[2 * MMI_SHA256_BYTES + 1];
    ck_assert_int_eq(mmi_file_out_close(&file, sha256), MM_OK);
    mmi_hex(sha256, 2 * MMI_SHA256_BYTES, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    ck_assert_int_eq(file.n_bytes, 3);
    struct stat found;
    ck_assert_int_eq(stat(scratch_in(folder, "pairs.csv"), &found), 0);
    ck_assert_int_eq(found.st_mode & 0777, 0600);
    ck_assert_int_eq(found.st_size, 3);
    (void)close(descriptor);
    scratch_remove(folder);
}
END_TEST

START_TEST(file_or_link_that_is_there_already_is_never_opened)
{
    scratch_make(folder);
    scratch_write(folder, "pairs.csv", "mine");
    ck_assert_int_eq(symlink("pairs.csv", scratch_in(folder, "link")), 0);
    ck_assert_int_eq(symlink("elsewhere", scratch_in(folder, "dangling")), 0);
    const char *const names[] = {"pairs.csv", "link", "dangling"};
    for (size_t i = 0; i < 3; i++) {
        int descriptor;
        mmi_file_out file = begin_file(&descriptor);
        ck_assert_int_eq(mmi_file_out_open(&file, descriptor, names[i]), MM_ERR_FILE);
        ck_assert_int_eq(error.code, MM_CODE_FILE_WRITE);
        ck_assert_ptr_nonnull(strstr(error.message, "exists already"));
        mmi_file_out_abandon(&file);
        (void)close(descriptor);
    }
    ck_assert(!scratch_has(folder, "elsewhere"));
    scratch_remove(folder);
}
END_TEST

/* C8.2: without root, on any file system. */
START_TEST(limit_on_file_size_is_told_not_swallowed)
{
    scratch_make(folder);
    int descriptor;
    mmi_file_out file = begin_file(&descriptor);
    ck_assert_int_eq(mmi_file_out_open(&file, descriptor, "pairs.csv"), MM_OK);
    struct rlimit before;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small = {10, before.rlim_max};
    void (*const handler)(int) = signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &small), 0);
    const mm_sink sink = mmi_file_out_sink(&file);
    const int answer = sink.write(sink.context, "0123456789abcdef", 16); /* short, then EFBIG */
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    (void)signal(SIGXFSZ, handler);
    ck_assert_int_ne(answer, 0);
    ck_assert_int_eq(error.status, MM_ERR_FILE);
    ck_assert_str_eq(error.file, "out");
    ck_assert_str_eq(error.message, "pairs.csv cannot be written: larger than the system's limit "
                                    "for files; raise it");
    mmi_file_out_abandon(&file);
    (void)close(descriptor);
    scratch_remove(folder);
}
END_TEST

START_TEST(always_full_device_is_a_full_disk)
{
    int descriptor;
    scratch_make(folder);
    mmi_file_out file = begin_file(&descriptor);
    file.descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC);
    ck_assert_int_ge(file.descriptor, 0);
    mmi_sha256_begin(&file.hash);
    const mm_sink sink = mmi_file_out_sink(&file);
    ck_assert_int_ne(sink.write(sink.context, "x", 1), 0);
    ck_assert_str_eq(error.message, "pairs.csv cannot be written: the disk is full; "
                                    "free some space");
    mmi_file_out_abandon(&file);
    (void)close(descriptor);
    scratch_remove(folder);
}
END_TEST

START_TEST(file_never_takes_the_place_of_standard_output)
{
    scratch_make(folder);
    int descriptor;
    mmi_file_out file = begin_file(&descriptor);
    const int kept = dup(STDIN_FILENO);
    ck_assert_int_eq(close(STDIN_FILENO), 0);
    const mm_status status = mmi_file_out_open(&file, descriptor, "pairs.csv");
    ck_assert_int_lt(fcntl(STDIN_FILENO, F_GETFD), 0); /* still closed */
    ck_assert_int_eq(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    (void)close(kept);
    ck_assert_int_eq(status, MM_OK);
    ck_assert_int_gt(file.descriptor, STDERR_FILENO);
    mmi_file_out_abandon(&file);
    (void)close(descriptor);
    scratch_remove(folder);
}
END_TEST

START_TEST(every_refusal_has_a_sentence_with_a_remedy)
{
    for (int number = 1; number < 134; number++) {
        mmi_error_clear(&error);
        ck_assert_int_eq(mmi_disk_failure(&error, "out", "pairs.csv", number), MM_ERR_FILE);
        ck_assert_msg(strpbrk(error.message, ";?") != NULL, "%s", error.message);
        ck_assert_int_eq(mmi_disk_failure(NULL, "out", "pairs.csv", number), MM_ERR_FILE);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("file_out", file_has_its_bytes_checksum_and_mode_whatever_the_umask,
                     file_or_link_that_is_there_already_is_never_opened,
                     limit_on_file_size_is_told_not_swallowed, always_full_device_is_a_full_disk,
                     file_never_takes_the_place_of_standard_output,
                     every_refusal_has_a_sentence_with_a_remedy);
}
