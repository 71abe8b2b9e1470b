// Check again: what needs no grammar is repeated in the reader's browser, and said.
"use strict";
(() => {
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
  const box = document.getElementById("again");
  const data = JSON.parse(document.getElementById("recorded").textContent);

  const shown = (cell) => cell.firstChild.textContent;
  const quoted = (panel) => (panel.querySelector("q mark") || panel.querySelector("q"))?.textContent;
  const places = /^#(s\d+):(\d+)-(\d+)$/;
  const place = (panel) => places.exec(panel.querySelector('a[href^="#s"]')?.getAttribute("href") || "");

  const digits = (text) => text.replace(/\D/g, "");
  const wordsOf = (c, source) => data.words[`${c.rule} ${data.languages[source]}`] || {};

  // The words on the page for a recorded value: a label, a grouped number, yes or no, a date in EDTF.
  const agrees = (cell, value, labels) => {
    const text = shown(cell);
    if (labels?.[value] === text || text === value || { true: "yes", false: "no" }[value] === text) return true;
    if (/^-?[\d.]+$/.test(value) && text.replace(/[^\d.-]/g, "") === value) return true;
    return cell.querySelector(":scope > div").textContent.includes(`EDTF ${value})`);
  };
  const product = (digits, power) => {
    const [whole, part = ""] = digits.split(".");
    const behind = Math.max(part.length - power, 0);
    const all = BigInt(whole + part.padEnd(power, "0")).toString().padStart(behind + 1, "0");
    return behind ? `${all.slice(0, -behind)}.${all.slice(-behind)}`.replace(/\.?0+$/, "") : all;
  };
  const interval = (edtf, first, last) => {
    const end = new Date(Date.UTC(edtf.slice(0, 4), edtf.slice(5) || 12, 0)).toISOString();
    return first === `${edtf}-01-01`.slice(0, 10) && last === end.slice(0, 10);
  };
  const has = (text, phrase) => {
    const plain = phrase.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const spaced = /[a-z0-9]/i.test(phrase);
    const letter = "[\\p{L}\\p{N}_]";
    return new RegExp(spaced ? `(?<!${letter})${plain}(?!${letter})` : plain, "iu").test(text);
  };

  // One line of the report: what was looked at, how many, and which failed.
  const line = (says, checks) => {
    const wrong = checks.filter(([, fine]) => !fine).map(([cell]) => cell);
    const item = make("li", checks.length ? `${says}: ${checks.length - wrong.length} of ${checks.length}.` : `${says}: none to look at.`);
    item.className = wrong.length || !checks.length ? "against" : "for";
    for (const id of wrong.slice(0, 9)) item.append(" ", make("a", id, { href: `#${id}` }));
    return item;
  };

  const cells = [];
  for (const [row, fields] of Object.entries(data.cells))
    for (const [field, found] of Object.entries(fields)) {
      const [kind, value, ...rest] = found === 0 ? ["v"] : typeof found === "string" ? ["t", found] : found;
      const id = `${row}/${field}`;
      const [cell, rule] = [document.getElementById(id), data.fields[`${row.split("/")[0]}/${field}`]];
      cells.push({ id, kind, value, rest, rule, cell, panel: cell?.querySelector(":scope > div") });
    }

  const first = () => {
    const of = (kind) => cells.filter((c) => c.kind === kind);
    const same = cells.map((c) => [c.id, c.cell && (c.kind === "v" ? shown(c.cell) === quoted(c.panel) : agrees(c.cell, c.value, data.labels[c.rule]))]);
    const marked = document.querySelectorAll("td[id]:not(.j,.x,.w)");
    const numbers = of("n").map((c) => [c.id, product(...c.rest) === c.value && digits(quoted(c.panel)).includes(digits(c.rest[0]))]);
    const words = of("t").map((c) => [c.id, wordsOf(c, place(c.panel)[1])[quoted(c.panel)] === c.value]);
    const dates = of("d").map((c) => [c.id, interval(c.value, ...c.rest)]);
    return [
      line("Cells on this page that say what the recorded table says", same),
      line("Cells with a passage that were looked at", [...marked].map((cell) => [cell.id, cells.some((c) => c.cell === cell)])),
      line("Numbers that are the printed number times its scale", numbers),
      line("Codes that the word list gives for the quoted words", words),
      line("Dates whose first and last day were counted again", dates),
    ];
  };

  // With the text: its digest, each quote at its place, the paragraphs that are said to be silent.
  const second = async (file) => {
    const bytes = await file.arrayBuffer();
    if (!globalThis.crypto?.subtle) return [make("li", "This browser gives no digests here, so the file was not compared.", { className: "against" })];
    const digest = [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((n) => n.toString(16).padStart(2, "0")).join("");
    const source = Object.keys(data.sources).find((name) => data.sources[name] === digest);
    if (!source) return [make("li", `Not a source of this package: the digest of the file is ${digest}.`, { className: "against" })];
    const text = [...new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)];
    const slice = (start, end) => text.slice(start, end).join("");
    const quotes = [...document.querySelectorAll(`td > div > p > a[href^="#${source}:"] ~ q`)].map((quote) => {
      const [, , start, end] = places.exec(quote.parentNode.querySelector('a[href^="#s"]').getAttribute("href"));
      return [quote.closest("td").id, slice(start, end) === (quote.querySelector("mark") || quote).textContent];
    });
    const silent = cells.filter((c) => c.kind === "s" && c.rest[0] === source).map((c) => {
      const words = slice(c.rest[1], c.rest[2]);
      return [c.id, words.length > 0 && !Object.keys(wordsOf(c, source)).some((phrase) => has(words, phrase))];
    });
    return [
      make("li", `The file is the source: its SHA-256 digest is ${digest.slice(0, 16)}….`, { className: "for" }),
      line("Quotes that stand in the file at their offsets", quotes),
      line("Paragraphs that hold no phrase of the word list", silent),
    ];
  };

  const list = make("ul", "");
  const done = make("p", data.says, { className: "says", hidden: true });
  const button = make("button", "Check again", { type: "button" });
  const input = make("input", "", { type: "file" });
  const label = make("label", "If you have the text, its file is compared too (it stays on your computer): ");
  label.append(input);
  const run = async () => {
    const more = input.files[0] ? await second(input.files[0]) : [make("li", "No file was chosen: no quote was compared, no paragraph was searched.")];
    list.replaceChildren(...first(), ...more);
    done.hidden = false;
  };
  button.onclick = run;
  input.onchange = run;
  list.setAttribute("aria-live", "polite");
  box.append(make("h3", "Check again"), button, " ", label, list, done);
})();
