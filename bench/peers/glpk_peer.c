/* GLPK's own network solvers on an instance file: glpk_peer okalg|simplex INSTANCE. One line of
 * JSON, as run_peer.py prints it. okalg: out-of-kilter on the graph (dense: assignment, sparse:
 * minimum-cost flow); simplex: primal, from the slacks, presolve off (sparse only). */
#include "generate/instance.h"
#include "support/measure.h"

#include <glpk.h>
#include <string.h>

typedef struct { double most, cost, flow; } arc_data;
typedef struct { double supply; int side; } vertex_data;

static int64_t cost_of(const mmb_dense *dense, int64_t at)
{
    if (dense->type == MMB_INT32) return ((const int32_t *)dense->cost)[at];
    if (dense->type == MMB_INT64) return ((const int64_t *)dense->cost)[at];
    return (int64_t)(((const double *)dense->cost)[at] * (1 << 30) + 0.5);
}

static void add_arc(glp_graph *graph, int32_t tail, int32_t head, double most, double cost)
{
    arc_data *const data = glp_add_arc(graph, tail + 1, head + 1)->data;
    *data = (arc_data){most, cost, 0};
}

static vertex_data *vertex(glp_graph *graph, int32_t number)
{
    return graph->v[number + 1]->data;
}

static bool dense_okalg(const mmb_dense *dense, mmb_clock *start, int64_t *value)
{
    glp_graph *const graph = glp_create_graph(sizeof(vertex_data), sizeof(arc_data));
    glp_add_vertices(graph, dense->n_rows + dense->n_columns);
    for (int32_t i = 0; i < dense->n_rows + dense->n_columns; i++) {
        vertex(graph, i)->side = i >= dense->n_rows;
    }
    for (int32_t row = 0; row < dense->n_rows; row++) {
        for (int32_t i = 0; i < dense->n_columns; i++) {
            const int64_t cost = cost_of(dense, (int64_t)row * dense->n_columns + i);
            add_arc(graph, row, dense->n_rows + i, 1, (double)cost);
        }
    }
    double sum;
    *start = mmb_now();
    const int failed = glp_asnprob_okalg(GLP_ASN_MIN, graph, offsetof(vertex_data, side),
                                         offsetof(arc_data, cost), &sum,
                                         (int)offsetof(arc_data, flow));
    *value = (int64_t)(sum + 0.5);
    return failed == 0;
}

static bool sparse_okalg(const mmb_sparse *sparse, mmb_clock *start, int64_t *value)
{
    const int32_t sink = sparse->n_rows + sparse->n_columns;
    const int32_t worst = 20000; /* above every score */
    glp_graph *const graph = glp_create_graph(sizeof(vertex_data), sizeof(arc_data));
    glp_add_vertices(graph, sink + 1);
    for (int32_t row = 0; row < sparse->n_rows; row++) {
        vertex(graph, row)->supply = 1;
        for (int64_t pair = sparse->row_start[row]; pair < sparse->row_start[row + 1]; pair++) {
            add_arc(graph, row, sparse->n_rows + sparse->column[pair], 1,
                    worst - sparse->value[pair]);
        }
        add_arc(graph, row, sink, 1, worst);
    }
    for (int32_t i = 0; i < sparse->n_columns; i++) {
        add_arc(graph, sparse->n_rows + i, sink, sparse->capacity[i], 0);
    }
    vertex(graph, sink)->supply = -sparse->n_rows;
    double cost;
    *start = mmb_now();
    const int failed = glp_mincost_okalg(graph, offsetof(vertex_data, supply), -1,
                                         offsetof(arc_data, most), offsetof(arc_data, cost), &cost,
                                         (int)offsetof(arc_data, flow), -1);
    *value = (int64_t)worst * sparse->n_rows - (int64_t)(cost + 0.5);
    return failed == 0;
}

static bool sparse_simplex(const mmb_sparse *sparse, mmb_clock *start, int64_t *value)
{
    glp_prob *const problem = glp_create_prob();
    const int n_rows = sparse->n_rows + sparse->n_columns;
    glp_set_obj_dir(problem, GLP_MAX);
    glp_add_rows(problem, n_rows);
    for (int row = 0; row < n_rows; row++) {
        const int most = row < sparse->n_rows ? 1 : sparse->capacity[row - sparse->n_rows];
        glp_set_row_bnds(problem, row + 1, GLP_UP, 0, most);
    }
    glp_add_cols(problem, (int)sparse->row_start[sparse->n_rows]);
    for (int32_t row = 0; row < sparse->n_rows; row++) {
        for (int64_t pair = sparse->row_start[row]; pair < sparse->row_start[row + 1]; pair++) {
            const int rows[3] = {0, row + 1, sparse->n_rows + sparse->column[pair] + 1};
            const double ones[3] = {0, 1, 1};
            glp_set_mat_col(problem, (int)pair + 1, 2, rows, ones);
            glp_set_obj_coef(problem, (int)pair + 1, sparse->value[pair]);
            glp_set_col_bnds(problem, (int)pair + 1, GLP_LO, 0, 0);
        }
    }
    glp_smcp how;
    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    *start = mmb_now();
    const int failed = glp_simplex(problem, &how);
    *value = (int64_t)(glp_get_obj_val(problem) + 0.5);
    return failed == 0 && glp_get_status(problem) == GLP_OPT;
}

int main(int argc, char **argv)
{
    mmb_dense dense;
    mmb_sparse sparse;
    if (argc != 3) {
        fputs("usage: glpk_peer okalg|simplex INSTANCE\n", stderr);
        return 2;
    }
    const bool is_dense = mmb_dense_read(argv[2], &dense);
    const bool is_simplex = strcmp(argv[1], "simplex") == 0;
    if (!is_dense && !mmb_sparse_read(argv[2], &sparse)) return 2;
    if (is_dense && is_simplex) return 2;
    glp_term_out(GLP_OFF);
    const double held_mb = mmb_resident_mb();
    mmb_forget_peak();
    const mmb_clock begin = mmb_now();
    mmb_clock start = begin;
    int64_t value;
    const bool is_optimal = is_dense ? dense_okalg(&dense, &start, &value)
                            : is_simplex ? sparse_simplex(&sparse, &start, &value)
                                         : sparse_okalg(&sparse, &start, &value);
    const double solve_s = mmb_wall_s(start), solve_cpu_s = mmb_cpu_s(start);
    printf("{\"peer\": \"glpk-%s\", \"version\": \"%s\", \"build_s\": %.6f, "
           "\"build_cpu_s\": %.6f, \"solve_s\": %.6f, \"solve_cpu_s\": %.6f, \"above_mb\": %.1f, "
           "\"peak_mb\": %.1f, \"value\": %lld}\n",
           argv[1], glp_version(), (double)(start.wall_ns - begin.wall_ns) / 1e9,
           (double)(start.cpu_ns - begin.cpu_ns) / 1e9, solve_s, solve_cpu_s,
           mmb_peak_mb() - held_mb, mmb_peak_mb(), is_optimal ? (long long)value : -1LL);
    return is_optimal ? 0 : 1;
}
