// What the scripts after this one share; the build joins all of them, in the order of mkdocs.yml.
const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const fact = (name) => find(`meta[name='edition-${name}']`)?.content;

const make = (name, values, ...content) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...content);
  return made;
};

// The edition's own words for the English messages of the scripts; see "words" in reference/settings.md.
const catalog = JSON.parse(fact("words") ?? "{}");
const translate = (message, values = {}) => Object.entries(values)
  .reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), catalog[message] ?? message);

// What the reader chooses is in the address, or kept on the device alone; private windows keep nothing.
const asked = new URLSearchParams(location.search);
const kept = (key) => { try { return localStorage.getItem(`edition-${key}`); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(`edition-${key}`, value); } catch { /* nothing is kept */ } };

const canonical = find("link[rel='canonical']")?.href;
const pageAddress = (canonical ?? location.href).split(/[?#]/)[0];

const closest = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);
const isNewTab = (event) => event.ctrlKey || event.metaKey;

// What an address leads to in this page, and what is done whenever the reader arrives there.
const targetOf = (hash) => { try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; } };
const onArrival = (action) => {
  const arrive = () => { const target = targetOf(location.hash); if (target) action(target); };
  addEventListener("hashchange", arrive);
  arrive();
};

// Words are compared without what people type in another way than pages are set: accents, capitals, signs.
const LETTERS = {
  ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d", ς: "σ", ي: "ی", ك: "ک",
};
const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/[ـ\p{M}\p{Cf}]/gu, "")
  .replace(/[łøđıßæœþðςيك]/g, (letter) => LETTERS[letter]);
