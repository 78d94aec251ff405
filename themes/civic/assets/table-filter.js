// Filtering by group, for tables that ask for it with class "filterable" and have at least two groups. Without script
// all rows are shown. The words come from the page.
const status = document.querySelector("[data-status]");

for (const table of document.querySelectorAll("table.filterable")) {
  const bodies = [...table.tBodies].filter((body) => body.querySelector("th[scope=rowgroup]"));
  if (bodies.length < 2) continue;
  const name = (body) => body.querySelector("th[scope=rowgroup]").textContent.trim();
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.append(`${table.dataset.filter} `, select);
  select.add(new Option(table.dataset.filterAll, ""));
  for (const body of bodies) select.add(new Option(name(body)));
  const form = document.createElement("div");
  form.className = "filter";
  form.append(label);
  (table.closest(".scroll") ?? table).before(form);
  select.addEventListener("change", () => {
    for (const body of bodies) body.hidden = select.value !== "" && name(body) !== select.value;
    const shown = [...table.tBodies].filter((body) => !body.hidden);
    const rows = shown.reduce((sum, body) => sum + body.querySelectorAll("th[scope=row]").length, 0);
    if (status) status.textContent = `${select.selectedOptions[0].text}: ${rows}`;
  });
}
