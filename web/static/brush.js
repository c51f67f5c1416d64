// Draws a range over the timeline with mouse, pen, finger or keys; a click is the link of one bar, as without this.
const bars = (figure) => [...figure.querySelectorAll("svg a")];

function at(figure, x) {
  const all = bars(figure);
  const box = figure.querySelector("svg").getBoundingClientRect();
  const place = Math.floor(((x - box.left) / box.width) * all.length);
  return Math.min(all.length - 1, Math.max(0, place));
}

function show(figure, from, to) {
  const all = bars(figure);
  const [first, last] = [Math.min(from, to), Math.max(from, to)];
  let sum = 0;
  all.forEach((bar, place) => {
    const within = place >= first && place <= last;
    bar.classList.toggle("brushed", within);
    if (within) sum += Number(bar.dataset.count);
  });
  const [one, other] = [all[first].dataset.label, all[last].dataset.label];
  const told = figure.querySelector(".told-bar");
  told.dataset.usual ??= told.textContent;
  told.textContent = `${first === last ? one : `${one} – ${other}`}: ${sum}`;
  return told.textContent;
}

function clear(figure) {
  bars(figure).forEach((bar) => bar.classList.remove("brushed"));
  const told = figure.querySelector(".told-bar");
  if (told.dataset.usual) told.textContent = told.dataset.usual;
}

function ask(figure, from, to) {
  const all = bars(figure);
  const address = new URL(figure.dataset.path, location.href);
  address.searchParams.set("since", all[Math.min(from, to)].dataset.since);
  address.searchParams.set("until", all[Math.max(from, to)].dataset.until);
  const link = all[from];
  link.setAttribute("href", address.pathname + address.search);
  link.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
}

// By keys: an arrow moves to the next bar, with Shift it takes the bar in, Enter asks.
function press(figure, keys, event) {
  const last = bars(figure).length - 1;
  let from = Number(keys.dataset.from ?? last);
  let to = Number(keys.dataset.to ?? last);
  const step = { ArrowLeft: to - 1, ArrowDown: to - 1, ArrowRight: to + 1, ArrowUp: to + 1, Home: 0, End: last }[event.key];
  if (event.key === "Enter") ask(figure, from, to);
  else if (event.key === "Escape") clear(figure);
  else if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  else {
    // The first key only shows where one is.
    if (keys.dataset.to !== undefined || event.key === "Home") to = Math.min(last, Math.max(0, step));
    if (!event.shiftKey) from = to;
    Object.assign(keys.dataset, { from, to });
    keys.setAttribute("aria-valuenow", String(to + 1));
    keys.setAttribute("aria-valuetext", show(figure, from, to));
  }
  event.preventDefault();
}

function offer() {
  const keys = document.getElementById("by-keys");
  if (keys) keys.hidden = false;
}

export function brush() {
  offer();
  document.body.addEventListener("htmx:afterSettle", offer);
  document.addEventListener("keydown", (event) => {
    if (event.target.id === "by-keys") press(event.target.closest("#timeline"), event.target, event);
  });
  document.addEventListener("focusout", (event) => {
    if (event.target.id === "by-keys") clear(event.target.closest("#timeline"));
  });
  let figure = null;
  let from = -1;
  let asking = false;
  const chart = (event) => event.target.closest?.("#timeline svg")?.closest("#timeline");

  document.addEventListener("dragstart", (event) => {
    if (chart(event)) event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    figure = event.button === 0 ? chart(event) : null;
    if (figure) from = at(figure, event.clientX);
  });
  document.addEventListener("pointermove", (event) => {
    if (figure) show(figure, from, at(figure, event.clientX));
    else {
      const over = chart(event);
      if (over) show(over, at(over, event.clientX), at(over, event.clientX));
    }
  });
  document.addEventListener("pointerout", (event) => {
    const left = chart(event);
    if (left && !figure && !left.contains(event.relatedTarget)) clear(left);
  });
  document.addEventListener("pointerup", (event) => {
    if (!figure) return;
    const [drawn, to] = [figure, at(figure, event.clientX)];
    figure = null;
    if (to !== from) {
      asking = true;
      ask(drawn, from, to);
      asking = false;
      // The browser may send a click of its own for the same gesture.
      drawn.dataset.drawn = "yes";
    }
  });
  document.addEventListener("pointercancel", () => {
    if (figure) clear(figure);
    figure = null;
  });
  document.addEventListener(
    "click",
    (event) => {
      const drawn = chart(event);
      if (drawn?.dataset.drawn && !asking) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    true,
  );
}
