"use strict";
// Tasks by words: what each word and each phrase is worth was worked out beforehand and is added up here.
// How words are read and weighed comes from there too, as `talk`.
let talk = null;
let known = null;

function stemmed(word) {
  if (/^\d+$/.test(word)) return word === "0" || word === "1" ? word : "#";
  for (const [ending, instead] of talk.endings) word = word.replace(ending, instead);
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

function aboutTheTarget(text) {
  return text.slice(0, talk.most).toLowerCase().replace(talk.network, " ");
}

function split(text) {
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

// A form with a kind that stands for several, once for each of them.
function narrowed(form) {
  const kind = form.split(" ").map((part) => part.slice(1, -1)).find((name) => known.wide[name]);
  return kind ? known.wide[kind].map((each) => form.replaceAll(`<${kind}>`, `<${each}>`)) : [form];
}

function prepared(tables) {
  const pairs = (text, apart) => new Map(text.split(apart).filter(Boolean).map((entry) => {
    const [key, line] = entry.split("=");
    return [key, line.split(",").map((each) => each.split(":").map(Number))];
  }));
  const sets = ["before", "sources", "denials", "seeking", "asks", "fillers"];
  talk = { ...tables.talk, ...Object.fromEntries(sets.map((name) => [name, new Set(tables.talk[name])])) };
  talk.endings = talk.endings.map(([ending, instead]) => [new RegExp(ending, "g"), instead]);
  talk.aside = new RegExp(talk.aside, "g");
  talk.parting = new RegExp(talk.parting);
  talk.network = new RegExp(talk.network, "g");
  known = { ...tables, common: new Set(tables.common) };
  known.single = pairs(tables.single, " ");
  known.whole = pairs(tables.whole, ";");
  known.all = [...known.single.keys()].sort((a, b) => (a < b ? -1 : 1));
  known.forms = tables.forms.map((forms) => forms.split(";").filter(Boolean).flatMap(narrowed).map(formed).sort((a, b) => b[1] - a[1]));
  ranked("a price or a class"); // so that the first key is answered as fast as the next
}

// How much each word says: of a few most the last noun, or that before the first preposition; in a sentence
// most what follows a verb such as `predict`; little what follows `from` or `not`.
function says(words, stems) {
  const found = words.length >= talk.sentence ? inSentence(words, stems) : inPhrase(words);
  let left = 0;
  words.forEach((word, place) => {
    if (left > 0 && !known.common.has(stems[place])) found[place] *= talk.says.denied;
    if (!["of", "the", "a", "than"].includes(stems[place])) left -= 1;
    if (talk.denials.has(word) && (!place || words[place - 1] !== "or")) left = talk.denies;
  });
  return found;
}

function inPhrase(words) {
  const found = words.map(() => 1);
  let head = words.length - 1, weight = 1;
  words.forEach((word, place) => {
    if (talk.before.has(word) && place) {
      if (weight === 1) head = place - 1;
      weight = talk.sources.has(word) ? talk.says.source : Math.min(weight, talk.says.after);
    }
    found[place] = weight;
  });
  if (words.length) found[head] = talk.says.head;
  return found;
}

function inSentence(words, stems) {
  let left = 0, isSource = false;
  return words.map((word, place) => {
    if (talk.seeking.has(stems[place])) { left = talk.window; isSource = false; }
    else if (talk.sources.has(word)) isSource = true;
    const said = isSource ? talk.says.source : left > 0 ? talk.says.near : talk.says.around;
    left -= 1;
    isSource &&= left > -talk.window;
    return said;
  });
}

// The known words that a typed one may stand for, and how well; each word is looked up once.
const met = new Map();
function alike(stem, text, isLast) {
  const key = `${stem} ${text} ${isLast}`;
  if (!met.has(key)) met.set(key, looked(stem, text, isLast));
  return met.get(key);
}

function looked(stem, text, isLast) {
  const isKnown = known.single.has(stem), found = new Map(), { short, longer } = talk;
  if (!isKnown && text.length >= short) for (const [each, fit] of misspelt(stem)) found.set(each, fit);
  for (let end = short; end < stem.length; end++)
    if (known.single.has(stem.slice(0, end))) found.set(stem.slice(0, end), isKnown ? longer : talk.stemmed);
  if (stem.length >= short || (isLast && text.length > 1)) {
    const start = stem.length >= short ? stem : text;
    for (let place = firstFrom(start); known.all[place]?.startsWith(start); place++)
      found.set(known.all[place], isKnown ? longer : isLast ? talk.begun : talk.stemmed);
  }
  if (isKnown) found.set(stem, 1);
  return [...found];
}

function firstFrom(start) {
  let low = 0, high = known.all.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known.all[middle] < start) low = middle + 1; else high = middle;
  }
  return low;
}

// Known words but for a slip, and how well they fit: a consonant for another makes another word.
function misspelt(stem) {
  const found = [];
  for (const each of known.all) {
    const size = Math.max(stem.length, each.length), most = Math.floor((1 - talk.fits) * size + 1e-9);
    if (Math.abs(stem.length - each.length) > most) continue;
    const slips = apart(stem, each, most);
    if (slips <= most) found.push([each, slips / size]);
  }
  return found.sort((a, b) => a[1] - b[1]).slice(0, 5).map(([each]) => [each, isSlip(stem, each) ? talk.misspelt : talk.longer]);
}

function isSlip(typed, other) {
  const differ = [...typed].map((letter, place) => [letter, other[place]]).filter(([one, two]) => two && one !== two);
  return typed.length !== other.length || differ.length !== 1 || differ[0].some((letter) => "aeiouy".includes(letter));
}

// How many letters must be changed, left out, put in or swapped; more than `most` is as good as any.
function apart(one, two, most) {
  let before = [], last = Array.from({ length: two.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let at = 1; at <= two.length; at++) {
      now[at] = Math.min(last[at] + 1, now[at - 1] + 1, last[at - 1] + (one[row - 1] === two[at - 1] ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === two[at - 2] && one[row - 2] === two[at - 1]) now[at] = Math.min(now[at], before[at - 2] + 1);
    }
    if (Math.min(...now) > most) return most + 1;
    before = last;
    last = now;
  }
  return last[two.length];
}

// What is typed as forms look at it: its words, with a mark where what is predicted may begin.
function asked(text) {
  const sentences = aboutTheTarget(text).replace(talk.aside, " ").split(/[.?!:;]\s/).map((sentence) =>
    sentence.split(talk.parting).filter(Boolean).flatMap((part) => part === "," || part === "/" ? [part] : split(part)));
  const isShort = sentences.reduce((sum, each) => sum + each.length, 0) <= talk.few;
  return sentences.flatMap((words) => {
    const marked = [];
    let begins = isShort;
    for (const word of words) {
      if (begins && !talk.fillers.has(word)) { marked.push("|"); begins = false; }
      marked.push(/^\d+$/.test(word) ? "#" : word);
      begins ||= talk.asks.has(word);
    }
    return marked;
  }).join(" ");
}

// The tasks that the words may mean, the best first.
function ranked(text) {
  const words = split(aboutTheTarget(text)), stems = words.map(stemmed), weights = says(words, stems);
  const worth = known.tasks.map(() => words.map(() => 0));
  const taken = words.map(() => null);
  stems.forEach((stem, place) => {
    for (const [other, fit] of alike(stem, words[place], place === stems.length - 1))
      for (const [task, value] of known.single.get(other))
        worth[task][place] = Math.max(worth[task][place], value * fit * weights[place]);
  });
  for (let from = 0; from < stems.length; from++)
    for (let to = from + 2; to <= Math.min(from + 4, stems.length); to++) {
      const line = known.whole.get(stems.slice(from, to).join(" "));
      const exact = to - from === stems.length ? talk.exact : 1;
      for (const [task, value] of line ?? [])
        for (let at = from; at < to; at++) {
          worth[task][at] = Math.max(worth[task][at], value * exact * weights[at]);
          (taken[at] ??= new Set()).add(task);
        }
    }
  const said = asked(text);
  const isUnknown = worth.every((values) => values.every((value) => !value)) && !stems.some((stem) => known.common.has(stem));
  const scores = worth.map((values, task) => {
    const own = values.map((value, at) => taken[at] && !taken[at].has(task) ? value * talk.taken : value);
    const total = own.sort((a, b) => b - a).reduce((sum, value, place) => sum + value * talk.fades ** place, 0);
    const form = known.forms[task].find(([look, given]) => (given || isUnknown) && look.test(said));
    return [task, total + (form ? talk.form + talk.formWord * form[1] : 0)];
  });
  const top = Math.max(...scores.map(([, score]) => score));
  return scores.filter(([, score]) => score > 0 && score >= talk.least * top).sort((a, b) => b[1] - a[1]).map(([task]) => known.tasks[task]);
}
