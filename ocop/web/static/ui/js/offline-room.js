// The room that scores without network: a list of what was taken along, one card at a time, and the
// outbox that is sent when the network is back.
import * as store from "./offline-store.js";
import * as outbox from "./offline-outbox.js";
import { notice, show, stateOf, status } from "./offline-sheet.js";

const room = document.querySelector("[data-offline-room]");
const find = (selector) => room.querySelector(selector);
const piece = (selector) => document.querySelector(`template${selector}`).content.cloneNode(true);
const PAUSE = 30000;
const LONGEST = 300000;
let pause = PAUSE;
let timer = 0;
let drawn = 0;
let sheet = null;

const moment = new Intl.DateTimeFormat("vi-VN", { dateStyle: "short", timeStyle: "short" });

async function counted() {
  const count = await store.unsent();
  find("[data-unsent]").textContent = count ? `${count} phiếu chưa gửi` : "Mọi phiếu trên máy đã gửi";
  find("[data-network]").textContent = navigator.onLine ? "" : "Đang mất mạng; cứ chấm, phiếu giữ trên máy.";
  find("[data-export]").hidden = !count;
  document.title = document.title.replace(/^(\(\d+\) )?/, count ? `(${count}) ` : "");
  return count;
}

function tell(...boxes) {
  find("[data-told]").replaceChildren(...boxes);
}

// The packs whose key is here: another member's on the same device stays shut.
async function packs() {
  const rows = await store.all("packs");
  const open = await Promise.all(rows.map(async (row) => ((await store.keyOf(row.pack)) ? row : null)));
  return open.filter(Boolean);
}

async function draw() {
  const turn = ++drawn;
  await counted();
  const [code, position] = decodeURIComponent(location.hash.slice(1)).split("/");
  const mine = await packs();
  if (turn !== drawn) return;
  const pack = mine.find((row) => row.code === code);
  const row = pack && position && (await store.get("items", [pack.pack, Number(position)]));
  find("[data-list]").hidden = Boolean(row);
  find("[data-card]").hidden = !row;
  if (row) {
    const item = await store.unsealJson(await store.keyOf(pack.pack), pack.pack, row);
    sheet = { pack, position: Number(position) };
    Object.assign(sheet, await show(find("[data-card]"), pack, sheet.position, item, anew));
    back(pack);
  } else {
    sheet = null;
    find("[data-card]").replaceChildren();
    await list(mine);
  }
}

function anew() {
  scrollTo(0, 0);
  return draw();
}

// After news: a card that is being filled keeps its place on the screen, unless it has to be decided on.
async function refresh() {
  if (!sheet?.flush) return draw();
  await sheet.flush();
  const key = await store.keyOf(sheet.pack.pack);
  if (!key) return draw();
  const card = await outbox.cardOf(key, sheet.pack.pack, sheet.position);
  const state = stateOf(card, await outbox.outboxOf(sheet.pack.pack, sheet.position));
  const filling = ["OPEN", "waiting"];
  if (!filling.includes(state) || !filling.includes(find("[data-card]").dataset.state)) {
    return state === find("[data-card]").dataset.state ? counted() : draw();
  }
  find("[data-card-state]")?.replaceChildren(status(state));
  return counted();
}

function back(pack) {
  const link = Object.assign(document.createElement("a"), { href: `#${pack.code}`, textContent: "← Về danh sách" });
  const line = Object.assign(document.createElement("p"), { className: "no-print" });
  line.append(link);
  find("[data-card]").prepend(line);
}

async function list(mine) {
  const place = find("[data-packs]");
  const parts = document.createDocumentFragment();
  for (const pack of mine) parts.append(await section(pack));
  const shut = (await store.all("packs")).length - mine.length;
  if (shut) parts.append(notice("sea", `Máy này còn giữ ${shut} gói chấm đang khoá`, "Đăng nhập đúng thành viên khi có mạng rồi mở lại trang này để mở khoá."));
  if (!parts.childElementCount) parts.append(piece("[data-none]"));
  place.replaceChildren(parts);
}

async function section(pack) {
  const part = piece("[data-pack]");
  const key = await store.keyOf(pack.pack);
  const about = await store.unsealJson(key, pack.pack, pack);
  part.querySelector("[data-title]").textContent = about.title;
  part.querySelector("[data-fetched]").textContent = `Tải lúc ${moment.format(pack.fetched)}, giữ đến ${moment.format(pack.until)}`;
  part.querySelector("[data-files]").textContent = about.files;
  part.querySelector("[data-hand-in-file]").href = `/hoi-dong/phien/${encodeURIComponent(pack.code)}/nop-tep/`;
  part.querySelector("[data-wipe]").addEventListener("click", async () => {
    if (await store.wipe(pack.pack)) draw();
    else tell(notice("amber", "Gói này còn phiếu chưa gửi nên chưa xoá", "Hãy đồng bộ, hoặc xuất tệp phiếu rồi nộp từ máy khác."));
  });
  const body = part.querySelector("tbody");
  for (const { position, title, producer } of about.items) {
    const line = piece("[data-row]");
    const link = line.querySelector("a");
    Object.assign(link, { href: `#${pack.code}/${position}`, textContent: title });
    line.querySelector("small").textContent = producer;
    line.querySelector("td").textContent = position;
    const card = await outbox.cardOf(key, pack.pack, position);
    const state = stateOf(card, await outbox.outboxOf(pack.pack, position));
    line.querySelector("td:last-child").append(status(state));
    body.append(line);
  }
  return part;
}

// What came of a round of sending, in words; and when to try again.
async function send(asked = false) {
  clearTimeout(timer);
  const waiting = await store.unsent();
  const rows = await store.all("packs");
  let away = false;
  for (const pack of rows) {
    try {
      const told = await outbox.sync(pack);
      if (told === "closed") tell(notice("amber", "Phiên đã đóng phiếu, máy còn phiếu chưa được nhận", "Mở từng phiếu bên dưới để xem lý do, in ra, ký tay và giao thư ký."));
      else if (told === "wiped") tell(notice("sea", "Phiên đã đóng phiếu; dữ liệu của phiên đã xoá khỏi máy này"));
    } catch (error) {
      if (error instanceof outbox.SignedOut) tell(signIn());
      else if (error instanceof outbox.Away) away = true;
      else throw error;
    }
  }
  pause = away ? Math.min(pause * 2, LONGEST) : PAUSE;
  const left = await counted();
  if (away && asked) tell(notice("amber", "Chưa tới được máy chủ", "Phiếu vẫn còn nguyên trên máy này và sẽ tự gửi lại."));
  else if (!away && waiting && !left) tell(notice("leaf", "Đã gửi mọi phiếu"));
  if (left) timer = setTimeout(() => send().then(refresh), pause);
  return left;
}

function signIn() {
  const box = notice("amber", "Phiên đăng nhập đã hết", "Phiếu vẫn còn trên máy.");
  const link = Object.assign(document.createElement("a"), {
    href: `/tai-khoan/login/?next=${encodeURIComponent(location.pathname)}`,
    textContent: "Đăng nhập lại để gửi",
  });
  box.querySelector("p:last-child").append(" ", link);
  return box;
}

async function save() {
  for (const pack of await packs()) {
    if (!(await store.unsent(pack.pack))) continue;
    const url = URL.createObjectURL(await outbox.exported(pack));
    const link = Object.assign(document.createElement("a"), { href: url, download: `phieu-chua-gui-${pack.code}.json` });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }
}

async function start() {
  if (!store.able) {
    tell(notice("amber", "Trình duyệt này không giữ được phiếu khi mất mạng", "Hãy dùng trình duyệt mới hơn, qua địa chỉ https, hoặc chấm ở trang phiên họp khi có mạng."));
    return;
  }
  await navigator.serviceWorker.register("/hoi-dong/sw.js", { scope: "/hoi-dong/" }).catch(() => {});
  await store.sweep();
  await draw();
  const again = () => send().then(refresh);
  find("[data-sync]").addEventListener("click", () => send(true).then(refresh));
  find("[data-export]").addEventListener("click", save);
  addEventListener("hashchange", draw);
  addEventListener("online", again);
  addEventListener("offline", counted);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && again());
  outbox.channel.addEventListener("message", async () => {
    await refresh();
    await sheet?.refill?.();
  });
  addEventListener("ocop:written", () => {
    counted();
    clearTimeout(timer);
    timer = setTimeout(again, 2000);
  });
  await again();
}

start();
