#!/bin/sh
# Proof on a fresh clone: an empty folder, an empty home, both commands.
#
#   workshop/fresh.sh [REPOSITORY]        this one, unless another is named; what is not committed is not tried
#
# Passes on nothing of the environment but where packages may be fetched from, and how.
set -eu

repository=${1:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)}
port=${PORT:-8765}
folder=$(mktemp -d)
server=

tidy() {
    if [ -n "$server" ]; then
        kill -INT "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    rm -rf "$folder"
}
trap tidy EXIT
trap 'exit 130' INT TERM

mkdir "$folder/home"
# Each as a word of its own, so that values may hold spaces.
set -- HOME="$folder/home" PATH="$PATH" LANG="${LANG:-C.UTF-8}"
for name in $(env | sed -n 's/^\([A-Za-z_][A-Za-z0-9_]*\)=.*/\1/p'); do
    case $name in
        *_proxy | *_PROXY | *CERT* | *CA_BUNDLE* | *CAINFO* | PIP_* | UV_* | npm_config_* | NPM_CONFIG_*)
            value=
            eval "value=\$$name"
            set -- "$@" "$name=$value"
            ;;
    esac
done

seconds() { date +%s; }

git clone --quiet "$repository" "$folder/evenweave"
cd "$folder/evenweave"
echo "Cloned into an empty folder, with an empty home."

began=$(seconds)
env -i "$@" ./run serve --port "$port" --data "$folder/data" &
server=$!
until answer=$(env -i "$@" "${CURL:-curl}" --silent --fail --max-time 5 "http://localhost:$port/" 2>/dev/null); do
    kill -0 "$server" 2>/dev/null || { echo "./run serve ended before it answered." >&2; exit 1; }
    [ $(($(seconds) - began)) -lt 300 ] || { echo "./run serve did not answer in 5 minutes." >&2; exit 1; }
    sleep 1
done
case $answer in *"</html>"*) ;; *) echo "The page is not whole." >&2; exit 1 ;; esac
first=$(($(seconds) - began))

began=$(seconds)
env -i "$@" ./run test --quick
quick=$(($(seconds) - began))

echo
echo "./run serve answered after $first s; ./run test --quick took $quick s, its tools included."
