#include "failing_allocator.h"
#include "run_suite.h"
#include "tzif_maker.h"

#include "time/zone_book.h"

#include <sys/stat.h>
#include <unistd.h>

/* A zone directory of our own: two towns, a region, and what else may lie there. */
static char directory[64];

static void put_file(const char *name, const void *bytes, size_t n)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *stream = fopen(path, "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_uint_eq(fwrite(bytes, 1, n, stream), n);
    ck_assert_int_eq(fclose(stream), 0);
}

static void put_folder(const char *name)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    ck_assert_int_eq(mkdir(path, 0700), 0);
}

static void make_directory(void)
{
    strcpy(directory, "/tmp/zones-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    const made_zone made = {'2', 0, NULL, (const uint8_t[]){0}, 1, (const int32_t[]){3600},
                            "ABC-1"};
    made_file file = make_tzif(&made);
    put_folder("Europe");
    put_folder("America");
    put_folder("America/Inner");
    put_folder("posix");
    put_file("Europe/Dublin", file.bytes, file.n);
    put_file("America/New_York", file.bytes, file.n);
    put_file("America/Inner/Town", file.bytes, file.n);
    put_file("posix/Dubln", file.bytes, file.n);
    put_file("localtime", file.bytes, file.n);
    put_file("tzdata.zi", "# version 2031c\nR d 1916\n", 25);
    put_file("leapseconds", "# no zone\n", 10);
    put_file("Europe/Cut_in_the_middle", file.bytes, file.n - 10);
    put_file("Europe/Empty", "", 0);
    uint8_t *large = calloc(1, 70000);
    memcpy(large, file.bytes, file.n);
    put_file("Europe/Large", large, 70000);
    free(large);
}

static void remove_directory(void)
{
    static const char *const names[] = {
        "Europe/Dublin", "America/New_York", "America/Inner/Town", "posix/Dubln", "localtime",
        "tzdata.zi", "leapseconds", "Europe/Cut_in_the_middle", "Europe/Empty",
        "Europe/Large", "Europe", "America/Inner", "America", "posix", "."};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "%s/%s", directory, names[i]);
        if (unlink(path) != 0 && strcmp(names[i], ".") != 0) ck_assert_int_eq(rmdir(path), 0);
    }
    ck_assert_int_eq(rmdir(directory), 0);
}

static void assert_answer(mmi_zone_book *book, const char *name, mmi_zone_answer answer,
                          const char *suggestion)
{
    for (int time = 0; time < 2; time++) { /* the second answer is the remembered one */
        const mmi_zone *zone;
        char found[64];
        ck_assert_msg(mmi_zone_book_find(book, name, &zone, found) == answer, "%s", name);
        ck_assert_msg(strcmp(found, suggestion) == 0, "%s: %s", name, found);
        ck_assert((zone != NULL) == (answer == MMI_ZONE_OK));
    }
}

START_TEST(names_get_their_answers)
{
    static const struct {
        const char *name;
        mmi_zone_answer answer;
        const char *suggestion;
    } cases[] = {
        {"Europe/Dublin", MMI_ZONE_OK, ""},
        {"America/Inner/Town", MMI_ZONE_OK, ""},
        {"UTC", MMI_ZONE_OK, ""},
        {"UTC-03:30", MMI_ZONE_OK, ""},
        {"Europe/Dubln", MMI_ZONE_UNKNOWN, "Europe/Dublin"},             /* C3.1 */
        {"Asia/Nowhere", MMI_ZONE_UNKNOWN, ""},
        {"../../etc/passwd", MMI_ZONE_BAD_NAME, ""},                     /* C3.2 */
        {"Asia/", MMI_ZONE_BAD_NAME, ""},
        {"Europe//Dublin", MMI_ZONE_BAD_NAME, "Europe/Dublin"},
        {"Europe", MMI_ZONE_UNKNOWN, ""},                                /* C3.3: a folder */
        {"leapseconds", MMI_ZONE_UNKNOWN, ""},
        {"tzdata.zi", MMI_ZONE_BAD_NAME, ""},
        {"Europe/Empty", MMI_ZONE_UNKNOWN, ""},
        {"Europe/Large", MMI_ZONE_UNKNOWN, ""},
        {"localtime", MMI_ZONE_REFUSED, ""},                             /* C3.4 */
        {"posix/Europe/Dublin", MMI_ZONE_REFUSED, "Europe/Dublin"},
        {"right/dublin", MMI_ZONE_REFUSED, "Europe/Dublin"},
        {"posix/Dubln", MMI_ZONE_REFUSED, ""},
        {"europe/dublin", MMI_ZONE_UNKNOWN, "Europe/Dublin"},            /* C3.6 */
        {"Europe / Dublin", MMI_ZONE_BAD_NAME, "Europe/Dublin"},
        {" Europe/Dublin", MMI_ZONE_BAD_NAME, "Europe/Dublin"},
        {"dublin", MMI_ZONE_UNKNOWN, "Europe/Dublin"},
        {"New York", MMI_ZONE_BAD_NAME, "America/New_York"},
        {"Europe/Cut_in_the_middle", MMI_ZONE_DAMAGED, ""},                            /* C3.8 */
        {"UTC+3", MMI_ZONE_UNKNOWN, "UTC+03:00"},                        /* C3.36 */
        {"UTC\xe2\x88\x92" "03:00", MMI_ZONE_BAD_NAME, "UTC-03:00"},
        {"", MMI_ZONE_BAD_NAME, ""},
    };
    make_directory();
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, directory);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_answer(book, cases[i].name, cases[i].answer, cases[i].suggestion);
    }
    ck_assert_str_eq(mmi_zone_book_version(book), "2031c");
    mmi_zone_book_free(book);
    remove_directory();
}
END_TEST

START_TEST(a_zone_is_loaded_once_and_stays)
{
    make_directory();
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, directory);
    const mmi_zone *first, *again;
    ck_assert_int_eq(mmi_zone_book_find(book, "Europe/Dublin", &first, NULL), MMI_ZONE_OK);
    for (int i = 0; i < 1000; i++) { /* the table grows; what was lent does not move */
        char name[32];
        snprintf(name, sizeof name, "Town_%d", i);
        const mmi_zone *none;
        ck_assert_int_eq(mmi_zone_book_find(book, name, &none, NULL), MMI_ZONE_UNKNOWN);
    }
    remove_directory();
    ck_assert_int_eq(mmi_zone_book_find(book, "Europe/Dublin", &again, NULL), MMI_ZONE_OK);
    ck_assert_ptr_eq(first, again);
    ck_assert_int_eq(mmi_zone_offset_s(again, 0), 3600);
    mmi_zone_book_free(book);
}
END_TEST

START_TEST(without_zone_data_utc_and_offsets_still_work_c3_7)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, "/nowhere/zoneinfo");
    assert_answer(book, "Europe/Dublin", MMI_ZONE_NO_DATABASE, "");
    assert_answer(book, "../x", MMI_ZONE_BAD_NAME, "");
    assert_answer(book, "UTC", MMI_ZONE_OK, "");
    assert_answer(book, "UTC+05:45", MMI_ZONE_OK, "");
    ck_assert_str_eq(mmi_zone_book_version(book), "unknown");
    mmi_zone_book_free(book);
    mmi_zone_book_free(NULL);
}
END_TEST

START_TEST(old_names_are_zones_where_they_are_installed_c3_5)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, NULL);
    static const char *const names[] = {"US/Pacific", "Europe/Kiev", "EST5EDT", "Asia/Calcutta"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[128];
        snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", names[i]);
        const mmi_zone *zone;
        ck_assert_int_eq(mmi_zone_book_find(book, names[i], &zone, NULL),
                         access(path, R_OK) == 0 ? MMI_ZONE_OK : MMI_ZONE_UNKNOWN);
    }
    mmi_zone_book_free(book);
}
END_TEST

START_TEST(the_host_s_tz_has_no_influence_c3_34)
{
    ck_assert_int_eq(setenv("TZ", "Asia/Tokyo", 1), 0);
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone_book *book = mmi_zone_book_new(&heap, NULL);
    const mmi_zone *zone;
    ck_assert_int_eq(mmi_zone_book_find(book, "UTC", &zone, NULL), MMI_ZONE_OK);
    ck_assert_int_eq(mmi_zone_offset_s(zone, 0), 0);
    mmi_zone_book_free(book);
    unsetenv("TZ");
}
END_TEST

START_TEST(running_out_of_memory_leaves_a_book_that_works)
{
    make_directory();
    bool has_failed = true;
    for (long k = 1; has_failed; k++) {
        failing_allocator state = {.fail_at = k};
        const mm_allocator allocator = failing_allocator_of(&state);
        const mmi_heap heap = mmi_heap_from(&allocator);
        mmi_zone_book *book = mmi_zone_book_new(&heap, directory);
        if (book != NULL) {
            const mmi_zone *zone;
            char suggestion[64];
            const mmi_zone_answer town = mmi_zone_book_find(book, "Europe/Dublin", &zone, NULL);
            ck_assert((zone != NULL) == (town == MMI_ZONE_OK));
            const mmi_zone_answer near = mmi_zone_book_find(book, "Dublin", &zone, suggestion);
            ck_assert(town == MMI_ZONE_OK || town == MMI_ZONE_MEMORY);
            ck_assert(near == MMI_ZONE_UNKNOWN || near == MMI_ZONE_MEMORY);
            ck_assert(mmi_zone_book_version(book) != NULL || state.has_failed);
            if (state.has_failed) { /* only the k-th request failed: now it works */
                ck_assert_ptr_nonnull(mmi_zone_book_version(book));
                assert_answer(book, "Europe/Dublin", MMI_ZONE_OK, "");
                assert_answer(book, "Dublin", MMI_ZONE_UNKNOWN, "Europe/Dublin");
            }
        }
        has_failed = state.has_failed;
        ck_assert(has_failed || book != NULL);
        mmi_zone_book_free(book);
        ck_assert_int_eq(state.n_out, 0);
    }
    remove_directory();
}
END_TEST

int main(void)
{
    return RUN_SUITE("zone_book", names_get_their_answers, a_zone_is_loaded_once_and_stays,
                     without_zone_data_utc_and_offsets_still_work_c3_7,
                     old_names_are_zones_where_they_are_installed_c3_5,
                     the_host_s_tz_has_no_influence_c3_34,
                     running_out_of_memory_leaves_a_book_that_works);
}
