// What links and :target cannot do: keep the page still, filter, sort, copy a link, move by keys.
"use strict";
(() => {
  const html = document.documentElement;
  const make = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);
  const target = () => document.getElementById(location.hash.slice(1));
  const shown = (cell) => cell.firstChild?.textContent || ""; // its text, or that of its link
  html.classList.add("js");

  // A fragment scrolls its target to the top; a cell that was clicked stays where it is.
  const go = (hash) => {
    const box = target()?.closest(".scroll") || document.getElementById(hash.slice(1))?.closest(".scroll");
    const [x, y, left] = [scrollX, scrollY, box ? box.scrollLeft : 0];
    location.hash = hash;
    scrollTo(x, y);
    if (box) box.scrollLeft = left;
  };

  const recordOf = (cell) => {
    const table = cell.closest("table");
    const turned = table.classList.contains("turned");
    return shown(turned ? table.tHead.rows[0].cells[cell.cellIndex] : cell.parentNode.cells[0]);
  };

  // A panel begins with the record and the value of its cell, and ends with a link to copy.
  const dress = () => {
    const found = target();
    const row = found?.closest("tr");
    if (row?.hidden) {
      row.hidden = false;
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
    const copy = make("button", "Copy link", { className: "copy", type: "button" });
    copy.onclick = async () => {
      const field = make("input", "", { value: location.href, readOnly: true, ariaLabel: "Link" });
      try {
        await navigator.clipboard.writeText(location.href);
        copy.textContent = "Copied";
      } catch {
        copy.replaceWith(field);
        field.select();
      }
    };
    panel.append(copy);
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
    go(hash);
    opener?.focus({ preventScroll: true });
  });
  addEventListener("hashchange", dress);

  const number = (text) => {
    const found = /^-?[\d,]+(\.\d+)?/.exec(text);
    return found ? Number(found[0].replace(/,/g, "")) : NaN;
  };
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
      go("#-");
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
      if (target()?.matches("td,th") && cell.id) go(`#${cell.id}`);
      link.focus();
      return;
    }
  });
  dress();
})();
