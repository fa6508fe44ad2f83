/* summary.json and the JSON writer, byte for byte as Python's json.dumps(…, indent=2,
 * ensure_ascii=False) would have it. */
#include "write/json_out.h"

#include "write/json_text.h"

#include "hand_made.h"
#include "run_suite.h"
#include "text_sink.h"

#include <mentormatch/version.h>

#include <stdio.h>

static text_sink taken;
static const mmi_versions versions = {"5.0", "2.14"};

static const char *summary_text(const mmi_summary *summary)
{
    mmi_writer writer = mmi_writer_on(&summary->profiles->heap, sink_into(&taken), NULL);
    mmi_summary_json(summary, &writer);
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    return taken.text;
}

#define FINGERPRINT_BYTES "a5a5a5a5a5a5a5a5"
#define FINGERPRINT FINGERPRINT_BYTES FINGERPRINT_BYTES FINGERPRINT_BYTES FINGERPRINT_BYTES

/* The head depends on versions of the machine. */
static void add_head(char *text, size_t room, const hand_made *made)
{
    (void)snprintf(text, room,
                   "{\n  \"mentormatch\": 1,\n  \"programme\": \"Online MSc, autumn 2026\",\n"
                   "  \"fingerprint\": \"" FINGERPRINT "\",\n"
                   "  \"versions\": {\n    \"mentormatch\": \"%s\",\n    \"glpk\": \"5.0\",\n"
                   "    \"jansson\": \"2.14\",\n    \"tzdata\": \"%s\"\n  },\n",
                   MM_VERSION, mmi_zone_book_version(made->zones));
}

START_TEST(summary_of_a_run_has_every_key_in_order)
{
    hand_made made;
    hand_cohort(&made);
    mmi_run_file files[2] = {{"calendars/mentee-Ann.ics", 1234, {0}}, {"pairs.csv", 0, {0xFF}}};
    const mmi_summary summary = {&made.profiles, &made.matching, &made.schedule, &versions, 4,
                                 2, files};
    char expected[4096];
    add_head(expected, sizeof expected, &made);
    strcat(expected,
           "  \"counts\": {\n    \"mentors\": 2,\n    \"mentees\": 3,\n    \"both\": 1,\n"
           "    \"places\": 4,\n    \"requests\": 3,\n    \"pairs\": 3,\n    \"unfilled\": 4,\n"
           "    \"mentees_paired\": 3,\n    \"pairs_without_common_start\": 1\n  },\n"
           "  \"goals\": [\n    {\n      \"goal\": \"participation\",\n      \"mentees\": 3,\n"
           "      \"requests\": 3\n    },\n    {\n      \"goal\": \"total\",\n"
           "      \"value\": 1873407\n    }\n  ],\n"
           "  \"proof\": {\n    \"status\": \"optimal\",\n    \"bound\": 1873407,\n"
           "    \"gap\": 0,\n    \"glpk\": \"confirmed\",\n    \"glpk_iterations\": 0\n  },\n"
           "  \"check_ins\": {\n    \"live\": 3,\n    \"asynchronous\": 2,\n    \"bound\": 4,\n"
           "    \"exact\": false,\n    \"weeks\": [\n"
           "      {\n        \"week\": 2,\n        \"live\": 2,\n        \"asynchronous\": 1,\n"
           "        \"exact\": true\n      },\n"
           "      {\n        \"week\": 8,\n        \"live\": 1,\n        \"asynchronous\": 1,\n"
           "        \"exact\": false\n      }\n    ]\n  },\n"
           "  \"files\": [\n"
           "    {\n      \"name\": \"calendars/mentee-Ann.ics\",\n      \"bytes\": 1234,\n"
           "      \"sha256\": \"00000000000000000000000000000000"
           "00000000000000000000000000000000\"\n    },\n"
           "    {\n      \"name\": \"pairs.csv\",\n      \"bytes\": 0,\n"
           "      \"sha256\": \"ff000000000000000000000000000000"
           "00000000000000000000000000000000\"\n    }\n  ]\n}\n");
    ck_assert_str_eq(summary_text(&summary), expected);
    hand_end(&made);
}
END_TEST

START_TEST(what_does_not_apply_is_left_out)
{
    hand_made made;
    hand_cohort(&made);
    const mmi_summary planned = {&made.profiles, NULL, &made.schedule, &versions, MM_NONE, 0,
                                 NULL};
    const char *text = summary_text(&planned);
    ck_assert_ptr_null(strstr(text, "\"pairs\""));
    ck_assert_ptr_null(strstr(text, "\"goals\""));
    ck_assert_ptr_null(strstr(text, "\"proof\""));
    ck_assert_ptr_nonnull(strstr(text, "    \"requests\": 3\n  },\n  \"check_ins\": {\n"));
    ck_assert_ptr_nonnull(strstr(text, "  \"files\": []\n}\n"));
    made.matching.proof.outcome = MM_OUTCOME_GIVEN;
    const mmi_summary given = {&made.profiles, &made.matching, NULL, &versions, MM_NONE, 0, NULL};
    text = summary_text(&given);
    ck_assert_ptr_nonnull(strstr(text, "\"pairs\": 3,\n    \"mentees_paired\": 3"));
    ck_assert_ptr_null(strstr(text, "\"goals\""));
    ck_assert_ptr_null(strstr(text, "\"check_ins\""));
    hand_end(&made);
}
END_TEST

START_TEST(mentee_with_two_mentors_is_paired_once)
{
    hand_made made;
    hand_cohort(&made);
    made.pair[1].mentee = made.pair[0].mentee;
    const mmi_summary summary = {&made.profiles, &made.matching, NULL, &versions, 0, 0, NULL};
    ck_assert_ptr_nonnull(strstr(summary_text(&summary), "\"mentees_paired\": 2,"));
    hand_end(&made);
}
END_TEST

START_TEST(texts_are_escaped_as_json_asks)
{
    hand_made made;
    hand_cohort(&made);
    made.programme.name = "a\"b\\c\n\t\x01\x7F/\xC3\xA9";
    const mmi_summary summary = {&made.profiles, NULL, &made.schedule, &versions, 0, 0, NULL};
    ck_assert_ptr_nonnull(strstr(summary_text(&summary),
                                 "\"programme\": \"a\\\"b\\\\c\\n\\t\\u0001\x7F/\xC3\xA9\","));
    hand_end(&made);
}
END_TEST

START_TEST(empty_arrays_and_objects_stay_on_their_line)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    mmi_writer writer = mmi_writer_on(&heap, sink_into(&taken), NULL);
    mmi_json_out json = {.writer = &writer};
    mmi_json_out_open(&json, NULL, '{');
    mmi_json_out_open(&json, "a", '[');
    mmi_json_out_close(&json, ']');
    mmi_json_out_open(&json, "b", '{');
    mmi_json_out_close(&json, '}');
    mmi_json_out_open(&json, "c", '[');
    mmi_json_out_integer(&json, NULL, -1);
    mmi_json_out_boolean(&json, NULL, true);
    mmi_json_out_close(&json, ']');
    mmi_json_out_close(&json, '}');
    ck_assert_int_eq(mmi_writer_end(&writer, NULL), MM_OK);
    ck_assert_str_eq(taken.text,
                     "{\n  \"a\": [],\n  \"b\": {},\n  \"c\": [\n    -1,\n    true\n  ]\n}");
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_out", summary_of_a_run_has_every_key_in_order,
                     what_does_not_apply_is_left_out, mentee_with_two_mentors_is_paired_once,
                     texts_are_escaped_as_json_asks,
                     empty_arrays_and_objects_stay_on_their_line);
}
