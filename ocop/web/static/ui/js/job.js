// Keeps the state of long work fresh until it has ended; without it the page reloads itself.
const EVERY = 2000;

for (const place of document.querySelectorAll("[data-job]")) {
  const look = async () => {
    if (!place.querySelector("[data-job-open]")) return;
    try {
      const answer = await fetch(place.dataset.job, { headers: { "X-Partial": "1" } });
      if (answer.ok) place.innerHTML = await answer.text();
    } catch {
      // The network is away for a moment; the next look tells.
    }
    setTimeout(look, EVERY);
  };
  setTimeout(look, EVERY);
}
