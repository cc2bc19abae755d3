#!/usr/bin/env python3
"""Renders the corpus: a paragraph-per-line source becomes the texts and PDFs in which such a document turns up.

    pip install reportlab typst weasyprint fonttools      # and the Debian fonts fonts-droid-fallback, fonts-arphic-uming
    scripts/render.py ID [FORM…]                          # all forms that manifest.toml lists for it, or those named
    scripts/render.py --sums                              # only brings the sums in manifest.toml up to date

Source (corpus/sources/ID.src), one paragraph a line:

    # words          a line of a title, centred
    @@ words         a line at the right margin: signature, date, document number
    |a|b|            a row of a table; the first row of a run is its head; ^ is "merged with the cell above"
    ~~ address       a link in the paragraph above: its address is printed at the foot of that paragraph's page
    ---page---       a new page

Forms: clean (text, one paragraph a line), dump (text as an extractor leaves it: hard wraps, blank lines between lines,
page numbers and link lines in mid-sentence, stray blanks around digits), stsong (ReportLab, STSong-Light not embedded),
ttf (ReportLab, embedded TrueType subset), typst, weasyprint, ofd (the pages of the typst PDF; pip install PyMuPDF). A form that was not rendered but taken over (origin = "given"
in the manifest) is never overwritten. The tests read what is in the repository; CI never runs this.
"""
import hashlib
import html
import itertools
import pathlib
import random
import re
import sys
import tempfile
import tomllib

CORPUS = pathlib.Path(__file__).resolve().parent.parent / "corpus"
MANIFEST = CORPUS / "manifest.toml"
UMING = "/usr/share/fonts/truetype/arphic/uming.ttc"
FORMS = ("clean", "dump", "stsong", "ttf", "typst", "weasyprint", "ofd")


def blocks(source):
    """The source as (kind, value) pairs: title, right, body, link, page, blank, and table with a list of rows."""
    made = []
    for line in source.splitlines():
        if line.startswith("|"):
            row = line[1:].removesuffix("|").split("|")
            if made and made[-1][0] == "table":
                made[-1][1].append(row)
            else:
                made.append(("table", [row]))
        elif line.startswith("# "):
            made.append(("title", line[2:]))
        elif line.startswith("@@ "):
            made.append(("right", line[3:]))
        elif line.startswith("~~ "):
            made.append(("link", line[3:]))
        elif line == "---page---":
            made.append(("page", ""))
        elif line.strip():
            made.append(("body", line))
        else:
            made.append(("blank", ""))
    return made


def filled(rows):
    """Rows with merged cells written out in each row they span."""
    out = []
    for row in rows:
        out.append([out[-1][i] if cell == "^" else cell for i, cell in enumerate(row)])
    return out


def names_group(row):
    """Whether a row only names a group: it is drawn as one cell over all columns."""
    return bool(row[0]) and not any(row[1:])


def spans(rows):
    """Cells to be drawn as (row, column, words, rows spanned, columns spanned)."""
    for r, row in enumerate(rows):
        if names_group(row):
            yield r, 0, row[0], 1, len(row)
            continue
        for c, cell in enumerate(row):
            if cell != "^":
                below = next((n for n in range(r + 1, len(rows)) if rows[n][c] != "^"), len(rows))
                yield r, c, cell, below - r, 1


def clean(made):
    """One paragraph a line; a table's rows are tab-separated lines, merged cells written out."""
    lines = []
    for kind, value in made:
        if kind == "table":
            lines += ["\t".join(row) for row in filled(value)]
        elif kind in ("page", "blank"):
            lines.append("")
        elif kind != "link":
            lines.append(value)
    return "\n".join(lines) + "\n"


COLUMNS = 30  # Han characters a line of the dump, as in the Shandong notice.
LINES = 28  # lines a page of the dump.


def wrapped(words, width=COLUMNS * 2):
    """Lines of at most `width` half-width columns; closing marks may hang over the end."""
    lines, line, used = [], "", 0
    for ch in words:
        wide = 1 if ord(ch) < 0x2000 else 2
        if used + wide > width and ch not in "，。、；：！？）》”〕":
            lines.append(line)
            line, used = "", 0
        line += ch
        used += wide
    return [*lines, line] if line else lines


def dump(made, seed):
    """What a PDF-to-text tool leaves, by a generator of its own so that the same source gives the same bytes."""
    chance = random.Random(seed)

    def spaced(words):
        words = re.sub(r"(?<=[一-鿿])(?=[0-9A-Z])", lambda _: chance.choice(["", "", " "]), words)
        return re.sub(r"(?<=[0-9])(?=[一-鿿])", lambda _: chance.choice(["", " "]), words)

    pages, page, foot = [], [], []
    def turn():
        if page:
            pages.append(([*page], [*foot]))
            page.clear()
            foot.clear()

    for kind, value in made:
        if kind == "page":
            turn()
            continue
        if kind == "link":
            foot.append(value)
            continue
        rows = ["\t".join("" if cell == "^" else cell for cell in row) for row in value] if kind == "table" else None
        for line in rows or wrapped(spaced(value)):
            page.append(line)
            if len(page) >= LINES:
                turn()
    turn()
    out = []
    for number, (lines, links) in enumerate(pages, 1):
        for line in lines:
            out += [line + chance.choice(["", " "]), ""]
        out += [f"— {number} —", ""]
        for link in links:
            out.append(link)
        out += ["", "", ""]
    return "\n".join(out).rstrip("\n") + "\n"


def reportlab(made, path, embedded):
    from reportlab.lib.enums import TA_CENTER, TA_RIGHT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

    font = "body" if embedded else "STSong-Light"
    pdfmetrics.registerFont(TTFont(font, UMING) if embedded else UnicodeCIDFont(font))
    base = dict(fontName=font, fontSize=14, leading=24, wordWrap="CJK")
    style = {
        "title": ParagraphStyle("title", alignment=TA_CENTER, **{**base, "fontSize": 18, "leading": 30}),
        "right": ParagraphStyle("right", alignment=TA_RIGHT, rightIndent=28, **base),
        "body": ParagraphStyle("body", firstLineIndent=28, **base),
        "flush": ParagraphStyle("flush", **base),
        "cell": ParagraphStyle("cell", **{**base, "fontSize": 10, "leading": 14}),
    }
    feet = {}

    class Foot(Flowable):
        """Takes no room; remembers an address for the foot of the page it stands on."""

        def __init__(self, address):
            super().__init__()
            self.address = address

        def wrap(self, *_):
            return 0, 0

        def draw(self):
            feet.setdefault(self.canv.getPageNumber(), []).append(self.address)

    def close(canvas, document):
        canvas.setFont(font, 14)
        canvas.drawCentredString(A4[0] / 2, 40, f"— {document.page} —")
        canvas.setFont(font, 9)
        for i, address in enumerate(feet.get(document.page, [])):
            canvas.drawString(87, 76 - 12 * i, address)

    story = []
    for i, (kind, value) in enumerate(made):
        if kind == "page":
            story.append(PageBreak())
        elif kind == "blank":
            story.append(Spacer(0, 24))
        elif kind == "link":
            story.append(Foot(value))
        elif kind == "table":
            # ReportLab cannot break a merged cell over pages, so here each row has its own.
            rows = [[Paragraph(html.escape(cell), style["cell"]) for cell in row] for row in filled(value)]
            lines = [("GRID", (0, 0), (-1, -1), 0.5, "#000000")]
            lines += [("SPAN", (0, r), (-1, r)) for r, row in enumerate(value) if names_group(row)]
            story.append(Table(rows, repeatRows=1, colWidths=shares(value, 440), style=lines))
        else:
            flush = kind == "body" and value.endswith("：") and len(value) < 60
            story.append(Paragraph(html.escape(value), style["flush" if flush else kind]))
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1, title="")
    frame = Frame(81, 84, 433, 680, leftPadding=6, rightPadding=6)
    document.addPageTemplates(PageTemplate("page", [frame], onPageEnd=close))
    document.build(story)


def shares(rows, width):
    """Column widths in proportion to the square root of the longest cell, in points."""
    longest = [max(2, *(len(row[c]) for row in rows if not names_group(row))) ** 0.5 for c in range(len(rows[0]))]
    return [width * part / sum(longest) for part in longest]


def typst(made, path):
    import typst as compiler

    def quoted(words):
        return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'

    out = [
        '#set text(font: "AR PL UMing CN", size: 14pt, lang: "zh", region: "cn")',
        "#set par(leading: 10pt, justify: true)",
        "#set page(margin: (x: 28mm, top: 32mm, bottom: 34mm), footer: context {",
        "  let here-page = here().page()",
        "  for l in query(<link>) { if l.location().page() == here-page [#text(9pt, l.value)\\ ] }",
        '  align(center, "— " + str(here-page) + " —") })',
    ]
    for kind, value in made:
        if kind == "page":
            out.append("#pagebreak()")
        elif kind == "blank":
            out.append("#v(24pt)")
        elif kind == "link":
            out.append(f"#metadata({quoted(value)}) <link>")
        elif kind == "title":
            out.append(f"#align(center, text(18pt, {quoted(value)}))")
        elif kind == "right":
            out.append(f"#align(right, text({quoted(value)}))")
        elif kind == "table":
            widths = ", ".join(f"{part:.2f}fr" for part in shares(value, 100))
            head = ", ".join(f"[#{quoted(cell)}]" for cell in value[0])
            cells = [f"table.cell(rowspan: {n}, colspan: {m}, [#{quoted(cell)}])" for _, _, cell, n, m in spans(value[1:])]
            out.append(f"#[#set text(10pt); #set par(leading: 5pt); #table(columns: ({widths}), table.header({head}), {', '.join(cells)})]")
        else:
            indent = "0em" if value.endswith("：") and len(value) < 60 else "2em"
            out.append(f"#par(first-line-indent: (amount: {indent}, all: true), text({quoted(value)}))")
    with tempfile.TemporaryDirectory() as folder:
        source = pathlib.Path(folder) / "main.typ"
        source.write_text("\n".join(out), encoding="utf-8")
        path.write_bytes(compiler.compile(str(source), font_paths=["/usr/share/fonts/truetype/arphic"]))


CSS = """
@page { size: A4; margin: 32mm 28mm 34mm; @bottom-center { content: "— " counter(page) " —"; font: 14pt "Droid Sans Fallback" }
        @footnote { font-size: 9pt } }
body { font: 14pt/24pt "Droid Sans Fallback"; }
p { margin: 0; text-indent: 2em; text-align: justify } p.title { font-size: 18pt; line-height: 30pt; text-indent: 0; text-align: center }
p.right { text-align: right; padding-right: 2em } p.flush { text-indent: 0 } p.blank { height: 24pt } div.page { break-after: page }
span.link { float: footnote; footnote-display: block } ::footnote-call { content: "" } ::footnote-marker { content: "" }
table { border-collapse: collapse; font-size: 10pt; line-height: 14pt } td, th { border: 0.5pt solid; padding: 2pt; font-weight: normal }
"""


def weasyprint(made, path):
    import weasyprint as printer

    out = []
    for kind, value in made:
        if kind == "page":
            out.append('<div class="page"></div>')
        elif kind == "link":
            out[-1] = out[-1].removesuffix("</p>") + f'<span class="link">{html.escape(value)}</span></p>'
        elif kind == "table":
            head = "".join(f"<th>{html.escape(cell)}</th>" for cell in value[0])
            rows = [[] for _ in value[1:]]
            for r, _, cell, n, m in spans(value[1:]):
                rows[r].append(f'<td rowspan="{n}" colspan="{m}">{html.escape(cell)}</td>')
            body = "".join(f"<tr>{''.join(row)}</tr>" for row in rows)
            out.append(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")
        else:
            flush = kind == "body" and value.endswith("：") and len(value) < 60
            out.append(f'<p class="{"flush" if flush else kind}">{html.escape(value)}</p>')
    page = f'<html lang="zh-CN"><style>{CSS}</style><body>{"".join(out)}</body></html>'
    printer.HTML(string=page).write_pdf(str(path), full_fonts=False)


def ofd(pdf, path):
    """The pages of a PDF as OFD (GB/T 33190-2016): a text object for each run of characters, a path for each line drawn."""
    import pymupdf
    import zipfile

    def mm(points):
        return f"{points * 25.4 / 72:.3f}"

    def steps(run):
        each = [mm(b["origin"][0] - a["origin"][0]) for a, b in zip(run, run[1:])]
        grouped = [(step, len(list(same))) for step, same in itertools.groupby(each)]
        return " ".join(f"g {count} {step}" if count > 1 else step for step, count in grouped)

    space = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    parts, pages = {}, []
    for number, page in enumerate(pymupdf.open(pdf)):
        ids, objects = itertools.count(100), []
        for block in page.get_text("rawdict", flags=0)["blocks"]:
            for span in (span for line in block.get("lines", []) for span in line["spans"]):
                run, (x0, y0, x1, y1) = span["chars"], span["bbox"]
                x, y = run[0]["origin"]
                delta = f' DeltaX="{steps(run)}"' if len(run) > 1 else ""
                words = html.escape("".join(char["c"] for char in run), quote=False)
                objects.append(
                    f'<ofd:TextObject ID="{next(ids)}" Boundary="{mm(x0)} {mm(y0)} {mm(x1 - x0)} {mm(y1 - y0)}" Font="3" Size="{mm(span["size"])}">'
                    f'<ofd:FillColor Value="0 0 0"/><ofd:TextCode X="{mm(x - x0)}" Y="{mm(y - y0)}"{delta}>{words}</ofd:TextCode></ofd:TextObject>'
                )
        for drawing in page.get_drawings():
            box = drawing["rect"]
            at = lambda point: f"{mm(point.x - box.x0)} {mm(point.y - box.y0)}"
            for kind, *item in drawing["items"]:
                if kind == "l":
                    path_words, how = f"M {at(item[0])} L {at(item[1])}", f'LineWidth="{mm(drawing["width"] or 0.5)}"'
                elif kind == "re":
                    r = item[0]
                    corners = " L ".join(map(at, (r.tl, r.tr, r.br, r.bl)))
                    path_words, how = f"M {corners} C", 'Stroke="false" Fill="true"'
                else:
                    continue
                objects.append(
                    f'<ofd:PathObject ID="{next(ids)}" Boundary="{mm(box.x0)} {mm(box.y0)} {mm(box.width)} {mm(box.height)}" {how}>'
                    f"<ofd:AbbreviatedData>{path_words}</ofd:AbbreviatedData></ofd:PathObject>"
                )
        area = f"<ofd:Area><ofd:PhysicalBox>0 0 {mm(page.rect.width)} {mm(page.rect.height)}</ofd:PhysicalBox></ofd:Area>"
        body = f'<ofd:Content><ofd:Layer ID="99">{"".join(objects)}</ofd:Layer></ofd:Content>'
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"{head}<ofd:Page {space}>{area}{body}</ofd:Page>"
        pages.append(f'<ofd:Page ID="{number + 10}" BaseLoc="Pages/Page_{number}/Content.xml"/>')
    common = "<ofd:CommonData><ofd:MaxUnitID>9999</ofd:MaxUnitID><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    parts["Doc_0/Document.xml"] = f'{head}<ofd:Document {space}>{common}<ofd:Pages>{"".join(pages)}</ofd:Pages></ofd:Document>'
    body = "<ofd:DocInfo><ofd:DocID>0</ofd:DocID></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    parts["OFD.xml"] = f'{head}<ofd:OFD {space} Version="1.0" DocType="OFD"><ofd:DocBody>{body}</ofd:DocBody></ofd:OFD>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name in sorted(parts, reverse=True):
            # A fixed day, so that the same pages give the same bytes.
            package.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), parts[name], zipfile.ZIP_DEFLATED)


def render(name, form):
    if form == "ofd":
        path = CORPUS / "docs" / file_name(name, form)
        ofd(CORPUS / "docs" / file_name(name, "typst"), path)
        print(path.relative_to(CORPUS), path.stat().st_size)
        return
    made = blocks((CORPUS / "sources" / f"{name}.src").read_text(encoding="utf-8"))
    path = CORPUS / "docs" / file_name(name, form)
    if form == "clean":
        path.write_text(clean(made), encoding="utf-8")
    elif form == "dump":
        path.write_text(dump(made, name), encoding="utf-8")
    elif form in ("stsong", "ttf"):
        reportlab(made, path, form == "ttf")
    else:
        {"typst": typst, "weasyprint": weasyprint}[form](made, path)
    print(path.relative_to(CORPUS), path.stat().st_size)


def file_name(name, form):
    return {"clean": f"{name}.clean.txt", "dump": f"{name}.txt", "ofd": f"{name}.ofd"}.get(form, f"{name}.{form}.pdf")


def sums():
    """Writes each file's present sum into the manifest."""
    def put(match):
        path = CORPUS / "docs" / match[1]
        if not path.exists():
            return match[0]
        data = path.read_bytes()
        return f'{{ file = "{match[1]}", form = "{match[2]}", origin = "{match[3]}", sha256 = "{hashlib.sha256(data).hexdigest()}"'

    text = MANIFEST.read_text(encoding="utf-8")
    pattern = r'\{ file = "([^"]+)", form = "([^"]+)", origin = "([^"]+)", sha256 = "[^"]*"'
    MANIFEST.write_text(re.sub(pattern, put, text), encoding="utf-8")


def main():
    if sys.argv[1:] == ["--sums"]:
        return sums()
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    name, wanted = sys.argv[1], sys.argv[2:]
    documents = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["document"]
    listed = next(d["files"] for d in documents if d["id"] == name)
    for file in listed:
        if file["origin"] == "rendered" and (not wanted or file["form"] in wanted):
            render(name, file["form"])
    sums()


if __name__ == "__main__":
    main()
