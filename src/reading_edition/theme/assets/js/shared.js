// Helpers for the scripts after this one; the build joins all scripts in the order of export/assets.py.
const find = (selector, root = document) => root.querySelector(selector);
const findAll = (selector, root = document) => [...root.querySelectorAll(selector)];
const fact = (name) => find(`meta[name='edition-${name}']`)?.content;

const make = (name, values, ...content) => {
  const made = Object.assign(document.createElement(name), values);
  made.append(...content);
  return made;
};

// Translations of the English messages of the scripts; see "words" in reference/settings.md.
const catalog = JSON.parse(fact("words") ?? "{}");
const translate = (message, values = {}) => Object.entries(values)
  .reduce((words, [name, value]) => words.replaceAll(`{${name}}`, value), catalog[message] ?? message);

// The reader's choices are in the address, or stored only on the device; private windows store nothing.
const asked = new URLSearchParams(location.search);
const kept = (key) => { try { return localStorage.getItem(`edition-${key}`); } catch { return null; } };
const keep = (key, value) => { try { localStorage.setItem(`edition-${key}`, value); } catch { /* not stored */ } };

const canonical = find("link[rel='canonical']")?.href;
const pageAddress = (canonical ?? location.href).split(/[?#]/)[0];

const closest = ({ target }, selector) => (target instanceof Element ? target.closest(selector) : null);
const isNewTab = (event) => event.ctrlKey || event.metaKey;

// The element of a fragment, and an action for whenever the address names an element.
const targetOf = (hash) => { try { return document.getElementById(decodeURIComponent(hash.slice(1))); } catch { return null; } };
const onArrival = (action) => {
  const arrive = () => { const target = targetOf(location.hash); if (target) action(target); };
  addEventListener("hashchange", arrive);
  arrive();
};

// Words are compared without accents, capitals and invisible characters, which people type differently from the page.
const LETTERS = {
  ł: "l", ø: "o", đ: "d", ı: "i", ß: "ss", æ: "ae", œ: "oe", þ: "th", ð: "d", ς: "σ", ي: "ی", ك: "ک",
};
const plain = (words) => words.toLowerCase().normalize("NFKD").replace(/[ـ\p{M}\p{Cf}]/gu, "")
  .replace(/[łøđıßæœþðςيك]/g, (letter) => LETTERS[letter]);
