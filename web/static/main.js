// Everything works without this: it adds keys, suggestions, the brush and cards to links and forms that are there.
import { brush } from "./brush.js";
import { cards } from "./cards.js";
import { keys } from "./keys.js";
import { suggestions } from "./suggestions.js";
import { themes } from "./themes.js";

themes(document.getElementById("theme"));
keys(document.getElementById("keys"), document.getElementById("shortcuts"));
cards(document.getElementById("card"));
brush();
suggestions();

// What is left empty is not asked, so it need not stand in the address.
document.body.addEventListener("htmx:configRequest", ({ detail }) => {
  for (const [name, value] of [...detail.formData]) if (value === "") detail.formData.delete(name);
});

// What cannot be swapped in is shown as a page of its own, and the browser tells what it knows of the failure.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"])
  document.body.addEventListener(failure, ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));

// Results come without their page's head: a link to another language asks for what is shown now.
document.querySelector(".languages")?.addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (!link) return;
  const address = new URL(location.href);
  address.searchParams.set("lang", link.hreflang);
  link.href = address.pathname + address.search;
});

const live = document.getElementById("live");
document.body.addEventListener("htmx:afterSettle", () => {
  // The count is told to who cannot see that the page changed.
  const told = document.getElementById("mistake") ?? document.getElementById("count");
  if (live && told) live.textContent = told.textContent;
  // What had the focus may be gone, as a filter that was taken away; the keyboard goes on at the results.
  if (document.activeElement === document.body) told?.focus({ preventScroll: true });
});
