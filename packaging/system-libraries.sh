#!/usr/bin/env bash
# Install the system libraries that Qt loads even without a screen, where they are missing and this is possible.
# Elsewhere say what is missing and go on: everything but the app works without them.
set -euo pipefail

[ "$(uname)" = Linux ] || exit 0

# What the loader knows; its tool stands outside an ordinary user's path.
known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)"

missing=()
while read -r library package; do
    [[ "$known" == *"$library "* ]] || missing+=("$package")
done <<'LIBRARIES'
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
LIBRARIES

[ ${#missing[@]} -eq 0 ] && exit 0
if ! "$(dirname "$0")/apt-install.sh" "${missing[@]}"; then
    echo "knode: Qt needs system libraries that are not here; in Debian's words: ${missing[*]}" >&2
fi
