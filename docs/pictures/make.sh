#!/usr/bin/env bash
# Makes the pictures of the documentation anew from the running program. Needs what `bash tests/run.sh` installs.
set -euo pipefail
cd "$(dirname "$0")/../.."
dotnet test tests/ChainatBot.BrowserTests --nologo --filter Makes=pictures
cp TestResults/screenshots/phones.png docs/pictures/phones.png
