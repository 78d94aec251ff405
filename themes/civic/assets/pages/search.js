// The search page. Reads the index that the build wrote (docs/search-format.md), piece by piece: the manifest, the term
// files a query needs, the texts of the results shown. Without this module the page still offers the lists below it.

const id = (name) => document.getElementById(name);
const box = id("search-results");
const input = id("search-input");
const form = id("search-form");
const heading = id("search-count");
const list = box.querySelector("ol");
const more = id("search-more");
const said = box.dataset;
const pageSize = 10;

/* Words, folded the same way as in the index (search_words.cc) */
const plain = { ß: "ss", æ: "ae", œ: "oe", þ: "th", ø: "o", đ: "d", ð: "d", ł: "l", ħ: "h", ı: "i", ς: "σ", ى: "ي", ٱ: "ا" };
const fold = (word) =>
  word
    .replace(/['’][sS]?$/u, "")
    .toLowerCase()
    .replace(/['’\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]/gu, "")
    .replace(/[\u00df-\u0233\u0390-\u03ce\u0451\u0622\u0623\u0625\u0649\u0671\u1e00-\u1fff]/gu, (c) => plain[c] ?? c.normalize("NFD")[0]);
const unspaced =
  "\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\uff66-\\uff9f\\u{20000}-\\u{323af}";
const letter = `(?![${unspaced}])[\\p{L}\\p{N}\\p{M}]`;
const pattern = new RegExp(`([${unspaced}]+)|(?:${letter})+(?:['’](?:${letter})+)*`, "gu");

/// The words of a text as [folded, begin, end]; two characters at a time where a script has no blanks.
const tokens = (text) => {
  const found = [];
  for (const match of text.matchAll(pattern)) {
    let at = match.index;
    if (match[1]) {
      const characters = [...match[1]];
      for (let i = 0; i < Math.max(1, characters.length - 1); i++) {
        const pair = characters.slice(i, i + 2).join("");
        found.push([fold(pair), at, at + pair.length]);
        at += characters[i].length;
      }
    } else found.push([fold(match[0]), at, at + match[0].length]);
  }
  return found.filter(([word]) => word);
};
const split = (text) => tokens(text).map(([word]) => word);
const ignored = new Set(split(said.ignored));

/* Files, each fetched once */
let manifest;
const files = new Map();
const load = (name) => {
  if (!files.has(name)) {
    const address = new URL(name, new URL("./", form.action));
    if (manifest) address.searchParams.set("v", manifest.build);
    const request = fetch(address).then((answer) => {
      if (!answer.ok) throw answer;
      return answer.json();
    });
    request.catch(() => files.delete(name));
    files.set(name, request);
  }
  return files.get(name);
};

/// The number of the term file that holds `key`: the last one that starts at or before it.
const shardOf = (key) => manifest.terms.findLastIndex((first) => first <= key);
const read = (numbers) => Promise.all([...new Set(numbers)].map((i) => load(`terms-${i}.json`)));

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
  // A stem is mostly a beginning of its word; almost always all of these are one file.
  const wanted = [];
  for (let end = Math.min(3, word.length); end <= word.length; end++) wanted.push(shardOf(word.slice(0, end)));
  if (half) for (let i = shardOf(word), end = Math.min(i + 2, shardOf(`${word}\uffff`)); i <= end; i++) wanted.push(i);
  let shards = await read(wanted);

  const exact = [];
  const starts = [];
  const stems = [];
  const sort = ([stem, entry]) => {
    const forms = entry[0].split(" ");
    if (forms.includes(word)) exact.push({ forms, entry, grade: 1 });
    else if (stem.length > 3 && word.startsWith(stem) && word.length - stem.length < 5) stems.push({ forms, entry, grade: 0.5 });
    else if (forms.some((form) => form.startsWith(word))) starts.push({ forms, entry, grade: 0.7 });
  };
  for (const { t } of shards) {
    for (const [key, entry] of Object.entries(t)) {
      if (Array.isArray(entry)) sort([key, entry]);
      else if (key === word) sort([entry, (await load(`terms-${shardOf(entry)}.json`)).t[entry]]);
    }
  }
  let found = exact.length && !half ? exact : [...exact, ...starts];
  if (!found.length) found = stems;
  if (!found.length && word.length > 3) {
    const limit = word.length > 7 ? 2 : 1;
    // The slip may be at the very beginning: two letters swapped.
    shards = [...new Set([...shards, ...(await read([shardOf(word[1] + word[0] + word.slice(2))]))])];
    for (const { t } of shards) {
      for (const entry of Object.values(t)) {
        if (!Array.isArray(entry)) continue;
        const forms = entry[0].split(" ");
        const near = Math.min(...forms.map((form) => distance(word, form, limit)));
        if (near <= limit) found.push({ forms, entry, grade: 0.5 / near });
      }
    }
    // One slip explains it: leave out what would need two.
    const best = Math.max(...found.map((match) => match.grade));
    found = found.filter((match) => match.grade === best);
  }
  return { word, found, shards, synonyms: Object.assign({}, ...shards.map((shard) => shard.s)) };
};

const rarity = (frequency) => Math.log(1 + (manifest.documents - frequency + 0.5) / (frequency + 0.5));

/// What a word's entries say of each document; the best entry of a document counts.
const rate = (found) => {
  const scores = new Map();
  for (const { entry, grade } of found) {
    let document = 0;
    for (let i = 2; i < entry.length; i += 2) {
      document += entry[i];
      const score = grade * rarity(entry[1]) * entry[i + 1];
      if (score > (scores.get(document) ?? 0)) scores.set(document, score);
    }
  }
  return scores;
};

/// Documents in order of merit, the words to highlight, other words that were looked for, and how much each word tells.
const search = async (query) => {
  manifest ??= await load("index.json");
  const typed = split(query);
  // “What does CAFCASS mean?” asks for CAFCASS, “who does what” for just that.
  const telling = typed.filter((word) => !ignored.has(word));
  const asked = [...new Set(telling.length ? telling : typed)].slice(0, 8);
  const half = !/\s$/u.test(query);
  const answers = await Promise.all(asked.map((word) => lookUp(word, half && word === typed.at(-1))));
  // A rare word tells more than “the” or “who”; what nobody wrote tells nothing.
  const weights = new Map(
    answers.map(({ word, found }) => [word, found.length ? Math.max(...found.map(({ entry }) => rarity(entry[1]))) : 0])
  );
  const share = (words) => [...words].reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
  const all = share(asked) || 1;
  const meaning = new Map();  // each form of each word, to the word that was typed
  for (const { word, found } of answers) for (const { forms } of found) for (const each of forms) meaning.set(each, word);
  const totals = new Map();
  const add = (scores, covered) => {
    for (const [document, score] of scores) {
      const total = totals.get(document) ?? { score: 0, covered: new Set() };
      total.score += score;
      for (const word of covered) total.covered.add(word);
      totals.set(document, total);
    }
  };
  for (const { word, found } of answers) add(rate(found), [word]);

  const instead = [];
  const spoken = ` ${typed.join(" ")} `;
  for (const [phrase, others] of Object.entries(Object.assign({}, ...answers.map(({ synonyms }) => synonyms)))) {
    if (!spoken.includes(` ${phrase} `)) continue;
    const covered = phrase.split(" ").filter((word) => weights.has(word));
    for (const [other, shown, wanted] of others) {
      const parts = other.split(" ");
      instead.push(shown);
      for (const word of parts) if (!meaning.has(word)) meaning.set(word, covered[0]);
      if (!wanted) continue;
      for (const { found } of await Promise.all(parts.map((word) => lookUp(word, false)))) {
        add(rate(found.filter(({ grade }) => grade === 1)), covered);
      }
    }
  }
  const merit = ({ score, covered }) => score * (share(covered) / all) ** 2;
  const ranked = [...totals].map(([document, total]) => [document, merit(total)]).sort(([a, x], [b, y]) => y - x || a - b);
  return { spoken, ranked, meaning, instead, answers, value: (words) => share(words) / all };
};

/// Words of the index that begin like one that nobody wrote.
const suggestions = ({ answers }) => {
  const near = new Map();
  for (const { word, shards } of answers) {
    for (const { t } of shards) {
      for (const entry of Object.values(t)) {
        const form = Array.isArray(entry) ? entry[0].split(" ")[0] : "";
        let same = 0;
        while (same < form.length && form[same] === word[same]) same++;
        if (same > 2) near.set(form, same + entry[1] / manifest.documents);
      }
    }
  }
  return [...near].sort((a, b) => b[1] - a[1]).slice(0, 5).map(([form]) => form);
};

/* Showing */
const make = (name, className, ...content) => {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...content);
  return element;
};

/// The part of a document that holds most of what was asked, cut round the first of it and marked.
const extract = (parts, { meaning, value }) => {
  const hits = (text) => tokens(text).filter(([word]) => meaning.has(word));
  let best = { part: parts[0], found: [], worth: 0 };
  for (const part of parts) {
    const found = hits(part[2]);
    const worth = value(new Set([...found, ...hits(part[1])].map(([word]) => meaning.get(word))));
    if (worth > best.worth) best = { part, found, worth };
  }
  const text = best.part?.[2] ?? "";
  const first = best.found[0]?.[1] ?? 0;
  let from = first > 90 ? text.indexOf(" ", first - 80) + 1 : 0;
  if (from > first || (!from && first > 90)) from = first - 10;
  let to = text.length > from + 220 ? text.lastIndexOf(" ", from + 220) : text.length;
  if (to <= first) to = Math.min(text.length, from + 220);
  const nodes = [from ? "… " : ""];
  let at = from;
  for (const [, begin, end] of best.found) {
    if (begin >= to) break;
    nodes.push(text.slice(at, Math.max(at, begin)), make("mark", "", text.slice(Math.max(at, begin), end)));
    at = end;
  }
  nodes.push(text.slice(at, Math.max(at, to)), to < text.length ? " …" : "");
  return { nodes, part: best.part };
};

/// How well a title says what was asked, 0 to 1: all of it, and nothing else.
const fit = (title, { meaning, value }) => {
  const words = split(title);
  const hits = words.filter((word) => meaning.has(word));
  return words.length ? (value(new Set(hits.map((word) => meaning.get(word)))) * hits.length) / words.length : 0;
};

const show = async (result, start) => {
  const { ranked, spoken } = result;
  const chosen = await Promise.all(
    ranked.slice(start, start + pageSize).map(async ([number, merit]) => {
      const found = (await load(`docs-${Math.floor(number / manifest.per_file)}.json`))[number % manifest.per_file];
      const [address, title, , parts] = found;
      merit *= 1 + fit(title, result);
      if (/. ./u.test(spoken) && parts.some((part) => ` ${split(`${part[1]} ${part[2]}`).join(" ")} `.includes(spoken))) merit *= 1.2;
      // A page comes before the tables on it, unless they are just what was asked for.
      if (address.includes("#")) merit *= 0.9;
      return [found, merit];
    })
  );
  chosen.sort((a, b) => b[1] - a[1]);
  return chosen.map(([[address, title, section, parts]]) => {
    const link = make("a", "page-title", title);
    link.href = address;
    const { nodes, part } = extract(parts, result);
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
};

const fill = (text, values) => text.replace(/\{(\w+)\}/gu, (whole, name) => values[name] ?? whole);
const addressOf = (query) => (query ? `?q=${encodeURIComponent(query)}` : location.pathname);
const note = box.querySelector(".search-instead");

let turn = 0;
const run = async () => {
  const mine = ++turn;
  const query = input.value.trim();
  box.hidden = !query;
  if (!query) return;
  let text = said.failed;
  let items = [];
  let hints = [];
  more.hidden = true;
  try {
    const result = await search(input.value);
    const { ranked, instead } = result;
    items = await show(result, 0);
    if (mine !== turn) return;
    const count = ranked.length.toLocaleString(document.documentElement.lang);
    text = fill([said.none, said.one][ranked.length] ?? said.many, { query, count });
    if (instead.length) hints = [fill(said.instead, { words: instead.join(", ") })];
    if (!ranked.length) {
      hints = suggestions(result).flatMap((word, i) => {
        const link = make("a", "", word);
        link.href = addressOf(word);
        return [i ? ", " : `${said.try} `, link];
      });
    }
    more.hidden = ranked.length <= pageSize;
    more.onclick = async () => {
      const start = list.children.length;
      const next = await show(result, start);
      list.append(...next);
      more.hidden = ranked.length <= start + pageSize;
      next[0]?.querySelector("a").focus();
    };
  } catch {
    if (mine !== turn) return;
  }
  heading.textContent = text;
  list.replaceChildren(...items);
  note.replaceChildren(...hints);
  id("status").textContent = `${text} ${note.textContent}`.trim();
};

/* The address says what was asked: one entry of the history for a question, however it was typed */
let settled = true;
const remember = () => {
  const address = addressOf(input.value.trim());
  if (address === location.search) return;
  history[settled ? "pushState" : "replaceState"](null, "", address);
  settled = false;
};
const restore = () => {
  settled = true;
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  run();
};
let timer;
input.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(() => {
    remember();
    run();
  }, 300);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  clearTimeout(timer);
  remember();
  settled = true;
  run();
});
addEventListener("popstate", restore);
restore();
