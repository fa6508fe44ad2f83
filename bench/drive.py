"""Run the benchmarks and print the table: called by tools/bench, which builds what is needed.

drive.py --programs FOLDER --work FOLDER [--peers PYTHON] [--only NAME] [--quick] [--write]

Every line of the table is one piece of work: seconds of this library, the best peer that solved
the same instance to the same optimum, their ratio, and memory above the instance. One-thread rows
are processor seconds on one pinned processor, medians of short runs; two-thread rows are wall
seconds. Every single measurement goes to WORK/measurements.jsonl.
"""

import argparse
import json
import os
import platform
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEER_LIMIT_S = 100       # processor seconds
SHORT_S = 1.0            # measured again, as noise is a large part of it
LEMON = ("lemon-ns", "lemon-cs", "lemon-cap")
LAPX = ("lapx-lapjv", "lapx-lapjvc", "lapx-lapjvs", "lapx-lapjvs64")
BEGIN, END = "<!-- table: tools/bench --write -->", "<!-- end of table -->"


def tell(text):
    print(text, file=sys.stderr, flush=True)


def shown(seconds):
    """Seconds with three digits, in a unit that suits."""
    if seconds is None:
        return "-"
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.3g} us"


class Row:
    """One line of the table."""

    def __init__(self, work, ours, best=None, **more):
        self.work, self.ours = work, ours
        self.seconds = more.get("seconds")       # of this library; None: not measured
        self.megabytes = more.get("megabytes")
        self.best = best                         # of the peers' lines
        self.note = more.get("note", "")
        self.goal = more.get("goal", "")
        self.is_reached = more.get("is_reached")

    @property
    def ratio(self):
        if self.best is None or not self.seconds:
            return None
        return self.best["solve_cpu_s"] / self.seconds

    def cells(self):
        best = "-" if self.best is None else \
            f"{self.best['peer']} {shown(self.best['solve_cpu_s'])}"
        ratio = "-" if self.ratio is None else f"{self.ratio:.3g}x"
        memory = "-" if self.megabytes is None else f"{self.megabytes:.0f}"
        if self.best is not None:
            memory += f" / {self.best['above_mb']:.0f}"
        reached = {None: "", True: ": yes", False: ": NO"}[self.is_reached]
        return (self.work, self.ours, best, ratio, memory, self.goal + reached, self.note)


HEADINGS = ("work", "mentormatch", "best peer", "ratio", "MB: ours / peer", "goal", "note")


class Bench:
    """Programs, peers and instances."""

    def __init__(self, options):
        self.programs, self.work = Path(options.programs), Path(options.work)
        self.python, self.quick = options.peers, options.quick
        self.work.mkdir(parents=True, exist_ok=True)
        self.log = open(self.work / "measurements.jsonl", "a", encoding="utf-8")
        self.cpu = str(max(os.sched_getaffinity(0)))
        self.too_slow = set()    # (peer, family): not tried on the larger ones
        self.skipped = set()
        self.versions = {}       # of the Python peers that are there
        self.seen = {}           # of whatever ran

    # Programs.

    def run(self, arguments, pinned=True, limit=None):
        """The JSON line of a program; None: it failed, or took more processor seconds."""
        def hold():
            if limit:
                resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
        environment = dict(os.environ, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                           MKL_NUM_THREADS="1")
        command = [str(argument) for argument in arguments]
        if pinned and shutil.which("taskset"):
            command = ["taskset", "-c", self.cpu] + command
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=environment, preexec_fn=hold, check=False)
        lines = done.stdout.decode().splitlines()
        if not lines:
            if limit and done.returncode in (-signal.SIGKILL, -signal.SIGXCPU):
                return None
            tell(f"  failed: {' '.join(command)}: {done.stderr.decode().strip()[-200:]}")
            return None
        found = json.loads(lines[-1])
        found["command"] = command[-len(arguments):]
        found["exit"] = done.returncode
        if "peer" in found:
            self.seen[found["peer"].split("-")[0]] = found["version"]
        self.log.write(json.dumps(found) + "\n")
        self.log.flush()
        return found

    def has(self, name):
        return (self.programs / name).exists()

    def program(self, name, *arguments, pinned=True):
        if not self.has(name):
            self.skipped.add(name)
            return None
        return self.run([self.programs / name, *arguments], pinned)

    def instance(self, name, program, flag, *arguments):
        """An instance file, made once and kept."""
        path = self.work / name
        if not path.exists():
            part = path.with_suffix(".part")
            subprocess.run([str(self.programs / program), flag, str(part)] +
                           [str(argument) for argument in arguments], check=True)
            part.rename(path)
        return path

    # Peers.

    def peer_command(self, peer, path):
        if peer.startswith("lemon-"):
            program = self.programs / "lemon_peer"
            return [program, peer[6:], path] if program.exists() else None
        if peer.startswith("glpk-"):
            program = self.programs / "glpk_peer"
            return [program, peer[5:], path] if program.exists() else None
        if not self.python or not self.python_peers().get(peer):
            return None
        return [self.python, "-B", ROOT / "bench" / "peers" / "run_peer.py", peer, path]

    def python_peers(self):
        if not self.versions and self.python:
            done = subprocess.run([self.python, "-B", str(ROOT / "bench/peers/run_peer.py"),
                                   "--list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  check=False)
            self.versions = json.loads(done.stdout) if done.returncode == 0 else {"": ""}
        return self.versions

    def peer(self, peer, path, family):
        """The median line of a peer; None: not there, too slow, or failed."""
        command = self.peer_command(peer, path)
        if command is None:
            self.skipped.add(peer)
            return None
        if (peer, family) in self.too_slow:
            return None
        runs = [self.run(command, limit=PEER_LIMIT_S)]
        if runs[0] is None:
            self.too_slow.add((peer, family))
            tell(f"  {peer}: more than {PEER_LIMIT_S} s, or failed")
            return None
        again = not self.quick and peer.startswith(("ortools-", "lemon-"))  # the others repeat
        while again and len(runs) < 3 and runs[0]["solve_cpu_s"] < SHORT_S:
            runs.append(self.run(command, limit=PEER_LIMIT_S) or runs[0])
        runs.sort(key=lambda run: run["solve_cpu_s"])
        return runs[len(runs) // 2]

    def against(self, path, peers, family, ours_value, sign):
        """(best right peer, names of wrong ones). sign 1: larger is better, -1: smaller."""
        lines = [line for line in (self.peer(peer, path, family) for peer in peers) if line]
        values = [line["value"] for line in lines if line["value"] is not None]
        values += [] if ours_value is None else [ours_value]
        optimum = max(values, key=lambda value: sign * value) if values else None
        right = [line for line in lines if line["value"] == optimum]
        wrong = [line["peer"] for line in lines if line["value"] != optimum]
        if ours_value is not None and ours_value != optimum:
            wrong.insert(0, "MENTORMATCH")
        for line in lines:
            tell(f"  {line['peer']:16} {shown(line['solve_cpu_s']):>9}"
                 f" (+ build {shown(line['build_cpu_s'])}), {line['above_mb']:.0f} MB"
                 f"{'' if line['value'] == optimum else '  WRONG'}")
        best = min(right, key=lambda line: line["solve_cpu_s"]) if right else None
        return best, "" if not wrong else "WRONG: " + ", ".join(wrong)


def people(mentees, mentors, *more):
    return ("--mentees", mentees, "--mentors", mentors, *more)


# Suites: Bench -> rows.

def compile_suite(bench):
    sizes = [(1000, 300)] if bench.quick else [(10000, 3000), (100000, 30000)]
    for mentees, mentors in sizes:
        for threads in (1, 2):
            found = bench.program("bench_compile", *people(mentees, mentors), "--weeks", 3,
                                  "--threads", threads, "--repeat", 5, pinned=threads == 1)
            if found:
                seconds = found["cpu_s" if threads == 1 else "wall_s"]
                yield Row(f"compile {mentees:,} x {mentors:,}, 3 kinds of week, "
                          f"{threads} thread{'s' * (threads > 1)}", shown(seconds),
                          megabytes=found["above_mb"])


def score_suite(bench):
    goal = {"avx512": (2.2, 3.0, 3.6), "avx2": (5, 7, 9)}
    flags = Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace")
    kernels = ["avx512"] * ("avx512_vpopcntdq" in flags) + ["avx2"] * ("avx2" in flags)
    for kernel in kernels + ["portable"]:
        for weeks in (1, 2, 3):
            n = (1000 if bench.quick else 10000) // (1 if kernel.startswith("avx") else 5)
            found = bench.program("bench_score", *people(n, 3000), "--weeks", weeks,
                                  "--repeat", 5, "--kernel", kernel)
            if not found:
                break
            ns = found["ns_a_pair"]
            limit = goal.get(kernel, (None,) * 3)[weeks - 1]
            yield Row(f"score, best 32 of 3,000 mentors, {weeks} kind{'s' * (weeks > 1)} of week, "
                      f"{kernel}", f"{ns:.3g} ns a pair",
                      goal="" if limit is None else f"{limit} ns",
                      is_reached=None if limit is None else ns <= limit)


def matched(bench, arguments, threads, times):
    """Median line of bench_match."""
    runs = []
    while len(runs) < times:
        found = bench.program("bench_match", *arguments, "--threads", threads,
                              pinned=threads == 1)
        if not found:
            return None
        runs.append(found)
        if found["wall_s"] > SHORT_S:
            break
    key = "cpu_s" if threads == 1 else "wall_s"
    runs.sort(key=lambda run: run[key])
    return runs[len(runs) // 2]


def proof_note(found):
    told = f"{found['rounds']} rounds, {found['priced']:,} priced"
    if found["confirm_s"] > 0:
        told += f", GLPK {found['confirm_s'] / found['wall_s']:.0%} of the time"
    if found["outcome"] != 1 or found["glpk"] != 1 or found["glpk_iterations"] != 0:
        told += f"; NOT PROVEN: outcome {found['outcome']}, GLPK {found['glpk']}"
    return told


def match_suite(bench):
    cases = [(1000, 300, False), (3000, 900, False)]
    if not bench.quick:
        cases += [(10000, 3000, False), (10000, 2500, False), (10000, 3000, True)]
    for mentees, mentors, celebrity in cases:
        arguments = people(mentees, mentors, *["--celebrity"] * celebrity)
        found = matched(bench, arguments, 1, 5)
        if not found:
            continue
        seconds = found["cpu_s"] - found["compile_cpu_s"]
        name = f"all-{mentees}-{mentors}{'-celebrity' * celebrity}.bin"
        path = bench.instance(name, "make_matrix", "--out", *arguments)
        best, wrong = bench.against(path, ("scipy-repeated",), "repeated", found["value"], 1)
        row = Row(f"profiles to proven matching, {mentees:,} x {mentors:,}"
                  f"{', celebrities' * celebrity}, 1 thread",
                  shown(seconds), best, seconds=seconds,
                  megabytes=found["above_mb"], note=wrong or proof_note(found))
        if (mentees, mentors, celebrity) == (10000, 3000, False):
            row.goal = "40x, 0.15 s"
            if row.ratio is not None:
                row.is_reached = row.ratio >= 40 and seconds < 0.15
        if not bench.quick:
            path.unlink()        # hundreds of megabytes
        yield row


def large_suite(bench):
    if bench.quick:
        return
    for mentors, celebrity, limit in ((30000, False, 5), (25000, False, 15), (30000, True, 20)):
        arguments = people(100000, mentors, *["--celebrity"] * celebrity)
        found = matched(bench, arguments, 2, 1)
        if not found:
            continue
        is_light = mentors != 30000 or celebrity or found["above_mb"] <= 250
        yield Row(f"profiles to proven matching, 100,000 x {mentors:,}"
                  f"{', celebrities' * celebrity}, 2 threads", shown(found["match_s"]),
                  megabytes=found["above_mb"], note=proof_note(found),
                  goal=f"{limit} s" + ", 250 MB" * (mentors == 30000 and not celebrity),
                  is_reached=found["match_s"] < limit and is_light)


def mooc_suite(bench):
    """A million; by hand only."""
    found = matched(bench, people(1000000, 200000, "--capacity", 6), 2, 1)
    if found:
        yield Row("profiles to proven matching, 1,000,000 x 200,000, capacity 6, 2 threads",
                  shown(found["wall_s"]), megabytes=found["above_mb"], note=proof_note(found),
                  goal="10 min, 4 GB",
                  is_reached=found["wall_s"] < 600 and found["peak_mb"] < 4096)


def solved(bench, program, path, peers, family, sign):
    """(our line, best peer, wrong ones) of an instance file."""
    ours = bench.program(program, "--file", path)
    if ours and ours["solve_cpu_s"] < SHORT_S:
        times = 25 if ours["solve_cpu_s"] < SHORT_S / 50 else 5
        ours = bench.program(program, "--file", path, "--repeat", times)
    if ours:
        tell(f"  {'mentormatch':16} {shown(ours['solve_cpu_s']):>9}, {ours['above_mb']:.0f} MB")
    best, wrong = bench.against(path, peers, family, ours["value"] if ours else None, sign)
    return ours, best, wrong


def solved_row(work, ours, best, wrong, goal):
    """goal: ratio to reach, None for none."""
    row = Row(work, shown(ours["solve_cpu_s"] if ours else None), best,
              seconds=ours["solve_cpu_s"] if ours else None,
              megabytes=ours["above_mb"] if ours else None, note=wrong)
    if goal is not None:
        row.goal = f"{goal}x"
        if row.ratio is not None:
            row.is_reached = row.ratio >= goal and "MENTORMATCH" not in wrong
    return row


def sparse_suite(bench):
    sizes = (1000,) if bench.quick else (1000, 10000, 100000)
    for n in sizes:
        for share, per in ((83, 0.3), (100, 0.25)):
            m = int(n * per)
            path = bench.instance(f"sparse-{n}-{m}.bin", "make_instance", "--sparse",
                                  *people(n, m), "--candidates", 32)
            peers = ("ortools-mcf",) + LEMON + ("scipy",)
            if n == 1000 and not bench.quick:
                peers += ("highs", "glpk-okalg", "glpk-simplex")
            tell(f"sparse, {n:,} x {m:,}")
            ours, best, wrong = solved(bench, "bench_sparse", path, peers, f"sparse{share}", 1)
            goal = {83: 10, 100: 2.5}[share] if n > 1000 else None
            yield solved_row(f"sparse, 32 candidates, {n:,} x {m:,}, {share} % load", ours, best,
                             wrong, goal)


def dense_suite(bench):
    for n in (200, 1000) if bench.quick else (200, 1000, 2000, 5000, 10000):
        for kind in "SUMA":
            path = bench.instance(f"dense-{kind}-{n}.bin", "make_instance", "--dense",
                                  *people(n, n), "--kind", kind)
            peers = ("scipy",) + (LAPX[:1] if bench.quick else LAPX + ("ortools-lsa",))
            if not bench.quick and n <= 2000:
                peers += LEMON[:2] + ("glpk-okalg",) * (n == 200)
            tell(f"dense {kind}, n = {n:,}")
            ours, best, wrong = solved(bench, "bench_dense", path, peers, "dense" + kind, -1)
            goal = 4 if kind == "S" and n >= 5000 else 1
            yield solved_row(f"dense {kind}, n = {n:,}", ours, best, wrong, goal)
            if n >= 5000:
                path.unlink()


def odd_suite(bench):
    """What some peers get wrong."""
    for kind, what in (("B", "entries up to 2^40, both signs"), ("E", "all entries equal")):
        for rows, columns in ((300, 300), (200, 300), (300, 200), (300, 1))[bench.quick * 3:]:
            path = bench.instance(f"odd-{kind}-{rows}-{columns}.bin", "make_instance", "--dense",
                                  *people(rows, columns), "--kind", kind)
            tell(f"{what}, {rows} x {columns}")
            peers = ("scipy",) + LAPX * (not bench.quick)
            ours, best, wrong = solved(bench, "bench_dense", path, peers, "odd", -1)
            yield solved_row(f"{what}, {rows} x {columns}", ours, best, wrong, None)


def plan_suite(bench):
    for mentees, mentors in [(300, 90)] if bench.quick else [(1000, 300), (10000, 3000)]:
        for threads in (1, 2):
            found = bench.program("bench_plan", *people(mentees, mentors), "--weeks", 3,
                                  "--threads", threads, pinned=threads == 1)
            if found:
                seconds = found["cpu_s" if threads == 1 else "wall_s"]
                yield Row(f"plan {mentees:,} pairs, 3 check-ins, "
                          f"{threads} thread{'s' * (threads > 1)}", shown(seconds),
                          megabytes=found["above_mb"],
                          note=f"{found['live']:,} live, {found['asynchronous']:,} asynchronous")


def warm_suite(bench):
    sizes = [(1000, 300)] if bench.quick else [(10000, 3000)]
    for mentees, mentors in sizes:
        found = bench.program("bench_warm", *people(mentees, mentors))
        if found:
            ratio = found["cold_cpu_s"] / found["warm_cpu_s"]
            note = "" if found["value"] == found["cold_value"] else "WRONG: another value"
            yield Row(f"one mentor leaves {mentees:,} x {mentors:,}: from the earlier matching",
                      f"{shown(found['warm_cpu_s'])}, {ratio:.3g}x of from nothing", note=note,
                      goal="20x" if mentees == 10000 else "",
                      is_reached=None if mentees != 10000 else ratio >= 20 and not note)


def run_suite(bench):
    """The command on the real cohort, where its data lie beside the repository."""
    data = Path(os.environ.get("MENTORMATCH_DATA") or ROOT.parent / "shared" / "data")
    command = bench.programs.parent / "cli" / "mentormatch"
    if bench.quick or not (data / "learners-fcc2016").is_dir():
        bench.skipped.add("the real cohort (set MENTORMATCH_DATA)")
        return
    folder = bench.work / "real"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    make = ("import sys; sys.path.insert(0, sys.argv[1]); from make_learners import make_learners;"
            "from pathlib import Path; make_learners(Path(sys.argv[2]), Path(sys.argv[3]), 2000,"
            " 8000)")
    python = "/usr/bin/python3" if Path("/usr/bin/python3").exists() else sys.executable
    subprocess.run([python, "-B", "-c", make, str(ROOT / "tests" / "real"), str(data),
                    str(folder)], check=True, stdout=subprocess.DEVNULL)
    seconds, megabytes = [], 0
    while len(seconds) < 5 and sum(seconds) < 20:
        done = subprocess.run([python, "-S", "-E", str(ROOT / "tests" / "real" / "measure.py"),
                               str(command), "run", str(folder / "programme.json"), "-o",
                               str(folder / "out")], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, check=True)
        status, wall, peak = done.stdout.decode().split()[-3:]
        if status != "0":
            tell(f"  mentormatch run ended with {status}")
            return
        seconds.append(float(wall))
        megabytes = max(megabytes, float(peak))
    wall = statistics.median(seconds)
    yield Row("mentormatch run, the real 2,000 x 8,000 cohort, all files, all threads",
              shown(wall), megabytes=megabytes, goal="1 s", is_reached=wall < 1)


SUITES = {"compile": compile_suite, "score": score_suite, "match": match_suite,
          "large": large_suite, "sparse": sparse_suite, "dense": dense_suite, "odd": odd_suite,
          "warm": warm_suite, "plan": plan_suite, "run": run_suite, "mooc": mooc_suite}
BY_HAND = {"mooc"}


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def described(seen):
    """Machine and versions, one sentence each."""
    compiler = subprocess.run(["gcc", "-dumpfullversion"], stdout=subprocess.PIPE, check=False)
    told = ", ".join(f"{name} {version}" for name, version in sorted(seen.items()))
    return (f"{processor()}, {os.cpu_count()} processors, gcc {compiler.stdout.decode().strip()} "
            f"-O3, {time.strftime('%Y-%m-%d', time.gmtime())}.", f"Versions: {told}.")


def table(lines):
    """Markdown of lists of cells."""
    return "\n".join("| " + " | ".join(line) + " |"
                     for line in [HEADINGS, ("---",) * len(HEADINGS), *lines])


def remember(bench, suite, rows):
    """Keep the lines of a part for --write, which shows the last of every part."""
    path = bench.work / "table.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known[suite] = {"lines": [row.cells() for row in rows],
                    "seen": dict(known.get(suite, {}).get("seen", {}), **bench.seen)}
    path.write_text(json.dumps(known), encoding="utf-8")
    return known


def write_table(known):
    """The last lines of every part into README.md."""
    lines, seen = [], {}
    for suite in SUITES:
        lines += known.get(suite, {}).get("lines", [])
        seen.update(known.get(suite, {}).get("seen", {}))
    text = "\n".join(described(seen)) + "\n\n" + table(lines)
    path = ROOT / "bench" / "README.md"
    old = path.read_text(encoding="utf-8")
    if BEGIN not in old or END not in old:
        tell(f"{path}: no place for the table")
        return False
    before, rest = old.split(BEGIN, 1)
    path.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END, 1)[1],
                    encoding="utf-8")
    return True


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--peers", default="", help="a Python that has the peers")
    parser.add_argument("--only", action="append", choices=sorted(SUITES), metavar="NAME")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    if options.quick and options.write:
        parser.error("--write needs the whole sizes: leave --quick out")
    bench = Bench(options)
    rows, known = [], {}
    for name, suite in SUITES.items():
        if name not in options.only if options.only else name in BY_HAND:
            continue
        begin = time.monotonic()
        of_suite = []
        for row in suite(bench):
            of_suite.append(row)
            tell("| " + " | ".join(row.cells()) + " |")
        rows += of_suite
        if not options.quick:
            known = remember(bench, name, of_suite)
        tell(f"-- {name}: {time.monotonic() - begin:.1f} s")
    print("\n".join(described(bench.seen)) + "\n\n" + table([row.cells() for row in rows]))
    if bench.skipped:
        print("\nSkipped, as not there: " + ", ".join(sorted(bench.skipped)) + ".")
    if options.write and not write_table(known):
        return 1
    return 1 if any("MENTORMATCH" in row.note or "NOT PROVEN" in row.note for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
