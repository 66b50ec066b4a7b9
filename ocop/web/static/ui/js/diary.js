// The diary without a signal: what is written is kept in this browser, pictures too, and sent when
// the network is back. Each paper has its own number, so that sending it twice writes it once.
const NAME = "ocop-diary";
const STORE = "papers";
const RETRY = 30000;

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function within(mode, act) {
  const base = await opened();
  return new Promise((resolve, reject) => {
    const asked = act(base.transaction(STORE, mode).objectStore(STORE));
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

const kept = () => within("readonly", (store) => store.getAll());
const keep = (paper) => within("readwrite", (store) => store.put(paper));
const drop = (id) => within("readwrite", (store) => store.delete(id));

// The token of the page that sends, not of the one that wrote: it may have changed since.
function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

async function sent(paper) {
  const body = new FormData();
  for (const [name, value] of paper.fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", token());
  const answer = await fetch(paper.address, {
    method: "POST", body, headers: { "X-Diary": "1" }, redirect: "manual",
  });
  if (answer.ok) return { saved: true };
  if (answer.status === 422) {
    const { errors } = await answer.json();
    const words = Object.values(errors).flat().map((one) => one.message);
    return { refused: words.join(" ") };
  }
  // Signed out, or a fault: it stays and is tried again.
  throw new Error(String(answer.status));
}

let busy = false;
async function sendAll() {
  if (busy || !token()) return;
  busy = true;
  let many = 0;
  try {
    for (const paper of await kept()) {
      // What was refused waits for its writer, who sees why.
      if (paper.refused) continue;
      const told = await sent(paper);
      if (told.saved) {
        await drop(paper.id);
        many += 1;
      } else {
        await keep({ ...paper, refused: told.refused });
      }
    }
  } catch {
    // No network yet.
  } finally {
    busy = false;
  }
  await show();
  if (many) location.reload();
}

async function show() {
  const box = document.querySelector("[data-diary-waiting]");
  if (!box) return;
  const papers = await kept();
  box.hidden = papers.length === 0;
  box.querySelector("[data-diary-count]").textContent = `${papers.length} việc chưa gửi.`;
  const refused = papers.filter((paper) => paper.refused);
  const state = box.querySelector("[data-diary-state]");
  state.textContent = refused.length
    ? refused.map((paper) => `${paper.label}: ${paper.refused}`).join(" ")
    : "Máy sẽ tự gửi khi có mạng.";
  let again = box.querySelector("[data-diary-drop]");
  if (refused.length && !again) {
    again = document.createElement("button");
    again.type = "button";
    again.className = "button quiet-button";
    again.dataset.diaryDrop = "";
    again.textContent = "Bỏ việc không ghi được";
    again.addEventListener("click", async () => {
      for (const paper of await kept()) if (paper.refused) await drop(paper.id);
      again.remove();
      await show();
    });
    box.querySelector(".actions").append(again);
  }
}

function paperOf(form) {
  const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const id = form.elements.client_id.value;
  return { id, label: form.dataset.diary, address: location.pathname, fields };
}

// The same page writes the next paper, which has a number of its own.
function fresh(form) {
  form.reset();
  form.elements.client_id.value = crypto.randomUUID();
}

async function hold(form, paper) {
  const state = form.querySelector("[data-diary-state]");
  try {
    await keep(paper);
    fresh(form);
    state.textContent = "Đang mất mạng. Đã giữ việc này trong máy, có mạng máy sẽ tự gửi.";
  } catch {
    state.textContent = "Đang mất mạng và máy không còn chỗ giữ. Hãy ghi lại khi có mạng.";
  }
}

function watch(form) {
  let under = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (under) return;
    under = true;
    const paper = paperOf(form);
    try {
      const told = await sent(paper);
      // A refusal is shown by the page itself, at its fields.
      if (told.saved) location.assign(form.dataset.then);
      else form.submit();
    } catch (fault) {
      if (fault instanceof TypeError) await hold(form, paper);
      else form.submit();
    }
    under = false;
  }, { capture: true });
}

for (const form of document.querySelectorAll("form[data-diary]")) watch(form);
document.querySelector("[data-diary-send]")?.addEventListener("click", sendAll);
addEventListener("online", sendAll);
document.addEventListener("visibilitychange", () => { if (!document.hidden) sendAll(); });
setInterval(sendAll, RETRY);
show().then(sendAll);
