// A handout: a range of paragraphs of the page that contains the whole text, by the address: ?from=6&to=8.
(() => {
  const book = find("[data-book='text-with-notes']");
  if (!book) return;
  const numberOf = (element) => parseInt(find(".passage-number", element)?.dataset.number ?? "", 10);
  const blocks = findAll(".book-chapter > *", book);
  const numbers = blocks.map(numberOf).filter((number) => number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];

  const field = (name, start) => {
    const value = Math.min(Math.max(parseInt(asked.get(name), 10) || start, first), last);
    return make("input", { type: "number", name, min: first, max: last, value, onchange: show });
  };
  const from = field("from", first);
  const to = field("to", last);
  const heading = make("p", { className: "handout-source" });
  book.before(make(
    "p", { className: "handout-range" },
    make("label", {}, translate("From paragraph"), " ", from), " ",
    make("label", {}, translate("to paragraph"), " ", to), " ",
    make("button", { type: "button", onclick: () => print() }, translate("Print")),
  ));
  book.prepend(heading);

  // What comes before the first paragraph of a chapter is shown with it, and only in a whole text.
  function show() {
    const [start, end] = [Number(from.value) || first, Number(to.value) || last];
    const isWhole = start <= first && end >= last;
    for (const block of blocks) {
      const number = numberOf(block) || numberOf(block.nextElementSibling ?? block);
      const isLine = block.matches(".guide-line") || numberOf(block);
      block.hidden = isLine ? number < start || number > end : !isWhole;
    }
    const range = start === end ? start : `${start}–${end}`;
    const form = book.dataset.citation || document.title;
    heading.textContent = `${form.replace("{number}", range)} ${pageAddress}?from=${start}&to=${end}`;
    history.replaceState(null, "", `?from=${start}&to=${end}${location.hash}`);
  }
  show();
})();
