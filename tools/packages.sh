# Installs what is missing, and nothing else. Sourced by tools/quickstart and tools/test.
# shellcheck shell=bash

missing=()

# need PACKAGE PROBE...: remember the Debian package unless the probe succeeds.
need() {
    local package=$1
    shift
    "$@" >/dev/null 2>&1 || missing+=("$package")
}

has_command() { command -v "$1"; }
has_header() { echo "#include <$1>" | "${CC:-cc}" -E -; }
# Debian's own Python: its modules are invisible to any other that comes first in PATH.
has_module() { /usr/bin/python3 -c "import $1"; }

# What the library and the command need.
need_build_tools() {
    need gcc has_command "${CC:-cc}"
    need libc6-dev has_header stdlib.h
    need meson has_command meson
    need ninja-build has_command ninja
    need pkg-config has_command pkg-config
    need libglpk-dev has_header glpk.h
    need libjansson-dev has_header jansson.h
    need tzdata test -e /usr/share/zoneinfo/Europe/London
}

# What the tests need on top.
need_test_tools() {
    need check has_header check.h
    need clang has_command clang
    need libclang-rt-dev has_sanitizers
    need g++ has_command g++
    need locales test -e /usr/share/i18n/locales/de_DE
    need python3 has_command /usr/bin/python3
    need python3-numpy has_module numpy
    need python3-scipy has_module scipy
    need python3-icalendar has_module icalendar
    need python3-vobject has_module vobject
}

has_sanitizers() {
    echo 'int main(void) { return 0; }' |
        clang -fsanitize=address,undefined -x c -o /dev/null -
}

install_missing() {
    if [ ${#missing[@]} -eq 0 ]; then
        echo "Everything that is needed is installed."
        return 0
    fi
    echo "Missing: ${missing[*]}"
    if ! command -v apt-get >/dev/null; then
        echo "This is no Debian: install the packages above under their names here, then come back."
        return 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "Run this once as root, or install them: apt-get install ${missing[*]}"
            return 1
        fi
        as_root=(sudo)
    fi
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive
               apt-get -qq -o DPkg::Lock::Timeout=300)
    "${apt[@]}" update || echo "The list of packages is not fresh; going on with the one at hand."
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >/dev/null
}

# configure FOLDER OPTION...: set a build folder up, anew if it was made for another place.
configure() {
    local folder=$1
    shift
    if [ -e "$folder/build.ninja" ] && meson configure "$folder" "$@" >/dev/null 2>&1 &&
        ninja -C "$folder" build.ninja >/dev/null 2>&1; then
        return 0
    fi
    rm -rf "$folder"
    meson setup "$folder" "$@"
}
