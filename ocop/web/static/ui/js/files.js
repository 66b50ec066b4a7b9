// Files are asked for in the page's language: a browser's own button speaks the browser's. The real
// input lies, unseen, over the drawn one, so that pressing, dropping and the keyboard work as ever.
const WORDS =
  document.documentElement.lang === "en"
    ? { picture: "Choose a photo", file: "Choose a file", none: "Nothing chosen", many: "files" }
    : { picture: "Chọn ảnh", file: "Chọn tệp", none: "Chưa chọn", many: "tệp" };

function told(input) {
  const names = [...input.files].map((file) => file.name);
  if (names.length > 1) return `${names.length} ${WORDS.many}: ${names.join(", ")}`;
  return names[0] ?? WORDS.none;
}

function dress(input) {
  const types = input.accept.split(",");
  const pictures = types.every((type) => type.trim().startsWith("image/"));
  const frame = document.createElement("span");
  frame.className = "file-pick";
  const face = document.createElement("span");
  face.className = "file-face";
  face.setAttribute("aria-hidden", "true");
  const button = document.createElement("span");
  button.className = "button quiet-button small-button";
  button.textContent = pictures ? WORDS.picture : WORDS.file;
  const names = document.createElement("span");
  names.className = "file-names";
  face.append(button, names);
  input.replaceWith(frame);
  frame.append(input, face);
  const show = () => (names.textContent = told(input));
  show();
  input.addEventListener("change", show);
  // A form empties its fields only after it has told of it.
  input.form?.addEventListener("reset", () => setTimeout(show));
}

for (const input of document.querySelectorAll("input[type=file]")) dress(input);
