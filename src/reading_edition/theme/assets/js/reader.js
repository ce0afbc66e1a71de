// The reader's choices: colors, how many annotations are shown, and a citation of a passage or of some words.
(() => {
  const kept = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
  // The edition's own words for the English messages here; see "words" in README.md.
  const catalog = JSON.parse(document.querySelector("meta[name='edition-words']")?.content ?? "{}");
  const translate = (message, values = {}) => Object.entries(values)
    .reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), catalog[message] ?? message);
  const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { /* private windows */ } };

  // Colors: as the system, light, dark, and round again; colors.js applies the choice before the page is painted.
  const COLORS = ["", "light", "dark"];
  const root = document.documentElement;
  const color = document.querySelector(".edition-color");
  const name = () => {
    const chosen = root.dataset.color;
    color.lastElementChild.textContent = translate(chosen || "auto");
    color.setAttribute("aria-label", translate("Colors: {choice}", { choice: translate(chosen || "auto, as the system") }));
  };
  color.addEventListener("click", () => {
    root.dataset.color = COLORS[(COLORS.indexOf(root.dataset.color) + 1) % COLORS.length];
    keep("edition-color", root.dataset.color);
    name();
  });
  name();
  color.hidden = false;

  // Layers: the radio buttons work by CSS alone; here the choice is remembered, and ?layer= is its address.
  const radios = [...document.querySelectorAll("input[name='layer']")];
  const apply = () => {
    const isTextOnly = radios.some((radio) => radio.checked && radio.value === "text");
    for (const link of document.querySelectorAll("article a.ref")) link.tabIndex = isTextOnly ? -1 : 0;
  };
  const asked = new URLSearchParams(location.search);
  const wanted = asked.get("layer") || kept("edition-layer");
  for (const radio of radios) {
    if (radio.value === wanted) radio.checked = true;
    radio.addEventListener("change", () => { keep("edition-layer", radio.value); apply(); });
  }
  if (radios.length) apply();
  const guide = document.querySelector("input[name='guide']");
  if (guide) {
    guide.checked = asked.has("guide") || kept("edition-guide") === "shown";
    guide.addEventListener("change", () => keep("edition-guide", guide.checked ? "shown" : ""));
  }

  // A link to what the chosen layer hides shows it for this visit.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const hides = target && target.matches("aside.note") && document.querySelector(
      target.matches(".note-core") ? ":is([value='text'], [value='glosses']):checked" : "input[name='layer']:not([value='everything']):checked");
    const everything = radios.find((radio) => radio.value === "everything");
    if (!hides || !everything) return;
    everything.checked = true;
    apply();
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();

  // The bar: out of the way while the reader goes on, back when they scroll up; with the place in the text.
  const bar = document.querySelector(".edition-header");
  const placeShown = document.querySelector(".edition-place");
  const last = document.querySelector("[data-last]")?.dataset.last;
  let lastTop = scrollY;
  const onScroll = () => {
    if (Math.abs(scrollY - lastTop) > 4) bar.classList.toggle("away", scrollY > lastTop && scrollY > bar.offsetHeight);
    lastTop = scrollY;
    const seen = last && numbers.filter((number) => number.getBoundingClientRect().top < innerHeight / 4).pop();
    placeShown.textContent = seen ? translate("{number} of {count}", { number: seen.dataset.number.split("-")[0], count: last }) : "";
  };

  // Where the reader is in the text: kept on the device alone, by the address of this site's front page.
  const home = document.querySelector("a.edition-title");
  const placeKey = `edition-place:${home?.href}`;
  const numbers = [...document.querySelectorAll("article > :is(p, .passage) a.passage-number")];
  addEventListener("scroll", onScroll, { passive: true });
  onScroll();
  const keepPlace = () => {
    const seen = numbers.filter((number) => number.getBoundingClientRect().top < innerHeight / 4).pop();
    if (seen && scrollY > 0) keep(placeKey, JSON.stringify({ address: seen.href, number: seen.dataset.number }));
  };
  if (numbers.length) addEventListener("visibilitychange", keepPlace);
  if (numbers.length) addEventListener("pagehide", keepPlace);
  const begin = document.querySelector("a.begin");
  try {
    const place = begin && JSON.parse(kept(placeKey));
    if (place) {
      const link = document.createElement("a");
      link.href = place.address;
      link.textContent = translate("Continue at paragraph {number}", { number: place.number });
      begin.after(" ", link);
    }
  } catch { /* something else was kept there */ }

  // An old copy, kept beside the edition on the same host, says that there is a newer version.
  async function announceNewerVersion() {
    const canonical = document.querySelector("link[rel='canonical']")?.href;
    const version = document.querySelector("meta[name='edition-version']")?.content;
    const path = home && location.href.split(/[?#]/)[0].slice(home.href.length);
    if (!canonical || !version || !canonical.endsWith(path)) return;
    const root = canonical.slice(0, canonical.length - path.length);
    if (root === home.href || new URL(root).origin !== location.origin) return;
    const works = await (await fetch(`${root}data/cite.json`)).json();
    const newest = works.find((work) => work.edition)?.edition.split(" ").pop(); // "version 0.2.0"
    if (!newest || newest === version) return;
    const notice = document.createElement("p");
    const link = document.createElement("a");
    notice.className = "edition-old";
    link.href = canonical;
    link.textContent = translate("Version {newest} is newer.", { newest });
    notice.append(translate("This is version {version} of the edition.", { version }), " ", link);
    document.querySelector(".edition-header").after(notice);
  }
  announceNewerVersion().catch(() => { /* what was there before has no versions */ });

  // Citations.
  const form = document.querySelector("meta[name='edition-citation']");
  const itemForm = document.querySelector("meta[name='edition-item-citation']");
  if (!form && !itemForm) return;
  const page = document.querySelector("link[rel='canonical']");
  const base = (page ? page.href : location.href).split(/[?#]/)[0];
  const status = document.createElement("p");
  status.className = "edition-status";
  status.setAttribute("role", "status");
  document.body.append(status);

  let timer = 0;
  async function copy(text, message) {
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = message;
    } catch {
      status.textContent = text; // without leave to write to the clipboard the words are there to be copied
    }
    status.classList.add("shown");
    clearTimeout(timer);
    timer = setTimeout(() => status.classList.remove("shown"), 4000);
  }
  const citation = (number, address) => `${form.content.replace("{number}", number)} ${address}`;

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a.passage-number, a.cite") : null;
    if (!link || event.ctrlKey || event.metaKey) return;
    const { name, number } = link.dataset;
    if (!(name ? itemForm : form)) return;
    event.preventDefault();
    history.replaceState(null, "", link.hash);
    if (name) copy(`${itemForm.content.replace("{name}", name)} ${base}${link.hash}`, translate("The citation is copied."));
    else copy(citation(number, base + link.hash), translate("Citation of paragraph {number} copied.", { number }));
  });
  if (!form) return;

  // Selected words: a link to those words with the paragraph as its fallback, and a note suggested on them.
  const box = document.createElement("div");
  box.className = "edition-cite";
  box.hidden = true;
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = translate("Cite these words");
  const suggest = document.querySelector(".suggest")?.cloneNode(true);
  box.append(button, suggest ?? "");
  document.body.append(box);

  const passageOf = (node) => {
    const element = node instanceof Element ? node : node && node.parentElement;
    const passage = element && element.closest("p[id], li[id]");
    return passage && passage.querySelector(":scope > .passage-number") ? passage : null;
  };
  const wordsOf = (selection) => selection.toString().replace(/\s+/g, " ").trim();
  const encode = (words) => encodeURIComponent(words).replaceAll("-", "%2D");
  function fragment(words) {
    const list = words.split(" ");
    if (list.length <= 10) return encode(words);
    return `${encode(list.slice(0, 4).join(" "))},${encode(list.slice(-4).join(" "))}`;
  }

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const passage = selection.rangeCount ? passageOf(selection.anchorNode) : null;
    box.hidden = !passage || selection.isCollapsed || passage !== passageOf(selection.focusNode);
    if (box.hidden) return;
    if (suggest) {
      const url = new URL(suggest.href);
      url.searchParams.set("paragraph", passage.id.slice(1));
      url.searchParams.set("words", wordsOf(selection));
      url.searchParams.set("address", `${base}#${passage.id}`);
      suggest.href = url;
    }
    const boxes = selection.getRangeAt(0).getClientRects();
    const last = boxes[boxes.length - 1];
    if (!last) return;
    const left = Math.min(last.right, document.documentElement.clientWidth - 150);
    box.style.left = `${Math.max(left, 8) + scrollX}px`;
    box.style.top = `${last.bottom + 6 + scrollY}px`;
  });
  box.addEventListener("pointerdown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", () => {
    const selection = getSelection();
    const passage = passageOf(selection.anchorNode);
    const words = wordsOf(selection);
    if (!passage || !words) return;
    const address = `${base}#${passage.id}:~:text=${fragment(words)}`;
    copy(`“${words}” ${citation(passage.id.slice(1), address)}`, translate("The words and a link to them are copied."));
    box.hidden = true;
  });
})();
