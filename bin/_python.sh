# Sourced by the commands of bin/: finds a Python, makes .venv from a lock file, and says in one sentence what is missing.
# shellcheck shell=sh

here=$0
[ -h "$here" ] && here=$(readlink -f -- "$here")
ROOT=$(CDPATH='' cd -- "$(dirname -- "$here")/.." && pwd -P) || exit 1
VENV=$ROOT/.venv
TOOLS=$ROOT/var/tools
case ${FENGSUI_HOME-} in
    '' | /*) ;;
    *) FENGSUI_HOME=$PWD/$FENGSUI_HOME && export FENGSUI_HOME ;;
esac
export PYTHONPATH="$ROOT"

fail() {
    [ -z "${busy-}" ] || printf '\n' # a step's line is open
    printf 'fengsui: %s\n' "$1" >&2
    exit 1
}

good() { # is it a Python that Fengsui runs on?
    [ -n "$1" ] && "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info < (3, 15))' >/dev/null 2>&1
}

find_python() { # sets PYTHON; empty if the machine has none
    for PYTHON in "${FENGSUI_PYTHON-}" python3 python3.13 python3.12 python3.14 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[234]*/bin/python3 /usr/local/bin/python3.1[234] /opt/python*/bin/python3; do
        good "$PYTHON" && return 0
    done
    PYTHON=
    return 1
}

find_uv() { # sets UV; "fetch" as argument: get it with pip into a private folder
    for UV in uv "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" "$TOOLS/bin/uv"; do
        "$UV" --version >/dev/null 2>&1 && return 0
    done
    UV=
    [ "${1-}" = fetch ] || return 1
    for any in "$PYTHON" python3 python "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.*/bin/python3; do
        [ -n "$any" ] && "$any" -m pip --version >/dev/null 2>&1 || continue
        "$any" -m pip install --quiet --disable-pip-version-check --target "$TOOLS" --upgrade uv >/dev/null 2>&1 || continue
        UV=$TOOLS/bin/uv
        "$UV" --version >/dev/null 2>&1 && return 0
    done
    UV=
    return 1
}

no_index() {
    fail "the packages could not be fetched (see $LOG); check the network, or point pip to a mirror (PIP_INDEX_URL)."
}

make_venv() {
    if find_python; then
        rm -rf "$VENV"
        find_uv && "$UV" venv --quiet --no-config --python "$PYTHON" "$VENV" >>"$LOG" 2>&1 && return 0
        "$PYTHON" -m venv "$VENV" >>"$LOG" 2>&1 && return 0
        rm -rf "$VENV"
        find_uv fetch && "$UV" venv --quiet --no-config --python "$PYTHON" "$VENV" >>"$LOG" 2>&1 && return 0
        fail "$PYTHON cannot make a virtual environment; install its venv module (Debian: apt install python3-venv) or uv."
    fi
    find_uv fetch || fail "no Python from 3.12 to 3.14 was found; install one (python.org, pyenv, apt, dnf) or uv, and start again."
    "$UV" venv --quiet --no-config --python 3.13 "$VENV" >>"$LOG" 2>&1 ||
        fail "no Python from 3.12 to 3.14 was found and uv could not fetch one (see $LOG); install Python 3.13."
}

install() { # from a lock file, every package checked by its hash
    if find_uv && "$UV" pip install --quiet --python "$VENV/bin/python" --require-hashes -r "$1" >>"$LOG" 2>&1; then
        return 0
    fi
    # uv does not read pip's settings, where a site keeps its mirror or proxy: so pip has the last word
    "$VENV/bin/python" -m pip --version >>"$LOG" 2>&1 || "$VENV/bin/python" -m ensurepip >>"$LOG" 2>&1 || no_index
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1" >>"$LOG" 2>&1 || no_index
}

ready() { # ready LOCK: have .venv as requirements/LOCK.txt says; returns at once if it is
    lock=$ROOT/requirements/$1.txt
    mark=$(cksum <"$lock") || fail "$lock is missing; get a complete copy of Fengsui."
    stamp=$VENV/.fengsui-$1
    [ -r "$stamp" ] && [ "$(cat "$stamp")" = "$mark" ] && "$VENV/bin/python" -c '' 2>/dev/null && return 0
    mkdir -p "$ROOT/var" 2>/dev/null && [ -w "$ROOT" ] ||
        fail "$ROOT is not writable for this user; change its owner, or get a copy of Fengsui of your own."
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1024) }')
    [ "${free:-9999}" -ge 600 ] || fail "the disk of $ROOT has $free MB free, 600 MB are needed; free some space and start again."
    LOG=$ROOT/var/install.log
    : >"$LOG"
    begun=$(date +%s)
    printf '  Python and packages ············ '
    busy=1
    good "$VENV/bin/python" || make_venv
    install "$lock"
    printf '%s\n' "$mark" >"$stamp"
    [ "$1" = app ] || cksum <"$ROOT/requirements/app.txt" >"$VENV/.fengsui-app" # the longer list holds the shorter one
    busy=
    printf '%5d.0 s\n' $(($(date +%s) - begun))
}
