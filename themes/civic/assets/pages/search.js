// The search page. Reads the index that the build wrote (docs/search-format.md), piece by piece: the manifest, the term
// files a query needs, the texts of the results shown. Without this module the page still offers the lists below it.

const box = document.getElementById("search-results");
const input = document.getElementById("search-input");
const form = document.getElementById("search-form");
const heading = document.getElementById("search-count");
const list = box.querySelector("ol");
const more = document.getElementById("search-more");
const status = document.getElementById("status");
const words = box.dataset;
const pageSize = 10;

/* Words, folded the same way as in the index */
const plain = { ß: "ss", æ: "ae", ø: "o", đ: "d", ð: "d", þ: "th", ł: "l" };
const fold = (word) =>
  word
    .toLowerCase()
    .replace(/['’]s?$/u, "")
    .replace(/['’]/gu, "")
    .replace(/[\u00df-\u017f]/gu, (c) => plain[c] ?? c.normalize("NFD")[0]);
const pattern = /[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu;
const split = (text) => (text.match(pattern) ?? []).map(fold).filter(Boolean);

/* Files, each fetched once */
let manifest;
const files = new Map();
const load = (name) => {
  if (!files.has(name)) {
    const address = new URL(name, new URL("./", form.action));
    if (manifest) address.searchParams.set("v", manifest.build);
    const request = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return answer.json();
    });
    request.catch(() => files.delete(name));
    files.set(name, request);
  }
  return files.get(name);
};

/// The number of the term file that holds `key`: the last one that starts at or before it.
const shardOf = (key) => {
  let low = 0;
  let high = manifest.terms.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (manifest.terms[middle] <= key) low = middle;
    else high = middle - 1;
  }
  return low;
};

/// Edits between two words (insert, drop, replace, swap neighbours), or `limit + 1` once there are more.
const distance = (a, b, limit) => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    if (Math.min(...next) > limit) return limit + 1;
    before = row;
    row = next;
  }
  return row[b.length];
};

/// Entries for a word, best kind of match first: itself or its stem, the start of a longer word, a slip of the keyboard.
const lookUp = async (word, half) => {
  const swapped = word[1] + word[0] + word.slice(2);
  // A stem is mostly a beginning of its word; almost always all of these are one file.
  const wanted = new Set();
  for (let end = Math.min(3, word.length); end <= word.length; end++) wanted.add(shardOf(word.slice(0, end)));
  if (half) for (let i = shardOf(word), end = Math.min(i + 2, shardOf(`${word}\uffff`)); i <= end; i++) wanted.add(i);
  const read = async (numbers) => Promise.all([...numbers].map((i) => load(`terms-${i}.json`)));
  let shards = await read(wanted);

  const exact = [];
  const starts = [];
  const stems = [];
  for (const shard of shards) {
    for (const [stem, entry] of Object.entries(shard.t)) {
      const forms = entry[0].split(" ");
      if (forms.includes(word)) exact.push({ forms, entry, grade: 1 });
      else if (stem.length > 3 && word.startsWith(stem) && word.length - stem.length < 5) stems.push({ forms, entry, grade: 0.5 });
      else if (word.length > 1 && forms.some((form) => form.startsWith(word))) starts.push({ forms, entry, grade: 0.7 });
    }
  }
  let found = exact.length && !half ? exact : [...exact, ...starts];
  if (!found.length) found = stems;
  if (!found.length && word.length > 3) {
    const limit = word.length > 7 ? 2 : 1;
    shards = [...new Set([...shards, ...(await read(new Set([shardOf(swapped)])))])];
    for (const shard of shards) {
      for (const entry of Object.values(shard.t)) {
        const forms = entry[0].split(" ");
        const near = Math.min(...forms.map((form) => distance(word, form, limit)));
        if (near <= limit) found.push({ forms, entry, grade: 0.5 / near });
      }
    }
    // One slip explains it: leave out what would need two.
    const best = Math.max(...found.map((match) => match.grade));
    found = found.filter((match) => match.grade === best);
  }
  return { found, synonyms: Object.assign({}, ...shards.map((shard) => shard.s)) };
};

/// Adds to `scores` what a word's entries say of each document; the best entry of a document counts.
const rate = (found) => {
  const scores = new Map();
  for (const { entry, grade } of found) {
    const frequency = entry[1];
    const rarity = Math.log(1 + (manifest.documents - frequency + 0.5) / (frequency + 0.5));
    let id = 0;
    for (let i = 2; i < entry.length; i += 2) {
      id += entry[i];
      const score = grade * rarity * entry[i + 1];
      if (score > (scores.get(id) ?? 0)) scores.set(id, score);
    }
  }
  return scores;
};

/// Documents in order of merit, the forms to highlight, and other words that were looked for.
const search = async (query) => {
  manifest ??= await load("index.json");
  const asked = [...new Set(split(query))].slice(0, 8);
  const half = !/\s$/u.test(query);
  const answers = await Promise.all(asked.map((word, i) => lookUp(word, half && i === asked.length - 1)));
  const marks = new Set(answers.flatMap(({ found }) => found.flatMap(({ forms }) => forms)));
  const totals = new Map();
  const add = (scores, covered) => {
    for (const [id, score] of scores) {
      const total = totals.get(id) ?? { score: 0, covered: new Set() };
      total.score += score;
      for (const word of covered) total.covered.add(word);
      totals.set(id, total);
    }
  };
  answers.forEach(({ found }, i) => add(rate(found), [asked[i]]));

  const instead = [];
  const spoken = ` ${asked.join(" ")} `;
  for (const [phrase, others] of Object.entries(Object.assign({}, ...answers.map(({ synonyms }) => synonyms)))) {
    if (!spoken.includes(` ${phrase} `)) continue;
    for (const [other, shown, wanted] of others) {
      const parts = other.split(" ");
      instead.push(shown);
      for (const word of parts) marks.add(word);
      if (!wanted) continue;
      for (const { found } of await Promise.all(parts.map((word) => lookUp(word, false)))) {
        add(rate(found.filter(({ grade }) => grade === 1)), phrase.split(" "));
      }
    }
  }
  const merit = ({ score, covered }) => score * (covered.size / asked.length) ** 2;
  const order = [...totals].sort(([a, x], [b, y]) => merit(y) - merit(x) || a - b).map(([id]) => id);
  return { order, marks, instead };
};

/* Showing */
const make = (name, className, ...content) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
};

/// The part of a document that holds most of the words, cut round the first of them and marked.
const extract = (parts, marks) => {
  const hits = (text) => [...text.matchAll(pattern)].filter((match) => marks.has(fold(match[0])));
  let best = { part: parts[0], found: [], kinds: 0 };
  for (const part of parts) {
    const found = hits(part[2]);
    const kinds = new Set([...found, ...hits(part[1])].map((match) => fold(match[0]))).size;
    if (kinds > best.kinds) best = { part, found, kinds };
  }
  const text = best.part?.[2] ?? "";
  const first = best.found[0]?.index ?? 0;
  let from = first > 90 ? text.indexOf(" ", first - 80) + 1 : 0;
  if (from > first) from = first;
  let to = text.length > from + 220 ? text.lastIndexOf(" ", from + 220) : text.length;
  if (to <= first) to = text.length;
  const nodes = [from ? "… " : ""];
  let at = from;
  for (const match of best.found) {
    if (match.index >= to) break;
    nodes.push(text.slice(at, match.index), make("mark", "", match[0]));
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at, Math.max(at, to)), to < text.length ? " …" : "");
  return { nodes, part: best.part };
};

const show = async (order, marks, start) => {
  const chosen = order.slice(start, start + pageSize);
  const documents = await Promise.all(
    chosen.map(async (id) => (await load(`docs-${Math.floor(id / manifest.per_file)}.json`))[id % manifest.per_file])
  );
  const items = documents.map(([address, title, section, parts]) => {
    const link = make("a", "page-title", title);
    link.href = address;
    const { nodes, part } = extract(parts, marks);
    const item = make("li", "", link);
    if (section) item.append(make("span", "result-section", section));
    item.append(make("p", "result-extract", ...nodes));
    if (part?.[0]) {
      const place = make("a", "result-part", part[1]);
      place.href = `${address}#${part[0]}`;
      item.append(place);
    }
    return item;
  });
  return items;
};

const fill = (text, values) => text.replace(/\{(\w+)\}/gu, (whole, name) => values[name] ?? whole);

let turn = 0;
const run = async () => {
  const mine = ++turn;
  const query = input.value.trim();
  const address = new URL(location);
  address.search = query ? `?q=${encodeURIComponent(query)}` : "";
  history.replaceState(null, "", address);
  box.hidden = !query;
  if (!query) return;
  try {
    const { order, marks, instead } = await search(input.value);
    const items = await show(order, marks, 0);
    if (mine !== turn) return;
    const count = order.length.toLocaleString(document.documentElement.lang);
    const said = [words.none, words.one][order.length] ?? words.many;
    const also = instead.length ? ` ${fill(words.instead, { words: instead.join(", ") })}` : "";
    heading.textContent = fill(said, { query, count });
    status.textContent = heading.textContent + also;
    list.replaceChildren(...items);
    box.querySelector(".search-instead").textContent = also;
    more.hidden = order.length <= pageSize;
    more.onclick = async () => {
      const start = list.children.length;
      const next = await show(order, marks, start);
      list.append(...next);
      more.hidden = order.length <= start + pageSize;
      next[0]?.querySelector("a").focus();
    };
  } catch {
    if (mine !== turn) return;
    heading.textContent = words.failed;
    status.textContent = words.failed;
    list.replaceChildren();
    more.hidden = true;
  }
};

let timer;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(run, 300);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  run();
});
input.value = new URLSearchParams(location.search).get("q") ?? "";
if (input.value) run();
