"""Who may include whom, and how long a file and a function may be.

Reads every #include of src/, cli/, tests/api/ and examples/. One table, ALLOWED, says which arrows
exist; docs/architecture.md draws them. Usage: check_layers.py ROOT
"""
import re
import sys
from collections import defaultdict
from pathlib import Path

# module -> the modules that it knows; everybody knows base and <mentormatch/...>.
ALLOWED = {
    "base": set(),
    "time": set(),
    "assign": set(),
    "lp": set(),
    "cohort": {"time"},
    "read": {"time", "cohort"},
    "profile": {"time", "cohort"},
    "score": {"profile"},
    "match": {"profile", "score", "assign", "lp"},
    "explain": {"profile", "score", "match"},
    "schedule": {"time", "profile", "match", "assign", "lp"},
    "write": {"time", "cohort", "profile", "match", "explain", "schedule"},
}
ALLOWED["api"] = set(ALLOWED)

# A library's header -> the only places that may see it.
FOREIGN = {
    "glpk.h": ("src/lp/lp_glpk.c",),
    "jansson.h": ("src/read/", "src/write/", "src/api/"),
    "check.h": ("tests/",),
}
LONGEST_FILE = 400
LONGEST_FUNCTION = 60
LONGEST_LINE = 100

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def sources(root, *folders):
    for folder in folders:
        for path in sorted((root / folder).rglob("*.[ch]")):
            yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8").splitlines()


def includes(lines):
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def foreign_problem(name, header):
    places = FOREIGN.get(header)
    if places is None or name.startswith(places):
        return None
    return f"{header} belongs to {', '.join(places)} only"


def inner_problem(name, quote, header):
    """The includes of src/: own module, base, and what the table allows."""
    module = name.split("/")[1]
    if quote == "<":
        return None
    target = header.split("/")[0]
    if "/" not in header:
        return f'write "{module}/{header}": inner headers are named from src/'
    if target in (module, "base") or target in ALLOWED.get(module, set()):
        return None
    return f"{module} must not know {target}"


def outer_problem(name, quote, header, root):
    """The command, the public tests and the examples see <mentormatch/...> alone."""
    if quote == "<" or ((root / name).parent / header).exists() or \
            (root / "tests/support" / header).exists() and name.startswith("tests/"):
        return None
    return f"{header}: only <mentormatch/...> and own headers here"


def check_includes(root):
    for name, lines in sources(root, "src", "cli", "tests/api", "examples"):
        for number, quote, header in includes(lines):
            problem = foreign_problem(name, header)
            if problem is None and name.startswith("src/"):
                problem = inner_problem(name, quote, header)
            elif problem is None:
                problem = outer_problem(name, quote, header, root)
            if problem is not None:
                yield f"{name}:{number}: {problem}"
    for name, lines in sources(root, "include"):
        for number, quote, header in includes(lines):
            if quote == '"' or header in FOREIGN:
                yield f"{name}:{number}: {header}: public headers include <...> of C and ours only"


def check_modules(root):
    for folder in sorted(path.name for path in (root / "src").iterdir() if path.is_dir()):
        if folder not in ALLOWED:
            yield f"src/{folder}: a module that the table does not know"


def check_names(root):
    """File names are unique among sources, and among tests; public headers may share a name."""
    seen = defaultdict(list)
    for name, _ in sources(root, "src", "cli", "tests", "examples"):
        seen[name.rsplit("/", 1)[1]].append(name)
    for names in seen.values():
        if len(names) > 1:
            yield f"{names[1]}: {names[0]} has the same file name"


def check_lengths(root):
    for name, lines in sources(root, "src", "include", "cli", "tests", "examples", "bench"):
        is_ours = name.startswith(("src/", "cli/", "include/", "examples/"))
        if is_ours and len(lines) > LONGEST_FILE:
            yield f"{name}: {len(lines)} lines, at most {LONGEST_FILE}"
        begin = None
        for number, line in enumerate(lines, 1):
            if is_ours and len(line) > LONGEST_LINE:
                yield f"{name}:{number}: {len(line)} columns, at most {LONGEST_LINE}"
            # A function body is the brace pair in the first column after a closing parenthesis.
            if line == "{" and number > 1 and not lines[number - 2].endswith(("=", ",")):
                begin = number
            elif line.startswith("}"):
                if is_ours and begin is not None and number - begin + 1 > LONGEST_FUNCTION:
                    yield (f"{name}:{begin}: a function of {number - begin + 1} lines, "
                           f"at most {LONGEST_FUNCTION}")
                begin = None


def main():
    root = Path(sys.argv[1])
    problems = [*check_modules(root), *check_includes(root), *check_names(root),
                *check_lengths(root)]
    for problem in problems:
        print(problem)
    n_files = sum(1 for _ in sources(root, "src", "cli", "include", "examples"))
    if n_files == 0:
        problems.append("no files")
    print(f"{n_files} files, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
