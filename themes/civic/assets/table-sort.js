// Sorting, for tables that ask for it with class "sortable". A cell sorts by its data-sort-value where it has one, since
// reading "13,540" as a number would give 13. Totals stay at the foot; the headings' words come from the page.
const status = document.querySelector("[data-status]");

const value = (row, column) => {
  const cell = row.cells[column];
  const text = cell?.dataset.sortValue ?? cell?.textContent.trim() ?? "";
  return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text;
};

const compare = (a, b) => {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "number") return -1;
  if (typeof b === "number") return 1;
  return a.localeCompare(b, document.documentElement.lang, { numeric: true });
};

for (const table of document.querySelectorAll("table.sortable")) {
  for (const heading of table.querySelectorAll("thead th[scope=col]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener("click", () => {
      const direction = heading.ariaSort === "ascending" ? "descending" : "ascending";
      for (const other of table.querySelectorAll("[aria-sort]")) other.removeAttribute("aria-sort");
      heading.ariaSort = direction;
      const sign = direction === "ascending" ? 1 : -1;
      for (const body of table.tBodies) {
        const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
        const totals = [...body.rows].filter((row) => row.classList.contains("total"));
        rows.sort((a, b) => sign * compare(value(a, heading.cellIndex), value(b, heading.cellIndex)));
        body.append(...rows, ...totals);
      }
      status.textContent = `${button.textContent.trim()}: ${table.dataset[direction] ?? direction}`;
    });
  }
}
