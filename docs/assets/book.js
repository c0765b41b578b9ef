// The book's own scripts. Without them every page can be read; they add what the pages cannot do alone.

// Cards at claim signs and terms: status and sources of a claim, the meaning of a term.
// A link names its card in data-card. The card shows while the link, or the card itself, is pointed at or has the
// keyboard's focus; Escape closes it; a finger's first tap shows it and a second one follows the link (WCAG 1.4.13).
(() => {
  "use strict";

  const SHOW = 120; // ms a pointer rests on a link before its card shows: passing over it is no question
  const HIDE = 300; // ms to get from the link into its card
  const GAP = 6; // px between a link and its card

  let open = null; // the link whose card shows
  let timer = 0;

  const cardOf = (link) => document.getElementById(link.dataset.card);

  function hide() {
    clearTimeout(timer);
    if (open) cardOf(open).hidden = true;
    open = null;
  }

  function show(link) {
    clearTimeout(timer);
    if (open === link) return;
    hide();
    open = link;
    const card = cardOf(link);
    card.hidden = false;
    place(card, link);
  }

  // Below the link; above it where only there is room. Never wider than the text.
  function place(card, link) {
    const [at] = link.getClientRects(); // the first line of a link that runs over two
    const own = card.getBoundingClientRect();
    const frame = card.offsetParent.getBoundingClientRect();
    const header = document.querySelector(".md-header");
    const ceiling = header ? header.getBoundingClientRect().bottom : 0;
    const below = at.bottom + GAP + own.height <= window.innerHeight || at.top - GAP - own.height < ceiling;
    const top = below ? at.bottom + GAP : at.top - GAP - own.height;
    const left = Math.max(frame.left, Math.min(at.left - 16, frame.right - own.width));
    card.style.top = `${top - frame.top}px`;
    card.style.left = `${left - frame.left}px`;
  }

  function later(what, wait) {
    clearTimeout(timer);
    timer = setTimeout(what, wait);
  }

  for (const link of document.querySelectorAll("a[data-card]")) {
    const card = cardOf(link);
    if (!card) continue;
    link.setAttribute("aria-describedby", card.id);
    link.querySelector("[title]")?.removeAttribute("title"); // the card says it, and more
    let shown = false; // whether the card showed before this tap
    link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(() => show(link), SHOW));
    link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(hide, HIDE));
    link.addEventListener("pointerdown", (event) => {
      shown = event.pointerType === "mouse" || open === link;
    });
    link.addEventListener("click", (event) => {
      if (event.detail === 0 || shown) return; // the keyboard, or the second tap
      event.preventDefault();
      show(link);
    });
    link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
    link.addEventListener("blur", () => later(hide, HIDE));
  }

  for (const card of document.querySelectorAll(".card")) {
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(hide, HIDE));
  }

  document.addEventListener("pointerdown", (event) => {
    if (open && !open.contains(event.target) && !cardOf(open).contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  window.addEventListener("resize", hide);
})();

// What Material adds to a text once it is shown: a table wider than the screen can be pushed by the keyboard, and the
// frame of a code block's button is no region of the page.
(() => {
  "use strict";

  const named = (frame) =>
    frame.closest("figure")?.querySelector("figcaption .number")?.textContent.replace(/\.\s*$/, "") ?? "Table";

  const fit = ({ target }) => {
    if (target.scrollWidth <= target.clientWidth) {
      for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      return;
    }
    target.tabIndex = 0;
    target.setAttribute("role", "group"); // with a name; no region, of which a page would have too many
    target.setAttribute("aria-label", target.matches(".equation") ? "Formula" : named(target));
  };
  const wide = new ResizeObserver((entries) => entries.forEach(fit));

  const adapt = () => {
    for (const frame of document.querySelectorAll(".md-typeset__scrollwrap, .equation")) wide.observe(frame);
    for (const frame of document.querySelectorAll(".md-code__nav")) frame.setAttribute("role", "none");
  };

  const text = document.querySelector(".md-content");
  if (text) new MutationObserver(adapt).observe(text, { childList: true, subtree: true });
  adapt();
})();
