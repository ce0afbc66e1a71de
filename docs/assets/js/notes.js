// Notes in a narrow window: a note reference opens its note in place. In a wide one notes are in the margin; without
// this script they are under their paragraph.
(() => {
  const narrow = matchMedia("(max-width: 76.24em)");
  const noteOf = (reference) => document.getElementById(decodeURIComponent(reference.hash.slice(1)));

  document.addEventListener("click", (event) => {
    const reference = event.target instanceof Element ? event.target.closest("a.note-reference") : null;
    const note = reference && noteOf(reference);
    if (!note || event.ctrlKey || event.metaKey) return;
    if (narrow.matches) {
      event.preventDefault();
      const shown = note.classList.toggle("shown");
      reference.setAttribute("aria-expanded", String(shown));
    } else {
      note.firstElementChild.open = true;
    }
  });
})();
