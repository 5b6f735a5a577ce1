#!/usr/bin/env bash
# Install the system libraries that Qt loads even without a screen, where they are missing and this is possible; with the
# argument `window` those too that a window on X11 needs. Elsewhere say what is missing and go on: everything but the app
# works without them.
set -euo pipefail

[ "$(uname)" = Linux ] || exit 0

# What the loader knows; its tool stands outside an ordinary user's path.
known="$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)"

missing=()
while read -r library package; do
    [[ "$known" == *"$library "* ]] || missing+=("$package")
done < <(
cat <<'LIBRARIES'
libEGL.so.1 libegl1
libGL.so.1 libgl1
libxkbcommon.so.0 libxkbcommon0
libdbus-1.so.3 libdbus-1-3
libfontconfig.so.1 libfontconfig1
libglib-2.0.so.0 libglib2.0-0
LIBRARIES
[ "${1:-}" = window ] && cat <<'LIBRARIES'
libxcb-cursor.so.0 libxcb-cursor0
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-image.so.0 libxcb-image0
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-render-util.so.0 libxcb-render-util0
libxcb-shape.so.0 libxcb-shape0
libX11-xcb.so.1 libx11-xcb1
libwayland-cursor.so.0 libwayland-cursor0
LIBRARIES
true
)

[ ${#missing[@]} -eq 0 ] && exit 0
if ! "$(dirname "$0")/apt-install.sh" "${missing[@]}"; then
    echo "knode: Qt needs system libraries that are not here; in Debian's words: ${missing[*]}" >&2
fi
