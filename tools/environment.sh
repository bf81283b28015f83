#!/bin/sh
# Makes .venv hold what constraints.txt pins, and the command .venv/bin/jejak.
# Says and changes nothing when that is already so.
set -eu
cd "$(dirname "$0")/.."
checkout=$(pwd -P)

# The place comes first: a moved environment still names the old one in its scripts.
made_from() {
  printf '%s\n' "$checkout"
  cat constraints.txt tools/environment.sh
}
if [ -x .venv/bin/python ] && made_from | cmp -s - .venv/made-from; then exit 0; fi

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
  for name in python3 python3.14 python3.13 python3.12 python3.11; do
    if fits "$name"; then command -v "$name" && return; fi
  done
  echo "Jejak needs Python 3.11 or newer, or uv; neither is on the PATH." >&2
  return 1
}

make_with_pip() {
  python=$(find_python)
  if ! "$python" -c 'import ensurepip' 2>/dev/null; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
      echo "This Python cannot make environments: install python3-venv, or uv." >&2
      return 1
    fi
    echo "Installing python3-venv…"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
  fi
  "$python" -m venv .venv
}

if ! fits .venv/bin/python || { [ -e .venv/made-from ] && [ "$(head -n 1 .venv/made-from)" != "$checkout" ]; }; then
  rm -rf .venv
fi
rm -f .venv/made-from

echo "Making .venv; the first time takes about half a minute…"
if command -v uv >/dev/null; then
  [ -e .venv ] || uv venv --quiet --python '>=3.11,<3.15' .venv
  uv pip sync --quiet --require-hashes --python .venv/bin/python constraints.txt
else
  [ -e .venv ] || make_with_pip
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r constraints.txt
fi

# The product runs from its checkout, so installing it is two lines.
printf '%s\n' "$checkout" >"$(.venv/bin/python -c 'import site; print(site.getsitepackages()[0])')/jejak.pth"
cat >.venv/bin/jejak <<END
#!/bin/sh
exec "$checkout/.venv/bin/python" -P -c 'from app import main; main(prog_name="jejak")' "\$@"
END
chmod +x .venv/bin/jejak

made_from >.venv/made-from
