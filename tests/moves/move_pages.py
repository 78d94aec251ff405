#!/usr/bin/env python3
"""Moves random pages of a copy of a project, one after the other, and looks at what is left: no broken link, and every
address of before answers, as a page or a redirect.

    tests/moves/move_pages.py [GAZETTE] [COUNT] [SEED]

GAZETTE is the program, build/release/gazette by default; 50 pages with seed 1. The same seed moves the same pages.
"""
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = {"_index.md", "404.md"}


def addresses(site: Path) -> set:
    return {"/" + str(page.parent.relative_to(site)).removeprefix(".") + ("/" if page.parent != site else "")
            for page in site.rglob("index.html")}


def answered(site: Path) -> set:
    out = addresses(site)
    for line in (site / "_redirects").read_text().splitlines():
        out.add(line.split(" ")[0])
    return out


def main() -> int:
    gazette = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build/release/gazette").resolve()
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    choose = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 1)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "project"
        for part in ["content", "assets", "themes"]:
            if (ROOT / part).exists():
                shutil.copytree(ROOT / part, project / part)
        subprocess.run([gazette, "build", project], check=True, capture_output=True)
        before = addresses(project / "site")
        refused = 0
        for turn in range(count):
            pages = sorted(str(page.relative_to(project / "content")) for page in (project / "content").rglob("*.md"))
            pages = [page for page in pages if page not in KEPT and not Path(page).name.startswith("_part")]
            old = choose.choice(pages)
            sections = sorted({str(Path(page).parent) for page in pages if page.endswith("/_index.md")})
            place = choose.choice(sections + [""])
            name = f"moved-{turn}"
            if old.endswith("/_index.md"):
                old = str(Path(old).parent)
                if place == old or place.startswith(old + "/"):
                    place = ""
            else:
                name += ".md"
            new = f"{place}/{name}".lstrip("/")
            moved = subprocess.run([gazette, "move", old, new], cwd=project, capture_output=True, text=True)
            print(f"{old} -> {new}: {(moved.stdout or moved.stderr).strip()}", flush=True)
            refused += moved.returncode != 0
        found = subprocess.run([gazette, "check", "--only", "links", "--format", "json"], cwd=project,
                               capture_output=True, text=True)
        broken = [one for one in json.loads(found.stdout) if one["severity"] == "error"]
        built = subprocess.run([gazette, "build"], cwd=project, capture_output=True, text=True)
        lost = sorted(before - answered(project / "site"))
        gone = [line for line in built.stderr.splitlines() if "address/gone" in line]
        print(f"{count} moves, {refused} refused, {len(broken)} broken links, {len(lost)} of {len(before)} addresses lost, "
              f"{len(gone)} told as gone, build ended with {built.returncode}")
        for one in broken[:10]:
            print(one["file"], one["line"], one["message"])
        print("\n".join(lost[:10] + gone[:10]))
        return 1 if refused or broken or lost or gone or built.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
