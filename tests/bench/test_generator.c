/* What benchmarks are made from: the same everywhere, and what README.md says it is. */
#include "generate/generated_cohort.h"
#include "generate/instance.h"

#include "run_suite.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static mmb_recipe recipe_of(int32_t n_mentees, int32_t n_mentors, uint64_t seed)
{
    return (mmb_recipe){.n_mentees = n_mentees, .n_mentors = n_mentors, .capacity = 4,
                        .n_distinct_weeks = 1, .seed = seed};
}

/* A sum over every byte of the facts of a person. */
static uint64_t sum_of(const mmb_person *person)
{
    uint64_t sum = strlen(person->zone);
    for (int32_t i = 0; i < MMB_WEEK_SLOTS; i++) sum = sum * 31 + person->is_free[i];
    for (int32_t i = 0; i < MMB_N_SCALES; i++) sum = sum * 31 + person->scale[i];
    for (int32_t i = 0; i < MMB_N_SETS; i++) sum = sum * 31 + person->set[i];
    return sum;
}

START_TEST(person_depends_on_seed_role_and_number_alone)
{
    const mmb_recipe small = recipe_of(10, 10, 1), large = recipe_of(99999, 7, 1),
                     other = recipe_of(10, 10, 2);
    mmb_person a, b;
    mmb_person_make(&small, MMB_MENTEE, 3, &a);
    mmb_person_make(&large, MMB_MENTEE, 3, &b);
    ck_assert_uint_eq(sum_of(&a), sum_of(&b));
    ck_assert_str_eq(a.id, "e0000003");
    mmb_person_make(&other, MMB_MENTEE, 3, &b);
    ck_assert_uint_ne(sum_of(&a), sum_of(&b));
    mmb_person_make(&small, MMB_MENTEE, 4, &b);
    ck_assert_uint_ne(sum_of(&a), sum_of(&b));
    mmb_person_make(&small, MMB_MENTOR, 3, &b);
    ck_assert_uint_ne(sum_of(&a), sum_of(&b));
}
END_TEST

START_TEST(people_have_what_the_recipe_promises)
{
    const mmb_recipe recipe = recipe_of(2000, 0, 5);
    int64_t n_free = 0, n_evening = 0;
    for (int32_t number = 0; number < recipe.n_mentees; number++) {
        mmb_person person;
        mmb_person_make(&recipe, MMB_MENTEE, number, &person);
        for (int32_t set = 0; set < MMB_N_SETS; set++) ck_assert(person.set[set] != 0);
        ck_assert_int_le(__builtin_popcountll(person.set[0]), 5);
        ck_assert_int_le(__builtin_popcountll(person.set[2]), 4);
        for (int32_t i = 0; i < MMB_N_SCALES; i++) ck_assert_int_le(person.scale[i], 4);
        int32_t of_person = 0;
        for (int32_t slot = 0; slot < MMB_WEEK_SLOTS; slot++) {
            of_person += person.is_free[slot];
            n_evening += person.is_free[slot] && slot % 96 >= 17 * 4;
        }
        ck_assert_int_ge(of_person, 4);          /* at least an hour */
        ck_assert_int_le(of_person, 8 * 3 * 4);  /* at most eight times three */
        n_free += of_person;
    }
    ck_assert_int_gt(n_evening * 100, n_free * 60);
    ck_assert_int_lt(n_evening * 100, n_free * 85);
}
END_TEST

START_TEST(celebrities_are_free_more_than_others_and_some_nearly_always)
{
    mmb_recipe recipe = recipe_of(0, 500, 1);
    int64_t plain = 0, celebrity = 0;
    int32_t most = 0;
    for (int32_t number = 0; number < recipe.n_mentors; number++) {
        mmb_person person;
        recipe.has_celebrities = false;
        mmb_person_make(&recipe, MMB_MENTOR, number, &person);
        for (int32_t slot = 0; slot < MMB_WEEK_SLOTS; slot++) plain += person.is_free[slot];
        recipe.has_celebrities = true;
        mmb_person_make(&recipe, MMB_MENTOR, number, &person);
        int32_t of_person = 0;
        for (int32_t slot = 0; slot < MMB_WEEK_SLOTS; slot++) of_person += person.is_free[slot];
        celebrity += of_person;
        if (of_person > most) most = of_person;
    }
    ck_assert_int_gt(celebrity, 3 * plain);
    ck_assert_int_gt(most, MMB_WEEK_SLOTS * 8 / 10);
}
END_TEST

START_TEST(availability_reads_as_a_person_would_write_it)
{
    mmb_person person = {.zone = "Europe/London"};
    static mmb_person_text text;
    for (int32_t slot = 18 * 4 + 1; slot < 20 * 4; slot++) person.is_free[slot] = 1;
    for (int32_t slot = 6 * 96 + 92; slot < 7 * 96; slot++) person.is_free[slot] = 1;
    person.set[0] = UINT64_C(1) << 63 | 5;
    mmb_person_write(&person, &text);
    ck_assert_str_eq(text.availability, "Mon 18:15-20:00; Sun 23:00-24:00");
    ck_assert_str_eq(text.set[0], "s0;s2;s63");
    for (int32_t slot = 0; slot < MMB_WEEK_SLOTS; slot++) person.is_free[slot] = slot % 8 < 4;
    mmb_person_write(&person, &text); /* as many windows as there can be */
    ck_assert_int_lt((int)strlen(text.availability), MMB_AVAILABILITY_BYTES - 1);
}
END_TEST

START_TEST(builder_and_files_make_the_same_cohort)
{
    char folder[] = "/tmp/mentormatch-bench-XXXXXX", path[64];
    mm_error error;
    mm_cohort *in_memory, *from_files;
    mm_programme *programme;
    ck_assert_ptr_nonnull(mkdtemp(folder));
    for (int32_t weeks = 1; weeks <= 3; weeks++) {
        mmb_recipe recipe = recipe_of(40, 12, 7);
        recipe.n_distinct_weeks = weeks;
        recipe.has_celebrities = weeks == 2;
        ck_assert_int_eq(mmb_cohort_make(&recipe, &in_memory, &error), MM_OK);
        ck_assert(mmb_cohort_files(&recipe, folder));
        snprintf(path, sizeof path, "%s/programme.json", folder);
        ck_assert_int_eq(mm_read_files(path, NULL, &programme, &from_files, &error), MM_OK);
        ck_assert_int_eq(mm_cohort_n_people(from_files, MM_ROLE_MENTEE), 40);
        ck_assert_str_eq(mm_cohort_fingerprint(in_memory), mm_cohort_fingerprint(from_files));
        mm_cohort_free(in_memory);
        mm_cohort_free(from_files);
        mm_programme_free(programme);
    }
    static const char *const names[] = {"programme.json", "mentors.csv", "mentees.csv"};
    for (int32_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
}
END_TEST

START_TEST(instances_come_back_from_their_files)
{
    char path[] = "/tmp/mentormatch-bench-XXXXXX";
    const mmb_recipe recipe = recipe_of(50, 15, 3);
    mmb_sparse sparse, sparse_read;
    mmb_dense dense, dense_read;
    const int file = mkstemp(path);
    ck_assert_int_ge(file, 0);
    close(file);
    ck_assert(mmb_sparse_make(&recipe, 8, &sparse));
    ck_assert(mmb_sparse_write(&sparse, path));
    ck_assert(mmb_sparse_read(path, &sparse_read));
    ck_assert_int_eq(sparse_read.row_start[50], 50 * 8);
    ck_assert_mem_eq(sparse.column, sparse_read.column, 50 * 8 * sizeof(int32_t));
    ck_assert_mem_eq(sparse.value, sparse_read.value, 50 * 8 * sizeof(int32_t));
    ck_assert(!mmb_dense_read(path, &dense_read));
    for (const char *kind = "SUMABE"; *kind != '\0'; kind++) {
        ck_assert(mmb_dense_make(*kind, 7, 5, 1, &dense));
        ck_assert(mmb_dense_write(&dense, path));
        ck_assert(mmb_dense_read(path, &dense_read));
        const size_t size = dense.type == MMB_INT32 ? 4 : 8;
        ck_assert_mem_eq(dense.cost, dense_read.cost, 35 * size);
        mmb_dense_clear(&dense);
        mmb_dense_clear(&dense_read);
    }
    ck_assert(!mmb_dense_make('x', 7, 5, 1, &dense));
    mmb_sparse_clear(&sparse);
    mmb_sparse_clear(&sparse_read);
    unlink(path);
}
END_TEST

START_TEST(sparse_instance_holds_the_best_of_every_row)
{
    const mmb_recipe recipe = recipe_of(20, 60, 4);
    mmb_sparse all, best;
    ck_assert(mmb_sparse_make(&recipe, 60, &all));
    ck_assert(mmb_sparse_make(&recipe, 8, &best));
    for (int32_t row = 0; row < 20; row++) {
        int32_t least = INT32_MAX, n_above = 0;
        for (int32_t i = 0; i < 8; i++) {
            const int64_t at = row * 8 + i;
            ck_assert_int_eq(best.value[at], all.value[row * 60 + best.column[at]]);
            if (i > 0) ck_assert_int_lt(best.column[at - 1], best.column[at]);
            if (best.value[at] < least) least = best.value[at];
        }
        for (int32_t i = 0; i < 60; i++) n_above += all.value[row * 60 + i] > least;
        ck_assert_int_lt(n_above, 8);
    }
    mmb_sparse_clear(&all);
    mmb_sparse_clear(&best);
}
END_TEST

int main(void)
{
    return RUN_SUITE("generator", person_depends_on_seed_role_and_number_alone,
                     people_have_what_the_recipe_promises,
                     celebrities_are_free_more_than_others_and_some_nearly_always,
                     availability_reads_as_a_person_would_write_it,
                     builder_and_files_make_the_same_cohort,
                     instances_come_back_from_their_files,
                     sparse_instance_holds_the_best_of_every_row);
}
