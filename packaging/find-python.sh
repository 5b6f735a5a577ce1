#!/usr/bin/env bash
# Print the path of a Python that knode runs on and that can make virtual environments.
# With an argument only that Python is tried.
set -euo pipefail

# True when $1 is Python 3.11 to 3.13. Started, not just looked up: a launcher may stand for a Python that is not there.
fits() {
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null
}

for candidate in ${1:-python3 python3.13 python3.12 python3.11}; do
    fits "$candidate" || continue
    if ! "$candidate" -c 'import ensurepip' 2>/dev/null; then
        # Debian keeps a part of Python's own library in a package of its own.
        package="$("$candidate" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
        if ! "$(dirname "$0")/apt-install.sh" "$package" >&2; then
            echo "knode: $candidate cannot make virtual environments; please install $package" >&2
            exit 1
        fi
    fi
    "$candidate" -c 'import sys; print(sys.executable)'
    exit
done

if [ $# -gt 0 ]; then
    echo "knode: $1 is not a Python 3.11, 3.12 or 3.13" >&2
else
    echo "knode: no Python 3.11, 3.12 or 3.13 found; install one, or name it: make ... PYTHON=/path/to/python3" >&2
fi
exit 1
