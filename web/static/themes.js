// The theme by choice: the system's, light, dark.
const NAMES = { "": "Theme: system", light: "Theme: light", dark: "Theme: dark" };
const NEXT = { "": "dark", dark: "light", light: "" };

export function themes(button) {
  if (!button) return;
  const root = document.documentElement;
  const show = () => {
    button.textContent = NAMES[root.dataset.theme ?? ""];
  };
  button.addEventListener("click", () => {
    const chosen = NEXT[root.dataset.theme ?? ""];
    if (chosen) root.dataset.theme = chosen;
    else delete root.dataset.theme;
    try {
      if (chosen) localStorage.setItem("theme", chosen);
      else localStorage.removeItem("theme");
    } catch {
      // It holds for this page then.
    }
    show();
  });
  show();
  button.hidden = false;
}
