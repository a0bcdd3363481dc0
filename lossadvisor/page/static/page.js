"use strict";
// On every page: a button beside code that copies it.
function copies(block, what) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `Copy ${what}`;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  said.className = "copied";
  button.addEventListener("click", async () => {
    const text = typeof block === "string" ? block : block.textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    said.textContent = " Copied";
  });
  const row = document.createElement("p");
  row.append(button, said);
  return row;
}
for (const pre of document.querySelectorAll("article pre")) pre.after(copies(pre, "code"));
