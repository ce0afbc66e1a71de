// Citations: one click copies the citation of a passage, a note or an entry; selected words can be cited too.
(() => {
  const form = fact("citation");
  const itemForm = fact("item-citation");
  if (!form && !itemForm) return;
  const status = make("p", { className: "edition-status", role: "status" });
  document.body.append(status);

  let timer = 0;
  const copy = async (text, message) => {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = message;
    } catch {
      status.textContent = text; // without permission to write to the clipboard, the reader can copy the text from here
    }
    status.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => status.classList.remove("shown"), 4000);
  };
  const citation = (number, hash) => `${form.replace("{number}", number)} ${pageAddress}${hash}`;

  document.addEventListener("click", (event) => {
    const link = closest(event, "a.passage-number, a.cite");
    if (!link || isNewTab(event)) return;
    const { name, number } = link.dataset;
    if (!(name ? itemForm : form)) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    if (name) copy(`${itemForm.replace("{name}", name)} ${pageAddress}${link.hash}`, translate("The citation is copied."));
    else copy(citation(number, link.hash), translate("Citation of paragraph {number} copied.", { number }));
  });
  if (!form) return;

  // Selected words: a link to these words, with the paragraph as its fallback, and a form to suggest a note on them.
  const button = make("button", { type: "button" }, translate("Cite these words"));
  const suggest = find(".suggest")?.cloneNode(true);
  const box = make("div", { className: "edition-cite", hidden: true }, button, suggest ?? "");
  document.body.append(box);

  const passageOf = (node) => {
    const passage = (node instanceof Element ? node : node?.parentElement)?.closest("p[id], li[id]");
    return passage && find(":scope > .passage-number", passage) ? passage : null;
  };
  const selected = () => {
    const selection = getSelection();
    const passage = passageOf(selection.anchorNode);
    const words = selection.toString().replace(/\s+/g, " ").trim();
    return { selection, passage, words, isOne: words && passage && passage === passageOf(selection.focusNode) };
  };
  const encode = (words) => encodeURIComponent(words.join(" ")).replaceAll("-", "%2D");
  const fragment = (words) => (words.length <= 10 ? encode(words) : `${encode(words.slice(0, 4))},${encode(words.slice(-4))}`);

  document.addEventListener("selectionchange", () => {
    const { selection, passage, words, isOne } = selected();
    box.hidden = !isOne;
    if (!isOne) return;
    if (suggest) {
      const url = new URL(suggest.href);
      url.searchParams.set("paragraph", passage.id.slice(1));
      url.searchParams.set("words", words);
      url.searchParams.set("address", `${pageAddress}#${passage.id}`);
      suggest.href = url;
    }
    const last = [...selection.getRangeAt(0).getClientRects()].pop();
    if (!last) return;
    const left = Math.min(last.right, document.documentElement.clientWidth - 150);
    box.style.left = `${Math.max(left, 8) + scrollX}px`;
    box.style.top = `${last.bottom + 6 + scrollY}px`;
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const { passage, words, isOne } = selected();
    if (!isOne) return;
    const address = `#${passage.id}:~:text=${fragment(words.split(" "))}`;
    copy(`“${words}” ${citation(passage.id.slice(1), address)}`, translate("The words and a link to them are copied."));
    box.hidden = true;
  });
})();
