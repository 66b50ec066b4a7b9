// A text that is ready to be pasted elsewhere; and one tick for a whole list of boxes.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    document.querySelector("[data-copied]").textContent = "Đã chép.";
  });
}

for (const button of document.querySelectorAll("[data-share]")) {
  if (!navigator.share) continue;
  button.hidden = false;
  button.addEventListener("click", () => {
    navigator.share({ text: document.getElementById(button.dataset.share).value }).catch(() => {});
  });
}

for (const box of document.querySelectorAll("[data-all]")) {
  box.addEventListener("change", () => {
    for (const one of box.closest("form").querySelectorAll(`[name="${box.dataset.all}"]`)) {
      one.checked = box.checked;
    }
  });
}
