// One card in the offline room: what was written is put on the sheet, and every change is kept.
import { watch } from "./score.js";
import * as store from "./offline-store.js";
import * as outbox from "./offline-outbox.js";

const WAIT = 500;
const piece = (selector) => document.querySelector(`template${selector}`).content.cloneNode(true);

export function stateOf(card, rows) {
  const stuck = rows.find((row) => row.status !== "waiting");
  if (stuck) return stuck.status;
  return card.state === "OPEN" && rows.length ? "waiting" : card.state;
}

export const status = (state) => piece(`[data-state="${state}"]`);

export function notice(tone, what, advice = "") {
  const box = piece(`[data-refusal="${tone}"]`);
  const [first, second] = box.querySelectorAll("p");
  first.textContent = what;
  if (advice) second.textContent = advice;
  else second.remove();
  return box;
}

// Put what was written on the sheet; what was typed since is not touched.
function fill(form, { choices, remarks, opinion, stance }) {
  for (const input of form.elements) {
    if (input.name.startsWith("c-")) input.checked = input.value === String(choices[input.name.slice(2)] ?? "");
    else if (input.name.startsWith("n-")) input.value = remarks[input.name.slice(2)] ?? "";
    else if (input.name === "stance") input.checked = input.value === stance;
  }
  form.elements.opinion.value = opinion;
  form.dispatchEvent(new Event("change"));
}

function written(form) {
  const content = { choices: {}, remarks: {}, opinion: form.elements.opinion.value, stance: "" };
  for (const [name, value] of new FormData(form)) {
    if (name.startsWith("c-") && /^\d+$/.test(value)) content.choices[name.slice(2)] = Number(value);
    else if (name.startsWith("n-") && value.trim()) content.remarks[name.slice(2)] = value.trim();
    else if (name === "stance") content.stance = value;
  }
  return content;
}

// Show one card in `place`; `again()` draws it anew after the member decided something. Answers with
// `flush`, which keeps what was typed last, and `refill`, which takes over what another tab wrote.
export async function show(place, pack, position, item, again) {
  const key = await store.keyOf(pack.pack);
  const card = await outbox.cardOf(key, pack.pack, position);
  const rows = await outbox.outboxOf(pack.pack, position);
  const state = stateOf(card, rows);
  place.dataset.state = state;
  if (!card.state && !rows.length) return door(place, pack, position, item, key, again);
  place.innerHTML = item.html;
  const form = place.querySelector("[data-sheet]");
  fill(form, card.content);
  watch(form);
  form.querySelector("[data-card-state]").replaceChildren(status(state));
  const locked = !["OPEN", "waiting"].includes(state);
  const flush = locked ? lock(form) : keeping(form, pack, position, key, again);
  tell(form.querySelector("[data-card-told]"), { state, card, form, pack, position, key, again });
  papers(place, pack, key);
  const refill = async () => {
    if (await flush()) return;
    fill(form, (await outbox.cardOf(key, pack.pack, position)).content);
  };
  return { flush, refill };
}

function door(place, pack, position, item, key, again) {
  place.replaceChildren(piece("[data-door]"));
  place.querySelector("[data-title]").textContent = item.title;
  place.querySelector("[data-open]").addEventListener("click", async () => {
    await outbox.open(key, pack.pack, position);
    again();
  });
  return { flush() {}, refill: again };
}

function lock(form) {
  for (const line of form.querySelectorAll("[data-line], fieldset")) line.disabled = true;
  form.elements.opinion.readOnly = true;
  form.querySelector("[data-hand-in]").remove();
  return () => false;
}

function keeping(form, pack, position, key, again) {
  const line = form.querySelector("[data-kept]");
  let timer = 0;
  const keep = async (kind, content = written(form)) => {
    clearTimeout(timer);
    timer = 0;
    try {
      await outbox.score(key, pack.pack, position, kind, content);
    } catch (error) {
      line.textContent =
        error.name === "QuotaExceededError"
          ? "Máy đã hết chỗ nên chưa lưu được. Hãy xoá bớt ảnh, tệp trên máy rồi chấm tiếp; đừng đóng trang này."
          : "Chưa lưu được trên máy. Hãy mở lại hồ sơ này.";
      return false;
    }
    line.textContent = "Đã lưu trên máy này";
    return true;
  };
  const changed = () => {
    line.textContent = "Đang lưu…";
    clearTimeout(timer);
    timer = setTimeout(keep, WAIT, "keep");
  };
  form.addEventListener("input", (event) => event.target.name && changed());
  form.addEventListener("submit", (event) => event.preventDefault());
  // Leaving the page or the card does not wait for the timer.
  const leave = () => (timer ? keep("keep") : false);
  addEventListener("pagehide", leave);
  addEventListener("hashchange", leave, { once: true });
  form.querySelector("[data-sign]").addEventListener("click", async () => {
    const agreed = form.querySelector("[data-agreed]");
    if (!agreed.checked) {
      agreed.focus();
      line.textContent = "Hãy đánh dấu vào ô xác nhận trước khi ký.";
      return;
    }
    if (await keep("sign")) again();
  });
  form.querySelector("[data-abstain]").addEventListener("click", async () => {
    const reason = form.querySelector("[data-reason]").value.trim();
    if (!reason) line.textContent = "Hãy ghi lý do không chấm.";
    else if (await keep("abstain", { ...outbox.EMPTY, opinion: reason })) again();
  });
  return leave;
}

function tell(box, { state, card, form, pack, position, key, again }) {
  const after = (mine) => async () => {
    await outbox.decide(key, pack.pack, position, mine);
    again();
  };
  if (state === "signing") box.append(notice("amber", "Đã ký trên máy, chưa gửi", "Phiếu tự gửi khi có mạng; biên nhận hiện ở đây khi máy chủ đã ký sổ."));
  if (state === "abstaining") box.append(notice("amber", "Phiếu không chấm đã lưu trên máy, chưa gửi"));
  if (card.digest && ["SIGNED", "ABSTAINED"].includes(state)) {
    const at = card.index === null || card.index === undefined ? "vị trí trong sổ có ở mốc kế tiếp" : `dòng ${card.index} trong sổ`;
    box.append(notice("leaf", "Máy chủ đã nhận phiếu", `Dấu của phiếu: ${card.digest}; ${at}.`));
    const link = document.createElement("a");
    link.href = `/hoi-dong/phien/${encodeURIComponent(pack.code)}/${position}/bien-nhan/`;
    link.textContent = "Biên nhận (khi có mạng)";
    box.append(link);
  }
  if (state === "conflict") {
    box.append(piece("[data-conflict]"));
    compare(box.querySelector("tbody"), form, card);
    if (card.theirs.state === "OPEN") box.querySelector("[data-mine]").addEventListener("click", after(true));
    else box.querySelector("[data-mine]").remove();
    box.querySelector("[data-theirs]").addEventListener("click", after(false));
  }
  if (state === "rejected") {
    box.append(piece("[data-rejected]"));
    box.querySelectorAll(".refusal p")[1].textContent = card.refused;
    box.querySelector("[data-print]").addEventListener("click", () => print());
    box.querySelector("[data-mine]").addEventListener("click", after(true));
    box.querySelector("[data-drop]").addEventListener("click", after(false));
  }
}

// Both versions side by side: only what differs.
function compare(body, form, { content, theirs }) {
  const label = (code, value) => form.querySelector(`input[name="c-${code}"][value="${value}"]`)?.dataset.worth ?? "–";
  const row = (name, mine, other) => {
    if (mine === other) return;
    const line = body.insertRow();
    for (const text of [name, mine || "–", other || "–"]) line.insertCell().textContent = text;
  };
  for (const code of new Set([...Object.keys(content.choices), ...Object.keys(theirs.choices)])) {
    row(code, label(code, content.choices[code]), label(code, theirs.choices[code]));
  }
  for (const code of new Set([...Object.keys(content.remarks), ...Object.keys(theirs.remarks)])) {
    row(`Ghi chú ${code}`, content.remarks[code], theirs.remarks[code]);
  }
  row("Ý kiến", content.opinion, theirs.opinion);
  const names = { OPEN: "đang chấm", SIGNED: "đã ký", ABSTAINED: "không chấm" };
  row("Trạng thái", "trên máy này", names[theirs.state] ?? theirs.state);
}

// Papers that were taken along open from this device.
function papers(place, pack, key) {
  for (const link of place.querySelectorAll('a[href*="/minh-chung/"]')) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const id = Number(/minh-chung\/(\d+)/.exec(link.getAttribute("href"))[1]);
      const row = await store.get("files", [pack.pack, id]);
      if (!row) {
        if (navigator.onLine) open(link.href);
        else link.insertAdjacentText("afterend", " (tệp này chưa tải về máy)");
        return;
      }
      const url = URL.createObjectURL(new Blob([await store.unseal(key, pack.pack, row)], { type: row.mime }));
      const save = Object.assign(document.createElement("a"), { href: url, target: "_blank" });
      if (!/^(image\/(?!svg)|application\/pdf)/.test(row.mime)) save.download = link.textContent;
      save.click();
      setTimeout(() => URL.revokeObjectURL(url), 60000);
    });
  }
}
