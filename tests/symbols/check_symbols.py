"""What the shared library shows, what it asks of others, and that it keeps no writable data.

Usage: check_symbols.py LIBRARY NDEBUG   (NDEBUG: 1 if assertions are compiled out)
"""
import re
import subprocess
import sys

# An application that links the library must not be printed into, ended, or read from behind its
# back; and results must not hang on the locale or the environment.
FORBIDDEN = """
abort exit _exit _Exit quick_exit atexit
printf vprintf puts putchar perror fprintf vfprintf stdout stderr stdin
__printf_chk __vprintf_chk __fprintf_chk __vfprintf_chk
getenv secure_getenv setenv putenv unsetenv environ
localtime localtime_r mktime tzset timegm strftime time gettimeofday
strtod strtof strtold atof atoi atol scanf sscanf fscanf __isoc99_sscanf setlocale newlocale uselocale
rand srand random srandom drand48
socket connect system popen fork execve
qsort signal sigaction
""".split()

# Put there by the compiler and linker.
TOOLCHAIN_DATA = {"__dso_handle", "completed.0", "__TMC_END__", "_edata", "_end", "__bss_start",
                  "data_start", "__data_start",
                  "__cpu_model", "__cpu_features2"}  # of __builtin_cpu_supports()
WRITABLE = {".data", ".bss", ".tdata", ".tbss"}


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def bare(symbol):
    return symbol.split("@")[0]


def main():
    library, ndebug = sys.argv[1], sys.argv[2] == "1"
    problems = []

    asked = {bare(line.split()[-1]) for line in
             run("nm", "-D", "--undefined-only", library).splitlines()}
    forbidden = set(FORBIDDEN) | ({"__assert_fail"} if ndebug else set())
    for symbol in sorted(asked & forbidden):
        problems.append(f"asks for {symbol}")

    shown = {bare(line.split()[-1]) for line in
             run("nm", "-D", "--defined-only", library).splitlines()}
    for symbol in sorted(shown):
        if not re.fullmatch(r"mm_[a-z0-9_]+|MENTORMATCH_\d+", symbol):
            problems.append(f"shows {symbol}")
    if not any(symbol.startswith("mm_") for symbol in shown):
        problems.append("shows nothing")

    # Constant tables with pointers are in .data.rel.ro, which the loader makes read-only.
    for line in run("objdump", "-t", library).splitlines():
        found = re.match(r"^[0-9a-f]+ .{7} (\S+)\s+([0-9a-f]+)\s+(?:\.hidden )?(\S+)$", line)
        if found is None or found.group(1) not in WRITABLE:
            continue
        if found.group(3) in TOOLCHAIN_DATA or found.group(3) == found.group(1):
            continue
        problems.append(f"keeps writable data: {found.group(3)} in {found.group(1)}")

    dynamic = run("readelf", "-dlW", library)
    if "BIND_NOW" not in dynamic and "NOW" not in dynamic or "GNU_RELRO" not in dynamic:
        problems.append("is linked without full RELRO")
    if re.search(r"GNU_STACK.*RWE", dynamic):
        problems.append("has an executable stack")

    for problem in problems:
        print(f"the library {problem}")
    print(f"{len(shown)} symbols shown, {len(asked)} asked for, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
