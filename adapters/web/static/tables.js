// Sorts tables where they stand: a button in each head, by the number or the words of the cells.
"use strict";

for (const table of document.querySelectorAll("table[data-sortable]")) makeSortable(table);

function makeSortable(table) {
  const cells = columnHeads(table);
  for (const [column, head] of cells) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => sortBy(table, cells, column, head));
  }
}

// The lowest head above each column, whatever the rows above it span.
function columnHeads(table) {
  const taken = [];
  const found = new Map();
  [...table.tHead.rows].forEach((row, depth) => {
    let column = 0;
    for (const cell of row.cells) {
      while (taken[column] > depth) column += 1;
      for (let i = 0; i < cell.colSpan; i += 1) {
        taken[column + i] = depth + cell.rowSpan;
        if (cell.colSpan === 1) found.set(column + i, cell);
      }
      column += cell.colSpan;
    }
  });
  return found;
}

function sortBy(table, heads, column, head) {
  const rising = head.getAttribute("aria-sort") === "descending";
  for (const other of heads.values()) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", rising ? "ascending" : "descending");
  const rows = [...table.tBodies[0].rows];
  const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const compare = (a, b) => {
    const [left, right] = [value(a), value(b)];
    const byNumber = left !== "" && right !== "" && !Number.isNaN(Number(left)) && !Number.isNaN(Number(right));
    return byNumber ? Number(left) - Number(right) : left.localeCompare(right, document.documentElement.lang);
  };
  rows.sort((a, b) => (rising ? compare(a, b) : compare(b, a)));
  table.tBodies[0].append(...rows);
}
