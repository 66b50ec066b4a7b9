// The outbox: what a member wrote and the server has not acknowledged. Nothing leaves it before the
// server's answer. Several tabs are one: whoever writes holds the pack's lock.
import * as store from "./offline-store.js";
import { Away, SignedOut, ask, at } from "./offline-wire.js";

const AT_ONCE = 20;
export const channel = new BroadcastChannel("ocop-phieu");
export const EMPTY = { choices: {}, remarks: {}, opinion: "", stance: "" };

// RFC 9562 version 7: the time in front, so that ids of one device sort as they were written.
let last = 0n;
function uuid7() {
  const random = crypto.getRandomValues(new Uint8Array(10));
  let time = (BigInt(Date.now()) << 12n) | BigInt(((random[0] << 8) | random[1]) & 0x7ff);
  if (time <= last) time = last + 1n;
  last = time;
  const head = (time >> 12n).toString(16).padStart(12, "0");
  const middle = (0x7000n | (time & 0xfffn)).toString(16);
  random[2] = (random[2] & 0x3f) | 0x80;
  const tail = [...random.slice(2)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${head.slice(0, 8)}-${head.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

const locked = (pack, work) => navigator.locks.request(`ocop ${pack}`, work);
export const told = () => channel.postMessage("changed");

export async function outboxOf(pack, position) {
  const rows = (await store.all("outbox")).filter((row) => row.pack === pack);
  return rows.filter((row) => position === undefined || row.position === position).sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function cardOf(key, pack, position) {
  const row = await store.get("cards", [pack, position]);
  return row ? store.unsealJson(key, pack, row) : { base: 0, state: "", content: EMPTY };
}

async function sealedCard(key, pack, position, card) {
  return ["put", "cards", { pack, position, ...(await store.sealJson(key, pack, card)) }];
}

// Tell a card what the server has, unless this device holds something newer of its own.
export function learn(key, pack, position, theirs) {
  return locked(pack, async () => {
    if ((await outboxOf(pack, position)).length) return;
    const card = await cardOf(key, pack, position);
    const { choices, remarks, opinion, stance, version, state, digest } = theirs;
    if (card.state && card.state !== "OPEN" && state === "OPEN") return;
    const content = { choices, remarks, opinion, stance };
    await store.write([await sealedCard(key, pack, position, { ...card, base: version, state, digest, content })]);
  });
}

// Say that there is no conflict of interest, so that the sheet opens on this device.
export function open(key, pack, position) {
  return locked(pack, async () => {
    const card = await cardOf(key, pack, position);
    await store.write([await sealedCard(key, pack, position, { ...card, state: card.state || "OPEN" })]);
  });
}

// Write a card: "keep", "sign" or "abstain". What was never sent yet is written over.
export function score(key, pack, position, kind, content) {
  return locked(pack, async () => {
    const card = await cardOf(key, pack, position);
    const mine = await outboxOf(pack, position);
    if (mine.some((row) => row.status !== "waiting")) {
      // Both versions are being shown: what was typed last belongs to this device's.
      if (kind === "keep") await store.write([await sealedCard(key, pack, position, { ...card, content })]);
      return;
    }
    const changes = await recorded(key, pack, position, kind, content, card, mine);
    await store.write(changes);
    told();
    dispatchEvent(new Event("ocop:written"));
  });
}

async function recorded(key, pack, position, kind, content, card, mine) {
  const newest = mine.at(-1);
  const again = newest && !newest.attempted;
  const before = again ? mine.slice(0, -1) : mine;
  const record = {
    id: again ? newest.id : uuid7(),
    sitting: pack.slice(0, pack.lastIndexOf("/")),
    position,
    kind,
    base: card.base,
    after: before.map((row) => row.id),
    written_at: new Date().toISOString(),
    ...content,
  };
  const sealed = await store.sealJson(key, pack, record);
  const row = { id: record.id, pack, position, status: "waiting", attempted: false, ...sealed };
  const state = { keep: "OPEN", sign: "signing", abstain: "abstaining" }[kind];
  return [["put", "outbox", row], await sealedCard(key, pack, position, { ...card, content, state })];
}

// Mark the next records as sent, on the disk, before they leave.
function batch(key, pack) {
  return locked(pack, async () => {
    const rows = await outboxOf(pack);
    const shown = new Set(rows.filter((row) => row.status !== "waiting").map((row) => row.position));
    const chosen = rows.filter((row) => !shown.has(row.position)).slice(0, AT_ONCE);
    if (!chosen.length) return [];
    await store.write(chosen.map((row) => ["put", "outbox", { ...row, attempted: true }]));
    return Promise.all(chosen.map((row) => store.unsealJson(key, pack, row)));
  });
}

// Take one answer: the record and its card change together, or not at all.
function take(key, pack, answer) {
  return locked(pack, async () => {
    const row = await store.get("outbox", answer.id);
    if (!row) return;
    const record = await store.unsealJson(key, pack, row);
    const card = await cardOf(key, pack, row.position);
    const changes = [];
    if (answer.outcome === "saved" || answer.outcome === "superseded") {
      card.base = Math.max(card.base, answer.version ?? 0);
      if (answer.outcome === "saved" && record.kind !== "keep") {
        Object.assign(card, { state: record.kind === "sign" ? "SIGNED" : "ABSTAINED" });
        Object.assign(card, { digest: answer.digest, leaf: answer.leaf, index: answer.index });
      }
      changes.push(["delete", "outbox", row.id]);
    } else {
      changes.push(["put", "outbox", { ...row, status: answer.outcome }]);
      if (answer.outcome === "conflict") card.theirs = answer.card;
      else card.refused = answer.reason;
    }
    changes.push(await sealedCard(key, pack, row.position, card));
    await store.write(changes);
  });
}

// Let the member's choice stand: this device's version is sent anew, or the server's is taken.
export function decide(key, pack, position, mine) {
  return locked(pack, async () => {
    const { theirs, refused, ...card } = await cardOf(key, pack, position);
    const rows = await outboxOf(pack, position);
    const gone = rows.map((row) => ["delete", "outbox", row.id]);
    if (theirs) card.base = theirs.version;
    let changes;
    if (mine) {
      changes = await recorded(key, pack, position, "keep", card.content, card, rows);
    } else if (theirs) {
      const { choices, remarks, opinion, stance, state, digest } = theirs;
      const taken = { ...card, state, digest, content: { choices, remarks, opinion, stance } };
      changes = [await sealedCard(key, pack, position, taken)];
    } else {
      changes = [await sealedCard(key, pack, position, { ...card, state: "OPEN" })];
    }
    await store.write([...gone, ...changes]);
    told();
    dispatchEvent(new Event("ocop:written"));
  });
}

// Ask for the key again: is the sitting still open, is this still the same member?
export async function greet(row) {
  const said = await ask(at(row.code, "khoa/"));
  if (!said || said.seat !== row.seat) {
    await store.write([["delete", "keys", row.pack]]);
    return null;
  }
  if (!(await store.keyOf(row.pack))) await store.keepKey(row.pack, said.key, said.days);
  return said;
}

// Send all that waits, in the order in which it was written; one tab at a time does it.
export function sync(row) {
  return navigator.locks.request(`ocop sync ${row.pack}`, { ifAvailable: true }, async (lock) => {
    if (!lock) return "busy";
    const said = await greet(row);
    if (!said) return "not mine";
    const key = await store.keyOf(row.pack);
    for (let records = await batch(key, row.pack); records.length; records = await batch(key, row.pack)) {
      const answer = await ask("/hoi-dong/dong-bo/", {
        method: "POST",
        body: JSON.stringify({ seat: row.seat, records }),
        headers: { "Content-Type": "application/json", "X-CSRFToken": said.csrf },
      });
      if (!answer?.answers?.length) throw new Away();
      for (const one of answer.answers) await take(key, row.pack, one);
      told();
    }
    if (!said.is_open) return (await store.wipe(row.pack)) ? "wiped" : "closed";
    return "sent";
  });
}

// The outbox as a file: sealed as it lies here, to be handed in from any other machine.
export async function exported(row) {
  const records = (await outboxOf(row.pack)).map(({ id, iv, data }) => ({
    id,
    iv: store.base64Of(iv),
    data: store.base64Of(data),
  }));
  const file = { format: "ocop-phieu-1", sitting: row.code, seat: row.seat, records };
  return new Blob([JSON.stringify(file)], { type: "application/json" });
}

export { Away, SignedOut };
