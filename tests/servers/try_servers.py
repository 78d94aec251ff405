#!/usr/bin/env python3
"""Serves a built site with nginx and Apache, each with the fragment that the build wrote, and asks for everything that a
host must get right: security headers on every type, caching, redirects, 404.html, charsets and types.

    tests/servers/try_servers.py [GAZETTE]

GAZETTE is the program, build/release/gazette by default. A server that is not installed is left out (Debian: apt install
nginx-light apache2-bin). Both listen on free loopback ports and are ended at the end.
"""
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEADERS = ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "X-Frame-Options",
           "Permissions-Policy", "Strict-Transport-Security"]
FOREVER = "public, max-age=31536000, immutable"
CHECK_AGAIN = "public, max-age=0, must-revalidate"

REDIRECTS = [  # as typed, as asked for, where to
    ("/old.php", "/old.php", "/about/"),
    ("/media/upload/A%20plan%20(final)%20+%20notes.pdf", "/media/upload/A%20plan%20(final)%20+%20notes.pdf", "/about/"),
    ("/page.php?id=3", "/page.php?id=3", "/data/"),
    ("/page.php?id=4&x=a.b", "/page.php?id=4&x=a.b", "/about/"),
    ("/page.php", "/page.php", "/"),
    ("/out", "/out", "https://example.com/a?b=c&d=$1#e"),
    ("/caf%C3%A9.html", "/caf%C3%A9.html", "/about/#deep"),
    # A target must arrive as it is written, encoded once.
    ("/x1", "/x1", "https://example.com/caf%C3%A9"),
    ("/x2", "/x2", "https://example.com/My%20Report.pdf?a=%26b&c=%2F#d%20e"),
    ("/x3", "/x3", "https://example.com/a%2Fb;c=[1]"),
    # What was a folder is asked for without its slash too.
    ("/folder/", "/folder/", "/about/"),
    ("/folder/", "/folder", "/about/"),
    # Patterns, and one address that goes elsewhere.
    ("/archive/*", "/archive/", "/years/"),
    ("/archive/*", "/archive", "/years/"),
    ("/archive/*", "/archive/2019/", "/years/2019/"),
    ("/archive/*", "/archive/caf%C3%A9/a%20b.pdf", "/years/caf%C3%A9/a%20b.pdf"),
    ("/archive/special.csv", "/archive/special.csv", "/data/"),
    ("/archive/deep/*", "/archive/deep/a/b", "https://example.com/d%C3%A9/a/b"),
    ("/forum/*", "/forum/a/b?x", "/about/"),
]
# As typed where several rows above share a pattern, and what readers get of an address that is gone.
PATTERN_TARGETS = {"/archive/*": "/years/:splat", "/archive/deep/*": "https://example.com/d%C3%A9/:splat"}
GONE = ["/gone/", "/gone", "/gone-too/a/b"]


def make_project(folder: Path, base: str) -> None:
    data = folder / "content/data"
    data.mkdir(parents=True)
    (folder / "content/site.yaml").write_text(f"title: Servers\nbase_url: https://example.org{base}\n")
    (folder / "content/_index.md").write_text("---\ntitle: Home\ndate: 2026-01-02\n---\nÉcole.\n")
    (folder / "content/404.md").write_text("---\ntitle: Not here\n---\nNothing.\n")
    (folder / "content/about.md").write_text("---\ntitle: About\n---\n## Deep\n\nText.\n")
    (folder / "content/data.md").write_text("---\ntitle: Data\n---\n```{table} visits\n```\n")
    (data / "visits.csv").write_text("row,value\nÉté,1\nHiver,2\n")
    (data / "visits.yaml").write_text("title: Visits\nrow_header: [row]\nsource: Us\ndownloads: [csv, ods]\n"
                                      "columns:\n  row: {label: Row}\n  value: {label: Value, type: integer}\n")
    (folder / "content/years").mkdir()
    (folder / "content/years/2019.md").write_text("---\ntitle: Year\n---\nText.\n")
    rows = ["from,to", "/gone/,gone", "/gone-too/*,gone"]
    for typed, to in dict((typed, PATTERN_TARGETS.get(typed, to)) for typed, _, to in REDIRECTS).items():
        target = {"/about/": "about.md", "/data/": "data.md", "/": "_index.md", "/about/#deep": "about.md#deep"}.get(to, to)
        rows.append(f'"{typed}",{target}')
    (data / "redirects.csv").write_text("\n".join(rows) + "\n")
    (folder / "assets").mkdir()
    (folder / "assets/leaflet.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start_nginx(work: Path, root: Path, base: str, port: int) -> subprocess.Popen:
    (work / "nginx.conf").write_text(f"""
daemon off; master_process off; pid {work}/nginx.pid; error_log {work}/nginx.log;
events {{ worker_connections 64; }}
http {{ include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
  client_body_temp_path {work}/b; proxy_temp_path {work}/p; fastcgi_temp_path {work}/f; uwsgi_temp_path {work}/u; scgi_temp_path {work}/s;
  server {{ listen 127.0.0.1:{port}; server_name localhost; root {root}; include {root}{base}nginx.conf; }} }}
""")
    return subprocess.Popen(["nginx", "-c", str(work / "nginx.conf"), "-e", str(work / "nginx.log")])


def start_apache(work: Path, root: Path, base: str, port: int) -> subprocess.Popen:
    modules = "mpm_event authz_core mime dir alias headers rewrite deflate filter setenvif".split()
    loads = "\n".join(f"LoadModule {m}_module /usr/lib/apache2/modules/mod_{m}.so" for m in modules)
    (work / "apache.conf").write_text(f"""
{loads}
ServerRoot {work}
ServerName localhost
PidFile {work}/apache.pid
ErrorLog {work}/apache.log
Listen 127.0.0.1:{port}
TypesConfig /etc/mime.types
DocumentRoot {root}
<Directory {root}>
  AllowOverride FileInfo Indexes
  Require all granted
</Directory>
""")
    user = {"APACHE_RUN_DIR": str(work)}
    return subprocess.Popen(["/usr/sbin/apache2", "-f", str(work / "apache.conf"), "-DFOREGROUND"], env={**os.environ, **user})


class Asker:
    def __init__(self, name: str, port: int):
        self.name, self.port, self.faults, self.count = name, port, [], 0

    def get(self, path: str, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"Host": "localhost", **headers})
        answer = connection.getresponse()
        answer.body = answer.read()
        connection.close()
        return answer

    def expect(self, what: str, got, wanted) -> None:
        self.count += 1
        if got != wanted:
            self.faults.append(f"{self.name}: {what}: got {got!r}, wanted {wanted!r}")

    def expect_secure(self, path: str, answer, manifest: dict) -> None:
        for name in HEADERS:
            self.expect(f"{path} {name}", answer.headers.get_all(name), [manifest[name]])


def read_security(root: Path) -> dict:
    """The headers of `/*` in the site's own _headers."""
    out, inside = {}, False
    for line in (root / "_headers").read_text().splitlines():
        if not line.startswith(" "):
            inside = line == "/*"
        elif inside:
            name, value = line.strip().split(": ", 1)
            out[name] = value
    return out


def try_server(asker: Asker, site: Path, base: str) -> None:
    security = read_security(site)
    asset = next(p.name for p in sorted((site / "assets").glob("*.css")))
    types = {
        "": "text/html; charset=utf-8",
        "about/": "text/html; charset=utf-8",
        f"assets/{asset}": "text/css; charset=utf-8",
        "feed.xml": "application/atom+xml; charset=utf-8",
        "sitemap.xml": None,
        "robots.txt": "text/plain; charset=utf-8",
        "data/visits.csv": "text/csv; charset=utf-8",
        "data/visits.csv-metadata.json": "application/csvm+json; charset=utf-8",
        "data/visits.ods": "application/vnd.oasis.opendocument.spreadsheet",
        "leaflet.pdf": "application/pdf",
        "build.json": None,
    }
    for path, wanted in types.items():
        answer = asker.get(base + path)
        asker.expect(f"{path} status", answer.status, 200)
        asker.expect_secure(path, answer, security)
        asker.expect(f"{path} Cache-Control", answer.headers.get_all("Cache-Control"),
                     [FOREVER if path.startswith("assets/") else CHECK_AGAIN])
        if wanted:
            asker.expect(f"{path} Content-Type", (answer.headers["Content-Type"] or "").lower(), wanted)
        file = site / (path + "index.html" if path == "" or path.endswith("/") else path)
        asker.expect(f"{path} bytes", answer.body, file.read_bytes())
        if answer.headers["ETag"]:
            again = asker.get(base + path, **{"If-None-Match": answer.headers["ETag"]})
            asker.expect(f"{path} asked again", again.status, 304)
    packed = asker.get(base + "about/", **{"Accept-Encoding": "gzip"})
    asker.expect("about/ packed", packed.headers["Content-Encoding"], "gzip")
    missing = asker.get(base + "nowhere/")
    asker.expect("nowhere/ status", missing.status, 404)
    asker.expect("nowhere/ body", missing.body, (site / "404.html").read_bytes())
    asker.expect("nowhere/ type", (missing.headers["Content-Type"] or "").lower(), "text/html; charset=utf-8")
    asker.expect_secure("nowhere/", missing, security)
    gone = asker.get(base + "assets/gone.0123456789.css")
    asker.expect("missing asset", (gone.status, FOREVER in (gone.headers["Cache-Control"] or "")), (404, False))
    slash = asker.get(base + "about")
    asker.expect("about status", slash.status, 301)
    asker.expect("about leads to", slash.headers["Location"].removeprefix(f"http://localhost:{asker.port}").removeprefix("http://localhost"), base + "about/")
    for _, asked, to in REDIRECTS:
        answer = asker.get(base + asked[1:])
        wanted = to if "://" in to else base + to[1:]
        asker.expect(f"{asked} status", answer.status, 301)
        location = (answer.headers["Location"] or "").removeprefix(f"http://localhost:{asker.port}").removeprefix("http://localhost")
        # Apache writes the digits of what it encodes itself in small letters.
        location = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), location)
        asker.expect(f"{asked} leads to", location, wanted.replace("$", "%24"))
        asker.expect_secure(asked, answer, security)
    for asked in GONE:
        answer = asker.get(base + asked[1:])
        asker.expect(f"{asked} status", (answer.status, answer.body), (410, (site / "404.html").read_bytes()))
    asker.expect("/old.phpx", asker.get(base + "old.phpx").status, 404)
    asker.expect("/old.php/x", asker.get(base + "old.php/x").status, 404)
    for name in ["_headers", "_redirects", "nginx.conf"]:
        asker.expect(name, asker.get(base + name).status, 404)


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise SystemExit("the server did not start")


def main() -> int:
    gazette = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/gazette").resolve()
    faults = count = 0
    for base in ["/", "/reports/"]:
        work = Path(tempfile.mkdtemp(prefix="gazette-servers-"))
        work.chmod(0o755)
        make_project(work / "project", base)
        root = work / "root"
        built = subprocess.run([gazette, "build", work / "project", "--output", str(root) + base], capture_output=True, text=True)
        if built.returncode != 0:
            print(built.stdout, built.stderr)
            return 1
        for name, program, start in [("nginx", "nginx", start_nginx), ("Apache", "/usr/sbin/apache2", start_apache)]:
            if not shutil.which(program):
                print(f"{name} is not installed: left out")
                continue
            port = free_port()
            server = start(work, root, base, port)
            try:
                wait_for(port)
                asker = Asker(f"{name} at {base}", port)
                try_server(asker, Path(str(root) + base), base)
            finally:
                server.send_signal(signal.SIGTERM)
                server.wait(timeout=20)
            count += asker.count
            faults += len(asker.faults)
            print("\n".join(asker.faults) or f"{asker.name}: {asker.count} answers as they should be")
        shutil.rmtree(work)
    print(f"{count - faults} passed, {faults} failed")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
