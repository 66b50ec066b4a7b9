// The council's service worker: its own pages without network become the room that works so. It keeps
// the shell and its assets only; what a member reads and writes is sealed elsewhere (offline-store.js).
const SHELF = `ocop-hoi-dong-${KEPT.version}`;
const PATIENCE = 8000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const shelf = await caches.open(SHELF);
      await Promise.all(KEPT.files.map(async (file) => shelf.put(file, await fetched(file))));
      await renewShell(shelf);
      await self.skipWaiting();
    })(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      for (const name of await caches.keys()) {
        if (name.startsWith("ocop-hoi-dong-") && name !== SHELF) await caches.delete(name);
      }
      await self.clients.claim();
    })(),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith(KEPT.home)) event.respondWith(page(request, url));
  else if (KEPT.files.includes(url.pathname)) event.respondWith(asset(request, url));
});

async function fetched(file) {
  const answer = await fetch(file, { cache: "reload" });
  if (!answer.ok) throw new Error(file);
  return answer;
}

// Kept only as it is shown to somebody signed in, never the sign-in page in its stead.
async function renewShell(shelf) {
  const answer = await fetched(KEPT.shell);
  if (answer.redirected) throw new Error("signed out");
  await shelf.put(KEPT.shell, answer);
}

async function page(request, url) {
  const kept = async () => (await caches.match(KEPT.shell)) ?? Response.error();
  try {
    const answer = await patiently(request);
    if (answer.status < 500) return answer;
    return url.pathname === KEPT.shell ? await kept() : answer;
  } catch {
    if (url.pathname === KEPT.shell) return kept();
    const card = /\/phien\/([^/]+)\/(?:(\d+)\/)?/.exec(url.pathname);
    const place = card ? `#${card[1]}${card[2] ? `/${card[2]}` : ""}` : "";
    return Response.redirect(KEPT.shell + place, 302);
  }
}

async function asset(request, url) {
  try {
    return await patiently(request);
  } catch {
    return (await caches.match(url.pathname)) ?? Response.error();
  }
}

// A network that hangs is no network.
function patiently(request) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("slow")), PATIENCE);
    fetch(request).then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
