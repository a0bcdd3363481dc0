"use strict";
// The interview. Nothing is decided here: questions and ends were made by lossadvisor beforehand.
// The address says what was answered, so that it can be shared and the browser's way back works.
const UNSURE = "not-sure";
const OPEN_AT_FIRST = ["Head", "Code", "Labels", "Metrics", "Nearest", "Instead of it"];
const lossadvisor = { packed: {}, tasks: {}, common: null };
const start = document.getElementById("start");
const interview = document.getElementById("interview");

function element(tag, more = {}, ...inside) {
  const made = Object.assign(document.createElement(tag), more);
  made.append(...inside);
  return made;
}

// Data out of a script, for a page from a file may load nothing else.
async function loaded(file, name) {
  await new Promise((done, failed) => {
    document.head.append(element("script", { src: `data/${file}.js`, onload: done, onerror: failed }));
  });
  const bytes = Uint8Array.from(atob(lossadvisor.packed[name]), (letter) => letter.charCodeAt(0));
  delete lossadvisor.packed[name];
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// What is shared stands once, and is named by its number.
function reader(data) {
  const whole = (part) => {
    const found = typeof part === "number" ? data.s[part] : part;
    return typeof found === "number" ? lossadvisor.common.texts[found] : found;
  };
  const deep = (part) => {
    const found = whole(part);
    if (Array.isArray(found)) return found.map(deep);
    if (found !== null && typeof found === "object")
      return Object.fromEntries(Object.entries(found).map(([key, each]) => [key, deep(each)]));
    return found;
  };
  return deep;
}

function filled(text, numbers) {
  return text.replace(/\ue000(.*?)\ue001/g, (_, place) => {
    const [of, factor, term] = place.split(",");
    if (factor === undefined) return numbers[of];
    const product = of.split("*").reduce((value, each) => value * Number(numbers[each]), 1);
    return String(Number(factor) * product + Number(term));
  });
}

// A number as Python writes it, or nothing for what is none here.
function plainNumber(typed, node) {
  const text = typed.trim().replaceAll("_", "");
  const form = node.kind === "whole" ? /^\d{1,12}$/ : /^\d{1,9}(\.\d{1,9})?$/;
  if (!form.test(text)) return null;
  const value = Number(text);
  const low = node.least ?? -Infinity, high = node.most ?? Infinity;
  return value >= low && value <= high ? String(value) : null;
}

function fits(span, number) {
  if (span === null || number === null) return span === number;
  const [low, high, shape] = span;
  const [before, after] = number.split(".");
  const own = after ? `${before.length}.${after.length}` : undefined;
  return own === shape && Number(number) >= low && Number(number) <= high;
}

// How far the answers in the address lead.
function walked(data, given) {
  let node = data.t;
  const steps = [], numbers = [];
  while (node.q && given.has(node.q)) {
    const said = given.get(node.q);
    const unsure = said === UNSURE && node.u;
    const step = { q: node.q, said, option: ` --${node.q} ${quoted(said)}`, node };
    if (unsure) {
      step.option = node.u[1] ? ` --${node.q} ${node.u[1]}` : "";
      step.assumed = node.u;
    }
    let next;
    if (node.c) next = node.c[unsure ? node.u[0] : said];
    else if (node.l) next = node.l;
    else {
      const number = unsure ? String(node.u[0]) : plainNumber(said, node);
      if (number === null) break;
      numbers.push(unsure && node.u[3] ? null : number);
      next = node.n.filter(([least]) => Number(number) >= least).pop()?.[1];
    }
    if (!next) break;
    steps.push(step);
    node = next;
  }
  return { steps, numbers, node };
}

function quoted(said) {
  return /^[\w@%+=:,./-]+$/.test(said) ? said : `'${said.replaceAll("'", `'"'"'`)}'`;
}

function address(task, steps, more = {}) {
  const found = new URLSearchParams([["task", task], ...steps.map((each) => [each.q, each.said])]);
  for (const [name, said] of Object.entries(more)) found.set(name, said);
  return `#${found}`;
}

function heading(text) {
  return element("h1", { tabIndex: -1, textContent: text });
}

function answered(task, steps) {
  const list = element("ul", { className: "given" });
  list.append(element("li", {}, `task: ${task} `, element("a", { href: "#", textContent: "change" , ariaLabel: "change task" })));
  steps.forEach((each, place) => {
    const said = each.assumed ? (each.assumed[3] ? "counted in y_train" : `${each.assumed[0]} (assumed)`) : each.said;
    const link = element("a", { href: address(task, steps.slice(0, place)), textContent: "change" });
    link.setAttribute("aria-label", `change ${each.q}`);
    list.append(element("li", {}, `${each.q}: ${said} `, link));
  });
  return list;
}

function asking(task, data, { steps, node }) {
  const screen = reader(data)(node.w);
  const title = heading(screen.asks);
  const go = (said) => { location.hash = address(task, steps, { [node.q]: said }); };
  const inside = [answered(task, steps), title];
  if (screen.options) {
    const list = element("ul", { className: "choices" });
    for (const [value, name, says, example] of screen.options) {
      const button = element("button", { type: "button", className: "choice" }, element("b", { textContent: name }), " ", says);
      if (value === node.d) button.classList.add("usual");
      if (example) button.append(" ", element("small", { textContent: `e.g. ${example}` }));
      if (value === node.d) button.append(" ", element("small", { textContent: "(the usual answer)" }));
      const asked = value === UNSURE && !node.u;
      button.addEventListener("click", () => asked ? wrong.replaceChildren(says) : go(value));
      list.append(element("li", {}, button));
    }
    const wrong = element("p", { className: "wrong", role: "alert" });
    inside.push(list, wrong);
  } else inside.push(typing(screen, node, go));
  inside.push(element("p", { className: "about", textContent: screen.about }));
  return inside;
}

function typing(screen, node, go) {
  const input = element("input", { className: "number", id: "typed", autocomplete: "off", inputMode: node.n ? "decimal" : "text" });
  if (node.d !== undefined) input.value = node.d;
  if (screen.example) input.placeholder = `such as ${screen.example}`;
  const wrong = element("p", { className: "wrong", role: "alert" });
  const form = element("form", {}, element("label", { htmlFor: "typed", textContent: screen.takes || screen.asks }), input, " ",
    element("button", { textContent: "Go on" }));
  if (node.u) {
    const unsure = element("button", { type: "button", textContent: "I am not sure" });
    unsure.addEventListener("click", () => go(UNSURE));
    form.append(" ", unsure);
  }
  form.append(wrong);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const typed = input.value.trim();
    const known = node.n ? plainNumber(typed, node) : typed;
    if (known) go(known);
    else wrong.textContent = `Type ${screen.takes || "an answer"}.`;
  });
  return form;
}

function command(task, steps) {
  return `lossadvisor recommend --task ${task}${steps.map((each) => each.option).join("")}${lossadvisor.common.rules}`;
}

function assumed(steps, settings) {
  const lines = [];
  const quiet = steps.filter((each) => each.assumed && !each.assumed[1]).map((each) => `--${each.q} ${each.assumed[0]}`);
  const plain = [...quiet, ...(settings ? [settings] : [])].join(", ");
  if (plain) lines.push(plain);
  for (const { q, assumed: each } of steps)
    if (each && each[1]) lines.push(`--${q} ${each[3] ? "counted in y_train" : each[0]}; ${each[2]}`);
  return lines;
}

// The sections of an end: none where numbers have no text ready.
function ended({ node, numbers }) {
  if (node.e) return { sections: node.e, example: node.x };
  const found = (node.v || []).find(([spans]) => spans.every((span, place) => fits(span, numbers[place])));
  return { sections: found && found[1] };
}

function showing(task, data, walk) {
  const { steps, node, numbers } = walk;
  const line = command(task, steps);
  const inside = [answered(task, steps)];
  const { sections, example } = ended(walk);
  if (node.error || !sections) {
    const why = node.error || "This page has no text ready for these numbers. The command has:";
    inside.push(heading("Run the command"), element("p", { className: "note", textContent: why }), ...told("Command", line, "command"));
    return inside;
  }
  const read = reader(data);
  const [title, lead, settings, ...rest] = sections.map(read);
  const fill = (text) => filled(text, numbers);
  inside.push(heading(fill(title)));
  if (lead) inside.push(element("p", { className: "lead", textContent: fill(lead) }));
  if (example) {
    const said = Object.entries(example).map(([name, value]) => `--${name} ${value}`).join(" ");
    inside.push(element("p", { className: "note", textContent: `Your numbers change more than a page can fill in. This is the answer for the example ${said}; the command at the end has yours.` }));
  }
  for (const [name, blocks] of rest) inside.push(section(name, blocks, fill));
  const lines = assumed(steps, settings.length ? settings : "");
  if (lines.length) inside.push(section("Assumed", [["lines", lines]], (text) => text));
  inside.push(...told("Command", line, "command"), element("p", { className: "about", textContent: lossadvisor.common.settings }),
    copies(location.href, "link"), element("p", {}, element("a", { href: "#", textContent: "Start again" })));
  return inside;
}

function told(name, text, what) {
  const pre = element("pre", { tabIndex: 0, textContent: text });
  pre.dataset.name = name;
  return [element("h2", { textContent: name }), pre, copies(pre, what)];
}

function section(name, blocks, fill) {
  const made = element("details", { open: OPEN_AT_FIRST.includes(name) || blocks.length === 0 }, element("summary", {}, element("span", { textContent: name, role: "heading", ariaLevel: "2" })));
  for (const [kind, content] of blocks) {
    if (kind === "code") {
      const pre = element("pre", { tabIndex: 0, textContent: fill(content.map((part) => part.join("\n")).join("\n\n")) });
      pre.dataset.name = name;
      made.append(pre, copies(pre, "code"));
    } else if (kind === "lines") made.append(element("ul", {}, ...content.map((each) => element("li", { textContent: fill(each) }))));
    else made.append(rows(content, kind, fill));
  }
  return made;
}

function rows(content, kind, fill) {
  const list = element("dl");
  for (let at = 0; at < content.length; at += 2) {
    const said = fill(content[at + 1]);
    const inside = kind === "ways" ? element("pre", { tabIndex: 0, textContent: said }) : said;
    list.append(element("dt", { textContent: fill(content[at]) }), element("dd", {}, inside));
  }
  return list;
}

let first = true;
async function shown() {
  const given = new URLSearchParams(location.hash.slice(1));
  const task = given.get("task");
  const isKnown = task && start.querySelector(`[data-task="${CSS.escape(task)}"]`);
  if (isKnown && !lossadvisor.tasks[task]) {
    lossadvisor.common ??= await loaded("common", "common");
    lossadvisor.tasks[task] ??= await loaded(task, `task ${task}`);
  }
  start.hidden = Boolean(isKnown);
  interview.hidden = !isKnown;
  if (isKnown) {
    const data = lossadvisor.tasks[task];
    const walk = walked(data, given);
    interview.replaceChildren(...(walk.node.q ? asking(task, data, walk) : showing(task, data, walk)));
    interview.dataset.at = location.hash;
  }
  if (!first) (isKnown ? interview : start).querySelector("h1").focus();
  first = false;
}

// What is typed shows the tasks that fit, the best first; nothing typed shows all.
const field = document.getElementById("words");
let loading = null;
function searched() {
  loading ??= loaded("words", "words").then(prepared);
  if (!known) return loading.then(searched);
  const fitting = field.value.trim() ? ranked(field.value) : [];
  const items = fitting.map((task) => start.querySelector(`#groups [data-task="${CSS.escape(task)}"]`)).filter(Boolean);
  document.getElementById("fitting").replaceChildren(...items.map((each) => {
    const copy = each.cloneNode(true);
    delete copy.dataset.task;
    return copy;
  }));
  document.getElementById("groups").hidden = items.length > 0;
  document.getElementById("found").textContent = !field.value.trim() ? "" :
    items.length ? `${items.length} ${items.length === 1 ? "task fits" : "tasks fit"}, the most likely first.` : "No task fits these words; here are all of them.";
  return null;
}
field.addEventListener("focus", () => { loading ??= loaded("words", "words").then(prepared); });
// Several keys within a frame are drawn once.
let waiting = 0;
field.addEventListener("input", () => {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(searched);
});
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  const first = document.querySelector("#fitting a");
  if (first) location.hash = first.hash;
});

for (const item of start.querySelectorAll("[data-task]"))
  item.querySelector("a").href = `#task=${item.dataset.task}`;
window.addEventListener("hashchange", shown);
shown();
