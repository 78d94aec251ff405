#!/usr/bin/env python3
"""Holds Gazette's reading and writing of spreadsheets against LibreOffice, cell for cell.

usage: spreadsheets.py GAZETTE [ROWS]

LibreOffice turns one workbook of awkward cells into .xlsx, .ods and CSV. Gazette builds a site of the first
two; what it publishes as CSV must equal LibreOffice's CSV. The .ods files that Gazette publishes are then opened by
LibreOffice, and its CSV of them compared with the same cells. Skipped where LibreOffice is missing.
"""
import csv
import os
import random
import shutil
import subprocess
import sys
import tempfile

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}"'
    for short, name in [
        ("office", "office:1.0"), ("style", "style:1.0"), ("text", "text:1.0"), ("table", "table:1.0"),
        ("number", "datastyle:1.0"), ("fo", "xsl-fo-compatible:1.0"), ("of", "of:1.2")])
STYLES = """
<number:percentage-style style:name="N1"><number:number number:decimal-places="1" number:min-integer-digits="1"/>
<number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N2"><number:year number:style="long"/><number:text>-</number:text><number:month
number:style="long"/><number:text>-</number:text><number:day number:style="long"/></number:date-style>
<number:currency-style style:name="N3"><number:currency-symbol>£</number:currency-symbol><number:number
number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/></number:currency-style>
<number:boolean-style style:name="N4"><number:boolean/></number:boolean-style>
""" + "".join(f'<style:style style:name="{n}" style:family="table-cell" style:data-style-name="{d}"/>'
              for n, d in [("p", "N1"), ("d", "N2"), ("c", "N3"), ("b", "N4")]) + """
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>"""
TEXTS = ["Plain", '<text:span text:style-name="B">Rich</text:span> text', 'Comma, and "quotes"', "Welsh ŵ ŷ", "العربية",
         'Blanks<text:s text:c="3"/>inside', "=SUM(A1)", "+44 123", "@here", "_x000D_ as typed", "emoji 😀", "&lt;b&gt;", "[x]",
         "0123", "1e5", "2019/20", "TRUE", "£5", "50%", "a<text:tab/>tab"]


def cell(kind, value, style=""):
    named = f' table:style-name="{style}"' if style else ""
    if kind == "string":
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    if kind == "formula":
        return f'<table:table-cell table:formula="of:={value}"/>'
    attribute = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
    return f'<table:table-cell{named} office:value-type="{kind}" office:{attribute}="{value}"/>'


def workbook(rows, dice):
    head = ["name", "count", "share", "day", "money", "flag", "twice"]
    out = ["".join(cell("string", name) for name in head)]
    for i in range(rows):
        number = dice.choice([0, -5, 1234567, 0.1, 1e-7, 123456789012, 3.14159265358979, 0.3, dice.random() * 1e6])
        out.append("".join([
            cell("string", TEXTS[i % len(TEXTS)]),
            cell("float", repr(number)),
            cell("percentage", dice.choice([0.38, 0.57, 1, 0, -0.032, 0.005, 12.5, 0.29]), "p"),
            cell("date", f"{dice.randrange(1901, 2100)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}", "d"),
            cell("currency", dice.choice([-15559, 431000, 0.5, 12.34]), "c"),
            cell("boolean", dice.choice(["true", "false"]), "b"),
            cell("formula", f"[.B{i + 2}]*2")]))
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in out)
    return (f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMES} office:version="1.3" '
            'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:automatic-styles>'
            f'{STYLES}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="Data">{body}'
            '</table:table></office:spreadsheet></office:body></office:document>')


def convert(folder, kind, path, filter_options=""):
    target = f"csv:Text - txt - csv (StarCalc):{filter_options}" if filter_options else kind
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", target,
                    "--outdir", folder, path], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


# Commas, quotation marks, UTF-8, cells as they are shown, formulas as their values; the last number is the sheet.
SHOWN = "44,34,76,1,,0,false,true,false,false,false,"


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [[plain(value) for value in row] for row in csv.reader(file)]


def plain(value):
    """One form for what the two programs show differently: signs, the guard before a formula, letter case."""
    if value.startswith("'") and value[1:2] in ("=", "+", "-", "@"):
        value = value[1:]
    if value in ("TRUE", "FALSE"):
        return value.lower()
    bare = value.replace(",", "").replace("£", "").replace("−", "-")
    bare = bare[:-1] if bare.endswith("%") else bare
    try:
        return f"{float(bare):.12g}" if bare and bare[0] in "-0123456789." else value
    except ValueError:
        return value


def near(a, b, shown):
    """Equal to the six decimal places that a sheet shows; never for cells compared as stored."""
    try:
        return shown and abs(float(a) - float(b)) <= 5.1e-7
    except ValueError:
        return False


def compare(name, ours, theirs, failures, shown=False):
    if len(ours) != len(theirs):
        failures.append(f"{name}: {len(ours)} rows, LibreOffice has {len(theirs)}")
    cells = 0
    for number, (left, right) in enumerate(zip(ours, theirs), 1):
        for column, (a, b) in enumerate(zip(left, right), 1):
            cells += 1
            if a != b and not near(a, b, shown) and len(failures) < 20:
                failures.append(f"{name}: row {number}, column {column}: {a!r}, LibreOffice has {b!r}")
        if len(left) != len(right):
            failures.append(f"{name}: row {number} has {len(left)} cells, LibreOffice has {len(right)}")
    print(f"{name}: {cells} cells compared")


def main():
    if not shutil.which("soffice"):
        print("skipped: LibreOffice is not installed (apt: libreoffice-calc)")
        return 0
    gazette = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 200
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/all.fods", "w", encoding="utf-8") as file:
            file.write(workbook(rows, random.Random(2019)))
        convert(folder, "xlsx", f"{folder}/all.fods")
        convert(folder, "ods", f"{folder}/all.fods")
        convert(folder, "csv", f"{folder}/all.ods", SHOWN + "1")
        data = f"{folder}/site/content/data"
        os.makedirs(data)
        with open(f"{folder}/site/content/site.yaml", "w", encoding="utf-8") as file:
            file.write("title: Spreadsheets\nbase_url: https://example.org\nlanguage: en-GB\n")
        with open(f"{folder}/site/content/_index.md", "w", encoding="utf-8") as file:
            file.write("---\ntitle: Home\ndescription: Spreadsheets.\n---\n\nWords.\n")
        for kind in ("xlsx", "ods"):
            shutil.copy(f"{folder}/all.{kind}", f"{data}/from-{kind}.{kind}")
            with open(f"{data}/from-{kind}.yaml", "w", encoding="utf-8") as file:
                file.write("title: Cells\ndownloads: [csv, ods]\n"
                           "primaryKey: [name, count, share, day, money, flag]\ncolumns:\n  name: {type: text}\n"
                           "  count: {type: decimal}\n  twice: {type: decimal}\n  share: {type: percent, dp: 1}\n"
                           "  day: {type: date}\n  money: {type: currency, dp: 2}\n")
        built = subprocess.run([gazette, "build", f"{folder}/site", "--output", f"{folder}/out"], capture_output=True,
                               text=True)
        if built.returncode:
            print(built.stdout + built.stderr)
            return 1
        theirs = read(next(f"{folder}/{name}" for name in os.listdir(folder) if name.startswith("all") and name.endswith(".csv")))
        for kind in ("xlsx", "ods"):
            compare(f".{kind} read", read(f"{folder}/out/data/from-{kind}.csv"), theirs, failures)
            shutil.copy(f"{folder}/out/data/from-{kind}.ods", f"{folder}/back-{kind}.ods")
            convert(folder, "csv", f"{folder}/back-{kind}.ods", SHOWN + "-1")
            back = read(f"{folder}/back-{kind}-from-{kind}.csv")
            compare(f".ods written, from .{kind}", back[1:], theirs[1:], failures, shown=True)
            if not os.path.exists(f"{folder}/back-{kind}-Cover.csv"):
                failures.append(f"from-{kind}.ods has no cover sheet")
    print("\n".join(failures) if failures else "all alike")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
