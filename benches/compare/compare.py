#!/usr/bin/env python3
"""taizhang beside what one would use otherwise, on the same files in one run.

    cargo build --release
    pip install jionlp            # optional: without it that part is left out
    python3 benches/compare/compare.py [--runs N] [--program PATH] [--docs corpus/docs] [--gold corpus/gold]

Three sides, alternating on one core, times of the wall clock:
- taizhang: the whole program, process start included, to a whole ledger in JSON;
- regexes.py: an afternoon's regular expressions, over the text or over `pdftotext`;
- JioNLP (money and time only): its two extractors on the text, in a process that has long started and loaded.

What each finds is held against the gold: of the entries their numbers and titles, of the organs those that lead, of the
money its amount, of the deadlines their day. A share is of what the gold has; places and roles beyond that are not asked
of the other sides. The gold was made by those who wrote taizhang's rules.
"""

import argparse
import glob
import json
import logging
import os
import statistics
import subprocess
import sys
import time
from collections import Counter
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import regexes  # noqa: E402


def timed(work):
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def ours(program, path):
    run = subprocess.run([program, "extract", "--quiet", path], capture_output=True, check=True)
    return json.loads(run.stdout, parse_float=Decimal)


def regex_run(path):
    run = subprocess.run([sys.executable, os.path.join(HERE, "regexes.py"), path], capture_output=True, check=True)
    return json.loads(run.stdout)


def jionlp_or_none():
    try:
        import jionlp
    except ImportError:
        print("jionlp is not installed (pip install jionlp); its part is left out", file=sys.stderr)
        return None
    # It logs the expressions that it cannot parse, with where it was.
    logging.disable(logging.CRITICAL)
    return jionlp


def same(value):
    return str(Decimal(value).normalize())


def share(found, wanted):
    """How many of the wanted are among the found, each as often as it is wanted."""
    return sum((Counter(found) & Counter(wanted)).values())


def money_of_gold(gold):
    amounts = []
    for entry in gold["entries"]:
        for quantity in entry["targets"] + entry["figures"]:
            if quantity.get("unit") == "元" and quantity.get("value"):
                amounts.append(same(quantity["value"]))
    return amounts


def money_of_ledger(ledger):
    amounts = []
    for entry in ledger["entries"]:
        for item in entry["targets"] + entry["figures"]:
            quantity = item.get("quantity") or {}
            if quantity.get("unit") == "元" and quantity.get("value") is not None:
                amounts.append(same(quantity["value"]))
    return amounts


def money_of_jionlp(found):
    amounts = []
    for item in found or []:
        number = item["detail"]["num"]
        for one in number if isinstance(number, list) else [number]:
            try:
                amounts.append(same(one))
            except ArithmeticError:
                pass
    return amounts


def days_of_gold(gold):
    return [deadline["by"] for entry in gold["entries"] for deadline in entry["deadlines"] if deadline.get("by")]


def days_of_jionlp(found):
    days = []
    for item in found or []:
        times = item["detail"].get("time")
        if isinstance(times, list) and times:
            days.append(str(times[-1])[:10])
    return days


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--program", default="target/release/taizhang")
    parser.add_argument("--docs", default="corpus/docs")
    parser.add_argument("--gold", default="corpus/gold")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    jio = jionlp_or_none()

    times = {"taizhang": [], "regexes.py": [], "JioNLP": []}
    score = {side: Counter() for side in times}
    wanted = Counter()
    pdf_times = {"taizhang": [], "regexes.py": []}
    paths = []
    for gold_path in sorted(glob.glob(os.path.join(options.gold, "*.gold.json"))):
        name = os.path.basename(gold_path)[: -len(".gold.json")]
        with open(gold_path, encoding="utf-8") as file:
            gold = json.load(file)
        forms = (os.path.join(options.docs, f"{name}{form}") for form in (".clean.txt", ".txt"))
        path = next((form for form in forms if os.path.exists(form)), None)
        if path is None:
            continue
        paths.append(path)
        text = regexes.text_of(path)
        year = int((gold["document"].get("issued_on") or "2023")[:4])
        sides = [("taizhang", lambda: ours(options.program, path)), ("regexes.py", lambda: regex_run(path))]
        if jio:
            sides.append(("JioNLP", lambda: (jio.ner.extract_money(text, with_parsing=True),
                                             jio.ner.extract_time(text, time_base={"year": year}, with_parsing=True))))
        found, took = {}, {side: [] for side, _ in sides}
        for run in range(options.runs + 1):
            for side, work in sides if run % 2 else reversed(sides):
                seconds, found[side] = timed(work)
                if run > 0:
                    took[side].append(seconds)
        for side in took:
            times[side].append(statistics.median(took[side]))
        for pdf in sorted(glob.glob(os.path.join(options.docs, f"{name}.*.pdf"))):
            both = [("taizhang", lambda: ours(options.program, pdf)), ("regexes.py", lambda: regex_run(pdf))]
            took = {side: [] for side, _ in both}
            for run in range(options.runs + 1):
                for side, work in both if run % 2 else reversed(both):
                    seconds, _ = timed(work)
                    if run > 0:
                        took[side].append(seconds)
            for side in took:
                pdf_times[side].append(statistics.median(took[side]))

        entries = [(entry["number"], entry["title"]) for entry in gold["entries"]]
        leads = [(entry["number"], organ) for entry in gold["entries"] for organ in entry["lead"]]
        money, days = money_of_gold(gold), days_of_gold(gold)
        wanted.update(entries=len(entries), leads=len(leads), money=len(money), days=len(days))
        ledger, plain = found["taizhang"], found["regexes.py"]
        score["taizhang"].update(
            entries=share([(e["number"], e["title"]) for e in ledger["entries"]], entries),
            leads=share([(e["number"], o["name"]) for e in ledger["entries"] for r in e["responsibilities"]
                         if r["role"] == "lead" for o in r["organs"]], leads),
            money=share(money_of_ledger(ledger), money),
            days=share([d["by"] for e in ledger["entries"] for d in e["deadlines"] if d["by"]], days))
        score["regexes.py"].update(
            entries=share([(e["number"], e["title"]) for e in plain["entries"]], entries),
            leads=share([(e["number"], o) for e in plain["entries"] for o in e["lead"]], leads),
            money=share([same(a) for a in regexes.money(text)], money), days=share(regexes.days(text), days))
        if jio:
            amounts, moments = found["JioNLP"]
            score["JioNLP"].update(money=share(money_of_jionlp(amounts), money),
                                   days=share(days_of_jionlp(moments), days))

    batch = [options.program, "extract", "--quiet", "--format", "jsonl", "--jobs", "1", *paths]
    together = [timed(lambda: subprocess.run(batch, capture_output=True, check=True))[0] for _ in range(options.runs)]
    texts = len(times["taizhang"])
    print(f"{texts} texts and {len(pdf_times['taizhang'])} PDFs with gold; medians of {options.runs} runs, ms a document")
    us = sum(times["taizhang"]) / texts * 1e3
    for side, medians in times.items():
        if medians:
            them = sum(medians) / texts * 1e3
            print(f"  text  {side:12} {them:9.1f}   {them / us:6.1f} x the time of taizhang")
    them = statistics.median(together) / texts * 1e3
    print(f"  text  {'all at once':12} {them:9.1f}   {them / us:6.1f} x (taizhang again: one process for all texts)")
    if pdf_times["taizhang"]:
        us = sum(pdf_times["taizhang"]) / len(pdf_times["taizhang"]) * 1e3
        for side, medians in pdf_times.items():
            them = sum(medians) / len(medians) * 1e3
            print(f"  PDF   {side:12} {them:9.1f}   {them / us:6.1f} x the time of taizhang")
    print("found, of what the gold has:")
    print(f"  {'':12} " + " ".join(f"{field} ({wanted[field]})".rjust(15) for field in ("entries", "leads", "money", "days")))
    for side in score:
        if times[side]:
            cells = (f"{score[side][f] / max(1, wanted[f]):.3f}" if f in score[side] else "-"
                     for f in ("entries", "leads", "money", "days"))
            print(f"  {side:12} " + " ".join(cell.rjust(15) for cell in cells))


if __name__ == "__main__":
    main()
