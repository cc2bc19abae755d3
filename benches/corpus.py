#!/usr/bin/env python3
"""A corpus of thousands: scaling, memory, and what a second look costs.

    cargo build --release
    python3 benches/corpus.py [--program PATH] [--docs corpus/docs] [--scaling N] [--memory FEW MANY] [--runs N]

The corpus is copies of the documents in --docs, made different by a line at the end of each text (PDFs are copied as they
are). Measured are: the time on one core against two, alternating; the peak memory (largest process, and all together) of
FEW and of MANY documents; the first `reprocess` of a corpus against a second one in which nothing has changed.
Times are the best of the runs, since company on the machine only adds; measure where there is little of it.
"""

import argparse
import glob
import os
import shutil
import subprocess
import tempfile
import time


def make(docs, folder, count):
    sources = sorted(glob.glob(os.path.join(docs, "*.txt")) + glob.glob(os.path.join(docs, "*.pdf")))
    for number in range(count):
        source = sources[number % len(sources)]
        below = os.path.join(folder, f"{number // 100:03}")
        os.makedirs(below, exist_ok=True)
        target = os.path.join(below, f"{number:06}{os.path.splitext(source)[1]}")
        shutil.copyfile(source, target)
        if source.endswith(".txt"):
            with open(target, "ab") as file:
                file.write(f"\n第{number}号\n".encode())


def children_of(pid):
    found = []
    for path in glob.glob(f"/proc/{pid}/task/*/children"):
        try:
            with open(path) as file:
                found += [int(child) for child in file.read().split()]
        except OSError:
            pass
    return found


def resident(pid):
    """Peak and present resident memory of a process, in MB."""
    peak = now = 0
    try:
        with open(f"/proc/{pid}/status") as file:
            for line in file:
                if line.startswith("VmHWM"):
                    peak = int(line.split()[1]) / 1024
                elif line.startswith("VmRSS"):
                    now = int(line.split()[1]) / 1024
    except OSError:
        pass
    return peak, now


def run(command, watch=False, cores=None):
    """Seconds of a run on so many cores; with `watch` also the peak memory of the program's own process and of all its
    processes."""
    # One job is not one core: the program and its reader are two processes.
    pin = (lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])) if cores else None
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, preexec_fn=pin)
    own = together = 0
    if watch:
        while process.poll() is None:
            pids = [process.pid]
            for pid in pids:
                pids += children_of(pid)
            figures = [resident(pid) for pid in pids]
            own = max(own, figures[0][0])
            together = max(together, sum(now for _, now in figures))
            time.sleep(0.02)
    process.wait()
    return time.perf_counter() - began, own, together


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/taizhang")
    parser.add_argument("--docs", default="corpus/docs")
    parser.add_argument("--scaling", type=int, default=2000)
    parser.add_argument("--memory", type=int, nargs=2, default=[1000, 10000], metavar=("FEW", "MANY"))
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "in")

        def extract(jobs, watch=False, source=corpus):
            # A folder of its own for each run, removed at the end only: some file systems are slow to make files where
            # many have just been removed.
            out = tempfile.mkdtemp(dir=folder)
            return run([program, "extract", source, "-o", out, "--quiet", "--jobs", str(jobs)], watch, jobs)

        if options.scaling:
            make(options.docs, corpus, options.scaling)
            extract(2)  # fills the caches
            ones, twos = [], []
            for _ in range(options.runs):
                ones.append(extract(1)[0])
                twos.append(extract(2)[0])
            one, two = min(ones), min(twos)
            print(f"{options.scaling} documents: {one:.2f} s on 1 core, {two:.2f} s on 2: {one / two:.2f} x")

            firsts, seconds = [], []
            for number in range(options.runs):
                ledgers = os.path.join(folder, f"ledgers-{number}")
                reprocess = [program, "reprocess", corpus, "--ledgers", ledgers, "--quiet"]
                firsts.append(run(reprocess + ["--accept"])[0])
                seconds.append(run(reprocess)[0])
            first, second = min(firsts), min(seconds)
            print(f"reprocess: {first:.2f} s the first time, {second:.3f} s when nothing has changed: {second / first:.1%}")

        if options.memory[1]:
            figures = {}
            for count in options.memory:
                shutil.rmtree(corpus, ignore_errors=True)
                make(options.docs, corpus, count)
                figures[count] = extract(2, watch=True)
            for count, (took, own, together) in figures.items():
                print(f"{count} documents: {took:.1f} s; peak memory {own:.1f} MB, with its readers {together:.1f} MB")
            few, many = (figures[count] for count in options.memory)
            print(f"growth of the peak: {many[1] / few[1] - 1:+.1%}, with its readers {many[2] / few[2] - 1:+.1%}")


if __name__ == "__main__":
    main()
