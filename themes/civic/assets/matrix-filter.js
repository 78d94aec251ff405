// Filters the responsibility matrix. The page holds a list of links to the boards, which stays useful without this
// module; here it becomes a choice of board and role. The choice is kept in the address, so that it can be passed on.
const kinds = ["all", "leads", "interest", "gaps"];

const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};

const has = (list, board) => (board ? list.includes(board) : list.length > 0);

/// Whether a row has the board in the role; no board stands for any board.
const matches = ({ dataset }, board, kind) => {
  const [lead, interest] = [dataset.lead, dataset.interest].map((ids) => ids.split(" ").filter(Boolean));
  const part = [...lead, ...interest, dataset.through];
  if (kind === "leads") return has(lead, board);
  if (kind === "interest") return has(interest, board);
  if (kind === "gaps" && !dataset.gap) return false;
  return !board || part.includes(board);
};

for (const [number, list] of document.querySelectorAll(".matrix-filter").entries()) {
  const words = list.dataset;
  const rows = [...list.closest(".matrix").querySelectorAll("tr[data-topic]")];
  const topics = (some) => new Set(some.map((row) => row.dataset.topic)).size;
  const id = `matrix-filter-${number}`;

  const select = make("select", { id, name: "board" }, new Option(words.anyText, ""));
  for (const item of list.querySelectorAll("[data-board]")) {
    select.append(new Option(item.textContent, item.dataset.board));
  }
  const radios = kinds.map((kind) => make("input", { type: "radio", name: "role", value: kind, id: `${id}-${kind}` }));
  const choices = radios.map((radio) => make("label", {}, radio, ` ${words[`${radio.value}Text`]}`));
  const status = make("p", { role: "status" });
  const form = make(
    "form",
    { className: "filter", ariaLabel: words.labelText },
    make("div", {}, make("label", { htmlFor: id, textContent: words.boardText }), select),
    make("fieldset", {}, make("legend", { textContent: words.roleText }), ...choices),
    make("button", { type: "reset", className: "button", textContent: words.clearText }),
    status,
  );

  const choose = (board, kind) => {
    select.value = board;
    if (select.selectedIndex < 0) select.value = "";
    (radios.find((radio) => radio.value === kind) ?? radios[0]).checked = true;
  };

  const show = () => {
    const kind = radios.find((radio) => radio.checked).value;
    for (const row of rows) row.hidden = !matches(row, select.value, kind);
    const shown = topics(rows.filter((row) => !row.hidden));
    status.textContent = words.statusText.replace("{shown}", shown).replace("{total}", topics(rows));
    return kind;
  };

  const update = () => {
    const address = new URL(location);
    const kind = show();
    for (const [key, value] of [["board", select.value], ["role", kind === "all" ? "" : kind]]) {
      if (value) address.searchParams.set(key, value);
      else address.searchParams.delete(key);
    }
    history.replaceState(history.state, "", address);
  };

  /// A link to a topic must find its row, whatever is chosen.
  const reveal = () => {
    const row = document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("tr");
    if (!row?.hidden) return;
    choose("", "all");
    update();
    row.scrollIntoView();
  };

  const query = new URLSearchParams(location.search);
  choose(query.get("board") ?? "", query.get("role"));
  show();
  list.hidden = true;
  list.after(form);
  form.addEventListener("change", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    choose("", "all");
    update();
  });
  addEventListener("hashchange", reveal);
  reveal();
}
