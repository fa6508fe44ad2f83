#!/bin/sh
# W7, W9, W10, W12: GLPK is called from one file, and by no function that is not in the list next
# to this script: no names, files, scaling, presolving, exact or interior-point routines.
# Usage: check_glpk_symbols.sh ARCHIVE LIST
set -eu
LC_ALL=C
export LC_ALL

# "object.o: glp_x" for every undefined glp_ or _glp_ symbol.
used=$(nm -A -u "$1" 2>/dev/null |
       sed -n 's/^.*[:/]\([^:/]*\.o\): *U \(_*glp_[A-Za-z0-9_]*\).*$/\1 \2/p')
status=0
elsewhere=$(echo "$used" | grep -v '^[^ ]*lp_glpk\.c\.o ' || true)
if [ -n "$elsewhere" ]; then
    echo "GLPK is called outside lp_glpk.c:"
    echo "$elsewhere"
    status=1
fi
# Both ways: a list that allows more than is used would hide the next call.
echo "$used" | sed 's/^[^ ]* //' | sort -u > glpk_used.txt
diff "$2" glpk_used.txt || status=1
rm -f glpk_used.txt
exit $status
