#!/bin/sh
# Make a virtual environment with the first Python 3.11 or newer, or say what is missing.
#   tools/make_venv.sh FOLDER      PYTHON=/path/to/python chooses another interpreter
set -eu
folder=$1
recent='import sys; sys.exit(sys.version_info < (3, 11))'

chosen=
for candidate in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c "$recent" 2>/dev/null; then
        chosen=$candidate
        break
    fi
done
if [ -z "$chosen" ]; then
    echo "Dragoman needs Python 3.11 or newer, and ${PYTHON:-python3} is not one" >&2
    echo "(found: $(${PYTHON:-python3} --version 2>/dev/null || echo none))." >&2
    echo "Install one, or name it: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
fi
echo "Making $folder with $("$chosen" --version) ..."
if ! "$chosen" -m venv "$folder"; then
    rm -rf "$folder"
    echo "$chosen cannot make virtual environments. On Debian and Ubuntu: apt install python3-venv" >&2
    exit 1
fi
