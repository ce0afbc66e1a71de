// Notes. In a wide window a note reference opens its note in the margin. In a narrow one it opens the note in a sheet
// at the foot of the window; without this script notes are under their paragraph.
(() => {
  const narrow = matchMedia("(max-width: 76.24em)");
  const catalog = JSON.parse(document.querySelector("meta[name='edition-words']")?.content ?? "{}");
  const noteAt = (hash) => {
    const found = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
    return found ? found.closest("aside.note") : null; // the id may be one that the note had before
  };
  const referenceTo = (note) => document.getElementById(note.id.replace("fn:", "fnref:"));
  const button = document.createElement("button");
  button.type = "button";
  button.className = "note-close";
  button.textContent = "✕";
  button.setAttribute("aria-label", catalog["Close the note"] ?? "Close the note");

  let sheet = null; // the note that is shown at the foot of the window
  let opener = null; // its reference

  function close() {
    if (!sheet) return;
    sheet.classList.remove("shown");
    opener?.setAttribute("aria-expanded", "false");
    if (sheet.contains(document.activeElement)) opener?.focus({ preventScroll: true });
    button.remove();
    sheet = opener = null;
  }

  function open(note, reference) {
    close();
    [sheet, opener] = [note, reference];
    note.classList.add("shown");
    note.prepend(button);
    note.tabIndex = -1;
    note.scrollTop = 0;
    if (!reference) return;
    reference.setAttribute("aria-expanded", "true");
    const covered = reference.getBoundingClientRect().bottom + 12 - note.getBoundingClientRect().top;
    if (covered > 0) scrollBy(0, covered);
    note.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const reference = event.target instanceof Element ? event.target.closest("a.note-reference") : null;
    const note = reference && noteAt(reference.hash);
    if (event.target === button || (sheet && event.target.closest?.(".note-back"))) close();
    if (!note || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (narrow.matches) {
      if (note === sheet) close();
      else open(note, reference);
    } else {
      note.firstElementChild.open = !note.firstElementChild.open;
      reference.setAttribute("aria-expanded", String(note.firstElementChild.open));
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  narrow.addEventListener("change", close);

  function arrive() {
    const note = noteAt(location.hash);
    if (!note || !narrow.matches) return;
    const reference = referenceTo(note);
    reference?.scrollIntoView({ block: "center" });
    open(note, reference);
  }
  addEventListener("hashchange", arrive);
  arrive();

  // The last note of a page may be longer than its paragraph: the page ends below it.
  const article = document.querySelector("article.md-content__inner");
  const notes = article?.querySelectorAll(".passage > .note") ?? [];
  function makeRoom() {
    if (!notes.length) return;
    article.style.paddingBottom = "";
    if (narrow.matches) return;
    const end = article.getBoundingClientRect().bottom;
    const below = Math.max(...[...notes].slice(-8).map((note) => note.getBoundingClientRect().bottom - end));
    if (below > 0) article.style.paddingBottom = `${below}px`;
  }
  addEventListener("resize", makeRoom);
  document.addEventListener("toggle", makeRoom, true);
  makeRoom();
})();
