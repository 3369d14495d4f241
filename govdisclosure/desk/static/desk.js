// The desk's script: sends files without leaving the page, and again for each button.
//
// Files stay in this page and nowhere else; every answer is a page of the server, of which the part
// that changed is put in here. Nothing is made of strings.
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  // The files that the results on the page are of; the form may hold others meanwhile.
  let shown = null;
  // The number of the latest check; what an earlier one brings later is not shown.
  let latest = 0;

  const status = (words) => { byId("status").textContent = words; };

  const problem = (words) => {
    const card = document.createElement("div");
    const head = document.createElement("h2");
    const text = document.createElement("p");
    card.className = "card problem";
    card.setAttribute("role", "alert");
    head.textContent = `✖ ${byId("desk").dataset.wrong}`;
    text.textContent = words;
    card.append(head, text);
    return card;
  };

  const chosen = () => ({
    file: [...byId("file").files],
    previous: [...byId("previous").files],
    rules: [...byId("rules").files],
  });

  const bodyOf = (files, fields) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const [name, held] of Object.entries(files)) {
      for (const one of held) body.append(name, one, one.name);
    }
    return body;
  };

  // What is wrong with the files before they are sent; empty where nothing is.
  const refusal = (files) => {
    const { limit, tooLarge, noFile } = byId("desk").dataset;
    const size = Object.values(files).flat().reduce((sum, one) => sum + one.size, 0);
    if (!files.file.length) return noFile;
    return size > Number(limit) ? tooLarge : "";
  };

  const busy = (button, is) => {
    byId("result").setAttribute("aria-busy", String(is));
    status(is ? byId("desk").dataset.busy : "");
    if (button) button.disabled = is;
  };

  const pageIn = async (answer) =>
    new DOMParser().parseFromString(await answer.text(), "text/html");

  const send = async (address, body, button) => {
    busy(button, true);
    try {
      return await fetch(address, { method: "POST", body });
    } catch {
      return null;
    } finally {
      busy(button, false);
    }
  };

  const fail = (words) => {
    const old = byId("result").querySelector(":scope > .problem");
    if (old) old.remove();
    byId("result").prepend(problem(words));
    byId("result").focus();
  };

  // What a refusal's page says.
  const saidIn = (page) => page.querySelector(".problem p")?.textContent ?? "";

  // ---------------------------------------------------------------- pages

  const check = async (files, language, button) => {
    const words = refusal(files);
    if (words) return fail(words);
    const own = ++latest;
    const body = bodyOf(files, { lang: language, as: "page", scripted: "1" });
    const answer = await send(`check?lang=${language}`, body, button);
    const page = answer && await pageIn(answer);
    if (own !== latest) return;
    if (!page?.getElementById("result")) return fail(byId("desk").dataset.unreachable);
    if (document.documentElement.lang !== page.documentElement.lang) {
      document.documentElement.lang = page.documentElement.lang;
      document.body.replaceChildren(...page.body.childNodes);
      start();
      restore(files);
    } else {
      byId("result").replaceChildren(...page.getElementById("result").childNodes);
      if (answer.ok) byId("sending").querySelector("summary").replaceChildren(
        ...page.getElementById("sending").querySelector("summary").childNodes);
    }
    document.title = page.title;
    if (answer.ok) {
      shown = files;
      byId("sending").open = false;
    }
    window.scrollTo(0, 0);
    byId("result").focus({ preventScroll: true });
  };

  const restore = (files) => {
    for (const [name, held] of Object.entries(files)) {
      const box = new DataTransfer();
      for (const one of held) box.items.add(one);
      byId(name).files = box.files;
    }
    named();
  };

  // ---------------------------------------------------------------- files to save

  const nameIn = (answer) => {
    const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
    return found ? decodeURIComponent(found[1]) : "";
  };

  const download = async (files, kind, button) => {
    const words = refusal(files);
    if (words) return fail(words);
    const language = byId("desk").elements.lang.value;
    const body = bodyOf(files, { lang: language, as: kind });
    const answer = await send(`check?lang=${language}`, body, button);
    if (!answer) return fail(byId("desk").dataset.unreachable);
    const name = nameIn(answer);
    if (!answer.ok || !name) return fail(saidIn(await pageIn(answer)));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    status(name);
  };

  // ---------------------------------------------------------------- originals

  const original = async (button) => {
    const place = button.closest(".file");
    const one = shown?.file[Number(place.id.slice(1))];
    if (!one) return;
    const language = byId("desk").elements.lang.value;
    const body = bodyOf({ file: [one] }, { lang: language, at: button.dataset.at });
    const answer = await send(`original?lang=${language}`, body, null);
    if (!answer) return fail(byId("desk").dataset.unreachable);
    const page = await pageIn(answer);
    const inside = page.getElementById("result") ? [problem(saidIn(page))] : page.body.childNodes;
    const dialog = byId("original");
    byId("original-body").replaceChildren(...inside);
    dialog.showModal();
    const frame = dialog.querySelector("iframe");
    const find = (within) => within.getElementById("here")?.scrollIntoView({ block: "center", inline: "center" });
    if (frame) frame.addEventListener("load", () => find(frame.contentDocument));
    else find(document);
    dialog.addEventListener("close", () => button.focus(), { once: true });
  };

  // ---------------------------------------------------------------- what people do

  const submitted = (event) => {
    event.preventDefault();
    const button = event.submitter;
    const kind = button?.value || "page";
    const isOfResult = button && !byId("desk").contains(button);
    const files = isOfResult && shown ? { ...shown } : chosen();
    if (kind === "page") return check(files, byId("desk").elements.lang.value, button);
    if (isOfResult && button.dataset.file) files.file = [files.file[Number(button.dataset.file)]];
    return download(files, kind, button);
  };

  const clicked = (event) => {
    const button = event.target.closest("button[data-at], [data-close], #language");
    if (!button) return;
    if (button.id === "language") {
      if (!shown) return;
      event.preventDefault();
      check(shown, button.dataset.language, null);
    } else if ("close" in button.dataset) byId("original").close();
    else original(button);
  };

  const dropped = (event) => {
    event.preventDefault();
    byId("drop").classList.remove("over");
    if (!event.dataTransfer?.files.length) return;
    byId("file").files = event.dataTransfer.files;
    named();
    byId("sending").open = true;
    check(chosen(), byId("desk").elements.lang.value, null);
  };

  const named = () => {
    byId("chosen").replaceChildren(...[...byId("file").files].map((one) => {
      const line = document.createElement("li");
      line.textContent = one.name;
      return line;
    }));
  };

  const start = () => {
    document.documentElement.classList.add("scripted");
    byId("file").addEventListener("change", named);
    byId("desk").addEventListener("submit", submitted);
    byId("original").addEventListener("click", (event) => {
      if (event.target === byId("original")) byId("original").close();
    });
  };

  start();
  document.addEventListener("click", clicked);
  document.addEventListener("dragover", (event) => {
    event.preventDefault();
    byId("drop").classList.add("over");
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) byId("drop").classList.remove("over");
  });
  document.addEventListener("drop", dropped);
})();
