#!/usr/bin/env bash
# Makes the README's pictures from the corpus: docs/sheet.png and docs/page.png.
#   scripts/pictures.sh
# Needs LibreOffice (soffice), poppler-utils (pdftoppm), Chromium and a Chinese font (fonts-noto-cjk).
set -euo pipefail
cd "$(dirname "$0")/.."

document=corpus/docs/shandong-2022-28.stsong.pdf
name=$(basename "$document" .pdf)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# TAIZHANG names a program that is built already.
taizhang=${TAIZHANG:-}
if [ -z "$taizhang" ]; then
    cargo build --release --locked
    taizhang=${CARGO_TARGET_DIR:-target}/release/taizhang
fi
"$taizhang" extract "$document" -o "$scratch" --format xlsx --lang zh --quiet
"$taizhang" extract "$document" -o "$scratch" --format html --lang zh --quiet
mkdir -p docs

# The head of the sheet's first page, as LibreOffice prints it.
soffice --headless "-env:UserInstallation=file://$scratch/office" --convert-to pdf --outdir "$scratch" "$scratch/$name.xlsx" > "$scratch/office.log"
pdftoppm -png -f 1 -l 1 -scale-to-x 1500 -scale-to-y -1 -x 0 -y 30 -W 1500 -H 580 -singlefile "$scratch/$name.pdf" docs/sheet

# The page as it opens.
chromium --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
    --disable-component-update --disable-sync --hide-scrollbars "--user-data-dir=$scratch/chromium" --window-size=1200,800 \
    "--screenshot=$PWD/docs/page.png" "file://$scratch/$name.html" 2> "$scratch/chromium.log"

ls -l docs/*.png
