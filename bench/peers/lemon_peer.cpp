// LEMON's three solvers of minimum-cost flow on an instance file of bench/generate/instance.h:
// lemon_peer ns|cs|cap INSTANCE. One line of JSON, as run_peer.py prints it. 64-bit costs and flows.
#include <lemon/capacity_scaling.h>
#include <lemon/core.h>
#include <lemon/cost_scaling.h>
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace {

struct Arc {
    int tail, head;
    std::int64_t most, cost;
};

// A flow problem whose first n_pairs arcs are the pairs of the instance.
struct Flow {
    int n_rows = 0, n_columns = 0, n_nodes = 0;
    bool is_dense = false;
    std::size_t n_pairs = 0;
    std::int64_t worst = 0;
    std::vector<Arc> arcs;
};

template <typename T> std::vector<T> take(std::ifstream &file, std::size_t n)
{
    std::vector<T> items(n);
    file.read(reinterpret_cast<char *>(items.data()),
              static_cast<std::streamsize>(n * sizeof(T)));
    return items;
}

std::int64_t whole(std::int32_t cost) { return cost; }
std::int64_t whole(std::int64_t cost) { return cost; }
std::int64_t whole(double cost) { return static_cast<std::int64_t>(cost * 1073741824.0 + 0.5); }

template <typename T> void read_costs(std::ifstream &file, Flow &flow)
{
    for (int row = 0; row < flow.n_rows; row++) {
        const std::vector<T> cost = take<T>(file, static_cast<std::size_t>(flow.n_columns));
        for (int column = 0; column < flow.n_columns; column++) {
            flow.arcs.push_back({row, flow.n_rows + column, 1,
                                 whole(cost[static_cast<std::size_t>(column)])});
        }
    }
}

void read_sparse(std::ifstream &file, std::size_t n, Flow &flow)
{
    const auto start = take<std::int64_t>(file, static_cast<std::size_t>(flow.n_rows) + 1);
    const auto column = take<std::int32_t>(file, n);
    const auto worth = take<std::int32_t>(file, n);
    const auto capacity = take<std::int32_t>(file, static_cast<std::size_t>(flow.n_columns));
    for (const std::int32_t value : worth) {
        if (value > flow.worst) flow.worst = value;
    }
    const int sink = flow.n_rows + flow.n_columns;
    for (int row = 0; row < flow.n_rows; row++) {
        for (auto pair = static_cast<std::size_t>(start[static_cast<std::size_t>(row)]);
             pair < static_cast<std::size_t>(start[static_cast<std::size_t>(row) + 1]); pair++) {
            flow.arcs.push_back({row, flow.n_rows + column[pair], 1, flow.worst - worth[pair]});
        }
    }
    for (int i = 0; i < flow.n_columns; i++) {
        flow.arcs.push_back({flow.n_rows + i, sink, capacity[static_cast<std::size_t>(i)], 0});
    }
    for (int row = 0; row < flow.n_rows; row++) flow.arcs.push_back({row, sink, 1, flow.worst});
}

bool read(const char *path, Flow &flow)
{
    std::ifstream file(path, std::ios::binary);
    const auto magic = take<char>(file, 8);
    const auto shape = take<std::int32_t>(file, 2);
    const auto rest = take<std::int64_t>(file, 2);
    if (!file) return false;
    flow.n_rows = shape[0];
    flow.n_columns = shape[1];
    flow.n_pairs = static_cast<std::size_t>(rest[0]);
    flow.is_dense = std::memcmp(magic.data(), "MMDENSE1", 8) == 0;
    flow.n_nodes = flow.n_rows + flow.n_columns + (flow.is_dense ? 0 : 1);
    flow.arcs.reserve(flow.n_pairs + static_cast<std::size_t>(flow.n_nodes));
    if (!flow.is_dense) read_sparse(file, flow.n_pairs, flow);
    else if (rest[1] == 0) read_costs<std::int32_t>(file, flow);
    else if (rest[1] == 1) read_costs<std::int64_t>(file, flow);
    else read_costs<double>(file, flow);
    return static_cast<bool>(file);
}

double status_mb(const char *name)
{
    std::ifstream file("/proc/self/status");
    std::string line;
    while (std::getline(file, line)) {
        if (line.rfind(name, 0) == 0) return std::stod(line.substr(std::strlen(name))) / 1024;
    }
    return 0;
}

struct Seconds {
    std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
    std::clock_t cpu = std::clock();
    double wall_s() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count();
    }
    double cpu_s() const { return static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC; }
};

using Graph = lemon::SmartDigraph;
using Map = Graph::ArcMap<std::int64_t>;

// Solve with any of the three, whose calls are named alike; value of the pairs chosen.
template <typename Solver> bool solve(const Flow &flow, const char *peer)
{
    const double held_mb = status_mb("VmRSS:");
    std::ofstream("/proc/self/clear_refs") << "5";
    const Seconds build;
    Graph graph;
    graph.reserveNode(flow.n_nodes);
    graph.reserveArc(static_cast<int>(flow.arcs.size()));
    for (int node = 0; node < flow.n_nodes; node++) graph.addNode();
    for (const Arc &arc : flow.arcs) graph.addArc(graph.nodeFromId(arc.tail),
                                                  graph.nodeFromId(arc.head));
    Map most(graph), cost(graph);
    for (std::size_t i = 0; i < flow.arcs.size(); i++) {
        const Graph::Arc arc = graph.arcFromId(static_cast<int>(i));
        most[arc] = flow.arcs[i].most;
        cost[arc] = flow.arcs[i].cost;
    }
    Graph::NodeMap<std::int64_t> supply(graph, 0);
    for (int row = 0; row < flow.n_rows; row++) supply[graph.nodeFromId(row)] = 1;
    if (!flow.is_dense) supply[graph.nodeFromId(flow.n_nodes - 1)] = -flow.n_rows;
    for (int i = 0; flow.is_dense && i < flow.n_columns; i++) {
        supply[graph.nodeFromId(flow.n_rows + i)] = -1;
    }
    Solver solver(graph);
    solver.upperMap(most).costMap(cost).supplyMap(supply);
    const double build_s = build.wall_s(), build_cpu_s = build.cpu_s();
    const Seconds seconds;
    const bool is_optimal = solver.run() == Solver::OPTIMAL;
    const double solve_s = seconds.wall_s(), solve_cpu_s = seconds.cpu_s();
    std::int64_t value = 0;
    for (std::size_t i = 0; i < flow.n_pairs; i++) {
        if (solver.flow(graph.arcFromId(static_cast<int>(i))) == 0) continue;
        value += flow.is_dense ? flow.arcs[i].cost : flow.worst - flow.arcs[i].cost;
    }
    const double peak_mb = status_mb("VmHWM:");
    std::printf("{\"peer\": \"lemon-%s\", \"version\": \"" LEMON_VERSION "\", "
                "\"build_s\": %.6f, \"build_cpu_s\": %.6f, \"solve_s\": %.6f, "
                "\"solve_cpu_s\": %.6f, \"above_mb\": %.1f, \"peak_mb\": %.1f, \"value\": %lld}\n",
                peer, build_s, build_cpu_s, solve_s, solve_cpu_s, peak_mb - held_mb, peak_mb,
                is_optimal ? static_cast<long long>(value) : -1LL);
    return is_optimal;
}

} // namespace

int main(int argc, char **argv)
{
    Flow flow;
    if (argc != 3 || !read(argv[2], flow)) {
        std::fputs("usage: lemon_peer ns|cs|cap INSTANCE\n", stderr);
        return 2;
    }
    const std::string peer = argv[1];
    if (peer == "ns") return !solve<lemon::NetworkSimplex<Graph, std::int64_t>>(flow, "ns");
    if (peer == "cs") return !solve<lemon::CostScaling<Graph, std::int64_t>>(flow, "cs");
    if (peer == "cap") return !solve<lemon::CapacityScaling<Graph, std::int64_t>>(flow, "cap");
    return 2;
}
