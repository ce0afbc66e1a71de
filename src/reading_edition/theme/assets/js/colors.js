// What must be known before the page is painted: that scripts run, and the reader's colors.
document.documentElement.className = "js";
try {
  document.documentElement.dataset.color = localStorage.getItem("edition-color") || "";
} catch { /* the browser keeps nothing */ }
