// The room: <a data-key="n"> is followed by its key, [data-refresh="15"] keeps itself fresh by
// fetching the page again and taking over every [data-live="name"] of it.
function typing(target) {
  return target.matches("input:not([type=radio]), textarea, select");
}

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const link = document.querySelector(`a[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  link.click();
});

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const place of document.querySelectorAll("[data-live]")) {
      const news = fresh.querySelector(`[data-live="${place.dataset.live}"]`);
      if (news && !place.contains(document.activeElement)) place.replaceWith(news);
    }
  } catch {
    // No network now; the next turn tries again, and the page says as of when it is.
  }
}

const beat = document.querySelector("[data-refresh]");
if (beat) setInterval(refresh, Number(beat.dataset.refresh) * 1000);
