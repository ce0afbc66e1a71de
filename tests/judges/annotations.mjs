// What runs in the page that annotations are about: Apache Annotator finds their words there.
import {
  createCssSelectorMatcher,
  createTextPositionSelectorMatcher,
  createTextQuoteSelectorMatcher,
} from "@apache-annotator/dom";

async function every(matches) {
  const found = [];
  for await (const match of matches) found.push(match);
  return found;
}

// A FragmentSelector of HTML is the element with that id; what refines it is looked for inside.
async function inPage(selector) {
  const css = { type: "CssSelector", value: `#${CSS.escape(selector.value)}` };
  const scopes = await every(createCssSelectorMatcher(css)(document.documentElement));
  const ranges = [];
  for (const scope of scopes) ranges.push(...await every(createTextQuoteSelectorMatcher(selector.refinedBy)(scope)));
  return { passages: scopes.length, ranges };
}

// Whether a range begins and ends where a link's words do, white space aside.
function covers(range, link) {
  const words = document.createRange();
  words.selectNodeContents(link);
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  const same = clean(words.toString()) === clean(range.toString());
  return same && range.intersectsNode(link) && link.contains(range.startContainer) && link.contains(range.endContainer);
}

// What is found, and which link of the page has just these words, or which note's mark comes right after.
window.found = async (selector) => {
  const { passages, ranges } = await inPage(selector);
  return {
    passages,
    ranges: ranges.map((range) => {
      const passage = document.getElementById(selector.value);
      const links = [...passage.querySelectorAll("a[href]")];
      const after = document.createRange();
      after.setStart(range.endContainer, range.endOffset);
      after.setEnd(passage, passage.childNodes.length);
      const marks = links.filter((link) => link.matches(".note-reference") && after.intersectsNode(link));
      const between = (mark) => {
        const gap = document.createRange();
        gap.setStart(range.endContainer, range.endOffset);
        gap.setEndBefore(mark);
        return gap.toString();
      };
      return {
        words: range.toString(),
        links: links.filter((link) => covers(range, link)).map((link) => link.href),
        marks: marks.filter((mark) => !between(mark).trim()).map((mark) => decodeURIComponent(mark.hash)),
      };
    }),
  };
};

// The words at a place of the plain text, which the browser shows as one block.
window.wordsAt = async (selector) => {
  const ranges = await every(createTextPositionSelectorMatcher(selector)(document.body.firstElementChild));
  return ranges.map((range) => range.toString());
};
