/* Folders made, put in place, taken back and removed. C8.6, C8.9, C8.10. */
#include "write/folder_tree.h"

#include "run_suite.h"
#include "scratch.h"

#include <errno.h>
#include <fcntl.h>

static char place[SCRATCH_PATH];
static int parent;

static void begin(void)
{
    scratch_make(place);
    parent = open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    ck_assert_int_ge(parent, 0);
}

static void end(void)
{
    (void)close(parent);
    scratch_remove(place);
}

/* A new folder that holds "new", wanted as "out". */
static mmi_placement make_new(void)
{
    mmi_placement placement = {.parent = parent, .name = "out"};
    int folder;
    ck_assert_int_eq(mmi_make_spare_folder(parent, placement.new_name, &folder), 0);
    (void)close(folder);
    char inner[64];
    (void)snprintf(inner, sizeof inner, "%s/new", placement.new_name);
    scratch_write(place, inner, "");
    return placement;
}

static const mmi_stop never = {.deadline_ns = INT64_MAX};

START_TEST(spare_folder_is_the_owners_only_and_known_by_its_name)
{
    begin();
    char name[MMI_SPARE_NAME_CHARS];
    int folder;
    const mode_t umask_before = umask(0777);
    ck_assert_int_eq(mmi_make_spare_folder(parent, name, &folder), 0);
    (void)umask(umask_before);
    ck_assert_uint_eq(strlen(name), strlen(".mentormatch-") + 16);
    ck_assert_int_eq(strncmp(name, ".mentormatch-", 13), 0);
    struct stat found;
    ck_assert_int_eq(fstat(folder, &found), 0);
    ck_assert_int_eq(found.st_mode & 0777, 0700);
    ck_assert_int_ne(fcntl(folder, F_GETFD) & FD_CLOEXEC, 0);
    (void)close(folder);
    end();
}
END_TEST

START_TEST(folder_takes_a_free_place_and_can_be_taken_back)
{
    begin();
    mmi_placement placement = make_new();
    ck_assert_int_eq(mmi_put_in_place(&placement), 0);
    ck_assert_str_eq(placement.old_name, "");
    ck_assert(scratch_has(place, "out/new"));
    ck_assert_int_eq(mmi_take_back(&placement), 0);
    ck_assert(!scratch_has(place, "out"));
    ck_assert_int_eq(scratch_count(place), 1);
    end();
}
END_TEST

START_TEST(folder_changes_places_with_another_and_back)
{
    begin();
    ck_assert_int_eq(mkdir(scratch_in(place, "out"), 0700), 0);
    scratch_write(place, "out/old", "");
    mmi_placement placement = make_new();
    ck_assert_int_eq(mmi_put_in_place(&placement), 0);
    ck_assert(scratch_has(place, "out/new") && !scratch_has(place, "out/old"));
    ck_assert_str_ne(placement.old_name, "");
    char old[64];
    (void)snprintf(old, sizeof old, "%s/old", placement.old_name);
    ck_assert(scratch_has(place, old));
    ck_assert_int_eq(mmi_take_back(&placement), 0);
    ck_assert(scratch_has(place, "out/old") && !scratch_has(place, "out/new"));
    ck_assert_str_eq(placement.old_name, "");
    end();
}
END_TEST

START_TEST(empty_folder_comes_back_empty)
{
    begin();
    ck_assert_int_eq(mkdir(scratch_in(place, "out"), 0755), 0);
    mmi_placement placement = make_new();
    ck_assert_int_eq(mmi_put_in_place(&placement), 0);
    ck_assert(scratch_has(place, "out/new"));
    ck_assert_int_eq(mmi_take_back(&placement), 0);
    ck_assert_int_eq(scratch_count(scratch_in(place, "out")), 0);
    end();
}
END_TEST

START_TEST(tree_of_any_depth_is_removed_and_links_are_not_followed)
{
    begin();
    scratch_write(place, "mine", "precious");
    ck_assert_int_eq(mkdir(scratch_in(place, "tree"), 0700), 0);
    char path[2000] = "tree";
    for (int depth = 0; depth < 300; depth++) {
        strcat(path, "/d");
        ck_assert_int_eq(mkdir(scratch_in(place, path), 0700), 0);
        if (depth % 100 == 0) {
            char inner[2100];
            (void)snprintf(inner, sizeof inner, "%s/file", path);
            scratch_write(place, inner, "x");
            (void)snprintf(inner, sizeof inner, "%s/link", path);
            ck_assert_int_eq(symlink(place, scratch_in(place, inner)), 0);
            (void)snprintf(inner, sizeof inner, "%s/empty", path);
            ck_assert_int_eq(mkdir(scratch_in(place, inner), 0700), 0);
        }
    }
    ck_assert_int_eq(mmi_remove_tree(parent, "tree", &never), 0);
    ck_assert_int_eq(scratch_count(place), 1);
    ck_assert(scratch_has(place, "mine"));
    end();
}
END_TEST

START_TEST(link_or_file_is_no_tree)
{
    begin();
    ck_assert_int_eq(mkdir(scratch_in(place, "tree"), 0700), 0);
    ck_assert_int_eq(symlink("tree", scratch_in(place, "link")), 0);
    scratch_write(place, "file", "");
    ck_assert_int_ne(mmi_remove_tree(parent, "link", &never), 0);
    ck_assert_int_eq(mmi_remove_tree(parent, "file", &never), ENOTDIR);
    ck_assert_int_eq(mmi_remove_tree(parent, "nothing", &never), ENOENT);
    ck_assert_int_eq(scratch_count(place), 3);
    end();
}
END_TEST

int main(void)
{
    return RUN_SUITE("folder_tree", spare_folder_is_the_owners_only_and_known_by_its_name,
                     folder_takes_a_free_place_and_can_be_taken_back,
                     folder_changes_places_with_another_and_back, empty_folder_comes_back_empty,
                     tree_of_any_depth_is_removed_and_links_are_not_followed,
                     link_or_file_is_no_tree);
}
