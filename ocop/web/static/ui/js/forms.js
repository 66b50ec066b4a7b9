// Every form is sent once: a second press of the same button does nothing until the page answers.
const sent = new WeakSet();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  for (const button of form.querySelectorAll("button:not([type=button])")) {
    button.setAttribute("aria-disabled", "true");
  }
});

// A page that comes back from the browser's memory can be sent again.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.forms) sent.delete(form);
  for (const button of document.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
  }
});

// What was refused far down a long page comes into sight.
const refused = document.querySelector("form[method=post] :is(.errorlist, .refusal)");
if (refused && refused.getBoundingClientRect().bottom > innerHeight) {
  refused.scrollIntoView({ block: "center" });
}

// On a phone the rows of the menu scroll sideways; where one is comes into sight in each.
for (const here of document.querySelectorAll(".site-nav [aria-current]")) {
  const list = here.closest("ul");
  list.scrollLeft = here.offsetLeft - list.offsetLeft - (list.clientWidth - here.offsetWidth) / 2;
}

if (document.querySelector("textarea[data-paste]")) import("./paste.js");
if (document.querySelector("input[type=file]")) import("./files.js");

// A device that took a council's sitting along: signing out minds what was not sent.
try {
  if (localStorage.getItem("ocop-goi")) import("./offline.js");
} catch {
  // The browser's store is closed, so nothing was taken along.
}

// "/" goes to the search box from anywhere but a field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
});
