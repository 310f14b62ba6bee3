"use strict";
{
const PAGE = 100, ON_PAPER = 1000, PAUSE = 120;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

const $ = id => document.getElementById(id);
const words = JSON.parse($("words").textContent);
const records = [];
for (const block of document.querySelectorAll("script.records")) {
  for (const record of JSON.parse(block.textContent)) records.push(record);
  block.remove();
}
const today = (now => Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()))(new Date());
records.forEach((record, place) => Object.assign(record, { place, recent: isRecent(record.recorded_on) }));

/* Making elements. Text only ever becomes a text node; there is no way from a record to markup. */

/** A text as it can be shown: signs that would turn the reading direction or hide are named instead. */
function plain(text) {
  return String(text).replace(CONTROLS, sign => `⟨U+${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

/** An element with attributes and children; a child is a node, a text, or nothing. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : plain(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child instanceof Node) element.append(child);
    else if (child !== null && child !== undefined && child !== "") element.append(plain(child));
  }
  return element;
}

const quiet = text => make("span", { class: "quiet" }, text);
const flat = text => text.replace(/\s+/g, " ").trim();
const entry = finding => (words.glossary[finding.kind] || {})[finding.indicator] || {};
const nameOf = finding => entry(finding).name || finding.indicator.replaceAll("_", " ");
const offenceName = code => words.classes[code] || code.replaceAll("_", " ");
const bandName = band => band ? `Band ${band}` : "No band";
const says = finding => words.assertions[finding.assertion] || finding.assertion;

function day(text) {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) || [];
  return year && MONTHS[month - 1] ? `${Number(date)} ${MONTHS[month - 1]} ${year}` : text;
}

/** Whether a record is young on the day when the page is opened; without a date, or with one to come, it is not. */
function isRecent(text) {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(text) || [];
  const then = Date.UTC(year, month - 1, date), days = (today - then) / 86_400_000;
  return new Date(then).getUTCDate() === Number(date) && days >= 0 && days < words.recent.days;
}

/** A sentence with what stands in quotation marks set apart. */
function quoted(sentence) {
  return sentence.split(/(“[^”]*”)/).map(part => part.startsWith("“") ? make("b", {}, part) : part);
}

/* Filters */

const FLAGS = {
  child: record => record.traits.includes("circumstance:child"),
  homeless: record => words.homeless.some(trait => record.traits.includes(trait)),
  suspect: record => record.suspect,
  recent: record => record.recent,
};
const CHOICES = {
  offence: record => [record.offence_class],
  exploitation: record => record.exploitation,
  indicator: record => record.indicators,
  trait: record => record.traits,
  area: record => [record.area],
};

/** All words of a record in small letters, made when first asked for. */
function haystack(record) {
  record.all ||= [record.record_id, record.offence, record.offence_code, record.force, record.area, record.reason,
    record.narrative].join("\n").toLowerCase().replace(/\s+/g, " ");
  return record.all;
}

/** The words and “exact phrases” asked for. */
function wanted(text) {
  const parts = text.toLowerCase().replace(/[“”]/g, '"').match(/"[^"]*"?|\S+/g) || [];
  return parts.map(part => part.replaceAll('"', "").replace(/\s+/g, " ")).filter(part => part.trim());
}

const checked = id => [...$(id).querySelectorAll("input:checked")].map(box => box.value);

/** The tests that the filters set, each a function of a record. */
function tests() {
  const found = [], bands = checked("bands"), flags = checked("flags");
  if (bands.length) found.push(record => bands.includes(record.band));
  for (const flag of flags) found.push(FLAGS[flag]);
  for (const [id, values] of Object.entries(CHOICES)) {
    const value = $(id).value;
    if (value !== "*") found.push(record => values(record).includes(value));
  }
  const from = $("from").value, to = $("to").value;
  if (from) found.push(record => record.recorded_on && record.recorded_on.slice(0, 10) >= from);
  if (to) found.push(record => record.recorded_on && record.recorded_on.slice(0, 10) <= to);
  return found;
}

/** What the filters and the search ask for, in words, for paper; empty where all records stand. */
function asked(parts) {
  const told = [], bands = checked("bands"), from = $("from").value, to = $("to").value;
  if (parts.length) told.push(`words ${parts.map(part => `“${part}”`).join(" and ")}`);
  if (bands.length) told.push(`band ${bands.map(band => band || "none").join(" or ")}`);
  for (const box of $("flags").querySelectorAll("input:checked")) told.push(`with ${box.parentNode.textContent.trim()}`);
  for (const choice of Object.keys(CHOICES).map($).filter(choice => choice.value !== "*")) {
    told.push(`${choice.parentNode.firstChild.textContent.trim().toLowerCase()} ${choice.selectedOptions[0].dataset.name}`);
  }
  if (from || to) told.push(["recorded", from && `from ${day(from)}`, to && `to ${day(to)}`].filter(Boolean).join(" "));
  return told.join("; ");
}

function tally(values) {
  const counts = new Map();
  for (const record of records) for (const value of values(record)) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

/** A choice by name and count; its value is a property, to the letter, and no text that is shown. */
function option(value, name, count) {
  const item = make("option", { "data-name": name }, count === undefined ? name : `${name} (${count})`);
  item.value = value;
  return item;
}

/** Fill a choice with what the records hold; `groups` is a list of [title, prefix of the values] or nothing. */
function fill(id, any, name, groups = [["", ""]]) {
  const counts = [...tally(CHOICES[id])].map(([value, count]) => [value, name(value) || "not told", count]);
  counts.sort((a, b) => a[1].localeCompare(b[1], "en"));
  const options = groups.flatMap(([title, prefix]) => {
    const own = counts.filter(([value]) => value.startsWith(prefix)).map(told => option(...told));
    return title && own.length ? [make("optgroup", { label: title }, own)] : own;
  });
  $(id).replaceChildren(option("*", any), ...options);
}

function prepare() {
  const term = kind => code => nameOf({ kind, indicator: code });
  fill("offence", "Any offence", offenceName);
  fill("exploitation", "Any", kind => kind);
  fill("indicator", "Any sign", term("indicator"));
  fill("trait", "Any", trait => nameOf({ kind: trait.split(":")[0], indicator: trait.slice(trait.indexOf(":") + 1) }),
    [["Circumstances", "circumstance:"], ["Settings", "setting:"], ["Named in the text", "named:"]]);
  fill("area", "Any area", area => area);
  const bands = tally(record => [record.band]);
  $("bands").replaceChildren(...["A", "B", "C", ""].filter(band => bands.has(band)).map(band =>
    make("label", { title: words.bands[band] }, make("input", { type: "checkbox", value: band }),
      ` ${band || "none"} `, make("span", { class: "soft" }, `${bands.get(band)}`))));
}

/* The list */

let matches = records, page = 0, open = null, selected = 0;

function tags(record) {
  const told = [];
  if (record.recent) told.push(make("span", { class: "tag strong young" }, `Within ${words.recent.days} days`));
  if (record.suspect) told.push(make("span", { class: "tag strong" }, "Suspect may be a victim"));
  if (FLAGS.child(record)) told.push(make("span", { class: "tag" }, "Child"));
  if (FLAGS.homeless(record)) told.push(make("span", { class: "tag" }, "Homelessness"));
  return told;
}

function gauge(record) {
  const bar = make("i");
  bar.style.width = `${record.score}%`;
  return make("span", { class: "gauge", "aria-hidden": "true" }, bar);
}

function row(record) {
  const facts = [day(record.recorded_on), record.area].filter(Boolean).join(" · ");
  return make("li", { class: "row", "data-place": record.place },
    make("p", { class: "score" }, quiet("Score "), make("b", {}, record.score), gauge(record)),
    make("div", {},
      make("h3", {}, make("a", { href: `#${record.place + 1}` },
        make("span", { class: "reference" }, record.record_id), " ",
        make("span", {}, record.offence || "no offence given"))),
      make("p", { class: "facts" }, make("span", { class: `band band-${record.band || "none"}` }, bandName(record.band)),
        make("span", {}, facts), tags(record)),
      make("p", { class: "reason" }, quoted(record.reason))));
}

function mark() {
  for (const item of $("rows").children) {
    const link = item.querySelector("a");
    if (open !== null && Number(item.dataset.place) === open.place) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

/** Show one page of the list, or on paper its first thousand records. */
function show(first = page * PAGE, last = first + PAGE) {
  $("rows").replaceChildren(...matches.slice(first, last).map(row));
  $("rows").start = first + 1;
  $("none").hidden = matches.length > 0;
  $("pages").hidden = matches.length <= PAGE;
  $("place").textContent = `${first + 1} to ${Math.min(last, matches.length)} of ${matches.length.toLocaleString("en-GB")}`;
  $("earlier").disabled = page === 0;
  $("later").disabled = last >= matches.length;
  mark();
}

function filter() {
  const all = tests(), parts = wanted($("text").value);
  matches = records.filter(record => all.every(test => test(record)) && parts.every(part => haystack(record).includes(part)));
  page = selected = 0;
  show();
  const set = all.length;
  $("active").textContent = set ? ` (${set})` : "";
  $("clear").hidden = !set && !parts.length;
  const of = records.length.toLocaleString("en-GB"), count = matches.length.toLocaleString("en-GB");
  const noun = records.length === 1 ? "record" : "records";
  $("count").textContent = matches.length === records.length ? `${of} ${noun}` : `${count} of ${of} ${noun}`;
  const cut = matches.length > ON_PAPER ? ` Here are the first ${ON_PAPER.toLocaleString("en-GB")}; filter to print others.` : "";
  $("asked").textContent = plain(`${set || parts.length ? `Filtered: ${asked(parts)}. ${count} of ${of} ${noun}.` : `All ${of} ${noun}.`}${cut}`);
}

function clear() {
  $("find").reset();
  filter();
  $("text").focus();
}

/** Put the focus on the row at a place among the matches, on whatever page it stands. */
function select(index) {
  if (!matches.length) return;
  selected = Math.max(0, Math.min(index, matches.length - 1));
  if (Math.floor(selected / PAGE) !== page) {
    page = Math.floor(selected / PAGE);
    show();
  }
  $("rows").children[selected % PAGE].querySelector("a").focus();
}

function turn(pages) {
  page += pages;
  show();
  select(page * PAGE);
}

/* One record */

const ORDER = ["present", "counter", "negated", "hypothetical", "other", "historical", "aside"];

/** How a finding is coloured: by its assertion; counter-evidence and what weighs nothing have their own. */
function look(finding) {
  if (finding.kind === "counter") return "counter";
  return finding.kind === "indicator" ? finding.assertion : "aside";
}

/** What stands beside a number in the narrative; a plain number is a sign that is asserted. */
function label(finding) {
  const sort = { counter: "counter-evidence", circumstance: "circumstance", setting: "setting", named: "named" };
  const told = [sort[finding.kind], finding.assertion === "present" ? "" : finding.assertion,
    finding.clears ? "" : "clears nothing"];
  return told.filter(Boolean).join(", ");
}

function narrative(record) {
  const parts = [], text = record.narrative;
  let done = 0;
  for (const [start, end, here] of record.pieces) {
    const findings = here.map(number => record.findings[number]);
    const looks = [...new Set(findings.map(look))].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b));
    parts.push(text.slice(done, start));
    parts.push(make("mark", {
      class: looks.length > 1 ? `${looks[0]} over over-${looks[1]}` : looks[0],
      title: findings.map(f => `${nameOf(f)}: ${says(f)}${f.clears ? "" : ", which clears nothing"}`).join("; "),
      "data-findings": here.map(number => number + 1).join(" "),
    }, text.slice(start, end)));
    for (const number of here.filter(number => last(record, number) === start)) {
      const finding = record.findings[number], told = label(finding);
      parts.push(make("sup", { class: look(finding) }, quiet(" [sign "), number + 1,
        told ? make("span", {}, ` ${told}`) : quiet(" present"), quiet("] ")));
    }
    done = end;
  }
  parts.push(text.slice(done));
  return make("div", { class: "narrative" }, parts);
}

/** Where the last piece of a finding begins. */
function last(record, number) {
  return Math.max(...record.pieces.filter(piece => piece[2].includes(number)).map(piece => piece[0]));
}

/** Bring a finding's words into view in the narrative. */
function point(number) {
  const marks = [...document.querySelectorAll(".narrative mark")]
    .filter(mark => mark.dataset.findings.split(" ").includes(String(number)));
  document.querySelectorAll("mark.pointed").forEach(mark => mark.classList.remove("pointed"));
  marks.forEach(mark => mark.classList.add("pointed"));
  if (!marks.length) return;
  marks[0].tabIndex = -1;
  marks[0].focus({ preventScroll: true });
  marks[0].scrollIntoView({ block: "center" });
}

function meaning(finding) {
  const told = entry(finding);
  const list = (title, items) => [make("h5", {}, title), make("ul", {}, items.map(item => make("li", {}, item)))];
  return [
    told.meaning ? make("p", { class: "meaning" }, told.meaning) : null,
    told.counts ? make("details", {}, make("summary", {}, "What counts, what does not", quiet(`: ${told.name}`)),
      list("Counts", told.counts), list("Does not count, or only looks like it", told.does_not_count),
      make("h5", {}, "Ask first"), make("p", {}, told.ask),
      make("p", { class: "source" }, `Sources: ${told.source.join("; ")}`)) : null,
  ];
}

function quotation([finding, number]) {
  return make("li", { class: look(finding) },
    make("button", { type: "button", class: "number", onclick: () => point(number) },
      quiet("Show in the narrative: sign "), number),
    make("div", {}, make("q", {}, flat(finding.quote)), " ",
      make("span", { class: "said" }, says(finding)),
      finding.clears ? null : make("span", { class: "void" }, "clears nothing")));
}

/** Findings under the name and meaning of their indicator, in a panel of their own. */
function panel(title, told, findings, empty) {
  const groups = new Map();
  for (const numbered of findings) {
    const key = `${numbered[0].kind}:${numbered[0].indicator}`;
    groups.set(key, [...(groups.get(key) || []), numbered]);
  }
  return make("section", { class: "panel" },
    make("h3", {}, title, " ", make("span", { class: "soft" }, findings.length)), make("p", { class: "hint" }, told),
    findings.length ? [...groups.values()].map(group => make("section", { class: "sign" },
      make("h4", {}, nameOf(group[0][0])), meaning(group[0][0]), make("ul", { class: "quotes" }, group.map(quotation))))
      : make("p", { class: "empty" }, empty));
}

function panels(record) {
  const numbered = record.findings.map((finding, index) => [finding, index + 1]);
  const sign = assertions => ([f]) => f.kind === "indicator" && assertions.includes(f.assertion);
  const against = ([f]) => f.kind === "counter" || sign(["negated"])([f]);
  const aside = numbered.filter(([f]) => !["indicator", "counter"].includes(f.kind));
  const unsure = numbered.filter(sign(["hypothetical", "historical", "other"]));
  const void_ = numbered.filter(against).some(([f]) => !f.clears);
  const signs = panel("Signs", "What the record asserts. Only these raise the score.", numbered.filter(sign(["present"])),
    "No sign is asserted.");
  const others = [
    panel("What speaks against", "Counter-evidence, and signs said not to be so." + (void_ ?
      " Marked “clears nothing”: a tick-box, the word of somebody who may control the person, or a child's consent." : ""),
      numbered.filter(against), "Nothing in the record speaks against."),
    unsure.length ? panel("Mentioned, adds nothing", "A risk or a question, long past, or of somebody else.", unsure) : null,
    aside.length ? panel("Circumstances, settings, names", "Who, where, and words for slavery or a referral. They weigh nothing alone.", aside) : null,
  ];
  return [signs, make("div", {}, others)];
}

/** Act, means and gain side by side, each with the words that supply it; an empty one is said to be empty. */
function card(record) {
  const present = record.findings.filter(f => f.kind === "indicator" && f.assertion === "present");
  return make("div", { class: "card" }, Object.entries(words.elements).map(([element, title]) => {
    const own = present.filter(f => (entry(f).roles || []).includes(element));
    const [name, rest] = title.split(": ");
    return make("section", { class: own.length ? "" : "lacks" }, make("h3", {}, name, make("span", {}, `: ${rest}`)), own.length
      ? make("ul", {}, own.map(f => make("li", {}, make("q", {}, flat(f.quote)), " ", make("span", { class: "soft" }, nameOf(f)))))
      : make("p", { class: "soft" }, "nothing quoted"));
  }));
}

function facts(record) {
  const told = {
    Score: `${record.score} of 100: strength of the signs, no probability`,
    Band: `${record.band || "none"}: ${words.bands[record.band]}`,
    "Recorded as": [record.offence_code, offenceName(record.offence_class)].filter(Boolean).join(" · "),
    "Recorded on": day(record.recorded_on) || "no date",
    Where: [record.area, record.force].filter(Boolean).join(", ") || "not told",
    "Points to": record.exploitation.length ? `${record.exploitation.join(", ")} exploitation` : "no type by itself",
  };
  return make("dl", { class: "told" }, Object.entries(told).map(([name, value]) =>
    make("div", {}, make("dt", {}, name), make("dd", {}, value))));
}

function legend() {
  const looks = [...Object.entries(words.assertions), ["aside", "circumstance, setting or name"], ["counter", "counter-evidence"]];
  return make("p", { class: "legend" }, make("span", {}, "In the narrative: "),
    looks.map(([name, told]) => [make("mark", { class: name }, told), " "]));
}

/** Open the route and go to it. */
function showRoute() {
  $("route").open = true;
  $("route").querySelector("summary").focus({ preventScroll: true });
  $("route").scrollIntoView({ block: "start" });
}

function listRecent() {
  $("find").reset();
  $("flags").querySelector("[value=recent]").checked = true;
  filter();
  select(0);
}

/** Say above the list how many of its records are young. */
function alarm() {
  const count = records.filter(FLAGS.recent).length;
  $("fresh").hidden = !count;
  $("fresh").replaceChildren(
    make("b", {}, words.recent.said[count > 1 ? 1 : 0].replace("{count}", count.toLocaleString("en-GB"))), " ",
    make("button", { type: "button", onclick: listRecent }, "List them"));
}

function notes(record) {
  return [
    record.recent ? make("p", { class: "note" }, make("b", {}, words.recent.said[2]), " ",
      make("button", { type: "button", onclick: showRoute }, "What to do")) : null,
    record.suspect ? make("p", { class: "note" }, make("b", {}, "The suspect may be a victim. "),
      "Somebody is dealt with as a suspect, and the signs show what holds them. Read the record from that side too.") : null,
  ];
}

function steps(record) {
  const at = matches.indexOf(record);
  const step = (name, index) => make("button", { type: "button", disabled: !matches[index], onclick: () => go(matches[index]) }, name);
  return make("nav", { class: "steps", "aria-label": "This record" },
    make("button", { type: "button", onclick: back }, "Back", quiet(" to the list")),
    make("span", {}, at < 0 ? `Rank ${record.rank}` : `${at + 1} of ${matches.length.toLocaleString("en-GB")}`),
    step("Previous", at < 0 ? -1 : at - 1), step("Next", at + 1),
    make("button", { type: "button", onclick: () => window.print() }, "Print"));
}

/** Show a record, or the list where there is none. */
function render(record) {
  open = record || null;
  document.body.classList.toggle("reading", open !== null);
  $("record").hidden = open === null;
  document.title = open ? plain(`${open.record_id}: a record to read again`) : "Records to read again";
  mark();
  if (!open) return;
  $("record").replaceChildren(steps(open),
    make("h2", { id: "record-title", tabindex: "-1" }, make("span", { class: "reference" }, open.record_id), " ",
      make("span", {}, open.offence || "no offence given")),
    make("p", { class: "facts" }, make("span", { class: `band band-${open.band || "none"}` }, bandName(open.band)), tags(open)),
    ...notes(open).filter(Boolean), make("p", { class: "reason" }, quoted(open.reason)), facts(open), card(open),
    make("section", { class: "story" }, make("h3", {}, "Narrative"), narrative(open), legend()),
    make("div", { class: "panels" }, panels(open)),
    make("p", { class: "hint" }, "A suggestion to review: a person decides."));
  const at = matches.indexOf(open);
  if (at >= 0) selected = at;
  $("record-title").focus({ preventScroll: true });
  $("record").scrollIntoView({ block: "start" });
}

const go = record => { location.hash = `#${record.place + 1}`; };

function back() {
  if (open === null) return;
  history.pushState(null, "", location.pathname + location.search);
  render(null);
  select(selected);
}

function follow() {
  const told = /^#(\d+)$/.exec(location.hash);
  const was = open;
  if (told) render(records[Number(told[1]) - 1]);
  else if (!location.hash && was) { render(null); select(selected); }
}

/* Keys */

const typing = target => target.matches("select, textarea, input:not([type=checkbox])");

function search() {
  if (!$("text").getClientRects().length) back();
  $("text").focus();
  $("text").select();
}

function step(by) {
  const at = open ? matches.indexOf(open) : selected;
  if (open) { if (matches[at + by]) go(matches[at + by]); return; }
  select(document.activeElement.closest(".row") ? at + by : at);
}

function key(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  const inRow = event.target.closest(".row") !== null, inRecord = event.target.closest("#record") !== null;
  if (event.key === "Escape") {
    if (open) back();
    else if (typing(event.target)) select(selected);
    else return;
  } else if (typing(event.target)) {
    if (event.key === "ArrowDown" && event.target === $("text")) select(0);
    else return;
  } else if (inRow && event.key === "ArrowDown") step(1);
  else if (inRow && event.key === "ArrowUp") step(-1);
  else if (inRecord && event.key === "ArrowRight") step(1);
  else if (inRecord && event.key === "ArrowLeft") step(-1);
  else if (!$("letters").checked) return;
  else if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") search();
  else if (event.key === "?") {
    $("keys").open = true;
    $("keys").querySelector("summary").focus();
  } else return;
  event.preventDefault();
}

let waiting = 0;
$("text").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(filter, PAUSE);
});
$("panel").addEventListener("change", filter);
$("find").addEventListener("submit", event => {
  event.preventDefault();
  filter();
});
$("clear").addEventListener("click", clear);
$("toggle").addEventListener("click", () => {
  const shown = $("panel").classList.toggle("shown");
  $("toggle").setAttribute("aria-expanded", shown);
});
$("earlier").addEventListener("click", () => turn(-1));
$("later").addEventListener("click", () => turn(1));
$("rows").addEventListener("focusin", event => {
  const item = event.target.closest(".row");
  if (item) selected = page * PAGE + [...$("rows").children].indexOf(item);
});
document.addEventListener("keydown", key);
window.addEventListener("hashchange", follow);
window.addEventListener("popstate", () => { if (!location.hash) follow(); });
window.addEventListener("beforeprint", () => {
  if (open) return;
  show(0, ON_PAPER);
});
window.addEventListener("afterprint", () => { if (!open) show(); });

prepare();
alarm();
filter();
follow();
}
