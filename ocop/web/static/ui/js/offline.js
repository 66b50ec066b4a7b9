// On a sitting's page: take its dossiers along, so that the venue needs no network; and on every page
// of the council's door: how many cards of this device still wait to be sent.
import * as store from "./offline-store.js";
import * as outbox from "./offline-outbox.js";
import { ask, at } from "./offline-wire.js";

const DAY = 86400000;
const mega = (bytes) => `${Math.ceil(bytes / 1000000)} MB`;

async function download(box) {
  const told = box.querySelector("[data-told]");
  const code = box.dataset.take;
  const said = await ask(at(code, "khoa/"));
  const about = await ask(at(code, "goi/"));
  if (!said || !about) throw new Error("closed");
  const pack = `${code}/${about.seat}`;
  const key = await store.keepKey(pack, said.key, said.days);
  navigator.storage?.persist?.();
  const files = [];
  for (const [done, one] of about.items.entries()) {
    told.textContent = `Đang tải hồ sơ ${done + 1}/${about.items.length}…`;
    const item = await ask(one.url);
    if (!item) continue;
    files.push(...item.files);
    const sealed = await store.sealJson(key, pack, { html: item.html, title: one.title });
    await store.put("items", { pack, position: one.position, ...sealed });
    if (item.card) await outbox.learn(key, pack, one.position, item.card);
  }
  const kept = await papers(key, pack, files, about, told);
  const { title, items } = about;
  const sealed = await store.sealJson(key, pack, { title, items, files: kept });
  const now = Date.now();
  await store.put("packs", { pack, code, seat: about.seat, fetched: now, until: now + about.days * DAY, ...sealed });
  await store.remember();
  return kept;
}

// Papers up to the limits that the server tells; what stays behind is said.
async function papers(key, pack, files, { largest_file, largest_pack }, told) {
  let bytes = 0;
  let kept = 0;
  for (const [done, file] of files.entries()) {
    if (file.size > largest_file || bytes + file.size > largest_pack) continue;
    told.textContent = `Đang tải minh chứng ${done + 1}/${files.length}…`;
    try {
      if (!(await store.get("files", [pack, file.id]))) {
        const sealed = await store.seal(key, pack, await ask(file.url, { bytes: true, patience: 120000 }));
        await store.put("files", { pack, id: file.id, mime: file.mime, ...sealed });
      }
      bytes += file.size;
      kept += 1;
    } catch (error) {
      if (error.name === "QuotaExceededError") return `${kept}/${files.length} tệp minh chứng; máy đã hết chỗ cho phần còn lại.`;
    }
  }
  const left = files.length - kept;
  const rest = left ? `; ${left} tệp quá ${mega(largest_file)} hoặc quá mức ${mega(largest_pack)} của gói chỉ xem khi có mạng` : "";
  return `${kept}/${files.length} tệp minh chứng (${mega(bytes)})${rest}.`;
}

// The worker is there before the network goes.
async function stay() {
  await navigator.serviceWorker.register("/hoi-dong/sw.js", { scope: "/hoi-dong/" });
  await navigator.serviceWorker.ready;
}

for (const box of document.querySelectorAll("[data-take]")) {
  const button = box.querySelector("button");
  if (!store.able) {
    box.querySelector("[data-unable]").hidden = false;
    box.hidden = false;
    button.hidden = true;
    continue;
  }
  box.hidden = false;
  button.addEventListener("click", async () => {
    button.disabled = true;
    const told = box.querySelector("[data-told]");
    try {
      const [kept] = await Promise.all([download(box), stay()]);
      told.textContent = `Đã tải về máy này: ${kept}`;
      box.querySelector("[data-go]").hidden = false;
    } catch {
      told.textContent = "Chưa tải xong. Hãy xem lại mạng rồi bấm lại; phần đã tải vẫn còn.";
    }
    button.disabled = false;
  });
}

async function count() {
  const waiting = store.able ? await store.unsent() : 0;
  for (const place of document.querySelectorAll("[data-waiting]")) {
    place.hidden = !waiting;
    for (const number of place.querySelectorAll("[data-count]")) number.textContent = waiting;
  }
  return waiting;
}

// Signing out takes the key away; what was not sent stays sealed, and that is said first.
for (const form of document.querySelectorAll('form[action$="/logout/"]')) {
  let sure = false;
  form.addEventListener("submit", async (event) => {
    if (sure || !store.able) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const waiting = await count();
    const text = `Máy này còn ${waiting} phiếu chưa gửi. Đăng xuất thì phiếu vẫn còn nhưng bị khoá, đến khi chính Ông/Bà đăng nhập lại. Vẫn đăng xuất?`;
    if (waiting && !confirm(text)) return;
    await store.dropKeys();
    sure = true;
    form.requestSubmit();
  }, true);
}

if (store.able) {
  store.sweep().then(count);
  outbox.channel.addEventListener("message", count);
}
