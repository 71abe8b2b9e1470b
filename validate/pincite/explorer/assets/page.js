// What links and :target cannot do: keep the page still, filter, sort, copy a link, move by keys.
"use strict";
(() => {
  const html = document.documentElement;
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
  const target = () => document.getElementById(location.hash.slice(1));
  const shown = (cell) => cell.firstChild?.textContent || ""; // its text, or that of its link
  html.classList.add("js");
  // A fragment scrolls its target to the top, and the page makes room for a panel; what was clicked stays in place.
  const go = (hash, stay) => {
    const box = stay?.closest(".scroll");
    const [top, left] = [stay?.getBoundingClientRect().top, box?.scrollLeft];
    location.hash = hash;
    if (box) box.scrollLeft = left;
    if (box) box.scrollLeft += Math.max(0, stay.getBoundingClientRect().right - box.getBoundingClientRect().right + 12);
    if (stay) scrollBy({ top: stay.getBoundingClientRect().top - top, behavior: "instant" });
  };

  const recordOf = (cell) => {
    const table = cell.closest("table");
    const turned = table.classList.contains("turned");
    return shown(turned ? table.tHead.rows[0].cells[cell.cellIndex] : cell.parentNode.cells[0]);
  };

  // A panel begins with the record and the value of its cell, and ends with a link to copy.
  const dress = () => {
    const found = target();
    if (found?.closest("tr")?.hidden) {
      found.closest("tr").hidden = false;
      found.scrollIntoView();
    }
    const panel = found?.matches("td,th") ? found.querySelector(":scope > div") : found;
    if (!panel?.matches("td > div, th > div, .sources > div") || panel.dataset.done) return;
    panel.dataset.done = "yes";
    if (found.matches("td")) {
      const head = panel.firstElementChild;
      head.prepend(make("small", recordOf(found) + " › "));
      head.after(make("p", shown(found), { className: "v" }));
    }
    mapped(panel);
    panel.append(copier("Copy link", () => location.href), " ");
    if (found.matches("td")) panel.append(copier("Copy as citation", () => cited(found, panel)));
  };

  const copier = (name, text) => {
    const copy = make("button", name, { className: "copy", type: "button" });
    const field = make("input", "", { readOnly: true, ariaLabel: name });
    const done = () => (copy.textContent = "Copied");
    const failed = () => (copy.replaceWith(field), field.select());
    copy.onclick = () => {
      field.value = text();
      (navigator.clipboard?.writeText(field.value) ?? Promise.reject()).then(done, failed);
    };
    return copy;
  };
  // Record, value, quote with its place, and the package: what a footnote needs.
  const recorded = JSON.parse(document.getElementById("recorded")?.textContent || "{}");
  const cited = (cell, panel) => {
    const link = panel.querySelector('a[href^="#s"]');
    const [source, place] = link?.getAttribute("href").slice(1).split(":") || [];
    const quote = panel.querySelector("q mark") || panel.querySelector("q");
    const at = link ? `${quote ? ` “${quote.textContent}”,` : ""} characters ${place} of the source with SHA-256 ${recorded.sources[source]}.` : "";
    return `${panel.firstElementChild.textContent}: ${shown(cell)}.${at} ${recorded.cite || document.title}, ${location.href}`;
  };
  // The outline of the article, small, with the place of the passage lit; the text itself is not here.
  const mapped = (panel) => {
    const place = /^#(s\d+:)(\d+)-(\d+)$/.exec(panel.querySelector(':scope > p > a[href^="#s"]')?.getAttribute("href") || "");
    const whole = place && document.querySelector(`h3[id="${place[1]}"] ~ .outline > svg`);
    if (!whole) return;
    const small = whole.cloneNode(true);
    for (const link of small.querySelectorAll("a")) {
      const [start, end] = link.getAttribute("href").split(":")[1].split("-").map(Number);
      if (start >= +place[2] && end <= +place[3]) link.classList.add("lit");
      for (const name of ["href", "aria-label"]) link.removeAttribute(name);
    }
    const label = `Characters ${place[2]} to ${place[3]} in the outline of the article`;
    for (const [name, is] of Object.entries({ class: "bars small", role: "img", "aria-label": label })) small.setAttribute(name, is);
    panel.querySelector(':scope > p > a[href^="#s"]').parentNode.after(small);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const hash = link.getAttribute("href");
    const aim = document.getElementById(hash.slice(1));
    const stays = hash === "#-" || (aim && (aim === link.parentNode || aim.matches(".sources > div")));
    if (!stays) return;
    event.preventDefault();
    const opener = hash === "#-" ? target()?.querySelector(":scope > a") : link;
    go(hash, opener);
    opener?.focus({ preventScroll: true });
  });
  addEventListener("hashchange", dress);

  const number = (text) => parseFloat(/^-?[\d,]+(\.\d+)?/.exec(text)?.[0].replace(/,/g, ""));
  const compare = (a, b) => {
    const [x, y] = [number(a), number(b)];
    return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, "en") : x - y;
  };
  const sort = (table, column, button) => {
    const down = button.dataset.order === "up";
    for (const other of table.tHead.querySelectorAll("button")) delete other.dataset.order;
    for (const head of table.tHead.rows[0].cells) head.removeAttribute("aria-sort");
    button.dataset.order = down ? "down" : "up";
    button.closest("th").ariaSort = down ? "descending" : "ascending";
    const body = table.tBodies[0];
    const rows = [...body.rows].map((row) => [shown(row.cells[column]), row]);
    rows.sort((a, b) => (!a[0] - !b[0]) || (down ? compare(b[0], a[0]) : compare(a[0], b[0])));
    body.append(...rows.map((pair) => pair[1]));
  };
  // Of a long table only so many rows are laid out at once; the filter still looks at all.
  const PAGE = 500;
  const show = (table, state) => {
    let fitting = 0;
    for (const row of table.tBodies[0].rows) {
      row.text ??= [row.cells[0].id, ...[...row.cells].map(shown)].join(" ").toLowerCase();
      const fits = state.words.every((word) => row.text.includes(word));
      row.hidden = !fits || fitting >= state.limit;
      fitting += fits;
    }
    const all = table.tBodies[0].rows.length.toLocaleString("en");
    const rest = fitting > state.limit ? `, the first ${state.limit.toLocaleString("en")} shown` : "";
    state.count.textContent = `${fitting.toLocaleString("en")} of ${all} rows${rest}`;
    state.more.hidden = fitting <= state.limit;
  };

  for (const table of document.querySelectorAll(".table:not(.counts) table:not(.turned)")) {
    const length = table.tBodies[0].rows.length;
    if (length < 4) continue;
    const box = table.closest(".scroll");
    const state = { words: [], limit: PAGE, count: make("span", "") };
    state.more = make("button", `Show ${PAGE} more`, { type: "button", hidden: true });
    state.more.onclick = () => {
      state.limit += PAGE;
      show(table, state);
    };
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make("button", "↕", { type: "button", ariaLabel: `Sort by ${head.textContent}` });
      button.onclick = () => {
        sort(table, column, button);
        if (length > PAGE) show(table, state);
      };
      head.append(button);
    });
    const input = make("input", "", { type: "search", placeholder: "Filter", ariaLabel: `Filter ${box.ariaLabel}` });
    state.count.setAttribute("role", "status");
    let wait;
    input.oninput = () => {
      clearTimeout(wait);
      wait = setTimeout(() => {
        state.words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        show(table, state);
      }, 120);
    };
    const tools = make("div", "", { className: "tools" });
    tools.append(input, state.count);
    box.before(tools);
    box.after(state.more);
    if (length > PAGE) show(table, state);
  }

  const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape" && target()?.matches("td,th,.sources > div")) {
      const opener = target().querySelector(":scope > a");
      go("#-", opener);
      opener?.focus({ preventScroll: true });
      return;
    }
    const move = step[event.key];
    let cell = event.target.matches("a") ? event.target.closest("td,th") : null;
    if (!move || !cell || event.target.closest("td > div, th > div")) return;
    event.preventDefault();
    for (;;) {
      const rows = cell.closest("table").rows;
      cell = rows[cell.parentNode.rowIndex + move[0]]?.cells[cell.cellIndex + move[1]];
      if (!cell) return;
      const link = cell.parentNode.hidden ? null : cell.querySelector(":scope > a");
      if (!link) continue;
      if (target()?.matches("td,th") && cell.id) go(`#${cell.id}`, link);
      link.focus();
      return;
    }
  });
  dress();
})();
