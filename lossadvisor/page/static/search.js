"use strict";
// Tasks by words: what each word and each phrase is worth was worked out beforehand and is added up here.
const BEFORE = new Set("of in from for at on per with by given during based using between over after inside within about".split(" "));
const ASKS = new Set(("predict predicting predicts prediction forecast estimate estimating estimates detect detecting detects " +
  "determine determining guess tell telling know find decide deciding says say see check figure learn " +
  "answer understand distinguish classify classifying").split(" "));
const FILLERS = new Set("out me us that to about on for".split(" "));
const FADES = 0.75, HEAD = 1.5, AFTER = 0.8, FORM = 6, FORM_WORD = 1.5, TAKEN = 0.6;
let known = null;

function stemmed(word) {
  if (/^\d+$/.test(word)) return word === "0" || word === "1" ? word : "#";
  for (const [end, instead] of [[/([lmvbdni])our/, "$1or"], [/is(e|ed|ing|er|ation)$/, "iz$1"], [/yse(d|s)?$/, "yze$1"],
    [/ll(ed|ing|er)$/, "l$1"], [/(?<=.{2})tre$/, "ter"], [/ogue$/, "og"], [/aem/, "em"], [/grey/, "gray"]]) word = word.replace(end, instead);
  if (word.length > 4 && word.endsWith("ies")) word = word.slice(0, -3) + "y";
  else if (word.length > 4 && /(sses|xes|ches|shes)$/.test(word)) word = word.slice(0, -2);
  else if (word.length > 3 && /s$/.test(word) && !/(ss|us|is)$/.test(word)) word = word.slice(0, -1);
  for (const last of ["ing", "ed", "ly"]) {
    if (word.length > last.length + 3 && word.endsWith(last)) {
      word = word.slice(0, -last.length);
      if (word.at(-1) === word.at(-2) && !"lsz".includes(word.at(-1))) word = word.slice(0, -1);
      break;
    }
  }
  return word.length > 3 ? word.replace(/e$/, "") : word;
}

function wordsOf(text) {
  const plain = text.normalize("NFKD").replace(/[^\x00-\x7f]/g, "").toLowerCase().replaceAll("'", "");
  return plain.match(/[a-z]+[0-9]*|[0-9]+[a-z]*/g) ?? [];
}

// A form such as `* or *` as a regular expression over the words.
function formed(form) {
  const parts = form.split(" ");
  let isFirst = true;
  const looks = parts.filter((part) => part !== "...").map((part) => {
    if (part === "*" && isFirst) { isFirst = false; return "([a-z0-9#]+)"; }
    if (part === "*") return "[a-z0-9#]+";
    if (part === "*s") return "[a-z0-9]+[^suia ]s";
    if (part.startsWith("*")) return `[a-z0-9]+${part.slice(1)}`;
    if (part.endsWith("=")) return `${part.slice(0, -1)}\\1`;
    const kind = known.kinds[part.slice(1, -1)];
    const each = part.startsWith("<") && kind ? kind : part === "/" ? ["/"] : part.split("/");
    return `(?:${each.map((word) => /^\d+$/.test(word) ? "#" : word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|")})`;
  });
  const start = parts[0] === "..." ? "(?:^| )" : "(?:^| )\\| ";
  const end = parts.at(-1) === "..." ? "(?= |$)" : "$";
  const given = parts.reduce((sum, part) => sum + (part === "*" || part === "..." ? 0 : part.startsWith("*") ? 0.4 : 1), 0);
  return [new RegExp(start + looks.join(" (?:[|,] )?") + end), given];
}

function prepared(tables) {
  const pairs = (text, apart) => new Map(text.split(apart).filter(Boolean).map((entry) => {
    const [key, line] = entry.split("=");
    return [key, line.split(",").map((each) => each.split(":").map(Number))];
  }));
  known = { ...tables, common: new Set(tables.common) };
  known.single = pairs(tables.single, " ");
  known.whole = pairs(tables.whole, ";");
  known.all = [...known.single.keys()];
  known.forms = tables.forms.map((forms) => forms.split(";").filter(Boolean).map(formed).sort((a, b) => b[1] - a[1]));
  ranked("a price or a class"); // so that the first key is answered as fast as the next
}

// How much each word says: most the last noun, or that before the first preposition.
function says(words) {
  const found = words.map(() => 1);
  let head = words.length - 1, weight = 1;
  words.forEach((word, place) => {
    if (BEFORE.has(word) && place) {
      if (weight === 1) head = place - 1;
      weight = AFTER;
    }
    found[place] = weight;
  });
  if (words.length && words.length < 8) found[head] = HEAD;
  return found;
}

function alike(stem, isLast) {
  if (known.single.has(stem)) return [[stem, 1]];
  const found = [];
  for (let end = stem.length - 1; end >= 5; end--)
    if (known.single.has(stem.slice(0, end))) { found.push([stem.slice(0, end), 0.8]); break; }
  if (stem.length >= 5 || (isLast && stem.length > 1))
    for (const each of known.all) if (each.startsWith(stem)) found.push([each, isLast ? 0.9 : 0.8]);
  return found;
}

function asked(words) {
  const marked = [];
  let begins = words.length <= 12;
  for (const word of words) {
    if (begins && !FILLERS.has(word)) { marked.push("|"); begins = false; }
    marked.push(/^\d+$/.test(word) ? "#" : word);
    begins ||= ASKS.has(word);
  }
  return marked.join(" ");
}

// The tasks that the words may mean, the best first.
function ranked(text) {
  const words = wordsOf(text), stems = words.map(stemmed), weights = says(words);
  const worth = known.tasks.map(() => words.map(() => 0));
  const taken = words.map(() => null);
  stems.forEach((stem, place) => {
    for (const [other, fit] of alike(stem, place === stems.length - 1))
      for (const [task, value] of known.single.get(other))
        worth[task][place] = Math.max(worth[task][place], value * fit * weights[place]);
  });
  for (let from = 0; from < stems.length; from++)
    for (let to = from + 2; to <= Math.min(from + 4, stems.length); to++) {
      const line = known.whole.get(stems.slice(from, to).join(" "));
      const exact = to - from === stems.length ? 1.5 : 1;
      for (const [task, value] of line ?? [])
        for (let at = from; at < to; at++) {
          worth[task][at] = Math.max(worth[task][at], value * exact * weights[at]);
          (taken[at] ??= new Set()).add(task);
        }
    }
  const said = asked(words);
  const scores = worth.map((values, task) => {
    const own = values.map((value, at) => taken[at] && !taken[at].has(task) ? value * TAKEN : value);
    const total = own.sort((a, b) => b - a).reduce((sum, value, place) => sum + value * FADES ** place, 0);
    const form = known.forms[task].find(([look, given]) => given && look.test(said));
    return [task, total + (form ? FORM + FORM_WORD * form[1] : 0)];
  });
  const top = Math.max(...scores.map(([, score]) => score));
  return scores.filter(([, score]) => score > 0 && score >= 0.15 * top).sort((a, b) => b[1] - a[1]).map(([task]) => known.tasks[task]);
}
