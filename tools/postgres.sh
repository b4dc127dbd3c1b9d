#!/bin/sh
# Starts a PostgreSQL server for tests in a temporary folder, or stops it. Prints what the tests have to be told.
#
#   sh tools/postgres.sh start [FOLDER] [PORT]
#   sh tools/postgres.sh stop [FOLDER]
#
# It needs PostgreSQL's programs (Debian: apt-get install postgresql). What is written is not kept safe from a power cut.
set -eu
folder=${2:-${TMPDIR:-/tmp}/dragoman-postgres}
port=${3:-54329}
programs=$(dirname "$(command -v initdb || ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1)")
as_owner() { if [ "$(id -u)" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

case ${1:-} in
start)
    if as_owner "$programs/pg_ctl" -D "$folder/data" status >/dev/null 2>&1; then
        echo "$folder: a server runs here already; stop it, or name another FOLDER and PORT" >&2
        exit 1
    fi
    rm -rf "$folder"
    mkdir -p "$folder"
    if [ "$(id -u)" -eq 0 ]; then chown postgres "$folder"; fi
    as_owner "$programs/initdb" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C.UTF-8 >"$folder.log" 2>&1
    as_owner "$programs/pg_ctl" -D "$folder/data" -l "$folder/log" -w start \
        -o "-p $port -k '$folder' -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c synchronous_commit=off" \
        >>"$folder.log" 2>&1
    echo "DRAGOMAN_TEST_POSTGRES=postgresql://postgres@127.0.0.1:$port/postgres"
    ;;
stop) as_owner "$programs/pg_ctl" -D "$folder/data" -m immediate stop >>"$folder.log" 2>&1 && rm -rf "$folder" "$folder.log" ;;
*)
    sed -n 's/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
