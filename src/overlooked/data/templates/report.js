"use strict";
{
const NEXT = { none: "descending", descending: "ascending", ascending: "none" };
const SAID = { none: "in the order of the report", descending: "largest first", ascending: "smallest first" };

/** What a cell is sorted by: a number, else a text, else null, which goes last. */
function key(row, column) {
  const told = row.cells[column].dataset.order;
  if (told === undefined) return null;
  return told !== "" && Number.isFinite(Number(told)) ? Number(told) : told;
}

function compare(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}

/** Sort a table by a column, or back to the order of the report; equal rows keep that order. */
function sort(table, heads, column) {
  const head = heads[column], way = NEXT[head.getAttribute("aria-sort") || "none"];
  for (const other of heads) other.setAttribute("aria-sort", other === head ? way : "none");
  const body = table.tBodies[0], sign = way === "descending" ? -1 : 1;
  const rows = [...body.rows].sort((a, b) => a.dataset.place - b.dataset.place);
  if (way !== "none") {
    rows.sort((a, b) => {
      const [one, other] = [key(a, column), key(b, column)];
      if (one === null || other === null) return (one === null) - (other === null);
      return sign * compare(one, other);
    });
  }
  body.append(...rows);
  document.getElementById("status").textContent = `Sorted by ${head.textContent}: ${SAID[way]}`;
}

/** Make the headings of a table buttons; a table of one row has nothing to sort. */
function prepare(table) {
  const heads = [...table.tHead.rows[0].cells], rows = [...table.tBodies[0].rows];
  if (rows.length < 2) return;
  rows.forEach((row, place) => { row.dataset.place = place; });
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => sort(table, heads, column));
  });
}

/** A table that is wider than the screen can be moved by keys. */
function reach() {
  for (const box of document.querySelectorAll(".across")) {
    const wide = box.scrollWidth > box.clientWidth;
    if (wide) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", `${box.querySelector("caption").textContent}; moves sideways`);
    } else {
      box.removeAttribute("tabindex");
      box.removeAttribute("role");
      box.removeAttribute("aria-label");
    }
  }
}

document.querySelectorAll("table").forEach(prepare);
reach();
addEventListener("resize", reach);
document.querySelectorAll("details").forEach(details => details.addEventListener("toggle", reach));
}
