// Runs before anything is drawn, so that a chosen theme does not flash. Without a choice the system's holds.
(() => {
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage may be off; the system's preference holds then.
  }
})();
