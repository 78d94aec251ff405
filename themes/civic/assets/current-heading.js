// Marks, in the contents list, the heading that is being read: the last one above a third of the window.
const links = new Map();
for (const link of document.querySelectorAll(".contents a[href^='#']")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}

if (links.size) {
  let current;
  let waiting = false;

  const mark = () => {
    waiting = false;
    const line = innerHeight / 3;
    let found;
    for (const heading of links.keys()) {
      if (heading.getBoundingClientRect().top > line) break;
      found = heading;
    }
    if (found === current) return;
    links.get(current)?.removeAttribute("aria-current");
    links.get(found)?.setAttribute("aria-current", "location");
    current = found;
  };

  const soon = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };

  addEventListener("scroll", soon, { passive: true });
  addEventListener("resize", soon, { passive: true });
  mark();
}
