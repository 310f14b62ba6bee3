"use strict";
{
const $ = id => document.getElementById(id);
const pack = JSON.parse($("pack").textContent);

/** A case: its elements, its signs, the marks of the learner, the words chosen, and what stood at the first check. */
const cases = pack.key.cases.map((key, at) => {
  const box = $(`case-${at + 1}`), find = name => box.querySelector(name);
  const pieces = [...find(".narrative").children], words = pieces.filter(piece => piece.dataset.from !== undefined);
  return {
    at, box, find, pieces, words, id: key.case, isCase: key.is_case, answer: $(`answer-${at + 1}`),
    signs: key.signs.map((sign, place) => ({ ...sign, ...pack.signs[at][place] })),
    marks: [], chosen: null, anchor: 0, byKeys: false, checked: false, first: null,
  };
});
let open = null, unsaved = false;

/** An element with attributes and children. Text only ever becomes a text node; there is no way from a text to markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== ""));
  return element;
}

const quiet = text => make("span", { class: "quiet" }, text);
const say = text => { $("status").textContent = text; };
const nameOf = indicator => pack.names[indicator] || indicator;
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

/* Marking, by the rules of marking.py. Offsets are code points: each word carries its own. */

const touch = (mark, sign) => mark.start < sign.end && sign.start < mark.end;

function seen(sign, marks) {
  const touching = marks.filter(mark => touch(mark, sign));
  if (touching.some(mark => mark.indicator === sign.indicator)) return "hit";
  return touching.length ? "misnamed" : "missed";
}

/** Set marks against signs: what became of each present sign, and the marks that touch none with what else they touch. */
function marked(signs, marks) {
  const present = signs.filter(sign => sign.assertion === "present");
  const other = signs.filter(sign => sign.assertion !== "present");
  return {
    seen: present.map(sign => [sign, seen(sign, marks)]),
    falseMarks: marks.filter(mark => !present.some(sign => touch(mark, sign)))
      .map(mark => [mark, (other.find(sign => touch(mark, sign)) || { assertion: "" }).assertion]),
  };
}

/* Words: chosen by pointer or by keys, then named */

const place = word => ({ start: Number(word.dataset.from), end: Number(word.dataset.to) });

/** The pieces from one word to another, with what stands between them. */
const stretch = (item, from, to) => item.pieces.slice(item.pieces.indexOf(item.words[from]), item.pieces.indexOf(item.words[to]) + 1);
const quoteOf = pieces => pieces.map(piece => piece.textContent).join("").replace(/\s+/g, " ").trim();

/** The pieces that a mark covers. */
function covered(item, mark) {
  const inside = item.words.filter(word => touch(place(word), mark)).map(word => item.words.indexOf(word));
  return stretch(item, inside[0], inside.at(-1));
}

/** Choose words from one to another, or none. */
function choose(item, from = null, to = from) {
  item.chosen = from === null ? null : [Math.min(from, to), Math.max(from, to)];
  const pieces = item.chosen ? stretch(item, ...item.chosen) : [];
  for (const piece of item.pieces) {
    piece.classList.toggle("picked", pieces.includes(piece));
    if (item.byKeys && piece.dataset.from !== undefined) piece.setAttribute("aria-selected", pieces.includes(piece));
  }
  item.find(".chosen").hidden = !item.chosen;
  item.find(".chosen q").textContent = quoteOf(pieces);
}

/** Take over what is selected in a record, in whole words: those of which at least one sign is selected. */
function select() {
  const selection = document.getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return;
  const item = cases.find(own => own.find(".narrative").contains(selection.anchorNode));
  if (!item || item.checked) return;
  const range = selection.getRangeAt(0);
  const inside = item.words.map((word, number) => [word, number]).filter(([word]) => {
    if (!range.intersectsNode(word)) return false;
    const part = document.createRange();
    part.selectNodeContents(word);
    if (part.compareBoundaryPoints(Range.START_TO_START, range) < 0) part.setStart(range.startContainer, range.startOffset);
    if (part.compareBoundaryPoints(Range.END_TO_END, range) > 0) part.setEnd(range.endContainer, range.endOffset);
    return part.toString() !== "";
  }).map(([, number]) => number);
  if (inside.length) choose(item, inside[0], inside.at(-1));
}

/** Switch the keys on or off: only then are the words a list that keys move in; else the record is a text to read. */
function keys(item, on) {
  item.byKeys = on;
  const box = item.find(".narrative");
  item.find(".keys").hidden = !on;
  for (const [name, value] of Object.entries({
    role: "listbox", "aria-multiselectable": "true", "aria-labelledby": `case-${item.at + 1}-record`, "aria-describedby": `case-${item.at + 1}-keys`,
  })) on ? box.setAttribute(name, value) : box.removeAttribute(name);
  for (const word of item.words) {
    if (on) { word.setAttribute("role", "option"); word.setAttribute("aria-selected", "false"); word.tabIndex = -1; }
    else for (const name of ["role", "aria-selected", "tabindex"]) word.removeAttribute(name);
  }
  if (on && item.words.length) {
    item.anchor = item.chosen ? item.chosen[0] : 0;
    choose(item, ...(item.chosen || []));
    item.words[item.anchor].focus();
  }
}

/** The word above or below: of the nearest line that way, the word that begins nearest. */
function vertically(item, at, way) {
  const here = item.words[at].getClientRects()[0], distance = word => Math.abs(word.getClientRects()[0].left - here.left);
  const beyond = item.words.filter(word => way * (word.getClientRects()[0].top - here.top) > here.height / 2);
  if (!beyond.length) return at;
  const next = (way > 0 ? beyond[0] : beyond.at(-1)).getClientRects()[0].top;
  const line = beyond.filter(word => Math.abs(word.getClientRects()[0].top - next) < here.height / 2);
  return item.words.indexOf(line.reduce((best, word) => distance(word) < distance(best) ? word : best));
}

function key(item, event) {
  const at = item.words.indexOf(event.target);
  if (!item.byKeys || at < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
  const to = {
    ArrowRight: () => at + 1, ArrowLeft: () => at - 1, Home: () => 0, End: () => item.words.length - 1,
    ArrowDown: () => vertically(item, at, 1), ArrowUp: () => vertically(item, at, -1),
  }[event.key];
  if (to) {
    const next = Math.max(0, Math.min(to(), item.words.length - 1));
    if (event.shiftKey) choose(item, item.chosen ? item.anchor : item.anchor = at, next);
    else { item.anchor = next; choose(item); }
    item.words[next].focus();
  } else if (event.key === "Enter" || event.key === " ") {
    if (!item.chosen) { item.anchor = at; choose(item, at); }
    ask(item);
  } else if (event.key === "Escape") item.find(".by-keys").focus();
  else return;
  event.preventDefault();
}

/** Ask which sign the chosen words are. */
function ask(item) {
  open = item;
  $("choice-words").textContent = item.find(".chosen q").textContent;
  $("choice").showModal();
  $("choice").querySelector(".choices button").focus();
}

/** Where the work goes on when the choice is closed: at the last word chosen, or at the record. */
function goOn(item, last) {
  document.getSelection().removeAllRanges();
  (item.byKeys ? item.words[last] : item.find(".narrative")).focus({ preventScroll: true });
}

function name(item, indicator) {
  const [from, to] = item.chosen;
  const mark = { indicator, start: place(item.words[from]).start, end: place(item.words[to]).end };
  const same = item.marks.some(own => own.indicator === indicator && own.start === mark.start && own.end === mark.end);
  if (!same) item.marks.push(mark);
  item.marks.sort((a, b) => a.start - b.start || a.end - b.end);
  unsaved = true;
  choose(item);
  item.anchor = to;
  show(item);
  goOn(item, to);
  say(`Marked “${quoteOf(covered(item, mark))}” as: ${nameOf(indicator)}. ${count(item.marks.length, "mark")}.`);
}

function remove(item, mark) {
  item.marks = item.marks.filter(own => own !== mark);
  unsaved = true;
  show(item);
  (item.find(".marks button") || item.find(".by-keys")).focus();
  say(`Removed: ${nameOf(mark.indicator)}. ${count(item.marks.length, "mark")}.`);
}

/** Show the marks of a case in its record and beside it. */
function show(item) {
  item.find(".narrative").querySelectorAll("sup").forEach(number => number.remove());
  item.pieces.forEach(piece => piece.classList.remove("present"));
  item.find(".marks").replaceChildren(...item.marks.map((mark, at) => {
    const pieces = covered(item, mark);
    pieces.forEach(piece => piece.classList.add("present"));
    let after = pieces.at(-1);
    while (after.nextSibling?.tagName === "SUP") after = after.nextSibling;
    after.after(make("sup", { class: "present", "aria-hidden": "true" }, `${at + 1}`));
    return make("li", { class: "present" }, make("span", { class: "number" }, `${at + 1}`),
      make("div", {}, make("b", {}, nameOf(mark.indicator)), " ", make("q", {}, quoteOf(pieces))),
      make("button", { type: "button", class: "remove", hidden: item.checked ? "" : null, onclick: () => remove(item, mark) },
        "Remove", quiet(` mark ${at + 1}: ${nameOf(mark.indicator)}`)));
  }));
  item.find(".none").hidden = item.marks.length > 0;
}

/* Checking */

/** What a learner says of a case, as it is saved. */
function said(item) {
  const ticked = item.find(".judgement input:checked");
  return {
    case: item.id,
    judgement: ticked ? ticked.value : "",
    marks: item.marks.map(({ indicator, start, end }) => ({ indicator, start, end })),
    ask_next: $(`case-${item.at + 1}-ask`).value,
    should_record: $(`case-${item.at + 1}-record-as`).value,
  };
}

const right = (item, judgement) => judgement === (item.isCase ? "review" : "no_review");

/** How a judgement stands against the answer, in one sentence. */
function judged(item, judgement) {
  const own = !judgement ? "You did not judge" : right(item, judgement) ? "You judged rightly" : "You judged otherwise";
  return `${own}: ${item.isCase ? "this record should be reviewed" : "this record is no case"}.`;
}

function line(outcome, word, sign, quote, ...more) {
  return make("li", { class: outcome, "data-outcome": outcome, "data-indicator": sign.indicator, "data-start": sign.start, "data-end": sign.end },
    make("span", { class: "outcome" }, word), make("div", {}, make("b", {}, nameOf(sign.indicator)), " ", make("q", {}, quote), more));
}

/** What became of each sign and of each mark that is none. */
function lines(item) {
  const { seen: signs, falseMarks } = marked(item.signs, item.marks);
  const words = { hit: "Found", misnamed: "Misnamed", missed: "Missed" };
  return [...signs.map(([sign, outcome]) => {
    const named = [...new Set(item.marks.filter(mark => touch(mark, sign)).map(mark => nameOf(mark.indicator)))];
    return line(outcome, words[outcome], sign, sign.quote, make("span", { class: "soft" }, ` sign ${sign.number} of the answer`),
      outcome === "misnamed" ? make("p", {}, `You marked these words as: ${named.join("; ")}.`) : null);
  }), ...falseMarks.map(([mark, assertion]) => line("false", "No sign", mark, quoteOf(covered(item, mark)),
    make("p", {}, assertion ? `You marked these words. The record tells this as: ${pack.assertions[assertion]}.`
      : "You marked these words. No sign stands in them.")))];
}

function check(item) {
  if (item.byKeys) keys(item, false);
  choose(item);
  document.getSelection().removeAllRanges();
  item.checked = unsaved = true;
  item.first ||= said(item);
  const told = lines(item), found = told.filter(li => li.dataset.outcome === "hit").length;
  const present = told.filter(li => li.dataset.outcome !== "false").length;
  const summary = present ? `You found ${found} of ${count(present, "sign")}.` : "There is no sign to find in this record.";
  const judgement = judged(item, said(item).judgement);
  item.find(".result").replaceChildren(
    make("p", { class: "summary" }, make("b", {}, summary), ` ${judgement}`), make("ul", { class: "outcomes" }, told));
  item.box.append(item.answer);
  item.answer.open = true;
  frozen(item, true);
  results();
  item.find(".result").focus();
  say(`${summary} ${judgement}`);
}

/** Close a case to marking, or open it again. */
function frozen(item, on) {
  item.find(".worksheet").disabled = on;
  item.box.classList.toggle("checked", on);
  for (const [name, hidden] of [[".working", on], [".check", on], [".again", !on], [".result", !on]]) item.find(name).hidden = hidden;
  show(item);
}

function again(item) {
  item.checked = false;
  item.marks = [];
  item.box.querySelectorAll(".judgement input").forEach(radio => { radio.checked = false; });
  $("answers").append(item.answer);
  frozen(item, false);
  item.box.focus();
  say("The case is open again.");
}

/* Results: of the first check of each case */

function table(caption, heads, rows) {
  const cells = row => row.map((cell, at) => make(at ? "td" : "th", at ? {} : { scope: "row" }, `${cell}`));
  return make("div", { class: "table" }, make("table", {}, make("caption", {}, caption),
    make("thead", {}, make("tr", {}, heads.map(head => make("th", { scope: "col" }, head)))),
    make("tbody", {}, rows.map(row => make("tr", {}, cells(row))))));
}

function results() {
  const none = () => ({ hit: 0, misnamed: 0, missed: 0, false: 0 }), bySign = new Map();
  const done = cases.filter(item => item.first), rows = done.map(item => {
    const own = marked(item.signs, item.first.marks), tally = none(), judgement = item.first.judgement;
    for (const [{ indicator }, outcome] of [...own.seen, ...own.falseMarks.map(([mark]) => [mark, "false"])]) {
      if (!bySign.has(indicator)) bySign.set(indicator, none());
      tally[outcome] += 1;
      bySign.get(indicator)[outcome] += 1;
    }
    $("contents").querySelectorAll(".state")[item.at].textContent = own.seen.length ? `${tally.hit} of ${own.seen.length}` : "checked";
    return [item.at + 1, ...Object.values(tally), !judgement ? "none" : right(item, judgement) ? "right" : "other"];
  });
  const missed = tally => tally.missed + tally.misnamed;
  const codes = [...bySign].sort(([, a], [, b]) => missed(b) - missed(a) || b.false - a.false);
  const heads = ["Found", "Misnamed", "Missed", "No sign"];
  $("told").replaceChildren(
    make("p", {}, `${done.length} of ${count(cases.length, "case")} checked.`),
    table("By case", ["Case", ...heads, "Judgement"], rows),
    codes.length ? table("By sign, most missed first", ["Sign", ...heads], codes.map(([code, tally]) =>
      [nameOf(code), ...Object.values(tally)])) : "");
}

/* Saving: one file that the learner keeps; nothing stays in the browser */

function save() {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const answers = {
    schema_version: 1, kind: "overlooked answers", pack: pack.pack, key: pack.key,
    learner: $("learner").value.trim(), group: $("group").value.trim(), sitting: $("sitting").value, saved_on: now,
    cases: cases.map(item => item.first || said(item)),
  };
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(answers, null, 1)}\n`], { type: "application/json" }));
  make("a", { href: address, download: `answers-${pack.pack}-${now.slice(0, 10)}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  unsaved = false;
  say("Your answers are saved as a file among your downloads.");
}

for (const item of cases) {
  const text = item.find(".narrative"), on = (name, act) => item.find(name).addEventListener("click", act);
  on(".name", () => ask(item));
  on(".drop", () => { choose(item); goOn(item, item.anchor); });
  on(".by-keys", () => keys(item, true));
  on(".check", () => check(item));
  on(".again", () => again(item));
  text.addEventListener("pointerdown", event => {
    if (event.pointerType === "mouse" && event.button === 0 && !event.shiftKey) document.getSelection().removeAllRanges();
    if (!item.checked) choose(item);
  });
  text.addEventListener("keydown", event => key(item, event));
  text.addEventListener("focusout", event => {
    const within = text.contains(event.relatedTarget) || $("choice").contains(event.relatedTarget);
    if (item.byKeys && event.relatedTarget && !within) keys(item, false);
  });
}
document.addEventListener("selectionchange", select);
document.addEventListener("input", () => { unsaved = true; });
$("choice").addEventListener("click", event => {
  const button = event.target.closest(".choices button");
  if (button) { $("choice").close(); name(open, button.value); }
  else if (event.target.closest("#choice-close")) $("choice").close();
});
$("choice").addEventListener("keydown", event => {
  const buttons = [...$("choice").querySelectorAll(".choices button")], at = buttons.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (at < 0 || !buttons[to]) return;
  buttons[to].focus();
  event.preventDefault();
});
$("choice").addEventListener("cancel", () => { if (open.byKeys) setTimeout(() => open.words[open.anchor].focus()); });
$("save").addEventListener("click", save);
addEventListener("beforeunload", event => { if (unsaved) event.preventDefault(); });
addEventListener("beforeprint", () => {
  for (const item of cases) { $("answers").append(item.answer); item.answer.open = true; }
  $("signs").open = true;
});
addEventListener("afterprint", () => {
  for (const item of cases.filter(own => own.checked)) item.box.append(item.answer);
  $("signs").open = false;
});

document.documentElement.classList.add("scripted");
}
