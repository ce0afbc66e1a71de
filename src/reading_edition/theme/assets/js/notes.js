// Notes. In a wide window, a note reference opens its note in the margin. In a narrow one, it opens the note in a sheet
// at the foot of the window. Without this script, notes are under their paragraph there.
{
  const narrow = matchMedia("(max-width: 76.24em)");
  const noteOf = (found) => found?.closest("aside.note"); // the target may be an old id inside the note
  const button = make("button", { type: "button", className: "note-close", ariaLabel: translate("Close the note") }, "✕");

  let sheet = null; // the note that is shown at the foot of the window
  let opener = null; // its reference

  const close = () => {
    if (!sheet) return;
    sheet.classList.remove("shown");
    if (opener) opener.ariaExpanded = false;
    if (sheet.contains(document.activeElement)) opener?.focus({ preventScroll: true });
    button.remove();
    sheet = opener = null;
  };

  const open = (note, reference) => {
    close();
    [sheet, opener] = [note, reference];
    note.classList.add("shown");
    note.prepend(button);
    note.tabIndex = -1;
    note.scrollTop = 0;
    if (!reference) return;
    reference.ariaExpanded = true;
    const covered = reference.getBoundingClientRect().bottom + 12 - note.getBoundingClientRect().top;
    if (covered > 0) scrollBy(0, covered);
    note.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const reference = closest(event, "a.note-reference");
    const note = reference && noteOf(targetOf(reference.hash));
    if (closest(event, ".note-close, .note-back")) close();
    if (!note || isNewTab(event)) return;
    event.preventDefault();
    if (narrow.matches) {
      if (note === sheet) close();
      else open(note, reference);
    } else {
      const details = note.firstElementChild;
      for (const each of findAll(".note-reference[aria-expanded]")) each.ariaExpanded = false; // one is open at a time
      reference.ariaExpanded = details.open = !details.open;
    }
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
  narrow.addEventListener("change", close);

  onArrival((target) => {
    const note = noteOf(target);
    if (!note) return;
    const reference = document.getElementById(note.id.replace("fn:", "fnref:"));
    reference?.scrollIntoView({ block: "center" });
    if (narrow.matches) open(note, reference);
    else note.firstElementChild.open = true; // which closes another one
  });

  // The last notes of a page may reach below its text, so the page gets room for them.
  const article = find("article");
  const notes = findAll(".passage > .note").slice(-8);
  const makeRoom = () => {
    if (!notes.length) return;
    article.style.paddingBottom = "";
    if (narrow.matches) return;
    const end = article.getBoundingClientRect().bottom;
    const below = Math.max(...notes.map((note) => note.getBoundingClientRect().bottom - end));
    if (below > 0) article.style.paddingBottom = `${below}px`;
  };
  addEventListener("resize", makeRoom);
  document.addEventListener("toggle", makeRoom, true);
  makeRoom();
}
