// Live reload and the problems panel, as the browser gets them.
#include "app/preview/client_files.h"

namespace gazette {
namespace {

constexpr std::string_view kScript = R"js(const here = location.pathname;
const keepScroll = 'gazette-scroll';

const saved = sessionStorage.getItem(keepScroll);
if (saved) {
  sessionStorage.removeItem(keepScroll);
  const [path, x, y] = JSON.parse(saved);
  if (path === here) requestAnimationFrame(() => scrollTo(x, y));
}

function reload() {
  sessionStorage.setItem(keepScroll, JSON.stringify([here, scrollX, scrollY]));
  location.reload();
}

function swapSheets(sheets) {
  const stem = (address) => address.replace(/\.[0-9a-f]{10}(\.css)$/, '$1');
  for (const sheet of sheets) {
    for (const link of document.querySelectorAll('link[rel=stylesheet]')) {
      const old = new URL(link.href).pathname;
      if (stem(old) !== stem(sheet) || old === sheet) continue;
      const next = link.cloneNode();
      next.removeAttribute('integrity');
      next.href = sheet;
      next.addEventListener('load', () => link.remove());
      link.after(next);
    }
  }
}

const make = (name, attributes = {}, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// The server puts the bar at the end of the page; it serves without this script as well.
const bar = document.getElementById('gazette-bar') ?? make('aside', { id: 'gazette-bar', 'aria-label': 'Gazette preview' });
const mark = bar.querySelector('.gazette-mark');
const summary = make('p', { role: 'status' });
const toggle = make('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'gazette-list' }, 'Show problems');
const list = make('div', { id: 'gazette-list', hidden: '' });
const all = make('a', { href: '/_gazette/' }, 'All pages and problems');
bar.replaceChildren(...(mark ? [mark] : []), make('div', { class: 'gazette-row' }, summary, toggle, all), list);

toggle.addEventListener('click', () => setOpen(list.hidden));
bar.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !list.hidden) {
    setOpen(false);
    toggle.focus();
  }
});

function setOpen(open) {
  list.hidden = !open;
  toggle.setAttribute('aria-expanded', String(open));
  toggle.textContent = open ? 'Hide problems' : 'Show problems';
}

const many = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;

function highlight(selector) {
  document.querySelectorAll('.gazette-here').forEach((element) => element.classList.remove('gazette-here'));
  const target = selector && document.querySelector(selector);
  if (!target) return;
  target.classList.add('gazette-here');
  target.scrollIntoView({ block: 'start' });
  if (!target.matches('a[href], button, input, select, textarea, summary, [tabindex]')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

function item(problem) {
  const place = `${problem.file}:${problem.line}:${problem.column}`;
  const parts = [
    make('p', { class: `gazette-${problem.severity}` }, make('strong', {}, `${problem.severity}: `), problem.message),
  ];
  if (problem.excerpt) parts.push(make('pre', { tabindex: '0' }, problem.excerpt));
  if (problem.hint) parts.push(make('p', {}, problem.hint));
  const row = make('p', {}, make('a', { href: problem.editor }, `Open ${place}`));
  // In a broken build the page is an older one, and its blocks may stand elsewhere.
  if (problem.selector && document.querySelector(problem.selector)) {
    const button = make('button', { type: 'button' }, 'Show it on the page');
    button.addEventListener('click', () => highlight(problem.selector));
    row.append(' ', button);
  }
  parts.push(row);
  return make('li', {}, ...parts);
}

let wasBroken = false;
async function showProblems() {
  const answer = await fetch(`/_gazette/problems.json?page=${encodeURIComponent(here)}`).catch(() => undefined);
  if (!answer?.ok) return;
  const data = await answer.json();
  const count = (severity, where) => where.filter((problem) => problem.severity === severity).length;
  const errors = count('error', data.here);
  const warnings = count('warning', data.here);
  const broken = !data.shows_newest;
  summary.textContent =
    `${many(errors, 'error')} and ${many(warnings, 'warning')} here, ` +
    `${many(data.errors, 'error')} and ${many(data.warnings, 'warning')} on the site.` +
    (broken ? ' The page shown is the last one without errors.' : '');
  const shown = [...data.here, ...data.elsewhere.filter((problem) => problem.severity === 'error')];
  list.replaceChildren(shown.length ? make('ul', {}, ...shown.map(item)) : make('p', {}, 'Nothing to mend here.'));
  bar.classList.toggle('gazette-broken', broken || data.errors > 0);
  if (broken && !wasBroken) setOpen(true);
  if (!broken && wasBroken) setOpen(false);
  wasBroken = broken;
}

// What was built between this page's bytes and the first event is told by none: ask. So after a restart.
async function reloadIfStale() {
  const answer = await fetch(here + location.search, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
  const newest = answer?.headers.get('gazette-page');
  if (newest && bar.dataset.page && newest !== bar.dataset.page) reload();
}

function connect() {
  const events = new EventSource('/_gazette/events');
  let lost = false;
  events.addEventListener('open', () => {
    reloadIfStale();
    if (lost) showProblems();
  });
  events.addEventListener('error', () => { lost = true; });
  events.addEventListener('reload', (event) => {
    if (JSON.parse(event.data).addresses.includes(here)) reload();
  });
  events.addEventListener('style', (event) => swapSheets(JSON.parse(event.data).sheets));
  events.addEventListener('problems', showProblems);
}

if (!bar.isConnected) document.body.append(bar);
document.body.classList.add('gazette-preview');
// As much room below the page as the bar takes, so that nothing stays covered, whatever it holds.
new ResizeObserver(() => {
  const fixed = getComputedStyle(bar).position === 'fixed';
  const height = fixed ? `${bar.offsetHeight}px` : '';
  document.body.style.paddingBottom = height;
  document.documentElement.style.scrollPaddingBottom = height;
}).observe(bar);
showProblems();
connect();
)js";

constexpr std::string_view kStyle = R"css(#gazette-bar *, #gazette-bar { box-sizing: border-box; }
#gazette-bar { overflow-wrap: anywhere; text-align: start; }
#gazette-bar { position: fixed; inset: auto 0 0 0; z-index: 1000; max-height: 60vh; overflow: auto; padding: 0.5rem 1rem;
  background: #fff; color: #0b0c0c; border-top: 4px solid #1a4f8b; font: 1rem/1.5 system-ui, sans-serif; }
#gazette-bar.gazette-broken { border-top-color: #b10e1e; }
#gazette-bar .gazette-row { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; align-items: center; }
#gazette-bar p { margin: 0; }
#gazette-bar ul { margin: 0.5rem 0; padding: 0; list-style: none; }
#gazette-bar li { margin: 0 0 1rem; padding: 0.5rem 0 0; border-top: 1px solid #6b7075; }
#gazette-bar pre { margin: 0.25rem 0; padding: 0.5rem; overflow: auto; background: #f3f4f5; color: #0b0c0c; font: 0.9375rem/1.4 ui-monospace, monospace; }
#gazette-bar button { min-height: 2.75rem; padding: 0.25rem 0.75rem; border: 2px solid #1a4f8b; border-radius: 4px; background: #fff; color: #1a4f8b; font: inherit; cursor: pointer; }
#gazette-bar a { color: #1a4f8b; }
#gazette-bar :focus-visible { outline: 3px solid #0b0c0c; outline-offset: 2px; box-shadow: 0 0 0 6px #ffdd00; }
#gazette-bar .gazette-mark { padding: 0.25rem 0; }
/* On a short screen, or a zoomed one, a fixed bar would take most of the page. */
@media (max-height: 26rem) { #gazette-bar { position: static; max-height: none; } }
@media (prefers-color-scheme: dark) {
  #gazette-bar, #gazette-bar button { background: #16191d; color: #f3f4f5; }
  #gazette-bar a, #gazette-bar button { color: #9cc7f5; border-color: #9cc7f5; }
  #gazette-bar { border-top-color: #9cc7f5; }
  #gazette-bar.gazette-broken { border-top-color: #ff9b9b; }
  #gazette-bar pre { background: #24282e; color: #f3f4f5; }
  #gazette-bar .gazette-error strong { color: #ff9b9b; }
  #gazette-bar :focus-visible { outline-color: #f3f4f5; box-shadow: 0 0 0 6px #5c4a00; }
}
.gazette-here { outline: 4px solid #b10e1e; outline-offset: 4px; }
@media (prefers-reduced-motion: no-preference) { .gazette-here { transition: outline-color 0.2s; } }
.gazette-page { max-width: 75rem; margin: 0 auto; padding: 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: #0b0c0c; background: #fff; }
.gazette-page table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
.gazette-page th, .gazette-page td { padding: 0.5rem 0.75rem; border-bottom: 1px solid #6b7075; text-align: left; vertical-align: top; }
.gazette-page a { color: #1a4f8b; }
.gazette-page .gazette-scroll { overflow: auto; }
.gazette-page pre { margin: 0; overflow: auto; font: 0.9375rem/1.4 ui-monospace, monospace; }
.gazette-page nav ul { display: flex; flex-wrap: wrap; gap: 0.5rem 1.5rem; padding: 0; list-style: none; }
.gazette-page form { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: end; }
.gazette-page input, .gazette-page button { min-height: 2.75rem; padding: 0.25rem 0.5rem; font: inherit; border: 2px solid #0b0c0c; background: #fff; color: #0b0c0c; }
.gazette-error strong { color: #b10e1e; }
@media print { #gazette-bar { display: none; } }
)css";

}  // namespace

std::optional<std::string_view> client_file(std::string_view path) {
  if (path == "/_gazette/preview.js") return kScript;
  if (path == "/_gazette/preview.css") return kStyle;
  return std::nullopt;
}

}  // namespace gazette
