// Exit this page: covers the page at once, then leaves it. Three presses of Shift within five seconds do the same.
// The plain link works without this module.
const bar = document.querySelector(".exit");

if (bar) {
  const status = document.querySelector("[data-status]");
  const target = document.querySelector("[data-exit]").href;
  const limit = 5000;
  let presses = [];
  let alone = false;

  const leave = () => {
    const curtain = document.createElement("div");
    curtain.className = "exit-curtain";
    curtain.setAttribute("role", "alert");
    curtain.textContent = bar.dataset.exitLeaving;
    document.body.append(curtain);
    document.title = bar.dataset.exitLeaving;
    // Replace, so that the Back button does not lead straight to this page again.
    location.replace(target);
  };

  bar.querySelector(".exit-keys").hidden = false;

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-exit]") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      leave();
    }
  });

  // Only Shift by itself counts: Shift with a letter is somebody typing.
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    alone = event.key === "Shift";
    if (!alone) presses = [];
  });

  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    const now = Date.now();
    presses = presses.filter((time) => now - time < limit);
    presses.push(now);
    if (presses.length === 3) {
      leave();
      return;
    }
    status.textContent = presses.length === 1 ? bar.dataset.exitMore : bar.dataset.exitLast;
    setTimeout(() => {
      if (presses.at(-1) === now) {
        presses = [];
        status.textContent = bar.dataset.exitCancelled;
      }
    }, limit);
  });

  // Coming back from the page cache: take the cover away.
  addEventListener("pageshow", () => document.querySelector(".exit-curtain")?.remove());
}
