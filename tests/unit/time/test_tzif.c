#include "run_suite.h"
#include "tzif_maker.h"

#include "time/tzif.h"
#include "time/zone.h"

static const int64_t transitions[] = {-1000, 0, INT64_C(5000000000)};
static const uint8_t types_after[] = {1, 0, 1};
static const int32_t offsets_s[] = {3600, -7200};

static made_zone good_zone(void)
{
    return (made_zone){'2', 3, transitions, types_after, 2, offsets_s, "XYZ2"};
}

/* Opened at its exact length, so that the address sanitizer sees a read beyond it. */
static mm_status open_copy(const uint8_t *bytes, size_t n, mm_error *error)
{
    uint8_t *copy = malloc(n == 0 ? 1 : n);
    memcpy(copy, bytes, n);
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_zone *zone = NULL;
    const mm_status status = mmi_zone_parse(&heap, copy, n, &zone, error);
    ck_assert((status == MM_OK) == (zone != NULL));
    if (zone != NULL) { /* whatever was read must be safe to ask */
        for (int64_t second = INT64_MIN / 2; second != 0; second /= 7) {
            (void)mmi_zone_next_change(zone, second);
            (void)mmi_zone_next_change(zone, -second);
        }
        (void)mmi_zone_day_begin(zone, 20000);
        (void)mmi_zone_next_change(zone, INT64_MAX);
        (void)mmi_zone_next_change(zone, INT64_MIN);
    }
    mmi_zone_free(zone);
    free(copy);
    return status;
}

static void assert_refused(const made_file *file, const char *reason)
{
    mm_error error = {0};
    ck_assert_int_eq(open_copy(file->bytes, file->n, &error), MM_ERR_INPUT);
    ck_assert_int_eq(error.code, MM_CODE_ZONE_DATA);
    ck_assert_msg(strstr(error.message, reason) != NULL, "%s: %s", reason, error.message);
}

START_TEST(a_made_file_is_read_as_made)
{
    for (char version = '2'; version <= '4'; version++) {
        made_zone zone = good_zone();
        zone.version = version;
        const made_file file = make_tzif(&zone);
        mmi_tzif tzif;
        ck_assert_int_eq(mmi_tzif_open(file.bytes, file.n, &tzif, NULL), MM_OK);
        ck_assert_int_eq(tzif.n_transitions, 3);
        ck_assert_int_eq(tzif.n_types, 2);
        for (int i = 0; i < 3; i++) {
            ck_assert_int_eq(mmi_tzif_transition_utc_s(&tzif, i), transitions[i]);
            ck_assert_int_eq(tzif.type_after[i], types_after[i]);
        }
        ck_assert_int_eq(mmi_tzif_offset_s(&tzif, 0), 3600);
        ck_assert_int_eq(mmi_tzif_offset_s(&tzif, 1), -7200);
        ck_assert_uint_eq(tzif.n_footer, 4);
        ck_assert(memcmp(tzif.footer, "XYZ2", 4) == 0);
    }
}
END_TEST

START_TEST(other_bytes_than_tzif_are_refused_c3_3)
{
    made_file file = {.n = 0};
    assert_refused(&file, "header");
    put_bytes(&file, "# version 2025b\n", 16);
    assert_refused(&file, "header");
    while (file.n < 100) put_bytes(&file, "x", 1);
    assert_refused(&file, "header");
}
END_TEST

START_TEST(versions_other_than_2_to_4_are_refused_c3_8)
{
    made_zone zone = good_zone();
    made_file file = make_tzif(&zone);
    file.bytes[4] = 0;
    assert_refused(&file, "64-bit");
    file.bytes[4] = '5';
    assert_refused(&file, "version");
    file.bytes[4] = '1';
    assert_refused(&file, "version");
}
END_TEST

START_TEST(counts_that_do_not_fit_the_file_are_refused_c3_8)
{
    const made_zone zone = good_zone();
    static const uint32_t counts[] = {0x7fffffff, 0xffffffff, 0x80000000, 0x20000001, 0x10000,
                                      1000};
    for (int header = 0; header < 2; header++) {
        for (int i = 0; i < 6; i++) {
            for (size_t k = 0; k < sizeof counts / sizeof *counts; k++) {
                made_file file = make_tzif(&zone);
                const size_t whole = file.n;
                file.n = (size_t)(header == 0 ? 20 : MADE_COUNTS) + 4 * (size_t)i;
                put_number(&file, counts[k], 4);
                file.n = whole;
                assert_refused(&file, "whole");
            }
        }
    }
}
END_TEST

static void set_count(made_file *file, int i, uint32_t count)
{
    const size_t n = file->n;
    file->n = (size_t)MADE_COUNTS + 4 * (size_t)i;
    put_number(file, count, 4);
    file->n = n;
}

START_TEST(leap_seconds_are_refused_c3_4)
{
    const made_zone zone = good_zone();
    made_file file = make_tzif(&zone);
    set_count(&file, 2, 1);
    for (int i = 0; i < 12; i++) put_bytes(&file, "", 1);
    assert_refused(&file, "leap seconds");
}
END_TEST

START_TEST(types_must_be_there_and_in_range_c3_8)
{
    made_zone zone = good_zone();
    zone.type_after = (const uint8_t[]){1, 0, 2};
    made_file file = make_tzif(&zone);
    assert_refused(&file, "names no time type");
    zone = good_zone();
    zone.n_transitions = 0;
    zone.n_types = 0;
    file = make_tzif(&zone);
    assert_refused(&file, "1 to 256");
    zone = good_zone();
    zone.offset_s = (const int32_t[]){3600, 26 * 3600};
    file = make_tzif(&zone);
    assert_refused(&file, "26 hours");
    zone.offset_s = (const int32_t[]){-25 * 3600, -7200};
    file = make_tzif(&zone);
    assert_refused(&file, "26 hours");
}
END_TEST

START_TEST(transitions_must_ascend_c3_8)
{
    made_zone zone = good_zone();
    zone.transition = (const int64_t[]){-1000, 0, 0};
    made_file file = make_tzif(&zone);
    assert_refused(&file, "ascend");
    zone.transition = (const int64_t[]){5, 0, 100};
    file = make_tzif(&zone);
    assert_refused(&file, "ascend");
    zone.transition = (const int64_t[]){0, 1, INT64_MAX};
    file = make_tzif(&zone);
    assert_refused(&file, "10000");
}
END_TEST

START_TEST(a_footer_must_be_there_and_agree_c3_8)
{
    made_zone zone = good_zone();
    zone.footer = NULL;
    made_file file = make_tzif(&zone);
    assert_refused(&file, "footer between two newlines");
    put_bytes(&file, "\nXYZ2", 5);
    assert_refused(&file, "footer between two newlines");
    zone.footer = "XYZ";
    file = make_tzif(&zone);
    assert_refused(&file, "TZ string");
    zone.footer = "XYZ1"; /* the last transition says -2 hours */
    file = make_tzif(&zone);
    assert_refused(&file, "agree");
    zone.footer = "XYZ1ABC,J1,J200";
    file = make_tzif(&zone);
    assert_refused(&file, "agree");
    zone.footer = "";
    file = make_tzif(&zone);
    ck_assert_int_eq(open_copy(file.bytes, file.n, NULL), MM_OK);
}
END_TEST

START_TEST(names_of_types_must_end_c3_8)
{
    const made_zone zone = good_zone();
    made_file file = make_tzif(&zone);
    const size_t names = MADE_DATA + 3 * 9 + 2 * 6;
    file.bytes[names + 3] = 'D';
    assert_refused(&file, "NUL");
    file = make_tzif(&zone);
    file.bytes[names - 1] = 4; /* the second type's name begins behind the names */
    assert_refused(&file, "name");
    file = make_tzif(&zone);
    file.bytes[names - 2] = 2;
    assert_refused(&file, "0 or 1");
}
END_TEST

START_TEST(marks_are_none_or_one_a_type)
{
    const made_zone zone = good_zone();
    made_file file = make_tzif(&zone);
    set_count(&file, 1, 1);
    put_bytes(&file, "\n\n", 2);
    assert_refused(&file, "marks");
}
END_TEST

START_TEST(a_file_over_64_kib_is_refused)
{
    const made_zone zone = good_zone();
    const made_file file = make_tzif(&zone);
    uint8_t *large = calloc(1, MMI_TZIF_BYTES_MOST + 1);
    memcpy(large, file.bytes, file.n);
    ck_assert_int_eq(open_copy(large, MMI_TZIF_BYTES_MOST, NULL), MM_OK); /* bytes may follow */
    mm_error error;
    ck_assert_int_eq(open_copy(large, MMI_TZIF_BYTES_MOST + 1, &error), MM_ERR_INPUT);
    free(large);
}
END_TEST

START_TEST(a_file_cut_anywhere_is_refused_c3_8)
{
    static const char *const names[] = {"Europe/Dublin", "Asia/Gaza", "Asia/Kolkata"};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
        const made_file file = read_real_zone(names[k]);
        if (file.n == 0) continue;
        ck_assert_int_eq(open_copy(file.bytes, file.n, NULL), MM_OK);
        for (size_t n = 0; n < file.n; n++) {
            ck_assert_int_eq(open_copy(file.bytes, n, NULL), MM_ERR_INPUT);
        }
    }
}
END_TEST

START_TEST(a_changed_byte_never_harms)
{
    made_file file = read_real_zone("America/Nuuk");
    const made_zone zone = good_zone();
    if (file.n == 0) file = make_tzif(&zone);
    for (size_t i = 0; i < file.n; i++) {
        static const uint8_t flips[] = {0x01, 0x80, 0xff};
        for (size_t k = 0; k < sizeof flips; k++) {
            file.bytes[i] ^= flips[k];
            (void)open_copy(file.bytes, file.n, NULL);
            file.bytes[i] ^= flips[k];
        }
    }
    ck_assert_int_eq(open_copy(file.bytes, file.n, NULL), MM_OK);
}
END_TEST

int main(void)
{
    return RUN_SUITE("tzif", a_made_file_is_read_as_made, other_bytes_than_tzif_are_refused_c3_3,
                     versions_other_than_2_to_4_are_refused_c3_8,
                     counts_that_do_not_fit_the_file_are_refused_c3_8,
                     leap_seconds_are_refused_c3_4, types_must_be_there_and_in_range_c3_8,
                     transitions_must_ascend_c3_8, a_footer_must_be_there_and_agree_c3_8,
                     names_of_types_must_end_c3_8, marks_are_none_or_one_a_type,
                     a_file_over_64_kib_is_refused, a_file_cut_anywhere_is_refused_c3_8,
                     a_changed_byte_never_harms);
}
