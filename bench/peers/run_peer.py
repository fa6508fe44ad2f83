"""Solve an instance with one peer and print one line of JSON: run_peer.py PEER INSTANCE.

Seconds are of the call that solves; what a peer needs to be handed its own graph or matrix is
`build_s`. Reading the file counts nowhere. `above_mb` is the peak above what the process held with
the instance in memory. The value is summed here, in whole numbers, from the pairs that the peer
chose. run_peer.py --list tells every peer and its version, "" for one that is not installed.
"""

import importlib
import importlib.metadata
import json
import sys
import time

import numpy

import instance


class Watch:
    """Wall and processor seconds of named steps."""

    def __init__(self):
        self.seconds = {}

    def run(self, name, call):
        """Time one call and return what it returns."""
        wall, cpu = time.perf_counter(), time.process_time()
        result = call()
        self.seconds[name + "_cpu_s"] = time.process_time() - cpu
        self.seconds[name + "_s"] = time.perf_counter() - wall
        return result

    def repeat(self, call):
        """Time the call that solves, a pure function: the median of up to 25 if it is short. The
        processor clock may advance by whole ticks of 4 ms: what is shorter than a few of these is
        repeated for a third of a second, and the mean is taken."""
        runs = []
        while len(runs) < 25 and sum(run[1] for run in runs) < 0.5:
            result = self.run("solve", call)
            runs.append((self.seconds["solve_cpu_s"], self.seconds["solve_s"]))
        runs.sort()
        found = runs[len(runs) // 2]
        if found[1] < 0.02:
            wall, cpu, n_calls = time.perf_counter(), time.process_time(), 0
            while time.perf_counter() - wall < 0.33:
                result = call()
                n_calls += 1
            found = ((time.process_time() - cpu) / n_calls,
                     (time.perf_counter() - wall) / n_calls)
        self.seconds["solve_cpu_s"], self.seconds["solve_s"] = found
        return result


# Dense peers: (instance, watch) -> (rows, columns).

def scipy_dense(dense, watch):
    from scipy.optimize import linear_sum_assignment
    cost = watch.run("build", lambda: dense.cost.astype(numpy.float64))
    return watch.repeat(lambda: linear_sum_assignment(cost))


def lapx(name, **options):
    def solve(dense, watch):
        import lap
        cost = watch.run("build", lambda: dense.cost.astype(numpy.float64))
        call = getattr(lap, name)
        found = watch.repeat(lambda: call(cost, return_cost=True, **options))
        if name == "lapjv":
            rows = numpy.flatnonzero(found[1] >= 0)
            return rows, found[1][rows]
        return found[1], found[2]
    return solve


def ortools_dense(dense, watch):
    from ortools.graph.python import linear_sum_assignment
    solver = linear_sum_assignment.SimpleLinearSumAssignment()
    n = dense.shape[0]
    cost = dense.integers().ravel()

    def build():
        left = numpy.repeat(numpy.arange(n, dtype=numpy.int32), n)
        right = numpy.tile(numpy.arange(n, dtype=numpy.int32), n)
        solver.add_arcs_with_cost(left, right, cost)

    watch.run("build", build)
    status = watch.run("solve", solver.solve)
    if status != solver.OPTIMAL:
        return [], []
    return numpy.arange(n), numpy.array([solver.right_mate(row) for row in range(n)])


# Sparse peers: (instance, watch) -> [n_pairs] chosen.

def scipy_sparse(sparse, watch):
    """Columns repeated as often as they have places, and a dummy column for every row."""
    from scipy.sparse import csr_matrix
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching
    row = sparse.row_of_pair()
    worst = int(sparse.worth.max()) + 1
    copies = sparse.capacity[sparse.column]

    def build():
        pair = numpy.repeat(numpy.arange(len(row)), copies)
        first = numpy.concatenate(([0], numpy.cumsum(sparse.capacity)[:-1]))
        turn = numpy.arange(len(pair)) - numpy.repeat(numpy.cumsum(copies) - copies, copies)
        n_places = int(sparse.capacity.sum())
        rows = numpy.concatenate((row[pair], numpy.arange(sparse.n_rows)))
        columns = numpy.concatenate((first[sparse.column[pair]] + turn,
                                     n_places + numpy.arange(sparse.n_rows)))
        costs = numpy.concatenate((worst - sparse.worth[pair],
                                   numpy.full(sparse.n_rows, worst))).astype(float)
        return csr_matrix((costs, (rows, columns)), shape=(sparse.n_rows,
                                                           n_places + sparse.n_rows))

    matrix = watch.run("build", build)
    rows, columns = watch.repeat(lambda: min_weight_full_bipartite_matching(matrix))
    mentor_of_place = numpy.repeat(numpy.arange(sparse.n_columns), sparse.capacity)
    chosen = numpy.full(sparse.n_rows, -1)
    is_real = columns < len(mentor_of_place)
    chosen[rows[is_real]] = mentor_of_place[columns[is_real]]
    return chosen[row] == sparse.column


def scipy_repeated(sparse, watch):
    """The dense solver on every pair, columns repeated as often as they have places."""
    from scipy.optimize import linear_sum_assignment

    def build():
        worth = sparse.worth.reshape(sparse.n_rows, sparse.n_columns)
        return numpy.repeat(worth, sparse.capacity, axis=1).astype(float)

    matrix = watch.run("build", build)
    rows, places = watch.repeat(lambda: linear_sum_assignment(matrix, maximize=True))
    chosen = numpy.zeros(len(sparse.column), dtype=bool)
    mentor_of_place = numpy.repeat(numpy.arange(sparse.n_columns), sparse.capacity)
    chosen[rows * sparse.n_columns + mentor_of_place[places]] = True
    return chosen


def flow_arcs(sparse):
    """Tail, head, capacity, cost: row -> column, column -> sink, row -> sink."""
    n_rows, n_columns = sparse.n_rows, sparse.n_columns
    sink = n_rows + n_columns
    worst = int(sparse.worth.max())
    tail = numpy.concatenate((sparse.row_of_pair(), n_rows + numpy.arange(n_columns),
                              numpy.arange(n_rows)))
    head = numpy.concatenate((n_rows + sparse.column, numpy.full(n_columns + n_rows, sink)))
    most = numpy.concatenate((numpy.ones(len(sparse.column)), sparse.capacity,
                              numpy.ones(n_rows)))
    cost = numpy.concatenate((worst - sparse.worth, numpy.zeros(n_columns),
                              numpy.full(n_rows, worst)))
    return (tail.astype(numpy.int32), head.astype(numpy.int32), most.astype(numpy.int64),
            cost.astype(numpy.int64))


def ortools_sparse(sparse, watch):
    from ortools.graph.python import min_cost_flow
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = flow_arcs(sparse)
    n_nodes = sparse.n_rows + sparse.n_columns + 1
    supply = numpy.zeros(n_nodes, dtype=numpy.int64)
    supply[:sparse.n_rows] = 1
    supply[-1] = -sparse.n_rows

    def build():
        solver.add_arcs_with_capacity_and_unit_cost(*arcs)
        solver.set_nodes_supplies(numpy.arange(n_nodes, dtype=numpy.int32), supply)

    watch.run("build", build)
    status = watch.run("solve", solver.solve)
    if status != solver.OPTIMAL:
        return numpy.ones(len(sparse.column), dtype=bool)
    return solver.flows(numpy.arange(len(sparse.column), dtype=numpy.int32)) == 1


def highs_sparse(sparse, watch):
    """The linear programme; its vertices are whole."""
    import highspy
    n_pairs = len(sparse.column)

    def build():
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("threads", 1)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = n_pairs, sparse.n_rows + sparse.n_columns
        lp.col_cost_ = -sparse.worth.astype(float)
        lp.col_lower_, lp.col_upper_ = numpy.zeros(n_pairs), numpy.full(n_pairs, highspy.kHighsInf)
        lp.row_lower_ = numpy.full(lp.num_row_, -highspy.kHighsInf)
        lp.row_upper_ = numpy.concatenate((numpy.ones(sparse.n_rows), sparse.capacity)).astype(float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = numpy.arange(0, 2 * n_pairs + 1, 2, dtype=numpy.int32)
        index = numpy.column_stack((sparse.row_of_pair(), sparse.n_rows + sparse.column))
        lp.a_matrix_.index_ = index.ravel().astype(numpy.int32)
        lp.a_matrix_.value_ = numpy.ones(2 * n_pairs)
        solver.passModel(lp)
        return solver

    solver = watch.run("build", build)
    watch.run("solve", solver.run)
    return numpy.array(solver.getSolution().col_value) > 0.5


# What is imported before memory is counted.
MODULES = {"scipy": ("scipy.optimize", "scipy.sparse.csgraph"), "lapx": ("lap",),
           "ortools": ("ortools.graph.python.linear_sum_assignment",
                       "ortools.graph.python.min_cost_flow"), "highspy": ("highspy",)}
PEERS = {
    "scipy": ("scipy", scipy_dense, scipy_sparse),
    "scipy-repeated": ("scipy", None, scipy_repeated),
    "lapx-lapjv": ("lapx", lapx("lapjv", extend_cost=True), None),
    "lapx-lapjvc": ("lapx", lapx("lapjvc"), None),
    "lapx-lapjvs": ("lapx", lapx("lapjvs"), None),
    "lapx-lapjvs64": ("lapx", lapx("lapjvs", prefer_float32=False), None),
    "ortools-lsa": ("ortools", ortools_dense, None),
    "ortools-mcf": ("ortools", None, ortools_sparse),
    "highs": ("highspy", None, highs_sparse),
}


def megabytes(name):
    """A line of /proc/self/status."""
    with open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    return 0.0


def forget_peak():
    try:
        with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
            file.write("5")
    except OSError:
        pass  # the peak then counts from the start


def list_peers():
    versions = {}
    for name, (package, _, _) in PEERS.items():
        try:
            versions[name] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[name] = ""
    print(json.dumps(versions))


def main():
    if sys.argv[1:] == ["--list"]:
        list_peers()
        return 0
    if len(sys.argv) != 3 or sys.argv[1] not in PEERS:
        print("usage: run_peer.py PEER INSTANCE | --list", file=sys.stderr)
        return 2
    package, dense, sparse = PEERS[sys.argv[1]]
    given = instance.read(sys.argv[2])
    is_dense = isinstance(given, instance.Dense)
    solve = dense if is_dense else sparse
    if solve is None:
        print("this peer does not solve such an instance", file=sys.stderr)
        return 2
    watch = Watch()
    for module in MODULES[package]:
        importlib.import_module(module)
    held = megabytes("VmRSS:")
    forget_peak()
    found = solve(given, watch)
    peak = megabytes("VmHWM:")
    line = {"peer": sys.argv[1], "version": importlib.metadata.version(package)}
    line.update((name, round(seconds, 6)) for name, seconds in watch.seconds.items())
    line["above_mb"], line["peak_mb"] = round(peak - held, 1), round(peak, 1)
    line["value"] = given.value(*found) if is_dense else given.value(found)
    print(json.dumps(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
