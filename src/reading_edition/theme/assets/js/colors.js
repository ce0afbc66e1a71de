// Sets, before the page is painted, a class that says that scripts run, and the reader's choice of colors.
document.documentElement.className = "js";
try {
  document.documentElement.dataset.color = localStorage.getItem("edition-color") || "";
} catch { /* the browser stores nothing */ }
