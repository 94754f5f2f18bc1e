#!/usr/bin/env bash
# Gets everything the tests need, then runs all of them. Says what it does; fails, and says exactly what is missing, when
# something can't be had. Ends with the line "N passed, N failed, N skipped".
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf '== %s\n' "$*"; }
missing() { printf 'MISSING: %s\n' "$*" >&2; exit 1; }

command -v dotnet >/dev/null || missing "the .NET 10 SDK (dotnet). See https://dotnet.microsoft.com/download/dotnet/10.0"
dotnet --list-sdks | grep -q '^10\.' || missing "a .NET 10 SDK; 'dotnet --list-sdks' shows none."
command -v node >/dev/null && command -v npm >/dev/null || missing "Node.js 20 or newer with npm (Azurite and LINE's own SDK run on it)."

# Chromium and Thai fonts: Debian packages, asked for only when they are not there.
packages=()
[ -x /usr/bin/chromium ] || packages+=(chromium)
command -v fc-list >/dev/null || packages+=(fontconfig)
thai_fonts="$(fc-list :lang=th family 2>/dev/null || true)"
# Loma is the one the rich menus are drawn with.
{ [[ $thai_fonts == *Noto* ]] && [[ $thai_fonts == *Loma* ]]; } || packages+=(fonts-noto-core fonts-thai-tlwg)
if [ ${#packages[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || missing "${packages[*]} (this machine has no apt-get: install Chromium as /usr/bin/chromium and a Thai font by hand)."
  sudo=""
  [ "$(id -u)" -eq 0 ] || { command -v sudo >/dev/null && sudo="sudo" || missing "${packages[*]}: run 'apt-get install ${packages[*]}' as root."; }
  say "Installing ${packages[*]} with apt-get"
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null \
    || missing "${packages[*]}: apt-get could not install them."
fi

if [ ! -f tests/node/node_modules/.package-lock.json ] || [ tests/node/package-lock.json -nt tests/node/node_modules/.package-lock.json ]; then
  say "Installing the test tools from npm (tests/node)"
  npm ci --prefix tests/node --no-audit --no-fund --loglevel=error || missing "npm packages of tests/node (npm ci failed)."
fi

say "Building"
dotnet build ChainatBot.sln --nologo -v quiet

say "Testing"
results="$(pwd)/TestResults"
rm -rf "$results"
failed_run=0
# One project after the other: two cores are busy enough with Azurite and Chromium beside the tests.
dotnet test ChainatBot.sln --no-build --nologo -maxcpucount:1 --logger trx --results-directory "$results" "$@" || failed_run=1

passed=0 failed=0 skipped=0
for trx in "$results"/*.trx; do
  [ -f "$trx" ] || continue
  counters=$(grep -o '<Counters [^>]*' "$trx")
  number() { sed -E "s/.* $1=\"([0-9]+)\".*/\1/" <<<"$counters"; }
  passed=$((passed + $(number passed)))
  failed=$((failed + $(number failed)))
  skipped=$((skipped + $(number total) - $(number executed)))
done
[ $((passed + failed)) -gt 0 ] || { echo "No test ran." >&2; failed_run=1; }
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed_run" -eq 0 ] && [ "$failed" -eq 0 ] && [ "$skipped" -eq 0 ]
