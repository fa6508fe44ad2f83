/* Makes cohort, profiles, scorer and scanner, and hands blocks of mentees to the scan. */
#include "scan_rows.h"

#include "generate/generated_cohort.h"

void mmb_scan_make(const mmb_cohort_arguments *arguments, int32_t k, mmb_scan *scan)
{
    const mmb_recipe recipe = mmb_recipe_of(arguments);
    const mmi_stop never = mmi_stop_from(NULL, 0);
    mm_error error = {0};
    mm_cohort *cohort;
    *scan = (mmb_scan){.heap = mmi_heap_from(NULL), .n_mentors = recipe.n_mentors, .k = k};
    mmb_must(mmb_cohort_make(&recipe, &cohort, &error), &error);
    mmb_must(mm_compile(cohort, NULL, &scan->profiles, &error), &error);
    mm_cohort_free(cohort);
    mmb_must(mmi_scorer_make(&scan->heap, scan->profiles, mmb_kernel_of(arguments), &never,
                             &scan->scorer, &error), &error);
    mmb_must(mmi_scanner_make(&scan->heap, &scan->scorer, &scan->scanner, &error), &error);
    scan->best = mmi_alloc(&scan->heap, (size_t)MMI_SCAN_ROWS_MOST * (size_t)k,
                           sizeof *scan->best);
    mmb_must(scan->best != NULL ? MM_OK : MM_ERR_MEMORY, &error);
}

void mmb_scan_rows(mmb_scan *scan, int32_t first, int32_t n)
{
    const int32_t n_mentors = scan->n_mentors > 0 ? scan->n_mentors : 1;
    for (int32_t i = 0; i < n; i++) {
        scan->row[i] = (mmi_scan_row){
            .mentee = first + i, .k = scan->k, .floor = INT32_MIN,
            .tie_offset = (int32_t)((int64_t)(first + i) * 7919 % n_mentors),
            .best = scan->best + (int64_t)i * scan->k};
    }
    mmi_scan(scan->scanner, 0, scan->n_mentors, NULL, scan->row, n);
}

void mmb_scan_clear(mmb_scan *scan)
{
    mmi_free(&scan->heap, scan->best);
    mmi_scanner_free(scan->scanner);
    mmi_scorer_clear(&scan->scorer);
    mm_profiles_free(scan->profiles);
}
