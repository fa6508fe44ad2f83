/* The decimal as written, against values known beforehand. */
#include "read/json_number.h"
#include "run_suite.h"

#include <stdio.h>
#include <string.h>

static mmi_number read_number(const char *digits, int32_t places, int64_t *value)
{
    *value = -77;
    return mmi_json_decimal(digits, strlen(digits), places, value);
}

START_TEST(notations_of_one_number_are_equal)
{
    static const struct {
        const char *digits;
        int32_t places;
        int64_t value;
    } rows[] = {{"0", 0, 0},        {"-0", 3, 0},          {"7", 3, 7000},
                {"-7", 3, -7000},   {"0.007", 3, 7},       {"7e-3", 3, 7},
                {"0.7E-2", 3, 7},   {"70e-4", 4, 70},      {"1.5e1", 0, 15},
                {"1.5e+1", 0, 15},  {"15e-1", 1, 15},      {"0.000001", 6, 1},
                {"0e99999999", 3, 0}, {"4611686018427387904", 0, INT64_C(4611686018427387904)},
                {"-4611686018427387904", 0, -INT64_C(4611686018427387904)}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value;
        ck_assert_msg(read_number(rows[i].digits, rows[i].places, &value) == MMI_NUMBER_OK, "%s",
                      rows[i].digits);
        ck_assert_int_eq(value, rows[i].value);
    }
}
END_TEST

START_TEST(more_places_than_allowed_are_told_from_numbers_too_large)
{
    static const struct {
        const char *digits;
        int32_t places;
        mmi_number answer;
    } rows[] = {{"0.1234", 3, MMI_NUMBER_PLACES},   {"1.0000", 3, MMI_NUMBER_PLACES},
                {"1e-4", 3, MMI_NUMBER_PLACES},     {"12.0", 0, MMI_NUMBER_PLACES},
                {"1e-99999999999", 3, MMI_NUMBER_PLACES}, {"0.0e-3", 3, MMI_NUMBER_PLACES},
                {"1e19", 0, MMI_NUMBER_RANGE},      {"1e99999999999", 3, MMI_NUMBER_RANGE},
                {"4611686018427387905", 0, MMI_NUMBER_RANGE},
                {"4611686018427387904", 1, MMI_NUMBER_RANGE},
                {"99999999999999999999999999.5", 3, MMI_NUMBER_RANGE}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t value;
        ck_assert_msg(read_number(rows[i].digits, rows[i].places, &value) == rows[i].answer, "%s",
                      rows[i].digits);
        ck_assert_int_eq(value, -77);
    }
}
END_TEST

START_TEST(every_three_place_decimal_up_to_20_is_exact)
{
    for (int64_t milli = 0; milli <= 20000; milli++) {
        char digits[32];
        int64_t value;
        snprintf(digits, sizeof digits, "%d.%03d", (int)(milli / 1000), (int)(milli % 1000));
        ck_assert_int_eq(read_number(digits, 3, &value), MMI_NUMBER_OK);
        ck_assert_int_eq(value, milli);
        snprintf(digits, sizeof digits, "%de-3", (int)milli);
        ck_assert_int_eq(read_number(digits, 6, &value), MMI_NUMBER_OK);
        ck_assert_int_eq(value, milli * 1000);
    }
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_number", notations_of_one_number_are_equal,
                     more_places_than_allowed_are_told_from_numbers_too_large,
                     every_three_place_decimal_up_to_20_is_exact);
}
