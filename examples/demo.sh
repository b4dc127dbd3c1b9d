#!/bin/sh
# Reads the example pages into a fresh chronicle and looks at it from four sides. Run by `make demo`.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build
rm -f build/demo.db build/demo.db-wal build/demo.db-shm
DRAGOMAN_STORE=build/demo.db
export DRAGOMAN_STORE

say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
run() {
    printf '$ dragoman'
    for word in "$@"; do
        case $word in *\ *) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    dragoman "$@"
}

say "1. Sixteen messy pages in four languages become one chronicle."
run read examples/pages

say "2. What happened, merged across outlets and languages. Where sources disagree, the line says so."
run timeline

say "3. One person, asked for in two scripts."
run who "Рустам Вализода"
run who "رستم ولی‌زاده"

say "4. Who held the office, and when."
run office secretary-general ECO
run office secretary-general ECO --on 2024-03-15
run office secretary-general ECO --on 2024-09-15

say "Where to look next"
cat <<'NEXT'
The chronicle is build/demo.db. Put the command on your path, then ask:
  export PATH="$PWD/.venv/bin:$PATH" DRAGOMAN_STORE=build/demo.db
  dragoman timeline --who "Вализода" --type meet     events of one man, asked for in any script
  dragoman timeline --since 2024-06 --json           one event a line, with its sentences
  dragoman office chair ECO                          a chairmanship that passes between states
  dragoman show en-2-secretary-general-in-dushanbe   an article with its names and events marked
  dragoman read your-page.html                       your own pages into the same chronicle
The story that these pages tell is in examples/README.md.
NEXT
