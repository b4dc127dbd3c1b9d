#!/bin/sh
# Runs the command it is given, with the password of the database taken from a file where PGPASSWORD_FILE names one, as
# secrets of compose files and clusters are files. No password stands in an address, an image or a list of processes.
set -eu
if [ -n "${PGPASSWORD_FILE:-}" ]; then
    if [ ! -r "$PGPASSWORD_FILE" ]; then
        echo "PGPASSWORD_FILE names $PGPASSWORD_FILE, which cannot be read" >&2
        exit 2
    fi
    PGPASSWORD=$(cat "$PGPASSWORD_FILE")
    export PGPASSWORD
fi
exec "$@"
