#!/usr/bin/env bash
# Reads every file of a folder of damaged and hostile documents, one process each, and tells what came of it:
# ledgers and errors by code, the largest memory and the longest time. Fails when a file got no answer, an answer that
# names no reason (stopped, stack-overflow, defect), or more memory than allowed.
#
#     benches/torture.sh FOLDER [PROGRAM]
set -euo pipefail
folder=$1
program=${2:-target/release/taizhang}
most_kib=$((1024 * 1024))

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$folder" -type f | sort > "$work/list"
while IFS= read -r file; do
    /usr/bin/time -f '%M %e' -o "$work/cost" "$program" worker --lang en -- "$file" > "$work/answer" || true
    lines=$(wc -l < "$work/answer")
    code=$(grep -oP '^\{"error":\{"code":"\K[^"]+' "$work/answer" || true)
    [ -z "$code" ] && { [ "$lines" = 1 ] && code=ledger || code=no-answer; }
    echo "$code $(tail -1 "$work/cost") ${file##*/}"
done < "$work/list" > "$work/all"

cut -d' ' -f1 "$work/all" | sort | uniq -c | sort -rn
echo "most memory (KiB), and where:  $(sort -k2,2nr "$work/all" | head -1 | cut -d' ' -f2,4)"
echo "longest time (s), and where:   $(sort -k3,3nr "$work/all" | head -1 | cut -d' ' -f3,4)"
if awk -v most=$most_kib '/^(no-answer|stopped|stack-overflow|defect) / || $2 > most { bad = 1; print "bad:", $0 } END { exit !bad }' "$work/all"; then
    exit 1
fi
