"""Each public header compiles alone, in C17 and C++17, without a warning, with every compiler here.

Usage: check_headers.py INCLUDE_FOLDER...   (the first holds the headers, the others version.h)
"""
import shutil
import subprocess
import sys
from pathlib import Path

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror",
            "-fsyntax-only"]
LANGUAGES = [
    ("c", ["-std=c17", "-Wstrict-prototypes"], ("gcc", "clang", "cc")),
    ("c++", ["-std=c++17", "-Wold-style-cast"], ("g++", "clang++", "c++")),
]


def main():
    folders = sys.argv[1:]
    headers = sorted({path.name for folder in folders
                      for path in (Path(folder) / "mentormatch").glob("*.h")})
    n_compiled = 0
    problems = []
    for language, flags, compilers in LANGUAGES:
        for compiler in filter(shutil.which, compilers):
            for header in headers:
                done = subprocess.run(
                    [compiler, "-x", language, *flags, *WARNINGS,
                     *(f"-I{folder}" for folder in folders), "-"],
                    input=f"#include <mentormatch/{header}>\nint main(void) {{ return 0; }}\n",
                    capture_output=True, text=True, check=False)
                n_compiled += 1
                if done.returncode != 0:
                    problems.append(f"{compiler} {header}:\n{done.stderr}")
    if "mentormatch.h" not in headers or "version.h" not in headers:
        problems.append(f"headers are missing: only {' '.join(headers)}")
    for problem in problems:
        print(problem)
    print(f"{n_compiled} compiled, {len(problems)} problems")
    return 1 if problems or n_compiled == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
