"""Installs into a folder of its own, compiles the README's program against what is there, as the
README says, and runs it on the example.

Usage: check_install.py SOURCE_ROOT BUILD_ROOT PREFIX LIBDIR
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SKIPPED = 77


def run(*command, **more):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          check=False, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n"
                 f"{done.stdout}{done.stderr}")
    return done.stdout


def readme_program(root):
    """The C program in README.md, which is examples/first_match.c."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```c\n(.*?)^```$", readme, re.M | re.S)
    programs = [block for block in blocks if "int main" in block]
    if len(programs) != 1:
        sys.exit(f"README.md holds {len(programs)} programs, not one")
    if programs[0] != (root / "examples/first_match.c").read_text(encoding="utf-8"):
        sys.exit("the README's program is not examples/first_match.c")
    return programs[0]


def main():
    root, build = Path(sys.argv[1]), sys.argv[2]
    prefix, libdir = sys.argv[3].lstrip("/"), sys.argv[4]
    if shutil.which("pkg-config") is None:
        print("no pkg-config here")
        return SKIPPED
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        run("meson", "install", "-C", build, "--no-rebuild", "--destdir", place)
        installed = place / prefix
        for path in ("bin/mentormatch", "share/man/man1/mentormatch.1",
                     "include/mentormatch/mentormatch.h", "include/mentormatch/version.h",
                     f"{libdir}/libmentormatch.so", f"{libdir}/pkgconfig/mentormatch.pc"):
            if not (installed / path).exists():
                sys.exit(f"{path} is not installed")
        settings = {**os.environ, "PKG_CONFIG_LIBDIR": str(installed / libdir / "pkgconfig")
                    + ":" + run("pkg-config", "--variable", "pc_path", "pkg-config").strip(),
                    "PKG_CONFIG_SYSROOT_DIR": str(place),
                    "LD_LIBRARY_PATH": str(installed / libdir)}
        flags = run("pkg-config", "--cflags", "--libs", "mentormatch", env=settings).split()
        # Users of the library need neither GLPK's nor jansson's headers, nor to link them.
        if "-lglpk" in flags or "-ljansson" in flags:
            sys.exit(f"pkg-config asks for more than the library: {flags}")
        (place / "first_match.c").write_text(readme_program(root), encoding="utf-8")
        run("cc", "-Wall", "-Wextra", "-Werror", "-o", place / "first_match",
            place / "first_match.c", *flags)
        example = root / "examples/autumn-term/programme.json"
        said = run(place / "first_match", example, env=settings)
        if not re.search(r"^\S+ is mentored by \S+$", said, re.M):
            sys.exit(f"the README's program says: {said!r}")
        run(installed / "bin/mentormatch", "check", example, env=settings)
        print(f"{len(said.splitlines())} pairs from the README's program")
    return 0


if __name__ == "__main__":
    sys.exit(main())
