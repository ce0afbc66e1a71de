// Entries: a field that filters index and list, tooltips in the key to an entry's letters, and links to archived copies
// in the tooltips of sources.
(() => {
  // A source whose letter is in the text gets the same tooltip in the key.
  for (const link of findAll(".entry-sources a:not(.ref)")) {
    const letter = find(`.ref-source[href="${CSS.escape(link.getAttribute("href"))}"]`, link.closest(".entry"));
    const tooltip = letter?.getAttribute("aria-describedby");
    if (!tooltip) continue; // the page for print has none
    link.className = "ref ref-source";
    link.setAttribute("aria-describedby", tooltip);
  }

  // The address of archived copies consists of the archive's address, a day, and the page's own address.
  document.addEventListener("beforetoggle", ({ target }) => {
    const page = find("a[data-archived]:last-child", target);
    if (!page) return;
    const href = page.closest("[data-archive]").dataset.archive + page.dataset.archived + page.getAttribute("href");
    page.after(" ", make("a", { href, rel: page.rel }, translate("archived copies")));
  }, true);

  // Entries out of view have estimated heights, so a browser that goes back cannot restore the scroll position.
  // Each entry of the session history therefore stores which entry was in view, and its position.
  const entries = findAll(".entry[data-layout]:not([data-layout='timeline'])");
  const topOf = (entry) => entry.getBoundingClientRect().top;
  const keepPlace = () => {
    const entry = entries.find((each) => each.getBoundingClientRect().bottom > 0) ?? entries.at(-1);
    history.replaceState({ ...history.state, place: { id: entry.firstElementChild.id, top: topOf(entry) } }, "");
  };
  const returnToPlace = (steps = 4) => {
    const place = history.state?.place;
    const entry = place && document.getElementById(place.id)?.parentElement;
    if (!entry) return;
    scrollBy(0, topOf(entry) - place.top);
    if (steps) requestAnimationFrame(() => returnToPlace(steps - 1)); // what came into view has other heights
  };
  let timer = 0;
  if (entries.length) {
    history.scrollRestoration = "manual";
    addEventListener("scroll", () => { clearTimeout(timer); timer = setTimeout(keepPlace, 300); }, { passive: true });
    addEventListener("popstate", () => { clearTimeout(timer); returnToPlace(); });
    addEventListener("load", () => returnToPlace());
  }

  const index = find(".entry-index");
  const nav = index && find("nav", index);
  if (!nav) return;

  // Texts are compared as people type them: without accents, quotation marks and capitals, and with plain hyphens.
  const fold = (text) => plain(text).replace(/['’‘ʼ"“”„«»]/g, "").replace(/[‐‑–—−]/g, "-");
  const names = findAll("li", nav).map((item) => {
    const section = targetOf(item.firstElementChild.hash).parentElement;
    const heading = section.firstElementChild;
    const citation = find(".citation", section)?.textContent ?? "";
    return { item, section, words: fold(`${heading.textContent} ${heading.dataset.also ?? ""} ${citation}`) };
  });
  const field = find(".entry-find input", nav);
  const found = find(".entry-find output", nav);

  const narrow = () => {
    const typed = fold(field.value).split(/\s+/);
    for (const { item, section, words } of names) {
      item.hidden = section.hidden = !typed.every((each) => words.includes(each));
    }
    const isTyped = Boolean(field.value.trim());
    find("details", nav).open ||= isTyped;
    const number = isTyped && names.filter(({ item }) => item.checkVisibility()).length;
    found.textContent = isTyped ? translate("{number} of {count}", { number, count: names.length }) : "";
  };
  field.addEventListener("input", narrow);
  index.addEventListener("change", narrow); // for another kind of source
  field.addEventListener("keydown", ({ key }) => {
    const typed = fold(field.value).trim();
    const shown = names.filter(({ item }) => item.checkVisibility());
    const first = shown.find(({ words }) => words.startsWith(typed)) ?? shown[0];
    if (key === "Enter" && typed) first?.item.firstElementChild.click();
  });

  // The entry that the address names is shown, whatever was chosen or typed.
  onArrival((target) => {
    if (!target.closest(".entry") || target.checkVisibility()) return;
    field.value = "";
    narrow();
    find("input[type='radio']", index)?.click();
    target.scrollIntoView();
  });
})();
