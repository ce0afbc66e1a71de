// "As of": the checkbox works by CSS alone. This script stores it, sets it for the address ?asof, and clears it for
// this visit if the reader follows a link to hidden content.
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
