// Beside a tag's words, on hover and focus: what the list of tags says of it. The link leads there anyway.
const ROOM = 8;

function fill(card, link) {
  const numbers = link.dataset.tags.trim().split(" ");
  const parts = numbers.map((number) => document.getElementById(`tag-${number}`)).filter(Boolean);
  card.replaceChildren(
    ...parts.map((part) => {
      const copy = document.createElement("div");
      copy.append(...[...part.cloneNode(true).childNodes]);
      return copy;
    }),
  );
}

function place(card, link) {
  const words = link.getClientRects()[0];
  const box = card.getBoundingClientRect();
  const left = Math.max(ROOM, Math.min(words.left, document.documentElement.clientWidth - box.width - ROOM));
  const under = words.bottom + ROOM + box.height <= innerHeight;
  const top = under ? words.bottom + ROOM : Math.max(ROOM, words.top - box.height - ROOM);
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

export function cards(card) {
  if (!card) return;
  let shown = null;
  const hide = () => {
    card.hidden = true;
    shown?.removeAttribute("aria-describedby");
    shown = null;
  };
  const show = (event) => {
    const link = event.target.closest?.(".tag[data-tags]");
    if (!link || link === shown) return;
    hide();
    shown = link;
    fill(card, link);
    card.hidden = false;
    link.setAttribute("aria-describedby", "card");
    place(card, link);
  };
  const left = (event) => {
    const to = event.relatedTarget;
    if (shown && !(to instanceof Node && (card.contains(to) || shown.contains(to)))) hide();
  };
  document.addEventListener("pointerover", show);
  document.addEventListener("focusin", show);
  document.addEventListener("pointerout", left);
  document.addEventListener("focusout", left);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
}
