#!/usr/bin/env bash
# Installs the servers that knode is measured beside, each in a virtual environment of its own, outside the checkout:
# `peers.sh [FOLDER] [NAME...]`. What is there already stays as it is. All together need some 3 GB.
set -euo pipefail

folder="${1:-${KNODE_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/knode-peers}}"
names=("${@:2}")
[ "${#names[@]}" -gt 0 ] || names=(fastapi mlflow bentoml mlserver)

here="$(cd "$(dirname "$0")" && pwd)"
python="$("$here/../../../packaging/find-python.sh")"

# The pipeline that they load was made by this scikit-learn.
pipeline=(scikit-learn==1.9.1 joblib)

packages() {
  case "$1" in
    fastapi) echo fastapi 'uvicorn[standard]' pandas ;;
    mlflow) echo mlflow pandas ;;
    bentoml) echo bentoml pandas ;;
    mlserver) echo mlserver mlserver-sklearn pandas ;;
    *) echo "There is no peer '$1'; known: fastapi mlflow bentoml mlserver." >&2; return 1 ;;
  esac
}

for name in "${names[@]}"; do
  wanted=($(packages "$name"))
  home="$folder/$name"
  [ ! -e "$home/installed" ] || { echo "$name is there"; continue; }
  echo "Installing $name into $home"
  "$python" -m venv --clear "$home"
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "${pipeline[@]}" "${wanted[@]}"
  touch "$home/installed"
done
