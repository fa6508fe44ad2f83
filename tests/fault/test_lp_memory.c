/* W20: every allocation of a solve fails in turn, GLPK's included, once and from then on. The
 * program's own malloc stands before libc's for all libraries, so nothing has to be preloaded. */
#include "lp/lp.h"

#include "lp_cases.h"
#include "run_suite.h"

#include <errno.h>
#include <stdatomic.h>

void *__libc_malloc(size_t n_bytes);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *block, size_t n_bytes);
void __libc_free(void *block);

static atomic_long n_asked, n_out;
static atomic_long fail_at; /* 0: none */
static atomic_bool fails_from_then_on, is_armed, has_failed, realloc_has_failed;

static bool fails(void)
{
    if (!atomic_load(&is_armed)) return false;
    const long k = atomic_fetch_add(&n_asked, 1) + 1, at = atomic_load(&fail_at);
    if (k != at && !(atomic_load(&fails_from_then_on) && k > at)) return false;
    atomic_store(&has_failed, true);
    errno = ENOMEM;
    return true;
}

static void *counted(void *block)
{
    if (block != NULL) atomic_fetch_add(&n_out, 1);
    return block;
}

void *malloc(size_t n_bytes)
{
    return fails() ? NULL : counted(__libc_malloc(n_bytes));
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : counted(__libc_calloc(n, size));
}

void *realloc(void *block, size_t n_bytes)
{
    if (block == NULL) return malloc(n_bytes);
    if (!fails()) return __libc_realloc(block, n_bytes);
    atomic_store(&realloc_has_failed, true);
    return NULL;
}

void free(void *block)
{
    if (block != NULL) atomic_fetch_sub(&n_out, 1);
    __libc_free(block);
}

typedef struct outcome {
    mm_status status;
    mmi_lp_answer answer;
    long n_lost;
    bool has_failed, realloc_has_failed;
} outcome;

static outcome solve_failing(const lp_case *made, long at, bool from_then_on)
{
    const mmi_heap heap = mmi_heap_from(NULL);
    outcome seen = {0};
    atomic_store(&n_asked, 0);
    atomic_store(&fail_at, at);
    atomic_store(&fails_from_then_on, from_then_on);
    atomic_store(&has_failed, false);
    atomic_store(&realloc_has_failed, false);
    const long before = atomic_load(&n_out);
    atomic_store(&is_armed, at > 0);
    seen.status = mmi_lp_solve(&heap, &made->lp, NULL, &seen.answer, NULL);
    atomic_store(&is_armed, false);
    seen.n_lost = atomic_load(&n_out) - before;
    seen.has_failed = atomic_load(&has_failed);
    seen.realloc_has_failed = atomic_load(&realloc_has_failed);
    return seen;
}

static void assert_survives(const outcome *seen, long at)
{
    if (!seen->has_failed) {
        ck_assert_int_eq(seen->status, MM_OK);
        ck_assert_int_eq(seen->answer.status, MMI_LP_OPTIMAL);
        ck_assert_int_eq(seen->n_lost, 0);
        return;
    }
    const mmi_lp_status found = seen->answer.status;
    ck_assert_msg(seen->status == MM_ERR_MEMORY ||
                  (seen->status == MM_OK && (found == MMI_LP_MEMORY || found == MMI_LP_NO_THREAD)),
                  "allocation %ld: %d, %d, %s", at, (int)seen->status, (int)found,
                  seen->answer.reason);
    /* GLPK takes a block off its list before it reallocates: glpk.md B3. */
    ck_assert_msg(seen->n_lost == 0 || (seen->n_lost == 1 && seen->realloc_has_failed),
                  "allocation %ld: %ld blocks lost", at, seen->n_lost);
}

static void sweep(const lp_case *made)
{
    (void)solve_failing(made, 0, false); /* what the first thread leaves in libc's caches */
    for (int from_then_on = 0; from_then_on < 2; from_then_on++) {
        long at = 0;
        outcome seen;
        do {
            seen = solve_failing(made, ++at, from_then_on == 1);
            assert_survives(&seen, at);
        } while (seen.has_failed && at < 10000);
        ck_assert_int_gt(at, 50); /* or GLPK's allocations were not among them */
        ck_assert(!seen.has_failed);
    }
}

START_TEST(w20_every_failing_allocation_of_a_cold_solve_is_survived)
{
    lp_case made = assignment_case(12, 1000, 31);
    sweep(&made);
    free_case(&made);
}
END_TEST

START_TEST(w20_every_failing_allocation_of_a_solve_from_a_basis_is_survived)
{
    lp_case made = forest_case(300, 90, 32);
    use_basis(&made);
    sweep(&made);
    free_case(&made);
}
END_TEST

int main(void)
{
    return RUN_SUITE("lp_memory", w20_every_failing_allocation_of_a_cold_solve_is_survived,
                     w20_every_failing_allocation_of_a_solve_from_a_basis_is_survived);
}
