// "As of": the switch works by CSS alone; here it is remembered, ?asof is its address, and a link to what it hides
// shows that for this visit.
(() => {
  const asof = document.querySelector("input[name='asof']");
  if (!asof) return;
  const KEY = "edition-asof";
  try {
    asof.checked = new URLSearchParams(location.search).has("asof") || localStorage.getItem(KEY) === "on";
  } catch { /* private windows */ }
  asof.addEventListener("change", () => {
    try { localStorage.setItem(KEY, asof.checked ? "on" : ""); } catch { /* private windows */ }
  });
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!asof.checked || !target?.closest("[data-later]")) return;
    asof.checked = false;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
