/* The proof of an assignment, checked in integers: weak duality says that no assignment is worth
 * more than the dual value, so primal = dual proves the optimum whatever the solver did.
 * Shares no code with the solver. */
#include "assign/certificate.h"

__extension__ typedef __int128 wide;

static wide larger(wide a, wide b)
{
    return a > b ? a : b;
}

/* Loads recomputed from the chosen pairs; false where the answer says otherwise. */
static bool loads_agree(const mmi_assign_problem *problem, const mmi_assignment *answer,
                        int32_t *column_load)
{
    for (int32_t group = 0; group < problem->n_groups; group++) {
        int64_t group_load = 0;
        for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1];
             row++) {
            int64_t row_load = 0;
            for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1];
                 pair++) {
                if (!answer->is_chosen[pair]) continue;
                row_load++;
                column_load[problem->column[pair]]++;
            }
            if (row_load != answer->row_load[row]) return false;
            group_load += row_load;
        }
        if (group_load != answer->group_load[group]) return false;
    }
    for (int32_t column = 0; column < problem->n_columns; column++) {
        if (column_load[column] != answer->column_load[column]) return false;
    }
    return true;
}

static bool within(const int32_t *load, const int32_t *least, const int32_t *most, int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        if (load[i] < least[i] || load[i] > most[i]) return false;
    }
    return true;
}

/* Worth of a group's load at its price. */
static wide group_worth(const mmi_assign_problem *problem, const mmi_assignment *answer,
                        int32_t group, int32_t load)
{
    const int64_t first =
        problem->group_first_value == NULL ? 0 : problem->group_first_value[group];
    return (wide)answer->group_price[group] * load + (load >= 1 ? first : 0);
}

/* The best that a linear price can do between two loads. */
static wide best_load_worth(int64_t price, int32_t least, int32_t most)
{
    return larger((wide)price * least, (wide)price * most);
}

static wide dual_of_groups(const mmi_assign_problem *problem, const mmi_assignment *answer,
                           bool *signs_hold)
{
    wide dual = 0;
    for (int32_t group = 0; group < problem->n_groups; group++) {
        const int32_t least = problem->group_least[group];
        const int32_t most = problem->group_most[group];
        wide best = larger(group_worth(problem, answer, group, least),
                           group_worth(problem, answer, group, most));
        if (least <= 1 && most >= 1) best = larger(best, group_worth(problem, answer, group, 1));
        *signs_hold = *signs_hold &&
                      best == group_worth(problem, answer, group, answer->group_load[group]);
        dual += best;
    }
    return dual;
}

static wide dual_of_rows(const mmi_assign_problem *problem, const mmi_assignment *answer,
                         bool *signs_hold, wide *primal)
{
    wide dual = 0;
    for (int32_t group = 0; group < problem->n_groups; group++) {
        for (int32_t row = problem->group_start[group]; row < problem->group_start[group + 1];
             row++) {
            const int64_t price = answer->row_total[row] - answer->group_price[group];
            const wide best =
                best_load_worth(price, problem->row_least[row], problem->row_most[row]);
            *signs_hold = *signs_hold && best == (wide)price * answer->row_load[row];
            dual += best;
            for (int64_t pair = problem->row_start[row]; pair < problem->row_start[row + 1];
                 pair++) {
                const int64_t gain = problem->value[pair] - answer->row_total[row] -
                                     answer->column_price[problem->column[pair]];
                *signs_hold = *signs_hold && (answer->is_chosen[pair] ? gain >= 0 : gain <= 0);
                dual += larger(gain, 0);
                if (answer->is_chosen[pair]) *primal += problem->value[pair];
            }
        }
    }
    return dual;
}

static wide dual_of_columns(const mmi_assign_problem *problem, const mmi_assignment *answer,
                            bool *signs_hold)
{
    wide dual = 0;
    for (int32_t column = 0; column < problem->n_columns; column++) {
        const int64_t price = answer->column_price[column];
        const wide best = best_load_worth(price, problem->column_least[column],
                                          problem->column_most[column]);
        *signs_hold = *signs_hold && best == (wide)price * answer->column_load[column];
        dual += best;
    }
    return dual;
}

mmi_certificate mmi_certify(const mmi_heap *heap, const mmi_assign_problem *problem,
                            const mmi_assignment *answer)
{
    int32_t *column_load = mmi_alloc(heap, (size_t)problem->n_columns, sizeof *column_load);
    if (column_load == NULL) return MMI_CERTIFICATE_MEMORY;
    const bool agree = loads_agree(problem, answer, column_load);
    mmi_free(heap, column_load);
    if (!agree) return MMI_CERTIFICATE_LOAD;
    if (!within(answer->group_load, problem->group_least, problem->group_most,
                problem->n_groups) ||
        !within(answer->row_load, problem->row_least, problem->row_most, problem->n_rows) ||
        !within(answer->column_load, problem->column_least, problem->column_most,
                problem->n_columns)) {
        return MMI_CERTIFICATE_BOUND;
    }
    bool signs_hold = true;
    wide primal = 0;
    wide dual = dual_of_rows(problem, answer, &signs_hold, &primal);
    dual += dual_of_groups(problem, answer, &signs_hold);
    dual += dual_of_columns(problem, answer, &signs_hold);
    for (int32_t group = 0; group < problem->n_groups; group++) {
        if (problem->group_first_value != NULL && answer->group_load[group] >= 1) {
            primal += problem->group_first_value[group];
        }
    }
    if (primal != answer->value) return MMI_CERTIFICATE_VALUE;
    if (!signs_hold) return MMI_CERTIFICATE_SIGN;
    return primal == dual ? MMI_CERTIFIED : MMI_CERTIFICATE_DUAL;
}
