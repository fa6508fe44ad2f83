/* Programme and people from files, all problems in one run. */
#include "people_text.h"

#include "run_suite.h"

#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/mentormatch-test-XXXXXX";

static void write_file(const char *name, const char *text)
{
    char path[200];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    ck_assert(file != NULL);
    ck_assert(fputs(text, file) >= 0);
    ck_assert_int_eq(fclose(file), 0);
}

static reading read_folder(void)
{
    char path[200];
    (void)snprintf(path, sizeof path, "%s/programme.json", folder);
    reading made;
    ck_assert_int_eq(mm_problems_new(NULL, &made.problems), MM_OK);
    mm_read_options options = MM_READ_OPTIONS_INIT;
    options.problems = made.problems;
    made.status = mm_read_files(path, &options, &made.programme, &made.cohort, &made.error);
    ck_assert((made.status == MM_OK) == (made.cohort != NULL));
    ck_assert((made.status == MM_OK) == (made.programme != NULL));
    return made;
}

static void make_folder(void)
{
    (void)snprintf(folder, sizeof folder, "/tmp/mentormatch-test-XXXXXX");
    ck_assert(mkdtemp(folder) != NULL);
}

static void remove_folder(void)
{
    static const char *const name[] = {"programme.json", "mentors.csv", "mentees.csv"};
    for (int i = 0; i < 3; i++) {
        char path[200];
        (void)snprintf(path, sizeof path, "%s/%s", folder, name[i]);
        (void)unlink(path);
        (void)rmdir(path);
    }
    ck_assert_int_eq(rmdir(folder), 0);
}

START_TEST(files_are_found_beside_the_programme)
{
    make_folder();
    write_file("programme.json", PROGRAMME(""));
    write_file("mentors.csv", "id\nm\n");
    write_file("mentees.csv", "id\ne\nf\n");
    reading made = read_folder();
    ck_assert_msg(made.status == MM_OK, "%s", made.error.message);
    ck_assert_int_eq(mm_cohort_n_people(made.cohort, MM_ROLE_MENTEE), 2);
    ck_assert(mm_cohort_programme(made.cohort) == made.programme);
    mm_cohort *again;
    ck_assert_int_eq(mm_read_cohort_files(made.programme, NULL, &again, NULL), MM_OK);
    ck_assert_str_eq(mm_cohort_fingerprint(again), mm_cohort_fingerprint(made.cohort));
    mm_programme_free(made.programme); /* the cohort shares it */
    ck_assert_int_eq(mm_programme_n_weeks(mm_cohort_programme(again)), 12);
    mm_cohort_free(again);
    made.programme = NULL;
    free_reading(&made);
    remove_folder();
}
END_TEST

START_TEST(problems_of_all_three_files_are_told_in_one_run)
{
    make_folder();
    write_file("programme.json", PROGRAMME(", \"zone_distance\": {\"weight\": -1}"));
    write_file("mentors.csv", "id,capacity\nm,x\n");
    write_file("mentees.csv", "id,availability\ne,x\n");
    reading made = read_folder();
    ck_assert_int_eq(made.status, MM_ERR_INPUT);
    ck_assert_int_eq(mm_problems_count(made.problems, MM_SEVERITY_ERROR), 3);
    int32_t n;
    const mm_problem *list = mm_problems_list(made.problems, &n);
    ck_assert(strstr(list[0].file, "programme.json") != NULL);
    ck_assert(strstr(problem_of(&made, MM_CODE_CAPACITY)->file, "/mentors.csv") != NULL);
    ck_assert(strstr(list[n - 1].file, "/mentees.csv") != NULL);
    ck_assert(strstr(made.error.file, "programme.json") != NULL);
    free_reading(&made);
    remove_folder();
}
END_TEST

START_TEST(C1_33_folder_or_nothing_instead_of_a_file_is_an_error)
{
    make_folder();
    write_file("programme.json", PROGRAMME(""));
    write_file("mentees.csv", "id\n");
    reading made = read_folder();
    ck_assert_int_eq(made.status, MM_ERR_FILE);
    ck_assert_int_eq(made.error.code, MM_CODE_FILE_OPEN);
    ck_assert(strstr(made.error.file, "/mentors.csv") != NULL);
    free_reading(&made);
    char path[200];
    (void)snprintf(path, sizeof path, "%s/mentors.csv", folder);
    ck_assert_int_eq(mkdir(path, 0700), 0);
    made = read_folder();
    ck_assert_int_eq(made.status, MM_ERR_FILE);
    ck_assert_int_eq(made.error.code, MM_CODE_FILE_KIND);
    free_reading(&made);
    remove_folder();
}
END_TEST

static int broken_read(void *context, void *buffer, size_t capacity, size_t *n_read)
{
    int *n_calls = context;
    if ((*n_calls)++ > 0) return 1;
    *n_read = capacity < 5 ? capacity : 5;
    memcpy(buffer, "id\na\n", *n_read);
    return 0;
}

START_TEST(C1_32_read_error_in_the_middle_leaves_nothing)
{
    mm_programme *programme = programme_of(PROGRAMME(""));
    int n_calls = 0;
    const mm_source broken = {.name = "m.csv", .read = broken_read, .context = &n_calls};
    const mm_source fine = {.name = "e.csv", .bytes = "id\n", .n_bytes = 3};
    mm_cohort *cohort;
    mm_error error;
    ck_assert_int_eq(mm_read_cohort(programme, &broken, &fine, NULL, &cohort, &error),
                     MM_ERR_FILE);
    ck_assert_str_eq(error.file, "m.csv");
    ck_assert(cohort == NULL);
    mm_programme_free(programme);
}
END_TEST

START_TEST(arguments_are_checked)
{
    mm_programme *programme = programme_of(PROGRAMME(""));
    const mm_source source = {.name = "m.csv", .bytes = "id\n", .n_bytes = 3};
    mm_cohort *cohort;
    mm_programme *other;
    ck_assert_int_eq(mm_read_cohort(NULL, &source, &source, NULL, &cohort, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_cohort(programme, NULL, &source, NULL, &cohort, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_cohort(programme, &source, NULL, NULL, &cohort, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_cohort(programme, &source, &source, NULL, NULL, NULL),
                     MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_cohort_files(NULL, NULL, &cohort, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_cohort_files(programme, NULL, NULL, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_files(NULL, NULL, &other, &cohort, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_files("x", NULL, NULL, &cohort, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_read_files("x", NULL, &other, NULL, NULL), MM_ERR_ARGUMENT);
    ck_assert_int_eq(mm_cohort_n_people(NULL, MM_ROLE_MENTOR), 0);
    ck_assert_str_eq(mm_cohort_fingerprint(NULL), "");
    ck_assert(mm_cohort_programme(NULL) == NULL);
    mm_cohort_free(NULL);
    mm_programme_free(programme);
}
END_TEST

int main(void)
{
    return RUN_SUITE("cohort_files", files_are_found_beside_the_programme,
                     problems_of_all_three_files_are_told_in_one_run,
                     C1_33_folder_or_nothing_instead_of_a_file_is_an_error,
                     C1_32_read_error_in_the_middle_leaves_nothing, arguments_are_checked);
}
