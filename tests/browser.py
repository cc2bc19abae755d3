#!/usr/bin/env python3
"""Opens pages in headless Chromium and uses them: the checks that only a browser can make.

    tests/browser.py LEDGER.html LONG.html DIFF.html

Speaks WebDriver with chromedriver over HTTP; standard library only. Ends with 1 and a line for each thing that is wrong,
with 77 where chromedriver or Chromium is not installed.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

# Seconds in which a page of 1,000 entries must be open and in use.
OPEN_LIMIT = 2.0

ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--window-size=1400,900",
]

# A proxy in the environment is not for this machine's own ports.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Browser:
    def __init__(self, driver, chromium, profile):
        self.process = subprocess.Popen([driver, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.process.stdout:
            port = re.search(r"successfully on port (\d+)", line)
            if port:
                self.base = f"http://127.0.0.1:{port[1]}/session"
                break
        else:
            sys.exit("chromedriver did not start")
        options = {"binary": chromium, "args": ARGUMENTS + [f"--user-data-dir={profile}"]}
        wanted = {"browserName": "chrome", "goog:chromeOptions": options,
                  "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"}}
        answer = self.call("POST", "", {"capabilities": {"alwaysMatch": wanted}})
        self.base += "/" + answer["sessionId"]
        # What the browser opens of its own accord is no concern of a page.
        self.call("POST", "/url", {"url": "about:blank"})
        self.log("performance")

    def call(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, {"Content-Type": "application/json"}, method=method)
        with DIRECT.open(request, timeout=120) as answer:
            return json.load(answer)["value"]

    def open(self, path):
        self.call("POST", "/url", {"url": "about:blank"})
        self.call("POST", "/url", {"url": pathlib.Path(path).resolve().as_uri()})

    def run(self, script, *arguments):
        return self.call("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def log(self, kind):
        return self.call("POST", "/se/log", {"type": kind})

    def find(self, selector):
        element = self.call("POST", "/element", {"using": "css selector", "value": selector})
        return "/element/" + next(iter(element.values()))

    def click(self, selector):
        self.run("document.querySelector(arguments[0]).scrollIntoView({block: 'center', behavior: 'instant'})", selector)
        self.call("POST", self.find(selector) + "/click", {})
        time.sleep(0.1)

    def type(self, selector, text):
        self.call("POST", self.find(selector) + "/value", {"text": text})
        time.sleep(0.1)

    def close(self):
        try:
            self.call("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait()


WRONG = []


def check(holds, what):
    if not holds:
        WRONG.append(what)


def quiet(browser, page):
    """No console error, no request but for the page itself, no script of the document's."""
    errors = [entry["message"] for entry in browser.log("browser") if entry["level"] in ("SEVERE", "WARNING")]
    check(not errors, f"{page}: the console says {errors}")
    events = [json.loads(entry["message"])["message"] for entry in browser.log("performance")]
    asked = [event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"]
    foreign = [url for url in asked if not url.startswith(("file:", "data:", "about:"))]
    check(not foreign, f"{page}: the page asks for {foreign}")
    check(browser.run("return window.hostile === undefined && !document.querySelector('main img, main script, main iframe')"),
          f"{page}: the document's text became markup")


SHOWN = "return Array.from(document.querySelectorAll('.entry:not([hidden])'), (card) => card.querySelector('h3').textContent)"
LIT = "return Array.from(document.querySelectorAll('#source .lit'), (piece) => piece.textContent).join('')"
COUNT = "return document.querySelector('#filters output').textContent"


def ledger(browser, path):
    browser.open(path)
    entries = browser.run(SHOWN)
    check(len(entries) == 4 and "<img src=x onerror=hostile=1>" in entries[3], f"all entries are shown: {entries}")
    # From the text of a fact to the card and back.
    browser.click("#source a.target")
    check(browser.run("return document.activeElement.matches('.f.target.lit')"), "a click on words goes to the fact's card")
    check(browser.run("return document.activeElement.closest('.entry').matches('.on')"), "the card is lit")
    quote = browser.run(LIT)
    check(quote == "培育产业集群10个以上", f"the fact's words are lit, all of them and no others: {quote}")
    browser.call("POST", "/element/" + next(iter(browser.call("GET", "/element/active").values())) + "/value", {"text": "\ue007"})
    time.sleep(0.1)
    check(browser.run("return document.activeElement.matches('#source a.m.target.lit')"), "Enter on a fact goes to its words")
    browser.click(".f.deadline")
    check(browser.run("return document.activeElement.matches('#source a.m') && document.activeElement.textContent") == "2025年底前",
          "a click on a fact goes to its words")
    browser.click("#e1 .to-text")
    check("扩大有效投资" in browser.run(LIT), "a title goes to the words of its entry")
    # Filters.
    browser.run("const s = document.forms.filters.organ; s.value = Array.from(s.options).find((o) => o.text === '山东省财政厅').value;"
                "s.dispatchEvent(new Event('input', {bubbles: true}))")
    check(browser.run(SHOWN) == entries[:1], f"by organ: {browser.run(SHOWN)}")
    check(browser.run(COUNT) == "显示 1 / 4 条", browser.run(COUNT))
    browser.click("#filters button[type=reset]")
    check(browser.run(SHOWN) == entries, "a reset shows all")
    for name, value, expected in [("kind", "measure", entries[3:]), ("due", "2025Q2", entries[2:3]), ("due", "none", [entries[1], entries[3]]),
                                  ("notes", "with", entries[3:]), ("notes", "without", entries[:3])]:
        browser.run("const s = document.forms.filters[arguments[0]]; s.value = arguments[1];"
                    "s.dispatchEvent(new Event('input', {bubbles: true}))", name, value)
        check(browser.run(SHOWN) == expected, f"{name} {value}: {browser.run(SHOWN)}")
        browser.click("#filters button[type=reset]")
    browser.type("#filters input", "要素")
    check(browser.run(SHOWN) == entries[1:2], f"search: {browser.run(SHOWN)}")
    marked = browser.run("""return Array.from(CSS.highlights.get('found'), (found) => {
        const range = document.createRange();
        range.setStart(found.startContainer, found.startOffset);
        range.setEnd(found.endContainer, found.endOffset);
        return range.toString();
    })""")
    check(len(marked) >= 2 and set(marked) == {"要素"}, f"search marks words in the card and in the text: {marked}")
    browser.click("#source a.deadline")
    check(browser.run(SHOWN) == entries, "a click on words whose card is hidden shows it again")
    browser.click("svg .bar")
    check(0 < len(browser.run(SHOWN)) < len(entries), "a bar of a chart is a filter")
    check(browser.run("return Array.from(document.querySelectorAll('#filters input, #filters select'))"
                      ".every((field) => field.labels.length === 1)"), "every field has a label")
    ids = browser.run("return Array.from(document.querySelectorAll('[id]'), (element) => element.id)")
    check(len(ids) == len(set(ids)), "ids are unique")
    check(browser.run("return Array.from(document.querySelectorAll('a[href]')).every((link) => "
                      "document.getElementById(link.getAttribute('href').slice(1)))"), "every link leads somewhere")
    quiet(browser, "ledger")


def long(browser, path):
    began = time.monotonic()
    browser.open(path)
    entries = browser.run("return document.querySelectorAll('.entry').length")
    took = time.monotonic() - began
    check(entries >= 1000, f"{entries} entries")
    check(took < OPEN_LIMIT, f"{entries} entries opened in {took:.2f} s, not under {OPEN_LIMIT} s")
    began = time.monotonic()
    browser.type("#filters input", "999")
    check(time.monotonic() - began < OPEN_LIMIT, "search is quick")
    print(f"{entries} entries opened in {took:.2f} s")
    quiet(browser, "long ledger")


def diff(browser, path):
    browser.open(path)
    check(browser.run("return document.querySelector('#changed del').textContent") == "10", "what was dropped is shown")
    check(browser.run("return document.querySelector('#changed ins').textContent") == "12", "what was added is shown")
    check("<img" in browser.run("return document.querySelector('#added h3').textContent"), "hostile words are words")
    quiet(browser, "diff")


def main():
    driver, chromium = shutil.which("chromedriver"), shutil.which("chromium") or shutil.which("google-chrome")
    if not driver or not chromium:
        print("not installed: chromedriver and chromium")
        sys.exit(77)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(driver, chromium, profile)
        try:
            for visit, path in zip((ledger, long, diff), sys.argv[1:], strict=True):
                visit(browser, path)
        finally:
            browser.close()
    for what in WRONG:
        print("wrong:", what)
    sys.exit(bool(WRONG))


main()
