// The theme by choice: the system's, light, dark.
const NEXT = { "": "dark", dark: "light", light: "" };

export function themes(button) {
  if (!button) return;
  const root = document.documentElement;
  const show = () => {
    button.textContent = button.dataset[root.dataset.theme ?? "system"];
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
