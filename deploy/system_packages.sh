#!/bin/sh
# Chromium (browser tests) and tesseract (scanned documents). Without the right to install, the tests that need them are skipped.
set -u
need=""
command -v chromium >/dev/null 2>&1 || need="$need chromium"
command -v tesseract >/dev/null 2>&1 || need="$need tesseract-ocr tesseract-ocr-spa"
[ -z "$need" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "== installing$need"
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $need; } >/dev/null 2>&1 && exit 0
fi
echo "== not installed:$need. The tests that need them are skipped; bring them with: sudo apt-get install -y$need"
exit 0
