// A handout: a range of paragraphs of the page that contains the whole text, by the address: ?from=6&to=8.
(() => {
  const book = document.querySelector("[data-book='text-with-notes']");
  if (!book) return;
  const catalog = JSON.parse(document.querySelector("meta[name='edition-words']")?.content ?? "{}");
  const translate = (message) => catalog[message] ?? message;
  const numberOf = (element) => parseInt(element.querySelector(".passage-number")?.dataset.number ?? "", 10);
  const blocks = [...book.querySelectorAll(".book-chapter > *")];
  const numbers = blocks.map(numberOf).filter((number) => number);
  const [first, last] = [Math.min(...numbers), Math.max(...numbers)];

  const asked = new URLSearchParams(location.search);
  const field = (name, label, start) => {
    const input = document.createElement("input");
    Object.assign(input, { type: "number", name, min: first, max: last });
    input.value = Math.min(Math.max(parseInt(asked.get(name), 10) || start, first), last);
    const words = document.createElement("label");
    words.append(`${label} `, input);
    return [words, input];
  };
  const [fromLabel, from] = field("from", translate("From paragraph"), first);
  const [toLabel, to] = field("to", translate("to paragraph"), last);
  const print = document.createElement("button");
  print.type = "button";
  print.textContent = translate("Print");
  print.addEventListener("click", () => window.print());
  const controls = document.createElement("p");
  controls.className = "handout-range";
  controls.append(fromLabel, " ", toLabel, " ", print);
  book.before(controls);

  const heading = document.createElement("p");
  heading.className = "handout-source";
  book.prepend(heading);
  const form = book.dataset.citation || document.title;

  // What comes before the first paragraph of a chapter is shown with it, and only in a whole text.
  function show() {
    const [start, end] = [Number(from.value) || first, Number(to.value) || last];
    const isWhole = start <= first && end >= last;
    for (const block of blocks) {
      const number = numberOf(block) || numberOf(block.nextElementSibling ?? block);
      const isLine = block.classList.contains("guide-line") || numberOf(block);
      block.hidden = isLine ? number < start || number > end : !isWhole;
    }
    const address = (document.querySelector("link[rel='canonical']")?.href ?? location.href).split(/[?#]/)[0];
    heading.textContent = `${form.replace("{number}", start === end ? start : `${start}–${end}`)} ${address}?from=${start}&to=${end}`;
    history.replaceState(null, "", `?from=${start}&to=${end}${location.hash}`);
  }
  for (const input of [from, to]) input.addEventListener("change", show);
  show();
})();
