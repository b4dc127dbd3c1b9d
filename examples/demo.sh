#!/bin/sh
# Reads the example pages into a fresh chronicle and looks at it from five sides. Run by `make demo`.
set -eu
cd "$(dirname "$0")/.."
mkdir -p build
rm -f build/demo.db build/demo.db-wal build/demo.db-shm
DRAGOMAN_STORE=build/demo.db
export DRAGOMAN_STORE

say() {
    if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then printf '\n\033[1m%s\033[0m\n' "$1"; else printf '\n%s\n' "$1"; fi
}
run() {
    printf '\n$ dragoman'
    for word in "$@"; do
        case $word in *\ *) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    dragoman "$@"
}

say "1. Sixteen messy pages in four languages become one chronicle."
run read examples/pages

say "2. What happened, merged across outlets and languages; what is only planned says so."
run timeline --type meet
run timeline --type agree
run timeline --status planned --since 2025

say "3. One person, asked for in two scripts: the names by language, the offices, the latest events."
run who "Рустам Вализода"
run who "رستم ولی‌زاده" | head -n 9

say "4. Who held the office, and on what day."
run office secretary-general ECO
run office secretary-general ECO --on 2024-03-15
run office chair ECO --on 2025-02-01

say "5. Where the sources disagree, with both sentences and no verdict."
run conflicts

say "Where to look next"
cat <<'NEXT'
The chronicle is build/demo.db. Put the command on your path, then ask:
  export PATH="$PWD/.venv/bin:$PATH" DRAGOMAN_STORE=build/demo.db
  dragoman timeline                                  everything, by date
  dragoman timeline --who "Вализода" --with Iran     two together, asked for in any script
  dragoman timeline --since 2024-06 --json           one event a line, with all its sentences
  dragoman show en-2-secretary-general-in-dushanbe   an article with its names and events marked
  dragoman show EVENT                                one event, as each page tells it
  dragoman read your-page.html                       your own pages into the same chronicle
The story that these pages tell is in examples/README.md, every command in docs/cli.md.
NEXT
