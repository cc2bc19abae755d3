#!/usr/bin/env python3
"""What one writes in an afternoon: regular expressions over the text of a notice, to a list of tasks in JSON.

    python3 benches/compare/regexes.py FILE ...

PDF goes through `pdftotext -layout -nopgbrk` first. Here to be compared with (compare.py), not to be used.
"""

import json
import re
import subprocess
import sys

NUMBER = re.compile(r"^\s*(\d{1,3}[.．、]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第[一二三四五六七八九十百]+条)\s*")
CLAUSE = re.compile(r"(牵头单位|责任单位|配合单位|责任部门|牵头部门)\s*[:：]([^）)；;。]+)")
LED = re.compile(r"[（(]([^（()）]{2,80}?)(牵头|负责)[^（()）]*[)）]")
MONEY = re.compile(r"(\d+(?:\.\d+)?)\s*(万亿|亿|万|千)?元")
TARGET = re.compile(r"([\u4e00-\u9fff]{2,12}?)(\d+(?:\.\d+)?)\s*(万|亿)?(家|个|项|人|名|%|公里|亩|吨|元)(以上|左右|以内)?")
LAST = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}
DAY = re.compile(r"(20\d\d)年(?:(\d{1,2})月)?(?:(\d{1,2})日)?(?:底|末)?(?:前|之前)")
SCALE = {None: 1, "": 1, "千": 10**3, "万": 10**4, "亿": 10**8, "万亿": 10**12}


def text_of(path):
    if path.endswith(".pdf"):
        return subprocess.run(["pdftotext", "-nopgbrk", path, "-"], capture_output=True, check=True).stdout.decode()
    with open(path, "rb") as file:
        return file.read().decode("utf-8", "replace")


def paragraphs(text):
    """Lines joined until the next number."""
    out = []
    for line in text.splitlines():
        line = line.strip()
        if not line or re.fullmatch(r"[—\-– \d第页共]+|https?://\S+", line):
            continue
        if NUMBER.match(line) or not out:
            out.append(line)
        else:
            out[-1] += line
    return out


def money(text):
    from decimal import Decimal

    return [str(Decimal(number) * SCALE[scale]) for number, scale in MONEY.findall(text)]


def days(text):
    """The last day of each date; February has no leap years in an afternoon."""
    found = []
    for year, month, day in DAY.findall(text):
        month = int(month or 12)
        found.append(f"{year}-{month:02}-{int(day or LAST.get(month, 31)):02}")
    return found


def entries(text):
    found = []
    for words in paragraphs(text):
        number = NUMBER.match(words)
        if not number:
            continue
        rest = words[number.end():]
        organs = {"lead": [], "support": [], "responsible": []}
        for label, names in CLAUSE.findall(rest):
            role = "lead" if "牵头" in label else "support" if "配合" in label else "responsible"
            organs[role] += [name.strip() for name in re.split("[、，,]", names) if name.strip()]
        for names, verb in LED.findall(rest):
            organs["lead" if verb == "牵头" else "responsible"] += [name.strip() for name in re.split("[、，,]", names)]
        found.append({
            "number": number.group(1),
            "title": re.split("[。；]", rest)[0],
            **organs,
            "targets": [list(target) for target in TARGET.findall(rest)],
            "deadlines": days(rest),
        })
    return found


if __name__ == "__main__":
    for path in sys.argv[1:]:
        print(json.dumps({"file": path, "entries": entries(text_of(path))}, ensure_ascii=False))
