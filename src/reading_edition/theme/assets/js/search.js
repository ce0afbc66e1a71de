// Search: finds words in the essay, the notes and the entries, and links to the exact location.
// The index is fetched when the reader first opens search. It contains the kinds of results, and other spellings of the
// names of entries.
(() => {
  const dialog = find("dialog.edition-search");
  const opener = find(".edition-search-open");
  if (!dialog || !opener) return;
  const [input, status, narrow, list] = ["input", "[role='status']", "[role='group']", "ol"]
    .map((selector) => find(selector, dialog));
  const MOST = 40; // results shown
  const BEFORE = 60; // characters of a passage shown before the words that were found
  const AROUND = 200;

  // Words, including a final 's, which is ignored when they are compared.
  const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\xad\u200d]*(?:['’]s(?![\p{L}\p{N}]))?/gu;
  const JOINTS = "-‐‑–'’ʼ\u200c"; // characters that join two words into one, if they are alone between them

  const vocabulary = [""]; // the words of the index, by their numbers; 0 is a separator
  const isOwn = []; // by the number of a word: whether it occurs in the edition's own text
  const numbers = new Map();
  const written = new Map(); // the numbers of words, by their spelling in the text
  const numberOf = (word) => numbers.get(word) ?? (numbers.set(word, vocabulary.length), vocabulary.push(word) - 1);

  // The numbers and positions of the words of a text, then a separator and all compounds as single words.
  function wordsOf(text) {
    const words = [], starts = [], ends = [], joined = [];
    const add = (word, start, end) => { words.push(word); starts.push(start); ends.push(end); };
    for (const { 0: raw, index: start } of text.matchAll(WORD)) {
      if (!written.has(raw)) written.set(raw, numberOf(plain(raw).replace(/['’]s$/, "")));
      const word = written.get(raw);
      const end = start + raw.length;
      if (start - ends.at(-1) === 1 && JOINTS.includes(text[start - 1])) {
        joined.push([numberOf(vocabulary[words.at(-1)] + vocabulary[word]), starts.at(-1), end]);
      }
      add(word, start, end);
    }
    const { length } = words;
    for (const each of [[0], ...joined]) add(...each);
    return { words, starts, ends, length };
  }

  // Whether a typed word matches the beginning of a word but for one letter: wrong, missing, extra, or two swapped.
  function isClose(word, typed) {
    let at = 0;
    while (at < typed.length && word[at] === typed[at]) at++;
    const rest = typed.slice(at + 1);
    const swapped = rest.slice(0, 1) + typed[at] + rest.slice(1);
    return [[rest, at], [rest, at + 1], [typed.slice(at), at + 1], [swapped, at]]
      .some((each) => word.startsWith(...each));
  }

  // How well each word of the index matches a typed word, from 0 to 1. Similar words count only if the edition's own
  // text has no better match. In scripts without spaces between words, matches inside words count too.
  function answersTo(typed, isExact, mayGuess) {
    const answers = [], guesses = [];
    const isUnspaced = /\p{Lo}/u.test(typed);
    const mayErr = /^\P{N}{5,}$/u.test(typed);
    let isKnown = isExact || !mayGuess;
    vocabulary.forEach((word, number) => {
      const isInside = typed.length > 2 && word.includes(typed);
      const begins = typed.length > 1 && word.startsWith(typed);
      answers[number] = word === typed ? 1 : isExact ? 0 : begins ? .7 : isUnspaced && word.includes(typed) ? .4 : 0;
      isKnown ||= answers[number] && isOwn[number];
      const close = Math.abs(word.length - typed.length) < 2 ? .5 : .3;
      guesses[number] = answers[number] || (!isKnown && mayErr && isClose(word, typed) ? close : isInside ? .2 : 0);
    });
    return isKnown ? answers : guesses;
  }

  // The phrases of a query, each with the matches of its words. Only a phrase in quotation marks has several words.
  function phrasesOf(query) {
    const phrases = [];
    for (const [part, quoted] of query.replace(/[“”„‟«»]/g, '"').matchAll(/"([^"]*)"?|[^"]+/g)) {
      const isPhrase = quoted !== undefined;
      const { words, starts, ends, length } = wordsOf(isPhrase ? quoted : part);
      const answers = words.slice(0, length).map((word, at) => {
        const isUnfinished = at === length - 1 && !part.endsWith('"');
        const found = answersTo(vocabulary[word], isPhrase && !isUnfinished, !isPhrase);
        const isAround = (more) => more > length && starts[more] <= starts[at] && ends[at] <= ends[more];
        const compound = words.findIndex((_, more) => isAround(more));
        const whole = compound > 0 ? answersTo(vocabulary[words[compound]]) : [];
        return found.map((quality, number) => quality || whole[number]);
      });
      if (isPhrase && length) phrases.push(answers);
      else phrases.push(...answers.map((each) => [each]));
    }
    return phrases;
  }

  // The occurrences of each phrase in a text: their positions, and how well the words there match.
  const spansOf = (phrases, { words, starts, ends }) => phrases.map((phrase, index) => {
    const spans = [];
    words.forEach((word, at) => {
      let quality = phrase[0][word];
      for (let next = 1; quality && next < phrase.length; next++) {
        quality = Math.min(quality, phrase[next][words[at + next]] ?? 0);
      }
      if (quality) spans.push({ start: starts[at], end: ends[at + phrase.length - 1], quality, index });
    });
    return spans;
  });

  const best = (spans) => spans.reduce((most, { quality }) => Math.max(most, quality), 0);

  function rank(entry, phrases) {
    const inText = spansOf(phrases, entry.words);
    const inNames = entry.names.map((name) => spansOf(phrases, name));
    const found = phrases.map((_, at) => best(inText[at]) * (1 + Math.log(inText[at].length || 1))
      + 4 * best(inNames.flatMap((name) => name[at])));
    // How much of each name was typed (shares), and the same for names that contain the whole query (coverages).
    const typed = (name) => name.reduce((sum, spans, index) => sum + best(spans) * phrases[index].length, 0);
    const shares = inNames.map((name, at) => typed(name) / entry.names[at].length);
    const coverages = shares.map((share, at) => (inNames[at].every((spans) => spans.length) ? Math.min(share, 1) : 0));
    const coverage = Math.max(...coverages);
    const isSequence = phrases.length > 1 && spansOf([phrases.flat()], entry.words)[0].length;
    return {
      entry,
      matched: found.filter(Boolean).length,
      isTyped: coverage === 1,
      isNamed: !entry.isLast && Math.max(...shares) >= 1,
      score: found.reduce((sum, each) => sum + each, 60 * coverage + (isSequence ? 10 : 0) - entry.order),
      spans: inText.flat(),
      titleSpans: inNames[0].flat(),
      also: coverage > coverages[0] && entry.also[coverages.indexOf(coverage) - 1],
    };
  }

  // The entries with the most phrases of the query, and entries that the query names, sorted by group and score.
  function lookUp(entries, phrases) {
    const ranked = phrases.length ? entries.map((entry) => rank(entry, phrases)).filter((each) => each.matched) : [];
    const most = Math.max(...ranked.map((each) => each.matched));
    const isWhole = most === phrases.length;
    const group = ({ entry, matched, isTyped, isNamed }) => isTyped || (isNamed && !isWhole) ? 3
      : entry.isLast ? 0 : matched === most ? 2 : 1;
    const found = ranked.filter((each) => each.matched === most || each.isNamed)
      .sort((one, other) => group(other) - group(one) || other.score - one.score);
    return { found, isWhole };
  }

  const prepare = ({ docs, items, kinds }) => (docs ?? items).map(({ also = [], ...entry }) => {
    const isLast = kinds[entry.kind].last;
    const names = [entry.title, ...also, isLast ? "" : entry.location.split("#")[1] ?? ""].map(wordsOf);
    const words = wordsOf(entry.text);
    if (!isLast) for (const each of [words, names[0]]) for (const word of each.words) isOwn[word] = true;
    return { ...entry, also, isLast, names, words, order: Object.keys(kinds).indexOf(entry.kind) };
  });

  // A page on disk cannot fetch files, but it can load scripts, so an offline copy has the index as a script.
  const onDisk = location.protocol === "file:";
  const fromScript = (src) => new Promise((onload, onerror) => {
    document.head.append(make("script", { src, onload, onerror }));
  });
  const read = (index) => onDisk
    ? fromScript(index.replace(/on$/, "")).then(() => window.editionSearchIndex)
    : fetch(index).then((answer) => answer.json());
  let loading = null;
  const load = () => (loading ??= read(dialog.dataset.index).then(async (index) => {
    if (index.parts) return (await import("./parts.js")).inParts(index, isOwn, lookUp, prepare, read, wordsOf);
    const entries = prepare(index);
    return [index.kinds, (phrases) => lookUp(entries, phrases)];
  }));

  // A section of a text, with the occurrences in it marked.
  function marked(text, spans, from, to) {
    const parts = [];
    for (const { start, end } of spans.sort((one, other) => one.start - other.start || other.end - one.end)) {
      if (start < from || end > to) continue;
      parts.push(text.slice(from, start), make("mark", {}, text.slice(start, end)));
      from = end;
    }
    return [...parts, text.slice(from, to)];
  }

  // An excerpt of whole words, from where the most different phrases are near each other.
  function snippet({ text, words: { starts, ends, length } }, spans) {
    const isNear = (one, first) => one.start >= first.start && one.end < first.start + AROUND - BEFORE;
    const near = (first) => new Set(spans.filter((each) => isNear(each, first)).map((each) => each.index)).size;
    const nothing = { start: 0, end: 0 };
    const first = spans.reduce((most, each) => (near(each) > near(most) ? each : most), spans[0] ?? nothing);
    const from = first.start > BEFORE ? starts.find((start) => start >= first.start - BEFORE) : 0;
    const last = ends.slice(0, length).findLast((end) => end <= from + AROUND) ?? 0;
    const to = last === ends[length - 1] ? text.length : Math.max(last, first.end);
    return [from ? "… " : "", ...marked(text, spans, from, to), to < text.length ? " …" : ""];
  }

  function result({ entry, spans, titleSpans, also }, { one }) {
    const { location, title } = entry;
    const name = [...marked(title, titleSpans, 0, title.length), ...also ? [" (", make("mark", {}, also), ")"] : []];
    const link = make("a", { href: dialog.dataset.base + location, onclick: () => dialog.close() }, ...name);
    if (!title.startsWith(one)) link.append(" ", make("small", {}, one));
    return make("li", {}, link, make("p", {}, ...snippet(entry, spans)));
  }

  // Shows the results of all kinds or of one kind, with a button for each kind.
  function show({ found, isWhole }, kinds, chosen) {
    const ofKind = (kind) => found.filter(({ entry }) => !kind || entry.kind === kind);
    const there = ["", ...Object.keys(kinds)].filter((kind) => ofKind(kind).length);
    const shown = ofKind(chosen);
    const count = shown.length;
    const many = count > MOST ? "{count} places, the first {most} shown" : "{count} places";
    const places = translate(["Nothing found", "1 place"][count] ?? many, { count, most: MOST });
    const some = translate("No place has all these words; some of them: {places}", { places });
    status.textContent = isWhole || !count ? places : some;
    narrow.replaceChildren(...(there.length > 2 ? there : []).map((kind) => make(
      "button",
      { type: "button", ariaPressed: kind === chosen, onclick: () => show({ found, isWhole }, kinds, kind).focus() },
      `${kind ? kinds[kind].all : translate("All")} ${ofKind(kind).length}`,
    )));
    list.replaceChildren(...shown.slice(0, MOST).map((each) => result(each, kinds[each.entry.kind])));
    return find("[aria-pressed='true']", narrow);
  }

  async function search() {
    const query = input.value;
    let found, kinds, look;
    try {
      [kinds, look] = await load();
      found = await look(phrasesOf(query));
    } catch {
      loading = null;
      const wrong = onDisk ? "On disk, search needs an offline copy." : "The search index could not be read.";
      status.textContent = translate(wrong);
      return;
    }
    if (query !== input.value) return; // a newer query replaces this one
    show(found, kinds, "");
    if (!query.match(WORD)) status.textContent = "";
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.select();
    load().catch(() => { loading = null; });
  }

  opener.addEventListener("click", open);
  input.addEventListener("input", search);
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  dialog.addEventListener("keydown", (event) => {
    const links = findAll("a", list);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isEnter = event.key === "Enter" && event.target === input;
    if (event.isComposing || !(step || isEnter)) return;
    event.preventDefault();
    if (isEnter) links[0]?.click();
    else (links[Math.min(links.indexOf(document.activeElement) + step, links.length - 1)] ?? input).focus();
  });
  document.addEventListener("keydown", (event) => {
    const typing = closest(event, "input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      open();
    }
  });
})();
