/* Memory that runs out at every single request: the library's own, then jansson's. */
#include "failing_allocator.h"
#include "programme_text.h"

#include <jansson.h>

static mm_status read_with(failing_allocator *state, const char *text, bool own_problems,
                           mm_programme **programme)
{
    mm_allocator allocator = failing_allocator_of(state);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.allocator = &allocator;
    mm_problems *problems = NULL;
    if (!own_problems) {
        ck_assert_int_eq(mm_problems_new(NULL, &problems), MM_OK);
        options.problems = problems;
    }
    mm_error error;
    const mm_source source = {.name = "p.json", .bytes = text, .n_bytes = strlen(text)};
    const mm_status status = mm_read_programme(&source, &options, programme, &error);
    ck_assert_int_eq((int)error.status, (int)status);
    mm_problems_free(problems);
    return status;
}

static void fail_every_request(const char *text, mm_status expected, bool from_then_on)
{
    for (int own = 0; own < 2; own++) {
        mm_status status = MM_ERR_MEMORY;
        for (long fail_at = 1; fail_at < 100000; fail_at++) {
            failing_allocator state = {.fail_at = fail_at, .from_then_on = from_then_on};
            mm_programme *programme = (mm_programme *)&state;
            status = read_with(&state, text, own == 1, &programme);
            if (status != MM_OK) ck_assert_ptr_null(programme);
            if (status == MM_OK) mm_programme_free(programme);
            ck_assert_int_eq(state.n_out, 0);
            if (!state.has_failed) break;
            ck_assert_msg(status == MM_ERR_MEMORY, "request %ld: status %d", fail_at, status);
        }
        ck_assert_int_eq(status, expected);
    }
}

START_TEST(no_request_of_a_good_read_may_fail_silently)
{
    fail_every_request(good_text, MM_OK, false);
    fail_every_request(good_text, MM_OK, true);
}
END_TEST

START_TEST(no_request_of_a_bad_read_may_fail_silently)
{
    char *text = change(good_text, "\"UTC\"", "\"UTC+3\"");
    char *more = change(text, "[\"me-9\", \"mo-3\"]", "[\"me-7\", \"mo-3\"]");
    fail_every_request(more, MM_ERR_INPUT, false);
    fail_every_request("{\"a\": 1,}", MM_ERR_INPUT, false);
    free(text);
    free(more);
}
END_TEST

/* jansson's hooks are global and the library never sets them; a test program may. */
static long fail_jansson_at;
static bool fails_from_then_on;
static long n_jansson_asked;
static bool has_jansson_failed;

static void *failing_jansson_malloc(size_t n)
{
    n_jansson_asked++;
    const bool fails = n_jansson_asked == fail_jansson_at ||
                       (fails_from_then_on && n_jansson_asked > fail_jansson_at);
    has_jansson_failed = has_jansson_failed || fails;
    return fails ? NULL : malloc(n);
}

static void check_same_texts(const mm_programme *programme)
{
    ck_assert_str_eq(programme->name, "Online MSc, autumn 2026");
    ck_assert_str_eq(programme->people[MMI_MENTOR].heading[MMI_FIELD_ID], "Staff number");
    ck_assert_str_eq(programme->question[1].id, "experience");
    ck_assert_str_eq(programme->question[4].affinity[0].mentor_answer, "lively");
}

/* One failure may be healed by asking jansson again; what is read is then what is written. */
START_TEST(failures_inside_jansson_never_change_what_is_read)
{
    json_set_alloc_funcs(failing_jansson_malloc, free);
    for (int from_then_on = 0; from_then_on < 2; from_then_on++) {
        fails_from_then_on = from_then_on == 1;
        has_jansson_failed = true;
        long n_refused = 0;
        for (fail_jansson_at = 1; has_jansson_failed; fail_jansson_at++) {
            n_jansson_asked = 0;
            has_jansson_failed = false;
            failing_allocator state = {0};
            mm_programme *programme = NULL;
            const mm_status status = read_with(&state, good_text, true, &programme);
            ck_assert(status == MM_OK || has_jansson_failed);
            if (status == MM_OK) check_same_texts(programme);
            else n_refused++;
            mm_programme_free(programme);
            ck_assert_int_eq(state.n_out, 0);
        }
        ck_assert_int_gt(fail_jansson_at, 100);
        ck_assert(from_then_on == 0 || n_refused == fail_jansson_at - 2);
    }
    json_set_alloc_funcs(malloc, free);
}
END_TEST

int main(void)
{
    return RUN_SUITE("programme_json_faults", no_request_of_a_good_read_may_fail_silently,
                     no_request_of_a_bad_read_may_fail_silently,
                     failures_inside_jansson_never_change_what_is_read);
}
