// What this device keeps for scoring without network: everything sealed with AES-GCM under a key that
// the server releases to the member. The key is held as one that no script can read out.
const NAME = "ocop-phieu";
const DAY = 86400000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

export const able = Boolean(globalThis.indexedDB && globalThis.crypto?.subtle && navigator.serviceWorker && navigator.locks);

let opening;

function base() {
  opening ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      const db = asked.result;
      db.createObjectStore("keys", { keyPath: "pack" });
      db.createObjectStore("packs", { keyPath: "pack" });
      for (const name of ["items", "cards"]) db.createObjectStore(name, { keyPath: ["pack", "position"] });
      db.createObjectStore("files", { keyPath: ["pack", "id"] });
      db.createObjectStore("outbox", { keyPath: "id" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opening;
}

// One transaction: `work(stores)` may only make requests, never wait for anything else.
async function transact(names, mode, work) {
  const db = await base();
  return new Promise((resolve, reject) => {
    const tx = db.transaction(names, mode, { durability: "strict" });
    const result = work(Object.fromEntries(names.map((name) => [name, tx.objectStore(name)])));
    tx.oncomplete = () => resolve(result?.result);
    tx.onerror = () => reject(tx.error);
    tx.onabort = () => reject(tx.error ?? new DOMException("", "AbortError"));
  });
}

export const get = (store, key) => transact([store], "readonly", (s) => s[store].get(key));
export const all = (store) => transact([store], "readonly", (s) => s[store].getAll());
export const allOf = (store, pack) =>
  transact([store], "readonly", (s) => s[store].getAll(IDBKeyRange.bound([pack], [pack, []])));

// Puts and deletes of several stores, all or none: [["put", "cards", row], ["delete", "outbox", id]].
export function write(changes) {
  const names = [...new Set(changes.map(([, store]) => store))];
  return transact(names, "readwrite", (s) => {
    for (const [act, store, what] of changes) s[store][act](what);
  });
}

export const put = (store, row) => write([["put", store, row]]);

export async function seal(key, pack, bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: encoder.encode(pack) }, key, bytes);
  return { iv, data };
}

export async function unseal(key, pack, row) {
  const given = { name: "AES-GCM", iv: row.iv, additionalData: encoder.encode(pack) };
  return crypto.subtle.decrypt(given, key, row.data);
}

export const sealJson = (key, pack, value) => seal(key, pack, encoder.encode(JSON.stringify(value)));
export const unsealJson = async (key, pack, row) => JSON.parse(decoder.decode(await unseal(key, pack, row)));

export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

export function base64Of(buffer) {
  let text = "";
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

// Keep a released key; it cannot be read out again, only used, and only so many days.
export async function keepKey(pack, base64, days) {
  const key = await crypto.subtle.importKey("raw", bytesOf(base64), "AES-GCM", false, ["encrypt", "decrypt"]);
  await put("keys", { pack, key, until: Date.now() + days * DAY });
  return key;
}

export async function keyOf(pack) {
  const row = await get("keys", pack);
  if (row && row.until > Date.now()) return row.key;
  if (row) await write([["delete", "keys", pack]]);
  return null;
}

export async function dropKeys(keep = () => false) {
  const rows = (await all("keys")).filter((row) => !keep(row.pack));
  if (rows.length) await write(rows.map((row) => ["delete", "keys", row.pack]));
}

// How many cards, of all who use this device, wait to be sent. Needs no key.
export async function unsent(pack) {
  const rows = (await all("outbox")).filter((row) => !pack || row.pack === pack);
  return new Set(rows.map((row) => `${row.pack} ${row.position}`)).size;
}

// Take a whole pack off this device; refused, by answering false, while it holds what was not sent.
export async function wipe(pack) {
  if (await unsent(pack)) return false;
  const changes = [["delete", "packs", pack], ["delete", "keys", pack]];
  for (const store of ["items", "cards", "files"]) {
    changes.push(["delete", store, IDBKeyRange.bound([pack], [pack, []])]);
  }
  await write(changes);
  remember();
  return true;
}

// Pages ask this without waiting: for which sittings does this browser hold a pack?
export async function remember() {
  const codes = (await all("packs")).map((row) => row.code);
  if (codes.length) localStorage.setItem("ocop-goi", codes.join(" "));
  else localStorage.removeItem("ocop-goi");
}

// What is older than its days goes, unless something in it was not sent: then only the key goes.
export async function sweep() {
  for (const row of await all("packs")) {
    if (row.until < Date.now() && !(await wipe(row.pack))) await write([["delete", "keys", row.pack]]);
  }
}
