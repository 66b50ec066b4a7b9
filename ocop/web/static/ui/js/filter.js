// <form data-filter> asks again when a choice changes; typing waits for Enter or the button.
for (const form of document.querySelectorAll("form[data-filter]")) {
  form.addEventListener("change", (event) => {
    if (event.target.matches("select, input[type=checkbox], input[type=radio]")) {
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    for (const input of form.querySelectorAll("input, select")) {
      if (input.value === "") input.disabled = true;
    }
  });
}
