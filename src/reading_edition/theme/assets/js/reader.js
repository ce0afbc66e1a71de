// The reader's choices and place in the text: colors, layers, the last paragraph; and a notice on old copies.
{
  // Colors: a button cycles through system, light and dark. colors.js applies the choice before the page is painted.
  const COLORS = ["", "light", "dark"];
  const chosen = document.documentElement.dataset;
  const color = find(".edition-color");
  const name = () => {
    color.lastElementChild.textContent = translate(chosen.color || "auto");
    color.ariaLabel = translate("Colors: {choice}", { choice: translate(chosen.color || "auto, as the system") });
  };
  color.addEventListener("click", () => {
    chosen.color = COLORS[(COLORS.indexOf(chosen.color) + 1) % COLORS.length];
    keep("color", chosen.color);
    name();
  });
  name();

  // Layers: the radio buttons work by CSS alone. Here the choice is stored, and set for an address with ?layer=.
  const radios = findAll("input[name='layer']");
  const apply = () => {
    const isTextOnly = find("input[value='text']:checked");
    for (const link of findAll("article a.ref")) link.tabIndex = isTextOnly ? -1 : 0;
  };
  const wanted = asked.get("layer") || kept("layer");
  for (const radio of radios) {
    if (radio.value === wanted) radio.checked = true;
    radio.addEventListener("change", () => { keep("layer", radio.value); apply(); });
  }
  if (radios.length) apply();
  const guide = find("input[name='guide']");
  if (guide) {
    guide.checked = asked.has("guide") || kept("guide") === "shown";
    guide.addEventListener("change", () => keep("guide", guide.checked ? "shown" : ""));
  }

  // A link to a note that the chosen layer hides shows everything for this visit.
  onArrival((target) => {
    const hidden = target.matches(".note-core") ? "text, glosses" : "text, glosses, core";
    const layer = radios.find((radio) => radio.checked);
    if (!target.matches("aside.note") || !layer || !hidden.includes(layer.value)) return;
    radios.at(-1).checked = true; // everything
    apply();
    target.scrollIntoView();
  });

  // The bar: hidden while the reader scrolls down, back when they scroll up. It shows the number of the paragraph.
  const bar = find(".edition-header");
  const numbers = findAll("article > :is(p, .passage) a.passage-number");
  const seenNumber = () => numbers.findLast((number) => number.getBoundingClientRect().top < innerHeight / 4);
  const count = find("[data-last]")?.dataset.last;
  let lastTop = scrollY;
  const onScroll = () => {
    if (Math.abs(scrollY - lastTop) > 4) bar.classList.toggle("away", scrollY > lastTop && scrollY > bar.offsetHeight);
    lastTop = scrollY;
    const seen = count && seenNumber();
    find(".edition-place").textContent = seen
      ? translate("{number} of {count}", { number: parseInt(seen.dataset.number, 10), count }) : "";
  };
  addEventListener("scroll", onScroll, { passive: true });
  onScroll();

  // Where the reader is in the text: stored under the address of this site's front page.
  const home = find("a.edition-title").href;
  const keepPlace = () => {
    const seen = scrollY > 0 && seenNumber();
    if (seen) keep(`place:${home}`, JSON.stringify({ address: seen.href, number: seen.dataset.number }));
  };
  addEventListener("visibilitychange", keepPlace);
  addEventListener("pagehide", keepPlace);
  const begin = find("a.begin");
  const place = begin && JSON.parse(kept(`place:${home}`));
  if (place) begin.after(" ", make("a", { href: place.address }, translate("Continue at paragraph {number}", place)));

  // An old copy, kept on the host of the current edition, announces that there is a newer version.
  const announceNewerVersion = async () => {
    const version = fact("version");
    const path = location.href.split(/[?#]/)[0].slice(home.length);
    if (!version || !canonical?.endsWith(path)) return;
    const root = canonical.slice(0, canonical.length - path.length);
    if (root === home || new URL(root).origin !== location.origin) return;
    const works = await (await fetch(`${root}data/cite.json`)).json();
    const newest = works.find((work) => work.edition)?.edition.split(" ").pop(); // "version 0.2.0"
    if (!newest || newest === version) return;
    const link = make("a", { href: canonical }, translate("Version {newest} is newer.", { newest }));
    const words = translate("This is version {version} of the edition.", { version });
    bar.after(make("p", { className: "edition-old" }, words, " ", link));
  };
  announceNewerVersion().catch(() => { /* the current edition could not be read */ });
}
