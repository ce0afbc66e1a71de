// A large search index is split into parts, and lists the parts with each word. Fetches the parts with all words of the
// query, and the parts with a word of it in a name; if no entry has all words, the parts with some of them.
export const inParts = ({ kinds, own, others, names }, isOwn, lookUp, prepare, read, wordsOf) => {
  const PAUSE = 300; // ms to wait in case the reader types on
  const dialog = document.querySelector(".edition-search");
  const input = dialog.querySelector("input");
  const [inOwn, inOthers, inNames] = [own, others, names].map((found) => {
    const parts = []; // by the number of each word
    for (const [chunk, numbers] of Object.entries(found)) {
      for (const word of new Set(wordsOf(chunk).words)) if (word) parts[word] = [...parts[word] ?? [], ...numbers];
    }
    return parts;
  });
  inOwn.forEach((_, word) => { isOwn[word] = true; });
  const fetched = [];
  const fetchPart = (number) => (fetched[number] ??= read(dialog.dataset.index.replace("search_index", `part-${number}`))
    .then(prepare, (error) => { fetched[number] = undefined; throw error; }));
  const entriesOf = async (numbers) => {
    const inOrder = [...new Set(numbers)].sort((one, other) => one - other);
    return (await Promise.all(inOrder.map(fetchPart))).flat();
  };
  const partsWith = (answers, ...found) => answers
    .flatMap((quality, word) => (quality ? found.flatMap((parts) => parts[word] ?? []) : []));
  const common = (lists) => lists.reduce((one, other) => one.filter((each) => other.includes(each)));
  const lookUpInParts = async (phrases) => {
    const typed = input.value;
    await new Promise((resume) => setTimeout(resume, PAUSE));
    if (typed !== input.value) return null; // a newer query replaces this one
    const having = phrases.map((phrase) => common(phrase.map((answers) => partsWith(answers, inOwn, inOthers))));
    const named = phrases.flat().flatMap((answers) => partsWith(answers, inNames));
    const found = lookUp(await entriesOf([...having.length ? common(having) : [], ...named]), phrases);
    return found.isWhole ? found : lookUp(await entriesOf(having.flat()), phrases);
  };
  return [kinds, lookUpInParts];
};
