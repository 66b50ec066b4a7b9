// A device that took a sitting along scores it in the room that needs no network, so that a card is
// written in one place only. With ?tren-mang it stays here.
const box = document.querySelector("[data-taken-along]");
const codes = (localStorage.getItem("ocop-goi") ?? "").split(" ");
if (box && codes.includes(box.dataset.code)) {
  if (!location.search.includes("tren-mang")) location.replace(box.querySelector("a").href);
  box.hidden = false;
}
