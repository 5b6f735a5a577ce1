#!/usr/bin/env bash
# Install Debian packages, where that is possible without a question: as root, with apt-get. Fails elsewhere.
set -euo pipefail

[ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || exit 1

export DEBIAN_FRONTEND=noninteractive
echo "Installing $*"
apt-get update -qq && apt-get install -qq --yes --no-install-recommends "$@" </dev/null >/dev/null
