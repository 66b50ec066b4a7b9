// <form data-autosave="key"> saves itself a moment after each change. What the server has not yet
// acknowledged is kept in this browser, and offered again when the page is opened.
const WAIT = 800;
const RETRY = 15000;

function state(form, text, unsent = false) {
  const line = form.querySelector("[data-autosave-state]");
  if (!line) return;
  line.textContent = text;
  line.classList.toggle("unsent", unsent);
}

function fields(form) {
  const kept = {};
  for (const [name, value] of new FormData(form)) {
    if (name !== "csrfmiddlewaretoken" && typeof value === "string") (kept[name] ??= []).push(value);
  }
  return kept;
}

function fill(form, kept) {
  for (const input of form.elements) {
    if (!input.name || input.type === "hidden" || input.type === "file") continue;
    const values = kept[input.name];
    if (input.type === "radio" || input.type === "checkbox") {
      input.checked = Boolean(values?.includes(input.value));
    } else if (values) {
      input.value = values[0];
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// What the server answers belongs on the page: the version it now has, and figures it reckoned.
function take(form, said) {
  const version = form.elements.namedItem("version");
  if (version && said.version !== undefined) version.value = said.version;
  for (const [name, text] of Object.entries(said.shown ?? {})) {
    for (const place of form.querySelectorAll(`[data-shown="${name}"]`)) place.textContent = text;
  }
}

function watch(form) {
  const key = `ocop:${location.pathname}:${form.dataset.autosave}`;
  let timer = 0;
  let busy = false;
  let again = false;

  const keep = () => {
    try {
      localStorage.setItem(key, JSON.stringify(fields(form)));
    } catch {
      // The browser's store is full or closed; the server still gets the form.
    }
  };

  async function save() {
    if (busy) {
      again = true;
      return;
    }
    busy = true;
    again = false;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    const url = form.getAttribute("action") || location.href;
    try {
      const answer = await fetch(url, {
        method: "POST",
        body,
        headers: { "X-Autosave": "1", Accept: "application/json" },
        credentials: "same-origin",
      });
      const json = (answer.headers.get("Content-Type") ?? "").includes("json");
      const said = json ? await answer.json() : {};
      if (answer.redirected || (answer.ok && answer.status !== 204 && !json)) {
        state(form, "Phiên làm việc đã hết, bản nháp giữ trên máy này. Hãy đăng nhập lại.", true);
      } else if (answer.ok) {
        take(form, said);
        if (!again) localStorage.removeItem(key);
        state(form, said.saved_at ? `Đã lưu lúc ${said.saved_at}` : "Đã lưu");
      } else if (said.refused) {
        state(form, said.refused, true);
      } else if (said.errors) {
        state(form, Object.values(said.errors).flat().join(" "), true);
      } else {
        state(form, "Chưa lưu được, bản nháp giữ trên máy này.", true);
      }
    } catch {
      state(form, "Chưa có mạng, bản nháp giữ trên máy này và sẽ tự gửi lại.", true);
      timer = setTimeout(save, RETRY);
    }
    busy = false;
    if (again) save();
  }

  function changed() {
    keep();
    state(form, "Đang lưu…");
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  }

  const left = localStorage.getItem(key);
  if (left) {
    const kept = JSON.parse(left);
    const version = form.elements.namedItem("version");
    fill(form, kept);
    if (version && kept.version && kept.version[0] !== version.value) {
      state(form, "Có phần chưa gửi từ lần trước, mà bản trên máy chủ đã đổi. Hãy xem lại rồi lưu.", true);
    } else {
      state(form, "Có phần chưa gửi từ lần trước, đang gửi lại…", true);
      save();
    }
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", (event) => event.isTrusted && changed());
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.removeItem(key);
  });
  addEventListener("online", () => localStorage.getItem(key) && save());
}

document.querySelectorAll("form[data-autosave]").forEach(watch);
