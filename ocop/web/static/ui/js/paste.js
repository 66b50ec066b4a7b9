// Cells pasted from a spreadsheet show at once as a table, so that a shifted column is seen.
const MOST = 50;

function cells(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1);
    if (quoted) {
      if (sign !== '"') row[row.length - 1] += sign;
      else if (text[at + 1] === '"') { row[row.length - 1] += '"'; at += 1; }
      else quoted = false;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  return rows.filter((row) => row.some((cell) => cell.trim()));
}

function draw(area) {
  const field = area.closest(".field") ?? area.parentElement;
  field.querySelector("[data-pasted]")?.remove();
  for (const old of field.querySelectorAll(".scroll:has(> .pasted)")) old.hidden = true;
  const rows = cells(area.value);
  if (!rows.length) return;
  const table = document.createElement("table");
  table.className = "rows narrow pasted";
  for (const [number, row] of rows.slice(0, MOST).entries()) {
    const line = table.insertRow();
    for (const cell of [String(number + 1), ...row]) line.insertCell().textContent = cell;
  }
  const frame = document.createElement("div");
  frame.className = "scroll tall";
  frame.tabIndex = 0;
  frame.dataset.pasted = "";
  frame.append(table);
  area.after(frame);
}

for (const area of document.querySelectorAll("textarea[data-paste]")) {
  area.addEventListener("input", () => draw(area));
}
