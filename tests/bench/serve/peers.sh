#!/usr/bin/env bash
# Installs the servers that knode is measured beside, each in a virtual environment of its own, outside the checkout:
# `peers.sh [FOLDER] [NAME...]`. What is there already stays as it is. All together need 2.3 GB.
# -f: the names of extras look like patterns.
set -feuo pipefail

folder="${1:-${KNODE_PEERS:-${XDG_CACHE_HOME:-$HOME/.cache}/knode-peers}}"
names=("${@:2}")
[ "${#names[@]}" -gt 0 ] || names=(fastapi mlflow bentoml mlserver)

root="$(cd "$(dirname "$0")/../../.." && pwd)"
python="$("$root/packaging/find-python.sh")"

# The pipeline that they load is made in knode's own environment: another scikit-learn might read it in another way.
same="$("$root/.venv/bin/python" -c 'import sklearn; print(sklearn.__version__)')"

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
  wanted="$(packages "$name")"
  home="$folder/$name"
  [ ! -e "$home/installed" ] || { echo "$name is there"; continue; }
  echo "Installing $name into $home"
  "$python" -m venv --clear "$home"
  "$home/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "scikit-learn==$same" joblib $wanted
  version="$("$home/bin/python" -c 'import importlib.metadata, sys; print(importlib.metadata.version(sys.argv[1]))' "$name")"
  echo "$version" > "$home/installed"
done
