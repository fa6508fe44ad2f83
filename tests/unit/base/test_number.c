/* Strict numbers: the decimal as written, nothing else. */
#include "base/number.h"

#include "run_suite.h"

#include <string.h>

typedef struct number_case {
    const char *text;
    int32_t places;
    mmi_number found;
    int64_t value;
} number_case;

static const number_case cases[] = {
    {"0", 0, MMI_NUMBER_OK, 0},
    {"-0", 0, MMI_NUMBER_OK, 0},
    {"42", 0, MMI_NUMBER_OK, 42},
    {"-17", 0, MMI_NUMBER_OK, -17},
    {"007", 0, MMI_NUMBER_OK, 7},
    {"1.5", 3, MMI_NUMBER_OK, 1500},
    {"-1.5", 3, MMI_NUMBER_OK, -1500},
    {"0.001", 3, MMI_NUMBER_OK, 1},
    {"1", 6, MMI_NUMBER_OK, 1000000},
    {"1000000000000", 3, MMI_NUMBER_OK, 1000000000000000},
    {"0.0001", 3, MMI_NUMBER_PLACES, 0},
    {"1.5000", 3, MMI_NUMBER_PLACES, 0},
    {"4611686018427387904", 0, MMI_NUMBER_OK, (int64_t)1 << 62},
    {"4611686018427387905", 0, MMI_NUMBER_RANGE, 0},
    {"99999999999999999999999999", 0, MMI_NUMBER_RANGE, 0},
    {"9999999999999999999", 3, MMI_NUMBER_RANGE, 0},
    {"", 0, MMI_NUMBER_MALFORMED, 0},
    {"-", 0, MMI_NUMBER_MALFORMED, 0},
    {"--1", 0, MMI_NUMBER_MALFORMED, 0},
    {"+1", 0, MMI_NUMBER_MALFORMED, 0},
    {" 5", 0, MMI_NUMBER_MALFORMED, 0},
    {"5 ", 0, MMI_NUMBER_MALFORMED, 0},
    {"1.5", 0, MMI_NUMBER_MALFORMED, 0},
    {"1,5", 3, MMI_NUMBER_MALFORMED, 0},
    {"1.", 3, MMI_NUMBER_MALFORMED, 0},
    {".5", 3, MMI_NUMBER_MALFORMED, 0},
    {"1e3", 3, MMI_NUMBER_MALFORMED, 0},
    {"0x1p3", 3, MMI_NUMBER_MALFORMED, 0},
    {"nan", 3, MMI_NUMBER_MALFORMED, 0},
    {"inf", 3, MMI_NUMBER_MALFORMED, 0},
    {"1_000", 0, MMI_NUMBER_MALFORMED, 0},
    {"\xEF\xBC\x95", 0, MMI_NUMBER_MALFORMED, 0}, /* full-width five */
};

START_TEST(C1_24_only_the_documented_grammar_is_a_number)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const number_case *of = &cases[i];
        int64_t value = 12345;
        const mmi_number found =
            mmi_parse_decimal(of->text, strlen(of->text), of->places, &value);
        ck_assert_msg(found == of->found, "\"%s\": %d", of->text, (int)found);
        ck_assert_msg(value == (found == MMI_NUMBER_OK ? of->value : 12345), "\"%s\": %lld",
                      of->text, (long long)value);
    }
}
END_TEST

START_TEST(only_the_given_bytes_are_read)
{
    int64_t value;
    ck_assert_int_eq(mmi_parse_integer("1234", 2, &value), MMI_NUMBER_OK);
    ck_assert_int_eq(value, 12);
    ck_assert_int_eq(mmi_parse_integer("1234", 0, &value), MMI_NUMBER_MALFORMED);
}
END_TEST

int main(void)
{
    return RUN_SUITE("number", C1_24_only_the_documented_grammar_is_a_number,
                     only_the_given_bytes_are_read);
}
