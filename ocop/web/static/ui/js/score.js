// <form data-score>: running totals, floors still open, and the keyboard. Points are whole numbers.
const FLOORS = [3, 4, 5];

function lines(form) {
  return [...form.querySelectorAll("[data-line]")];
}

function chosen(line) {
  return line.querySelector("input[data-worth]:checked");
}

function show(form, selector, text) {
  for (const place of form.querySelectorAll(selector)) place.textContent = text;
}

// The highest star whose floors hold: floors add up from 3 to 5, and no choice is no points.
function openStar(form) {
  for (const star of FLOORS) {
    for (const line of lines(form)) {
      const floor = line.querySelector(`input[data-floor="${star}"]`);
      const worth = Number(chosen(line)?.dataset.worth ?? 0);
      if (floor && worth < Number(floor.dataset.worth)) return star - 1;
    }
  }
  return FLOORS.at(-1);
}

// The star of the total, where the page tells the decision's bands: data-bands="90:5 70:4 50:3".
function band(form, total) {
  const bands = (form.dataset.bands ?? "").split(" ").filter(Boolean);
  const reached = bands.map((pair) => pair.split(":").map(Number)).filter(([from]) => total >= from);
  return Math.max(0, ...reached.map(([, star]) => star));
}

function standing(form, total) {
  const allowed = `dấu sao cho phép đến ${openStar(form)} sao`;
  const star = band(form, total);
  return star ? `Khung ${star} sao · ${allowed}` : allowed.replace(/^d/, "D");
}

function count(form) {
  let total = 0;
  let scored = 0;
  const parts = {};
  for (const line of lines(form)) {
    const worth = chosen(line) ? Number(chosen(line).dataset.worth) : 0;
    if (chosen(line)) scored += 1;
    total += worth;
    parts[line.dataset.part] = (parts[line.dataset.part] ?? 0) + worth;
    const edge = line.querySelector("[data-points]");
    if (edge) edge.textContent = chosen(line) ? worth : "–";
  }
  show(form, "[data-total]", total);
  show(form, "[data-scored]", `${scored}/${lines(form).length}`);
  for (const [part, sum] of Object.entries(parts)) show(form, `[data-part-total="${part}"]`, sum);
  return total;
}

function go(line) {
  if (!line) return;
  const input = chosen(line) ?? line.querySelector("input[data-worth]");
  input?.focus({ preventScroll: true });
  line.scrollIntoView({ block: "center" });
}

function keys(form, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input:not([type=radio]), textarea, select")) return;
  const all = lines(form);
  const here = all.indexOf(event.target.closest("[data-line]"));
  if (/^[1-9]$/.test(event.key) && here >= 0) {
    const input = all[here].querySelectorAll("input[data-worth]")[Number(event.key) - 1];
    if (input && !input.disabled) {
      input.click();
      go(all[here]);
    }
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    go(all[here + (event.key === "ArrowDown" ? 1 : -1)]);
  } else if (event.key === "n" || event.key === "N") {
    const after = [...all.slice(here + 1), ...all.slice(0, here + 1)];
    go(after.find((line) => !chosen(line)));
  } else {
    return;
  }
  event.preventDefault();
}

export function watch(form) {
  form.addEventListener("change", () => show(form, "[data-floors]", standing(form, count(form))));
  form.addEventListener("keydown", (event) => keys(form, event));
  count(form);
}

document.querySelectorAll("form[data-score]").forEach(watch);
