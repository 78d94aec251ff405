#!/usr/bin/env python3
"""From saving a file to the reload event and to the new bytes being served, on sites of several sizes.

usage: preview.py [--pages 100,1000,10000] [--edits 50] [--gazette PROGRAM] [--only KINDS] [--no-peers]

Beside `gazette serve`, Hugo's and Eleventy's servers are measured in the same run on the same Markdown where they
are installed (`hugo` and `eleventy` on the PATH, or ELEVENTY=path). Their time is until the new bytes are served; how
fast a page is asked for is the same for all three. Figures are of one run on one machine: compare lines with
each other, not with other days.
"""
import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE))
import make_site  # noqa: E402

LATE = 60.0  # seconds after which an edit counts as lost


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Client:
    """One keep-alive connection, opened again when the server closes it."""

    def __init__(self, port: int):
        self.port = port
        self.connection = None

    def get(self, path: str) -> bytes:
        for attempt in (1, 2):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
                self.connection.request("GET", path)
                return self.connection.getresponse().read()
            except (http.client.HTTPException, OSError):
                self.connection = None
                if attempt == 2:
                    return b""
        return b""

    def wait_for(self, path: str, text: bytes, late: float = LATE) -> float:
        """The moment a page holds `text`."""
        end = time.perf_counter() + late
        while time.perf_counter() < end:
            if text in self.get(path):
                return time.perf_counter()
            time.sleep(0.002)
        raise TimeoutError(f"{path} was not served anew within {late:.0f} s")


class Events(threading.Thread):
    """Notes when events arrive at /_gazette/events."""

    def __init__(self, port: int):
        super().__init__(daemon=True)
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.sendall(f"GET /_gazette/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        self.seen = []
        self.more = threading.Condition()
        self.start()

    def run(self):
        name = ""
        for line in self.socket.makefile("rb"):
            now = time.perf_counter()
            if line.startswith(b"event: "):
                name = line[7:].strip().decode()
            elif line.startswith(b"data: "):
                with self.more:
                    self.seen.append((now, name, json.loads(line[6:])))
                    self.more.notify_all()

    def wait_for(self, since: float, names, late: float = LATE):
        end = time.perf_counter() + late
        with self.more:
            while True:
                for moment, name, data in self.seen:
                    if moment >= since and name in names:
                        return moment, data
                left = end - time.perf_counter()
                if left <= 0:
                    raise TimeoutError(f"no event {names} within {late:.0f} s")
                self.more.wait(left)


def row(what: str, figures) -> None:
    figures = sorted(1000 * figure for figure in figures)
    print(f"  {what:<56} median {statistics.median(figures):8.1f} ms   worst {figures[-1]:8.1f} ms", flush=True)


def add_parts(site: Path) -> None:
    """A data set with a page that shows it, and the theme's style sheet to edit."""
    data = site / "content/data"
    data.mkdir(parents=True, exist_ok=True)
    (data / "cases.csv").write_text("row,n\nfirst,1\nsecond,2\n")
    (data / "cases.yaml").write_text("title: Cases\nsource: Made for this run\nrow_header: [row]\ncolumns:\n"
                                     "  row: {label: Row}\n  n: {label: Number, type: integer}\n")
    for number in range(5):
        (site / f"content/figures-{number}.md").write_text(
            f"---\ntitle: Figures {number}\n---\nThere were {{value}}`cases[first, n]`.\n\n```{{table}} cases\n```\n")
    shutil.copytree(ROOT / "themes/civic", site / "themes/civic")


class Editor:
    """Edits of four kinds; each gives the page to look at and the bytes it must come to hold."""

    def __init__(self, content: Path, pages: int, is_gazette: bool):
        self.content = content
        self.pages = pages
        self.random = random.Random(7)
        self.is_gazette = is_gazette
        self.count = 0

    def some_page(self):
        number = self.random.randrange(self.pages)
        path = self.content / f"section-{number // 100}/page-{number}.md"
        return path, f"/section-{number // 100}/page-{number}/"

    def body(self):
        self.count += 1
        path, address = self.some_page()
        mark = f"Changed for the {self.count}th time, body."
        path.write_text(path.read_text() + f"\n{mark}\n")
        return address, mark.encode()

    def title(self):
        self.count += 1
        path, address = self.some_page()
        head, _, rest = path.read_text().partition("title: ")
        mark = f"Title number {self.count}"
        path.write_text(f"{head}title: {mark}\n{rest.partition(chr(10))[2]}")
        return address, mark.encode()

    def data(self):
        self.count += 1
        figure = 5000 + self.count
        (self.content / "data/cases.csv").write_text(f"row,n\nfirst,{figure}\nsecond,2\n")
        return f"/figures-{self.count % 5}/", f"{figure // 1000},{figure % 1000:03}".encode()

    def style(self):
        self.count += 1
        sheet = self.content.parent / "themes/civic/assets/30-base.css"
        mark = f"--edit-{self.count}: 1;"
        sheet.write_text(sheet.read_text() + f"\nbody {{ {mark} }}\n")
        return None, mark.encode()


def stop(process) -> None:
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def run_gazette(program: str, work: Path, pages: int, edits: int, only) -> None:
    site = work / f"gazette-{pages}"
    make_site.main(str(site), pages)
    add_parts(site)
    port = free_port()
    process = subprocess.Popen([program, "serve", str(site), "--port", str(port)], stdout=subprocess.PIPE, text=True)
    started = time.perf_counter()
    try:
        for line in process.stdout:
            if line.startswith("Preview at"):
                break
        print(f"  gazette: started after {time.perf_counter() - started:.2f} s", flush=True)
        threading.Thread(target=lambda: [None for _ in process.stdout], daemon=True).start()
        client, events = Client(port), Events(port)
        time.sleep(1)
        editor = Editor(site / "content", pages, True)
        for kind in only:
            until_event, until_bytes, touched = [], [], 0
            for _ in range(edits):
                time.sleep(0.15)
                since = time.perf_counter()
                address, mark = getattr(editor, kind)()
                moment, data = events.wait_for(since, {"style"} if kind == "style" else {"reload"})
                until_event.append(moment - since)
                if address is None:
                    address = data["sheets"][0]
                else:
                    touched += len(data["addresses"])
                until_bytes.append(client.wait_for(address, mark) - since)
            row(f"gazette: {kind} edit, until the event", until_event)
            row(f"gazette: {kind} edit, until the new bytes are served", until_bytes)
            if touched:
                print(f"      {touched / edits:.0f} pages changed with each edit", flush=True)
        status = Path(f"/proc/{process.pid}/status").read_text()
        print("      memory " + next(l.split(":")[1].strip() for l in status.splitlines() if l.startswith("VmRSS")))
    finally:
        stop(process)


def run_peer(name: str, command, content: Path, pages: int, edits: int, port: int, folder: Path) -> None:
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        client = Client(port)
        editor = Editor(content, pages, False)
        _, address = editor.some_page()
        client.wait_for(address, b"Part 7", 300)
        print(f"  {name}: started after {time.perf_counter() - started:.2f} s", flush=True)
        time.sleep(2)
        for kind in ("body", "title"):
            figures = []
            for _ in range(edits):
                time.sleep(0.3)
                since = time.perf_counter()
                address, mark = getattr(editor, kind)()
                figures.append(client.wait_for(address, mark) - since)
            row(f"{name}: {kind} edit, until the new bytes are served", figures)
    except TimeoutError as late:
        print(f"  {name}: {late}")
    finally:
        stop(process)


def run_hugo(work: Path, pages: int, edits: int) -> None:
    folder = work / f"hugo-{pages}"
    make_site.main(str(folder), pages)
    (folder / "content/site.yaml").unlink()
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True)
    for layout in ("single", "list"):
        (layouts / f"{layout}.html").write_text("<title>{{ .Title }}</title>{{ .Content }}")
    (folder / "config.toml").write_text('baseURL = "http://localhost/"\ndisableKinds = ["taxonomy", "term"]\n')
    port = free_port()
    run_peer("hugo", ["hugo", "server", "--port", str(port), "--bind", "127.0.0.1", "--disableFastRender=false"],
             folder / "content", pages, edits, port, folder)


def run_eleventy(program: str, work: Path, pages: int, edits: int) -> None:
    folder = work / f"eleventy-{pages}"
    make_site.main(str(folder), pages)
    for index in (folder / "content").rglob("_index.md"):
        index.unlink()
    includes = folder / "content/_includes"
    includes.mkdir()
    (includes / "page.njk").write_text("<title>{{ title }}</title>{{ content | safe }}")
    (folder / "content/content.json").write_text('{"layout": "page.njk"}')
    port = free_port()
    run_peer("eleventy --incremental",
             [program, "--input=content", "--output=out", "--serve", "--incremental", "--quiet", f"--port={port}"],
             folder / "content", pages, edits, port, folder)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", default="100,1000,10000")
    options.add_argument("--edits", type=int, default=50)
    options.add_argument("--gazette", default=str(ROOT / "build/release/gazette"))
    options.add_argument("--only", default="body,title,data,style")
    options.add_argument("--no-peers", action="store_true")
    chosen = options.parse_args()
    eleventy = os.environ.get("ELEVENTY") or shutil.which("eleventy")
    for pages in (int(count) for count in chosen.pages.split(",")):
        print(f"{pages} pages of 800 words, {chosen.edits} edits of each kind", flush=True)
        with tempfile.TemporaryDirectory() as work:
            run_gazette(chosen.gazette, Path(work), pages, chosen.edits, chosen.only.split(","))
            if chosen.no_peers:
                continue
            # Peers take seconds an edit on large sites: fewer edits tell as much.
            fewer = max(3, min(chosen.edits, 20000 // pages))
            if shutil.which("hugo"):
                run_hugo(Path(work), pages, fewer)
            else:
                print("  hugo is not installed")
            if eleventy:
                run_eleventy(eleventy, Path(work), pages, fewer)
            else:
                print("  eleventy is not installed")


if __name__ == "__main__":
    main()
