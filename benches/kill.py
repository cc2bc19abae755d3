#!/usr/bin/env python3
"""Kills a batch with signal 9 at random moments, takes it up again, and compares with a run that nothing disturbed.

    cargo build --release
    python3 benches/kill.py [--kills 100] [--program PATH] [--docs corpus/docs] [--copies 4]

For each format the batch is killed until the number of kills is reached, with --resume each time; whenever a run comes to
its end the folder must be the same, byte for byte, as the undisturbed one (`run.json`, which has the times, aside), and
the next begins anew. After every kill all that has its name must be whole. As root on Linux a disk of 2 MB is filled too:
the run must end with an error, and what has its name must be whole.
"""

import argparse
import glob
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time


def contents(folder):
    found = {}
    for path, _, files in os.walk(folder):
        for name in files:
            if name != "run.json":
                with open(os.path.join(path, name), "rb") as file:
                    found[os.path.relpath(os.path.join(path, name), folder)] = file.read()
    return found


def hidden(name):
    return os.path.basename(name).startswith(".")


def whole(partial, complete, when):
    for name, found in partial.items():
        if not hidden(name) and complete.get(name) != found:
            sys.exit(f"{when}: {name} is not whole")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default="target/release/taizhang")
    parser.add_argument("--docs", default="corpus/docs")
    parser.add_argument("--copies", type=int, default=4)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)
    program = os.path.abspath(options.program)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with tempfile.TemporaryDirectory() as folder:
        corpus, out = os.path.join(folder, "in"), os.path.join(folder, "out")
        for copy in range(options.copies):
            shutil.copytree(options.docs, os.path.join(corpus, str(copy)))
        formats = ["json", "jsonl"]
        for at, form in enumerate(formats):
            undisturbed = os.path.join(folder, f"whole-{form}")
            command = [program, "extract", corpus, "--format", form, "--quiet", "-o"]
            began = time.perf_counter()
            subprocess.run(command + [undisturbed], **quiet, check=False)
            span = time.perf_counter() - began
            complete = contents(undisturbed)
            kills = ends = 0
            wanted = options.kills // len(formats) + (options.kills % len(formats) if at == 0 else 0)
            while kills < wanted:
                process = subprocess.Popen(command + [out, "--resume"], **quiet)
                try:
                    process.wait(timeout=dice.uniform(0, span * 0.7))
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
                    kills += 1
                    whole(contents(out), complete, f"{form}, kill {kills}")
                    continue
                ends += 1
                if contents(out) != complete:
                    sys.exit(f"{form}: after kill {kills} the folder is another")
                shutil.rmtree(out)
            subprocess.run(command + [out, "--resume"], **quiet, check=False)
            if contents(out) != complete:
                sys.exit(f"{form}: the folder is another")
            shutil.rmtree(out)
            print(f"{form}: {kills} kills, taken up to the same bytes {ends + 1} times")

            if os.geteuid() == 0 and sys.platform == "linux":
                os.makedirs(out)
                if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", out], **quiet, check=False).returncode:
                    print(f"{form}: no small disk can be mounted here; a full disk was not tried")
                    shutil.rmtree(out)
                    continue
                run = subprocess.run(command + [out], capture_output=True, text=True, check=False)
                left = contents(out)
                subprocess.run(["umount", out], check=True)
                whole(left, complete, "full disk")
                if run.returncode != 1 or not ("cannot be written" in run.stderr or "无法写入" in run.stderr):
                    sys.exit(f"a full disk is no error: {run.returncode} {run.stderr}")
                print(f"{form}: a full disk is an error, {len(left)} files are there and whole")
                shutil.rmtree(out)


if __name__ == "__main__":
    main()
