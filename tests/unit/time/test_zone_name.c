#include "run_suite.h"

#include "time/zone_name.h"

#include <string.h>

START_TEST(real_names_are_legal)
{
    static const char *const names[] = {"Europe/Dublin", "America/Argentina/ComodRivadavia",
                                        "Etc/GMT+5", "America/Port-au-Prince", "EST5EDT", "GB",
                                        "America/New_York", "UTC"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_msg(mmi_zone_name_is_legal(names[i]), "%s", names[i]);
        ck_assert(!mmi_zone_name_is_refused(names[i]));
    }
}
END_TEST

START_TEST(what_could_leave_the_folder_is_no_name_c3_2)
{
    static const char *const names[] = {
        "", "/", "/etc/passwd", "../../etc/passwd", "Europe/../Europe/Berlin", "Europe/./Berlin",
        "Europe//Berlin", "Europe/", "Europe\\Berlin", "Europe/Berlin ", " Europe/Berlin",
        "Europe/Ber lin", "zone.tab", "tzdata.zi", "Europe/Z\xc3\xbcrich", "a\nb", "Europe:Berlin",
        "~/x", "%s%n", "UTC+05:45"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_msg(!mmi_zone_name_is_legal(names[i]), "%s", names[i]);
    }
}
END_TEST

START_TEST(names_end_at_the_limit)
{
    char name[MMI_ZONE_NAME_BYTES_MOST + 2];
    memset(name, 'a', sizeof name);
    name[MMI_ZONE_NAME_BYTES_MOST] = '\0';
    ck_assert(mmi_zone_name_is_legal(name));
    name[MMI_ZONE_NAME_BYTES_MOST] = 'a';
    name[MMI_ZONE_NAME_BYTES_MOST + 1] = '\0';
    ck_assert(!mmi_zone_name_is_legal(name));
}
END_TEST

START_TEST(names_that_depend_on_the_machine_are_refused_c3_4)
{
    static const char *const names[] = {"right/Europe/Dublin", "posix/Europe/Dublin", "localtime",
                                        "posixrules", "Factory", "right", "LocalTime", "factory"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        ck_assert_msg(mmi_zone_name_is_refused(names[i]), "%s", names[i]);
    }
    ck_assert(!mmi_zone_name_is_refused("posixrule"));
    ck_assert(!mmi_zone_name_is_refused("Europe/localtime"));
}
END_TEST

START_TEST(fixed_offsets_have_one_form_c3_36)
{
    static const struct {
        const char *name;
        int32_t offset_s;
    } cases[] = {{"UTC", 0}, {"UTC+00:00", 0}, {"UTC-00:00", 0}, {"UTC+05:45", 20700},
                 {"UTC-03:30", -12600}, {"UTC+14:00", 50400}, {"UTC-14:00", -50400}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int32_t offset_s = 1;
        ck_assert_msg(mmi_zone_name_is_fixed(cases[i].name, &offset_s), "%s", cases[i].name);
        ck_assert_int_eq(offset_s, cases[i].offset_s);
    }
    static const char *const others[] = {
        "utc", "utc+05:45", "UTC+5:45", "UTC+0545", "UTC+05", "UTC+14:15", "UTC+15:00",
        "UTC+05:10", "UTC+05:60", "UTC+05:45 ", "UTC +05:45", "UTC\u221205:00",
        "+05:45", "GMT+05:45", "UTC05:45", "UTC+05:4", "UTC+05:450", "UTC+", "UT", ""};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        int32_t offset_s;
        ck_assert_msg(!mmi_zone_name_is_fixed(others[i], &offset_s), "%s", others[i]);
    }
}
END_TEST

START_TEST(near_forms_of_offsets_are_understood_for_a_suggestion)
{
    static const struct {
        const char *written, *meant;
    } cases[] = {{"UTC+3", "UTC+03:00"}, {"utc-11", "UTC-11:00"}, {"GMT+5:30", "UTC+05:30"},
                 {"+0545", "UTC+05:45"}, {"UTC +05:45", "UTC+05:45"}, {"+530", "UTC+05:30"},
                 {"UTC\xe2\x88\x92" "5", "UTC-05:00"}, {"-03:30", "UTC-03:30"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char meant[10];
        int32_t offset_s;
        ck_assert_msg(mmi_zone_name_nearest_fixed(cases[i].written, meant), "%s",
                      cases[i].written);
        ck_assert_str_eq(meant, cases[i].meant);
        ck_assert(mmi_zone_name_is_fixed(meant, &offset_s));
    }
    static const char *const others[] = {"UTC", "UTC+15", "UTC+5:10", "UTC+5x", "Europe/Dublin",
                                         "+", "", "UTC+12345", "UTC+5:3"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        char meant[10];
        ck_assert_msg(!mmi_zone_name_nearest_fixed(others[i], meant), "%s", others[i]);
    }
}
END_TEST

START_TEST(letters_are_equal_but_for_case_in_every_locale)
{
    ck_assert(mmi_equal_but_case("Indian", "iNDIAN", 6));
    ck_assert(mmi_equal_but_case("ab", "ab", 10));
    ck_assert(!mmi_equal_but_case("ab", "abc", 10));
    ck_assert(!mmi_equal_but_case("[", "{", 1));
}
END_TEST

int main(void)
{
    return RUN_SUITE("zone_name", real_names_are_legal, what_could_leave_the_folder_is_no_name_c3_2,
                     names_end_at_the_limit, names_that_depend_on_the_machine_are_refused_c3_4,
                     fixed_offsets_have_one_form_c3_36,
                     near_forms_of_offsets_are_understood_for_a_suggestion,
                     letters_are_equal_but_for_case_in_every_locale);
}
