#include "run_suite.h"

#include "time/zone_list.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char directory[64];

static const char *path_of(const char *name)
{
    static char path[160];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    return path;
}

static void put_file(const char *name, const char *text)
{
    FILE *stream = fopen(path_of(name), "wb");
    ck_assert_ptr_nonnull(stream);
    ck_assert_int_ge(fputs(text, stream), 0);
    ck_assert_int_eq(fclose(stream), 0);
}

static bool knows(const mmi_intern *names, const char *name)
{
    return mmi_intern_find(names, name, strlen(name)) != MM_NONE;
}

START_TEST(only_zones_that_may_be_used_are_listed)
{
    static const char *const folders[] = {"A", "A/B", "A/B/C", "posix", "with.dot"};
    static const char *const files[] = {"Town", "A/Town", "A/B/Town", "A/B/C/Deep", "posix/Town",
                                        "with.dot/Town", "Factory", "name.dot"};
    strcpy(directory, "/tmp/list-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(directory));
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        ck_assert_int_eq(mkdir(path_of(folders[i]), 0700), 0);
    }
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) put_file(files[i], "TZif2");
    put_file("leapseconds", "# no zone");
    put_file("Short", "TZi");
    ck_assert_int_eq(symlink("Town", path_of("Link")), 0);
    ck_assert_int_eq(symlink(".", path_of("Loop")), 0); /* ends at the third level */
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_intern names = mmi_intern_on(&heap, 1);
    ck_assert_int_eq(mmi_zone_list_walk(&heap, directory, &names), MM_OK);
    ck_assert(knows(&names, "Town") && knows(&names, "A/Town") && knows(&names, "A/B/Town"));
    ck_assert(knows(&names, "Link") && knows(&names, "Loop/Town"));
    static const char *const others[] = {"A/B/C/Deep", "posix/Town", "with.dot/Town", "Factory",
                                         "name.dot", "leapseconds", "Short", "A", "."};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert_msg(!knows(&names, others[i]), "%s", others[i]);
    }
    mmi_intern_clear(&names);
    static const char *const links[] = {"leapseconds", "Short", "Link", "Loop"};
    for (size_t i = 0; i < 4; i++) ck_assert_int_eq(unlink(path_of(links[i])), 0);
    for (size_t i = sizeof files / sizeof *files; i > 0; i--) unlink(path_of(files[i - 1]));
    for (size_t i = sizeof folders / sizeof *folders; i > 0; i--) rmdir(path_of(folders[i - 1]));
    ck_assert_int_eq(rmdir(directory), 0);
}
END_TEST

START_TEST(a_directory_that_is_not_there_is_empty)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_intern names = mmi_intern_on(&heap, 1);
    ck_assert_int_eq(mmi_zone_list_walk(&heap, "/nowhere/zoneinfo", &names), MM_OK);
    ck_assert_int_eq(names.n, 0);
    mmi_intern_clear(&names);
}
END_TEST

START_TEST(the_nearest_name_is_case_then_town_then_edits)
{
    static const char *const known[] = {"Europe/Dublin", "America/Dublin", "Asia/Tokyo",
                                        "America/New_York", "Eire", "Europe/Paris"};
    static const struct {
        const char *written, *nearest;
    } cases[] = {{"europe/dublin", "Europe/Dublin"}, {"EIRE", "Eire"},
                 {"dublin", "America/Dublin"}, /* of two towns the first by bytes */
                 {"new york", "America/New_York"}, {"Asia/Tokio", "Asia/Tokyo"},
                 {"Europe/Pairs", "Europe/Paris"}, {"Mars/Base", ""}, {"", ""}};
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_intern names = mmi_intern_on(&heap, 1);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ck_assert_int_ne(mmi_intern_add(&names, known[i], strlen(known[i]), NULL), MM_NONE);
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char nearest[64];
        mmi_zone_list_nearest(&names, cases[i].written, nearest);
        ck_assert_msg(strcmp(nearest, cases[i].nearest) == 0, "%s: %s", cases[i].written, nearest);
    }
    mmi_intern_clear(&names);
}
END_TEST

int main(void)
{
    return RUN_SUITE("zone_list", only_zones_that_may_be_used_are_listed,
                     a_directory_that_is_not_there_is_empty,
                     the_nearest_name_is_case_then_town_then_edits);
}
