// The site's own search: looks for every word as a piece of the text of each section, which finds
// Chinese words wherever they stand, and needs neither a server nor a word list.
(() => {
  "use strict";
  const SHOWN = 60;
  const AROUND = 70;

  // Full width and half width, and upper and lower case, are the same; offsets stay what they were.
  const folded = (text) =>
    Array.from(text, (one) => {
      const same = one.normalize("NFKC").toLowerCase();
      return same.length === one.length ? same : one;
    }).join("");

  const scored = (section, words) => {
    const [, page, title] = section;
    const [body, head, top] = [section.folded, folded(title), folded(page)];
    let score = 0;
    let own = 0;
    for (const word of words) {
      const times = body.split(word).length - 1;
      const inHead = head.includes(word);
      const inTop = top.includes(word);
      if (!times && !inHead && !inTop) return 0;
      own += times + (inHead ? 1 : 0);
      score += Math.min(times, 5) + (inTop ? 8 : 0) + (head === word ? 40 : 0);
      if (inHead) score += body ? 20 : 4;
    }
    // A word of the page's title is one of this section only beside a word of its own.
    return own ? score : 0;
  };

  const snippet = (section, words) => {
    const text = section[3];
    const places = words.map((word) => section.folded.indexOf(word)).filter((place) => place >= 0);
    const first = places.length ? Math.min(...places) : 0;
    const begin = Math.max(0, first - AROUND);
    const cut = text.slice(begin, first + 2 * AROUND);
    const same = section.folded.slice(begin, first + 2 * AROUND);
    const line = document.createElement("p");
    if (begin) line.append("…");
    let at = 0;
    while (at < cut.length) {
      const hits = words.map((word) => [same.indexOf(word, at), word]).filter(([place]) => place >= 0);
      if (!hits.length) break;
      const [place, word] = hits.reduce((one, two) => (two[0] < one[0] ? two : one));
      const mark = document.createElement("mark");
      mark.textContent = cut.slice(place, place + word.length);
      line.append(cut.slice(at, place), mark);
      at = place + word.length;
    }
    line.append(cut.slice(at), begin + cut.length < text.length ? "…" : "");
    return line;
  };

  const show = (query, root) => {
    const results = document.getElementById("search-results");
    const count = document.getElementById("search-count");
    const words = folded(query).split(/\s+/u).filter(Boolean);
    results.replaceChildren();
    count.textContent = "";
    document.getElementById("search-other").hidden = true;
    if (!words.length) return;
    const found = window.SECTIONS.map((section) => [scored(section, words), section])
      .filter(([score]) => score)
      .sort((one, two) => two[0] - one[0]);
    const said = found.length === 0 ? "none" : found.length === 1 ? "one" : "many";
    count.textContent = count.dataset[said].replace("{n}", found.length);
    if (found.length > SHOWN) count.textContent += count.dataset.more.replace("{n}", SHOWN);
    const other = document.getElementById("search-other");
    other.hidden = found.length > 0;
    other.firstElementChild.search = new URLSearchParams({ q: query });
    for (const [, section] of found.slice(0, SHOWN)) {
      const [where, page, title] = section;
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = root + where;
      link.textContent = title;
      item.append(link);
      if (page !== title) {
        const of = document.createElement("span");
        of.className = "search-page";
        of.textContent = page;
        item.append(of);
      }
      item.append(snippet(section, words));
      results.append(item);
    }
  };

  const start = () => {
    const form = document.querySelector("form.site-search");
    if (!form) return;
    const root = document.documentElement.dataset.content_root || "./";
    const index = document.createElement("script");
    index.src = `${root}_static/search-index.js`;
    index.onload = () => {
      for (const section of window.SECTIONS) section.folded = folded(section[3]);
      const field = form.elements.q;
      field.value = new URLSearchParams(location.search).get("q") || "";
      const again = () => {
        const address = new URL(location.href);
        address.searchParams.set("q", field.value);
        try {
          history.replaceState(null, "", address);
        } catch {
          // A page from the disk may not change its address.
        }
        show(field.value, root);
      };
      form.addEventListener("submit", (event) => {
        event.preventDefault();
        again();
      });
      field.addEventListener("input", again);
      show(field.value, root);
    };
    document.head.append(index);
  };

  // The same page in the other language gets the words that are looked for, and the place on the page,
  // which it has where that is the name of a thing and no heading.
  for (const link of document.querySelectorAll(".other-language a"))
    for (const kind of ["pointerdown", "click"])
      link.addEventListener(kind, () => {
        link.search = location.search;
        link.hash = location.hash;
      });

  // Press / to search, as on many sites.
  document.addEventListener("keydown", (event) => {
    const at = document.activeElement;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || /INPUT|TEXTAREA/.test(at?.tagName)) return;
    const field = document.querySelector("form.site-search input, .sidebar-search");
    if (field) {
      event.preventDefault();
      field.focus();
    }
  });

  start();
})();
