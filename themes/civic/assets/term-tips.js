// Says a definition aloud when its popover opens. Opening and closing themselves need no script.
const status = document.querySelector("[data-status]");

for (const tip of document.querySelectorAll(".tip[popover]")) {
  tip.addEventListener("toggle", (event) => {
    const words = [...tip.querySelectorAll(".tip-x, .tip-d")].map((part) => part.textContent.trim());
    status.textContent = event.newState === "open" ? words.join(" ").replace(/^\(([^)]*)\)/, "$1.") : "";
  });
}
