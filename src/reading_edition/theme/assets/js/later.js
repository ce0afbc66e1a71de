// "As of": the switch works by CSS alone; here it is remembered, ?asof is its address, and a link to what it hides
// shows that for this visit.
{
  const asof = find("input[name='asof']");
  if (asof) {
    asof.checked = asked.has("asof") || kept("asof") === "on";
    asof.addEventListener("change", () => keep("asof", asof.checked ? "on" : ""));
    onArrival((target) => {
      if (!asof.checked || !target.closest("[data-later]")) return;
      asof.checked = false;
      target.scrollIntoView();
    });
  }
}
