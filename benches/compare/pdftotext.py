#!/usr/bin/env python3
"""Times `taizhang extract` against `pdftotext` on the same PDFs, side by side on one core.

    cargo build --release
    python3 benches/compare/pdftotext.py [--runs N] [--program PATH] FILE.pdf ...

taizhang goes all the way from PDF to JSON; pdftotext (poppler-utils) only to text. The runs of the two alternate, so that
whatever else the machine does meets both. Times are of the wall clock, start of the process included.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time


def seconds(command):
    """The time of one run, in seconds; ends the comparison when it fails."""
    began = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=True)
    return time.perf_counter() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", metavar="FILE.pdf")
    parser.add_argument("--runs", type=int, default=20, help="runs of each program on each file (default: 20)")
    parser.add_argument("--program", default="target/release/taizhang")
    options = parser.parse_args()
    if not shutil.which("pdftotext"):
        sys.exit("pdftotext is not installed; it comes with poppler-utils")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    else:
        print("this system does not pin processes to a core", file=sys.stderr)

    print(f"{'file':40} {'taizhang':>10} {'pdftotext':>10} {'ratio':>6}   medians of {options.runs} runs, ms")
    ratios = []
    for file in options.files:
        ours, theirs = [options.program, "extract", "--quiet", file], ["pdftotext", file, "-"]
        times = {"ours": [], "theirs": []}
        for run in range(options.runs + 1):
            first = [("ours", ours), ("theirs", theirs)]
            for name, command in first if run % 2 else reversed(first):
                took = seconds(command)
                if run > 0:  # the first of each fills the caches
                    times[name].append(took)
        us, them = (statistics.median(times[name]) * 1000 for name in ("ours", "theirs"))
        ratios.append(us / them)
        print(f"{os.path.basename(file):40} {us:10.1f} {them:10.1f} {us / them:6.2f}")
    if len(ratios) > 1:
        print(f"{'geometric mean of the ratios':40} {'':10} {'':10} {statistics.geometric_mean(ratios):6.2f}")


if __name__ == "__main__":
    main()
