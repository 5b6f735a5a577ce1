#!/usr/bin/env bash
# Make the packed program known to the desktop of this user: its menu entry, its icon, and that .knode and .knodez are its files.
# It stands in the program's folder; `install.sh --remove` takes all of it away again.
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
program="$(dirname "$here")/knode"
data="${XDG_DATA_HOME:-$HOME/.local/share}"
bin="$HOME/.local/bin"
files=("$data/applications/knode.desktop" "$data/mime/packages/knode.xml" "$data/icons/hicolor/256x256/apps/knode.png" "$bin/knode")

if [ "${1:-}" = --remove ]; then
    rm -f "${files[@]}"
else
    [ -x "$program" ] || { echo "knode: there is no program at $program" >&2; exit 1; }
    for file in "${files[@]}"; do mkdir -p "$(dirname "$file")"; done
    sed "s|^Exec=knode|Exec=\"$program\"|" "$here/knode.desktop" > "${files[0]}"
    cp "$here/knode.xml" "${files[1]}"
    cp "$here/knode.png" "${files[2]}"
    ln -sf "$program" "${files[3]}"
fi
command -v update-mime-database > /dev/null && update-mime-database "$data/mime" || true
command -v update-desktop-database > /dev/null && update-desktop-database "$data/applications" || true
