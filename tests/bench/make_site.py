#!/usr/bin/env python3
"""Writes a site of N pages of 800 words in sections of 100 pages, the same every time."""
import random
import sys
from pathlib import Path

WORDS = ("the partnership works with families and schools to keep children safe every year people learn how a plan "
         "helps when services share what they know and act early on concerns about care health housing or money").split()


def main(folder: str, pages: int) -> None:
    random.seed(1)
    content = Path(folder) / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "site.yaml").write_text("title: Benchmark\nbase_url: https://example.org/\n")
    (content / "_index.md").write_text("---\ntitle: Home\n---\n")
    for number in range(pages):
        section = content / f"section-{number // 100}"
        if number % 100 == 0:
            section.mkdir(exist_ok=True)
            (section / "_index.md").write_text(f"---\ntitle: Section {number // 100}\n---\n")
        paragraphs = []
        for part in range(8):
            words = random.choices(WORDS, k=100)
            link = f"[page {(number + part + 1) % 100}](page-{(number // 100) * 100 + (number + part + 1) % 100}.md)" if part % 2 else "**note**"
            paragraphs.append(f"## Part {part}\n\n" + " ".join(words).capitalize() + f". See {link}.")
        (section / f"page-{number}.md").write_text(f"---\ntitle: Page {number}\ndescription: Page {number}.\n---\n" + "\n\n".join(paragraphs) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
