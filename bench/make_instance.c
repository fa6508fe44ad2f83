/* Makes what the other programs and the peers read: the files of a cohort, or an assignment
 * instance (generate/instance.h). Nothing is printed.
 *   make_instance --people FOLDER           programme.json, mentors.csv, mentees.csv
 *   make_instance --sparse FILE             the best --candidates of every mentee
 *   make_instance --dense FILE --kind S     a matrix, --mentees x --mentors */
#include "generate/generated_cohort.h"
#include "generate/instance.h"
#include "support/arguments.h"
#include "support/measure.h"

static bool make_sparse(const mmb_recipe *recipe, int32_t n_candidates, const char *path)
{
    mmb_sparse sparse;
    if (!mmb_sparse_make(recipe, n_candidates, &sparse)) return false;
    const bool is_written = mmb_sparse_write(&sparse, path);
    mmb_sparse_clear(&sparse);
    return is_written;
}

static bool make_dense(const mmb_recipe *recipe, char kind, const char *path)
{
    mmb_dense dense;
    if (!mmb_dense_make(kind, recipe->n_mentees, recipe->n_mentors, recipe->seed, &dense)) {
        return false;
    }
    const bool is_written = mmb_dense_write(&dense, path);
    mmb_dense_clear(&dense);
    return is_written;
}

int main(int argc, char **argv)
{
    mmb_cohort_arguments given = MMB_COHORT_ARGUMENTS_INIT;
    const char *people = NULL, *sparse = NULL, *dense = NULL, *kind = "S";
    int64_t candidates = 32;
    const mmb_argument arguments[] = {
        MMB_COHORT_ARGUMENTS(given), {"--people", 0, &people, 0}, {"--sparse", 0, &sparse, 0},
        {"--dense", 0, &dense, 0}, {"--kind", 0, &kind, 0}, {"--candidates", &candidates, 0, 0}};
    mmb_arguments_read(argc, argv, arguments, sizeof arguments / sizeof arguments[0]);
    const mmb_recipe recipe = mmb_recipe_of(&given);
    bool is_made = people == NULL || mmb_cohort_files(&recipe, people);
    is_made = is_made && (sparse == NULL || make_sparse(&recipe, (int32_t)candidates, sparse));
    is_made = is_made && (dense == NULL || make_dense(&recipe, kind[0], dense));
    if (!is_made) fputs("make_instance: the instance could not be made or written\n", stderr);
    return is_made ? 0 : 1;
}
