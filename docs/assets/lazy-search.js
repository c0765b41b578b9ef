// The index of the search weighs more than any page, and Material fetches it with every page. Here its request waits
// until somebody goes to the search. Read before Material's script; opened from a file, nothing is requested this way.
(() => {
  "use strict";

  const { open, send } = XMLHttpRequest.prototype;
  const waiting = [];
  const held = new WeakSet();
  let wanted = new URLSearchParams(location.search).has("q"); // the address of a search

  XMLHttpRequest.prototype.open = function (method, url, ...rest) {
    if (String(url).endsWith("/search/search_index.json")) held.add(this);
    return open.call(this, method, url, ...rest);
  };
  XMLHttpRequest.prototype.send = function (...body) {
    if (wanted || !held.has(this)) return send.apply(this, body);
    waiting.push(() => send.apply(this, body));
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches(".md-search__input")) return;
    wanted = true;
    for (const request of waiting.splice(0)) request();
  });
})();
