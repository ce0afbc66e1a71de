// A handout: the page with the whole text shows a range of its paragraphs, as in the address: ?from=6&to=8.
(() => {
  const book = find("[data-book='text-with-notes']");
  if (!book) return;
  // The number in an id, which counts through the whole text; the number that readers cite may differ.
  const numberOf = (element) => parseInt(find(".passage-number", element)?.hash.slice("#p".length) ?? "", 10);
  const before = (element) => element && (numberOf(element) || before(element.previousElementSibling));
  const after = (element) => element && (numberOf(element) || after(element.nextElementSibling));
  const blocks = findAll(".book-chapter > *", book);
  const cited = new Map(blocks.map((block) => [numberOf(block), find(".passage-number", block)?.dataset.number]).reverse());
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

  // Guide lines and headings go with the paragraph after them, other blocks with the one before, or the whole text.
  function show() {
    const [start, end] = [Number(from.value) || first, Number(to.value) || last];
    const isWhole = start <= first && end >= last;
    for (const block of blocks) {
      const opens = block.matches(".guide-line, :is(h2, h3, h4, h5, h6)[id]");
      const number = opens ? after(block) : before(block);
      block.hidden = number ? number < start || number > end : !isWhole;
    }
    const [first_, last_] = [start, end].map((number) => cited.get(number) ?? number);
    const range = start === end ? first_ : `${first_}–${last_}`;
    const form = book.dataset.citation || document.title;
    heading.textContent = `${form.replace("{number}", range)} ${pageAddress}?from=${start}&to=${end}`;
    history.replaceState(null, "", `?from=${start}&to=${end}${location.hash}`);
  }
  show();
  book.classList.add("ready");
})();
