// Notes in a narrow window: the mark opens its note in place. In a wide one they stand in the margin; without
// this script they stand under their paragraph.
(() => {
  const narrow = matchMedia("(max-width: 76.24em)");
  const noteOf = (mark) => document.getElementById(decodeURIComponent(mark.hash.slice(1)));

  document.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest("a.note-mark") : null;
    const note = mark && noteOf(mark);
    if (!note || event.ctrlKey || event.metaKey) return;
    if (narrow.matches) {
      event.preventDefault();
      const shown = note.classList.toggle("shown");
      mark.setAttribute("aria-expanded", String(shown));
    } else {
      note.firstElementChild.open = true;
    }
  });
})();
