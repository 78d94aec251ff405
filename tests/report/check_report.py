#!/usr/bin/env python3
"""Proves that the built site carries the whole of the report that it was made from, and does not copy its sentences.

    tests/report/check_report.py [SITE [REPORT]] [--list]

SITE is the built site (site/), REPORT the folder with the report's material (../shared/report): facts.json, links.json,
outline.json, source.txt and tables/. Where REPORT is missing the check is skipped (exit 0). --list also prints the runs of
eight to eleven words that the site shares with the report, so that an author can reword them. Exit 1 when anything is missing.
"""

import csv
import json
import pathlib
import re
import sys
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).parent))
from pages import is_carried_over, is_definition, plain, read_site, text_of  # noqa: E402

PROJECT = pathlib.Path(__file__).resolve().parents[2]
LONGEST_SHARED_RUN = 11  # words

ROUTES = """/ /worried-about-a-child/ /annual-report/ /annual-report/2019-20/ /annual-report/2019-20/foreword/
/annual-report/2019-20/introduction/ /who-does-what/ /annual-report/2019-20/local-context/ /annual-report/2019-20/early-help/
/annual-report/2019-20/neglect/ /annual-report/2019-20/exploitation/ /annual-report/2019-20/performance/
/annual-report/2019-20/indicators/ /annual-report/2019-20/audits/ /annual-report/2019-20/inspections/
/annual-report/2019-20/assurance/ /training/ /reviews/ /annual-report/2019-20/voice-of-the-child/
/annual-report/2019-20/challenge/ /annual-report/2019-20/conclusion/ /annual-report/2019-20/budget/ /about/ /about/structure/
/priorities/ /annual-report/2019-20/data/ /annual-report/2019-20/corrections/ /annual-report/2019-20/print/ /glossary/ /search/
/a-z/ /updates/ /accessibility-statement/ /contact/ /privacy/ /staying-safe-online/ /404.html""".split()


class Tally:
    def __init__(self):
        self.missing = []

    def report(self, what, found, total, missing):
        print(f"{what}: {found} of {total}")
        for line in missing:
            print("  missing: " + line)
        self.missing += missing


def search(pattern, text):
    return re.search(pattern, text, re.IGNORECASE)


# --- routes, headings, links ------------------------------------------------------------------------------------------------

def check_routes(tally, pages):
    there = {page.address for page in pages}
    boards = [row["id"] for row in read_csv(PROJECT / "content/data/boards.csv")]
    wanted = ROUTES + [f"/who-does-what/{board}/" for board in boards]
    missing = [route for route in wanted if route not in there]
    tally.report("routes", len(wanted) - len(missing), len(wanted), missing)


def check_outline(tally, pages, report):
    """Each section has a heading or a page title of its own, in the report's words or in plainer ones that mean the same."""
    sections = []

    def collect(items):
        for item in items:
            sections.append(item)
            collect(item.get("children", []))

    collect(json.loads((report / "outline.json").read_text())["sections"])
    missing = []
    for section in sections:
        patterns = [re.escape(name) for name in [section["title"], *section.get("also", [])]] + section.get("match", [])
        under = section.get("under")
        if not any(has_heading(page, patterns, under) for page in pages if not page.address.endswith("/print/")):
            missing.append(f"{section['id']} {section['title']}")
    tally.report("sections of the outline", len(sections) - len(missing), len(sections), missing)


def has_heading(page, patterns, under):
    above = []
    for level, text in page.headings():
        above = [(depth, title) for depth, title in above if depth < level]
        context = " ".join([page.address.replace("-", " "), *(title for _, title in above), text])
        if any(search(pattern, text) for pattern in patterns) and (not under or search(under, context)):
            return True
        above.append((level, text))
    return False


def check_links(tally, pages, report):
    hrefs = {same_address(href) for page in pages for href in page.links()}
    redirects = {same_address(row["from"]) for row in read_csv(PROJECT / "content/data/redirects.csv")}
    links = json.loads((report / "links.json").read_text())["links"]
    missing = []
    for link in links:
        path = same_address(urllib.parse.urlsplit(link["url"]).path)
        if same_address(link["url"]) not in hrefs and path not in redirects:
            missing.append(link["url"])
    tally.report("links of the report", len(links) - len(missing), len(links), missing)
    old = [link["url"] for link in links if re.match(r"https?://(?:www\.)?solihulll?scp\.co\.uk/.", link["url"])]
    without = [url for url in old if same_address(urllib.parse.urlsplit(url).path) not in redirects]
    tally.report("old addresses with a redirect", len(old) - len(without), len(old), without)


def same_address(address):
    return urllib.parse.unquote(address).strip()


# --- facts ------------------------------------------------------------------------------------------------------------------

def check_facts(tally, pages, report):
    data = json.loads((report / "facts.json").read_text())
    missing = []
    for fact in data["facts"]:
        for name in ("text", "text_with_definitions"):
            if not any(fact_in(getattr(page, name), fact["must_match"], data["window"]) for page in pages):
                missing.append(f"{fact['id']} ({name}): {fact['statement']} {fact['must_match']}")
    tally.report("facts", len(data["facts"]) - len({line.split(' ')[0] for line in missing}), len(data["facts"]), missing)
    numbers_missing = []
    everything = " ".join(page.text for page in pages)
    for fact in data["facts"]:
        for number in fact["numbers"]:
            if not any(search(form, everything) for form in forms_of(number)):
                numbers_missing.append(f"{fact['id']}: {number}")
    total = sum(len(fact["numbers"]) for fact in data["facts"])
    tally.report("numbers of the facts", total - len(numbers_missing), total, numbers_missing)


def fact_in(text, patterns, window):
    for first in re.finditer(patterns[0], text, re.IGNORECASE):
        near = text[max(0, first.start() - window): first.end() + window]
        if all(search(pattern, near) for pattern in patterns[1:]):
            return True
    return False


MONTHS = "January February March April May June July August September October November December".split()
SMALL = "zero one two three four five six seven eight nine ten".split()


def forms_of(number):
    day = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", number)
    if day:
        month = MONTHS[int(day[2]) - 1]
        return [rf"\b{int(day[3])} {month} {day[1]}" if day[3] else rf"\b{month}(?: {day[1]}| to )"]
    if re.fullmatch(r"\d+", number):
        forms = [rf"(?<![\d.,]){number}(?![\d]|,\d|\.\d)", rf"(?<![\d.,]){int(number):,}(?!\d|,\d)"]
        if int(number) <= 10:
            forms.append(rf"\b{SMALL[int(number)]}\b")
        return forms
    return [rf"(?<![\d.,]){re.escape(number)}(?!\d)"]


# --- tables and glossary ----------------------------------------------------------------------------------------------------

def check_tables(tally, pages, report):
    schema = json.loads((report / "tables/schema.json").read_text())
    whole = {"found": 0, "total": 0}
    missing = []
    tables = [table for page in pages if not page.address.endswith("/print/") for table in page.tables()]
    for name, rules in schema["tables"].items():
        if rules.get("kind") == "glossary":
            continue
        candidates = [table for table in tables if fits(table, rules)]
        for row in read_csv(report / "tables" / f"{name}.csv"):
            key = row[rules["row_key"]]
            for column, kind in rules["columns"].items():
                if kind["kind"] == "prose" or not row[column]:
                    continue
                whole["total"] += 1
                patterns = rules["row_match"].get(key) or [re.escape(key)]
                if any(cell_found(table, patterns, row[column], kind, rules, schema) for table in candidates):
                    whole["found"] += 1
                else:
                    missing.append(f"{name}: {key} / {column}: {row[column]}")
    tally.report("table cells, each in its row and under its heading", whole["found"], whole["total"], missing)


def fits(table, rules):
    about = " ".join([table.caption, *(table.heading(x) for x in range(table.width)), *(table.cells[0] if table.cells else [])])
    if "table_match" in rules and not search(rules["table_match"], about):
        return False
    return not ("table_not" in rules and search(rules["table_not"], about))


def cell_found(table, patterns, wanted, kind, rules, schema):
    return any(cell_found_in_rows(view, patterns, wanted, kind, rules, schema) for view in (table, table.turned()))


def cell_found_in_rows(table, patterns, wanted, kind, rules, schema):
    rows = [row for row in table.cells if any(all(search(pattern, cell) for pattern in patterns) for cell in row)]
    if kind["kind"] == "words":
        columns = [x for x in range(table.width) if search(kind["spread"], table.heading(x))]
        return words_found(wanted, " ".join(row[x] for row in rows for x in columns), schema["names"])
    columns = [x for x in range(table.width)
               if all(search(pattern, table.caption + " " + table.heading(x)) for pattern in kind["match"])
               and any(search(pattern, table.heading(x)) for pattern in kind["match"] or [""])]
    return any(same_value(row[x], wanted, kind, rules, schema) for row in rows for x in columns)


def words_found(wanted, text, names):
    for name in re.findall(r"\b[A-Z][A-Z&]{2,}\b", wanted):
        if not search(rf"\b{re.escape(name)}\b", text) and not any(search(other, text) for other in names.get(name, [])):
            return False
    words = [word.lower() for word in re.findall(r"[A-Za-z]{4,}", wanted)]
    found = sum(1 for word in words if word in text.lower())
    return found * 2 >= len(words)


def same_value(cell, wanted, kind, rules, schema):
    if wanted in schema["missing"]:
        return bool(search(schema["missing"][wanted], cell))
    if kind["kind"] == "arrow":
        return bool(search(r"\u2191|\bup\b|increase|rise|rose", cell) if wanted == "\u2191"
                    else search(r"\u2193|\bdown\b|decrease|fall|fell", cell))
    number, value = as_number(cell), as_number(wanted)
    if number is None:
        return False
    return abs(number) == abs(value) if rules.get("sign") == "any" else number == value


def as_number(text):
    match = re.match(r"^\s*(?:minus )?(-?)\s*\u00a3?\s*(-?[\d,]*\.?\d+)\s*%?", text)
    if not match:
        return None
    value = float(match[2].replace(",", ""))
    return -value if match[1] else value


def check_glossary(tally, pages, report):
    page = next((page for page in pages if page.address == "/glossary/"), None)
    rows = read_csv(report / "tables/glossary.csv")
    missing = []
    for row in rows:
        if not page or not re.search(rf"(?<!\w){re.escape(row['term'])}(?!\w)\W{{1,12}}{re.escape(row['expansion'])}", page.text):
            missing.append(f"{row['term']}: {row['expansion']}")
    tally.report("glossary terms with their expansion", len(rows) - len(missing), len(rows), missing)


# --- copied sentences -------------------------------------------------------------------------------------------------------

def check_copies(tally, pages, report, show):
    source = words_of((report / "source.txt").read_text(encoding="utf-8"))
    at = {}
    for index in range(len(source) - 7):
        at.setdefault(tuple(source[index:index + 8]), []).append(index)
    longest, short = {}, {}
    for page in pages:
        words = words_of(text_of(page.body, lambda node: is_carried_over(node) or is_definition(node)))
        index = 0
        while index < len(words) - 7:
            run = max((shared(source, start, words, index) for start in at.get(tuple(words[index:index + 8]), [])), default=0)
            if run:
                text = " ".join(words[index:index + run])
                (longest if run > LONGEST_SHARED_RUN else short).setdefault(text, page.address)
            index += max(run - 6, 1) if run else 1
    print(f"runs of 8 to {LONGEST_SHARED_RUN} words shared with the report: {len(short)}")
    if show:
        for text, address in sorted(short.items(), key=lambda item: item[1]):
            print(f"  {address}: {text}")
    print(f"runs of {LONGEST_SHARED_RUN + 1} or more words copied from the report: {len(longest)} (none allowed)")
    for text, address in longest.items():
        print(f"  copied: {address}: {text}")
    tally.missing += list(longest)


def words_of(text):
    text = re.sub(r"https?://\S+", " ", text)  # addresses carry over exactly
    text = re.sub(r"<[^>\n]*>", " ", text)
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", plain(text).lower())


def shared(source, start, words, index):
    run = 0
    while start + run < len(source) and index + run < len(words) and source[start + run] == words[index + run]:
        run += 1
    return run


def read_csv(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main():
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    site = pathlib.Path(folders[0]) if folders else PROJECT / "site"
    report = pathlib.Path(folders[1]) if len(folders) > 1 else PROJECT.parent / "shared/report"
    if not (report / "facts.json").exists():
        print("The report's material is not on this machine: skipped.")
        return 0
    pages = read_site(site)
    if not pages:
        print(f"There is no built site in {site}. Build one with: make site", file=sys.stderr)
        return 1
    tally = Tally()
    check_routes(tally, pages)
    check_outline(tally, pages, report)
    check_facts(tally, pages, report)
    check_tables(tally, pages, report)
    check_glossary(tally, pages, report)
    check_links(tally, pages, report)
    check_copies(tally, pages, report, "--list" in sys.argv)
    return 1 if tally.missing else 0


if __name__ == "__main__":
    sys.exit(main())
