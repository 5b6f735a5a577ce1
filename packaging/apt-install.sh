#!/usr/bin/env bash
# Install Debian packages, where that is possible without a question: as root, with apt-get. Fails elsewhere.
set -euo pipefail

[ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || exit 1

export DEBIAN_FRONTEND=noninteractive
echo "Installing $*"
# Mirrors may be away for a moment, and another program may hold the lock.
options=(-qq -o Acquire::Retries=5 -o DPkg::Lock::Timeout=300)
for pause in 5 15 0; do
    apt-get "${options[@]}" update &&
        apt-get "${options[@]}" install --yes --no-install-recommends "$@" </dev/null >/dev/null && exit
    sleep "$pause"
done
exit 1
