// "/" to the box, j and k through the results, "?" for the list of keys.
const typing = (element) => element.matches("input, select, textarea, [contenteditable]");

function step(by) {
  const items = [...document.querySelectorAll("a.item")];
  if (!items.length) return;
  const at = items.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(items.length - 1, Math.max(0, at + by));
  items[next].focus();
  items[next].scrollIntoView({ block: "nearest" });
}

export function keys(button, dialog) {
  if (!button || !dialog) return;
  const toggle = () => (dialog.open ? dialog.close() : dialog.showModal());
  button.addEventListener("click", toggle);
  button.hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && event.target.id === "q") event.target.blur();
    if (typing(event.target)) return;
    if (event.key === "?") toggle();
    else if (dialog.open) return;
    else if (event.key === "/") document.getElementById("q")?.focus();
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
    else return;
    event.preventDefault();
  });
}
