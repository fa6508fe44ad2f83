/* Places, order, digits and paths of values. */
#include "read/json_walk.h"
#include "run_suite.h"

#include <string.h>

static mmi_json parse(const char *text, mm_problems **problems)
{
    ck_assert_int_eq(mm_problems_new(NULL, problems), MM_OK);
    const mmi_heap heap = mmi_heap_from(NULL);
    const mmi_json_input input = {text, strlen(text), "x.json"};
    mmi_json json;
    ck_assert_int_eq(mmi_json_parse(&heap, &input, *problems, &json, NULL), MM_OK);
    return json;
}

START_TEST(nodes_keep_order_place_and_digits)
{
    mm_problems *problems = NULL;
    mmi_json json = parse("\n {\"b\" : [1.50,\t\"\\u00e9]\",\n  {} ,[[]]],\r\n\"a\":-2e1 }\n",
                          &problems);
    ck_assert_int_eq(json.n_nodes, 8);
    const mmi_json_node *whole = &json.node[0];
    ck_assert_int_eq(whole->line, 2);
    ck_assert_int_eq(whole->column, 2);
    ck_assert_int_eq(whole->n_below, 7);
    const mmi_json_node *list = mmi_json_first(whole);
    ck_assert_str_eq(list->key, "b");
    ck_assert_int_eq(list->key_column, 3);
    ck_assert_int_eq(list->column, 9);
    const mmi_json_node *number = mmi_json_first(list);
    ck_assert_int_eq(number->type, MMI_JSON_NUMBER);
    ck_assert_int_eq((int)number->n_digits, 4);
    ck_assert_int_eq(memcmp(number->digits, "1.50", 4), 0);
    const mmi_json_node *text = mmi_json_next(number);
    ck_assert_str_eq(text->string, "\xC3\xA9]");
    ck_assert_int_eq(text->column, 16);
    const mmi_json_node *empty = mmi_json_next(text);
    ck_assert_int_eq(empty->type, MMI_JSON_OBJECT);
    ck_assert_ptr_null(mmi_json_first(empty));
    ck_assert_int_eq(empty->line, 3);
    const mmi_json_node *nested = mmi_json_next(empty);
    ck_assert_int_eq(nested->index, 3);
    ck_assert_int_eq(nested->n_below, 1);
    ck_assert_ptr_null(mmi_json_next(nested));
    const mmi_json_node *last = mmi_json_next(list);
    ck_assert_str_eq(last->key, "a");
    ck_assert_int_eq(last->line, 4);
    ck_assert_int_eq(last->column, 5);
    ck_assert_int_eq((int)last->n_digits, 4);
    ck_assert_ptr_null(mmi_json_next(last));
    mmi_json_free(&json);
    mm_problems_free(problems);
}
END_TEST

/* A text that is decoded to another length than the one counted would be taken for lost. */
START_TEST(escapes_of_every_length_are_counted_as_they_are_decoded)
{
    mm_problems *problems = NULL;
    mmi_json json = parse("{\"\\u0001\\u007f\\u0080\\u07FF\\u0800\\uD7ff\\uE000\\uFFFF\": "
                          "\"\\ud83d\\ude00\\/\\b\\f\\n\\r\\t\\\"\\\\\"}", &problems);
    ck_assert_int_eq(json.n_nodes, 2);
    ck_assert_str_eq(json.node[1].key, "\x01\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF"
                                       "\xEE\x80\x80\xEF\xBF\xBF");
    ck_assert_str_eq(json.node[1].string, "\xF0\x9F\x98\x80/\b\f\n\r\t\"\\");
    mmi_json_free(&json);
    mm_problems_free(problems);
}
END_TEST

START_TEST(path_names_keys_and_indices_from_zero)
{
    mm_problems *problems = NULL;
    mmi_json json = parse("{\"a\": [0, {\"b\": [[7]]}]}", &problems);
    mmi_json_report(&json, &json.node[json.n_nodes - 1], MM_SEVERITY_NOTE, MM_CODE_TEXT, "here");
    mmi_problems_finish(problems, NULL);
    int32_t n = 0;
    const mm_problem *problem = mm_problems_list(problems, &n);
    ck_assert_int_eq(n, 1);
    ck_assert_str_eq(problem->field, "a[1].b[0][0]");
    ck_assert_str_eq(problem->token, "7");
    ck_assert_str_eq(problem->file, "x.json");
    ck_assert_int_eq(problem->column, 19);
    mmi_json_free(&json);
    mm_problems_free(problems);
}
END_TEST

START_TEST(long_tokens_are_cut_between_characters)
{
    char text[600] = "[\"a";
    for (int i = 0; i < 100; i++) strcat(text, "\xC3\xA9");
    strcat(text, "\"]");
    mm_problems *problems = NULL;
    mmi_json json = parse(text, &problems);
    mmi_json_report(&json, &json.node[1], MM_SEVERITY_NOTE, MM_CODE_TEXT, "here");
    mmi_problems_finish(problems, NULL);
    const mm_problem *problem = mm_problems_list(problems, NULL);
    ck_assert_int_eq((int)strlen(problem->token), 127);
    ck_assert_int_eq(memcmp(problem->token, json.node[1].string, 127), 0);
    mmi_json_free(&json);
    mm_problems_free(problems);
}
END_TEST

START_TEST(null_member_is_no_member)
{
    mm_problems *problems = NULL;
    mmi_json json = parse("{\"a\": null, \"b\": 1}", &problems);
    ck_assert_ptr_null(mmi_json_member(&json.node[0], "a"));
    ck_assert_ptr_nonnull(mmi_json_member(&json.node[0], "b"));
    ck_assert_ptr_null(mmi_json_member(&json.node[0], "c"));
    ck_assert(!mmi_problems_has_error(problems));
    ck_assert_ptr_null(mmi_json_required(&json, &json.node[0], "a"));
    ck_assert(mmi_problems_has_error(problems));
    mmi_json_free(&json);
    mm_problems_free(problems);
}
END_TEST

int main(void)
{
    return RUN_SUITE("json_document", nodes_keep_order_place_and_digits,
                     escapes_of_every_length_are_counted_as_they_are_decoded,
                     path_names_keys_and_indices_from_zero, long_tokens_are_cut_between_characters,
                     null_member_is_no_member);
}
