// What may be meant by the word under the cursor: chosen, it leaves the box and becomes a filter.
const NAMED = /^-?(actor|holder|by|mentions|type|source|instrument):/i;
const KINDS = { actor: "actor", holder: "actor", by: "actor", mentions: "actor", type: "type", source: "source", instrument: "instrument" };
const WAIT = 120;

function word(box) {
  const before = box.value.slice(0, box.selectionStart);
  const start = Math.max(before.lastIndexOf(" "), before.lastIndexOf("(")) + 1;
  const typed = before.slice(start);
  const named = NAMED.exec(typed);
  const name = named?.[1].toLowerCase() ?? null;
  return { start, end: box.selectionStart, name, not: typed.startsWith("-"), text: typed.slice(named?.[0].length ?? 0).replace(/^["“]/, "") };
}

let timer = 0;
let turn = 0;

function close(box, list) {
  clearTimeout(timer);
  turn += 1; // An answer that is still on its way comes too late.
  list.hidden = true;
  list.replaceChildren();
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

function option(list, found, number) {
  const item = document.createElement("li");
  item.id = `suggestion-${number}`;
  item.role = "option";
  item.ariaSelected = "false";
  Object.assign(item.dataset, { id: found.id, kind: found.kind });
  const parts = [
    ["label", found.label],
    ["as", found.typed_as.toLowerCase() === found.label.toLowerCase() ? "" : found.typed_as],
    ["kind", list.dataset[found.kind] ?? found.kind],
    ["n", found.articles ? String(found.articles) : ""],
  ];
  for (const [kind, text] of parts) {
    if (!text) continue;
    const part = document.createElement("span");
    part.className = kind;
    part.textContent = text;
    item.append(part, " ");
  }
  return item;
}

function choose(box, list, item) {
  const { start, end, name, not } = word(box);
  box.value = `${box.value.slice(0, start)}${box.value.slice(end)}`.replace(/\s+/g, " ").trim();
  const chosen = document.createElement("input");
  chosen.type = "hidden";
  const filter = name === "by" ? "holder" : (name ?? item.dataset.kind);
  chosen.name = not ? "not" : filter;
  chosen.value = not ? `${filter === "mentions" ? "actor" : filter}:${item.dataset.id}` : item.dataset.id;
  box.form.append(chosen);
  close(box, list);
  box.form.requestSubmit();
}

function move(box, list, by) {
  const items = [...list.children];
  const at = items.findIndex((item) => item.ariaSelected === "true");
  const next = (at + by + items.length + (at < 0 && by < 0 ? 1 : 0)) % items.length;
  items.forEach((item, place) => {
    item.ariaSelected = String(place === next);
  });
  box.setAttribute("aria-activedescendant", items[next].id);
}

async function ask(box, list) {
  const { name, text } = word(box);
  if (text.length < (name ? 1 : 2) || text.startsWith("-")) return close(box, list);
  const asked = new URLSearchParams({ q: text, lang: document.documentElement.lang, ...(name ? { kind: KINDS[name] } : {}) });
  const mine = ++turn;
  let found = [];
  try {
    const answer = await fetch(`/api/suggest?${asked}`);
    if (answer.ok) found = (await answer.json()).suggestions;
  } catch {
    // Suggestions are a help; without them the box works as before.
  }
  if (mine !== turn || document.activeElement !== box) return;
  if (!found.length) return close(box, list);
  list.replaceChildren(...found.map((one, number) => option(list, one, number)));
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  box.removeAttribute("aria-activedescendant");
}

export function suggestions() {
  const parts = () => [document.getElementById("q"), document.getElementById("suggestions")];
  const prepare = () => {
    const [box] = parts();
    if (!box) return;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "suggestions", "aria-expanded": "false" }))
      box.setAttribute(name, value);
  };
  prepare();
  document.body.addEventListener("htmx:afterSettle", prepare);
  document.addEventListener("input", (event) => {
    const [box, list] = parts();
    if (event.target !== box) return;
    clearTimeout(timer);
    timer = setTimeout(() => ask(box, list), WAIT);
  });
  document.addEventListener("keydown", (event) => {
    const [box, list] = parts();
    if (event.target !== box || list.hidden || event.isComposing) return;
    const chosen = list.querySelector("[aria-selected=true]");
    if (event.key === "ArrowDown") move(box, list, 1);
    else if (event.key === "ArrowUp") move(box, list, -1);
    else if (event.key === "Escape") close(box, list);
    else if (event.key === "Enter" && chosen) choose(box, list, chosen);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, true);
  document.addEventListener("pointerdown", (event) => {
    const [box, list] = parts();
    const item = event.target.closest?.("#suggestions li");
    if (item) {
      event.preventDefault();
      choose(box, list, item);
    } else if (list && event.target !== box) close(box, list);
  });
  document.addEventListener("focusout", (event) => {
    const [box, list] = parts();
    if (event.target === box && list) close(box, list);
  });
}
