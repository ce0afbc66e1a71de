// Search: finds words in the essay, the notes and the entries, and leads to the exact place.
// The index is fetched when search is first opened, and not before.
(() => {
  const dialog = document.querySelector("dialog.edition-search");
  const opener = document.querySelector(".edition-search-open");
  if (!dialog || !opener || !dialog.showModal) return;
  const input = dialog.querySelector("input");
  const status = dialog.querySelector("[role='status']");
  const list = dialog.querySelector("ol");
  const MOST = 40; // results shown
  const BEFORE = 60; // characters of a passage shown before the words found
  const AROUND = 180;

  // Letter for letter, so that positions in the folded text are positions in the text.
  const fold = (text) => Array.from(text, (letter) => letter.normalize("NFD")[0].toLowerCase()).join("");
  const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ");

  // On disk nothing can be fetched, but a script be loaded: an offline copy has the index as one.
  const onDisk = location.protocol === "file:";
  const fromScript = (src) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(document.createElement("script"), { src, onload, onerror }));
  });

  // The edition's own words for the English messages here; see "words" in README.md.
  const catalog = JSON.parse(document.querySelector("meta[name='edition-words']")?.content ?? "{}");
  const translate = (message, values = {}) => Object.entries(values)
    .reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), catalog[message] ?? message);

  let loading = null;
  const read = (index) => onDisk
    ? fromScript(index.replace(/on$/, "")).then(() => window.editionSearchIndex)
    : fetch(index).then((answer) => answer.json());
  function load() {
    loading ??= read(dialog.dataset.index)
      .then(({ docs, items }) => (docs ?? items).map((entry) => {
        const words = textOf(entry.text);
        const title = textOf(entry.title);
        return { location: entry.location, title, words, foldedTitle: fold(title), folded: fold(words) };
      }));
    return loading;
  }

  function score(entry, terms, phrase) {
    let points = 0;
    for (const term of terms) {
      const inTitle = entry.foldedTitle.includes(term);
      const inWords = entry.folded.includes(term);
      if (!inTitle && !inWords) return 0;
      points += (inTitle ? 8 : 0) + (inWords ? 1 : 0);
    }
    if (entry.foldedTitle === phrase) points += 40;
    if (entry.folded.includes(phrase)) points += 6;
    return points;
  }

  function snippet(entry, terms) {
    const first = Math.min(...terms.map((term) => entry.folded.indexOf(term)).filter((at) => at >= 0));
    const line = document.createElement("p");
    if (!Number.isFinite(first)) { line.textContent = entry.words.slice(0, AROUND); return line; }
    const start = first > BEFORE ? entry.words.indexOf(" ", first - BEFORE) + 1 : 0;
    const shown = entry.words.slice(start, start + AROUND);
    const folded = entry.folded.slice(start, start + AROUND);
    line.append(start ? "… " : "");
    let at = 0;
    while (at < shown.length) {
      const hits = terms.map((term) => [folded.indexOf(term, at), term.length]).filter(([position]) => position >= 0);
      if (!hits.length) break;
      const [position, length] = hits.sort((one, other) => one[0] - other[0])[0];
      const mark = document.createElement("mark");
      mark.textContent = shown.slice(position, position + length);
      line.append(shown.slice(at, position), mark);
      at = position + length;
    }
    line.append(shown.slice(at), start + AROUND < entry.words.length ? " …" : "");
    return line;
  }

  async function search() {
    const phrase = fold(input.value.trim());
    const terms = phrase.split(/\s+/).filter((term) => term.length > 1);
    list.replaceChildren();
    status.textContent = "";
    if (!terms.length) return;
    let entries;
    try {
      entries = await load();
    } catch {
      loading = null;
      status.textContent = onDisk
        ? translate("On disk, search needs an offline copy.")
        : translate("The search index could not be read.");
      return;
    }
    if (phrase !== fold(input.value.trim())) return; // a later word is being looked for
    const found = entries
      .map((entry) => [score(entry, terms, phrase), entry])
      .filter(([points]) => points)
      .sort((one, other) => other[0] - one[0]);
    const count = found.length;
    const many = count > MOST ? "{count} places, the first {most} shown" : "{count} places";
    status.textContent = translate(["Nothing found", "1 place"][count] ?? many, { count, most: MOST });
    for (const [, entry] of found.slice(0, MOST)) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = dialog.dataset.base + entry.location;
      link.textContent = entry.title;
      link.addEventListener("click", () => dialog.close());
      item.append(link, snippet(entry, terms));
      list.append(item);
    }
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    load().catch(() => { loading = null; });
  }

  opener.hidden = false;
  opener.addEventListener("click", open);
  input.addEventListener("input", search);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    if (event.submitter) return; // the button that closes
    event.preventDefault();
    list.querySelector("a")?.focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
})();
