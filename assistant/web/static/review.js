/* The workbench of one item: one sentence and its source at a time, and what was ticked. */
(function () {
  "use strict";

  var desk = document.getElementById("rv");
  var keys = window.countersignKeys;
  if (!desk) { queueRows(); return; }
  var sentences = Array.from(desk.querySelectorAll("[data-sentence]"));
  var wide = window.matchMedia("(min-width: 68.75em)");
  var chosen = -1;

  var announce = window.countersign.announce;
  function words(name, filled) {
    return Object.keys(filled || {}).reduce(function (text, key) { return text.replace("{" + key + "}", String(filled[key])); }, desk.dataset[name]);
  }

  document.querySelectorAll(".rv-scripted").forEach(function (part) { part.hidden = false; });

  /* One sentence at a time. On a wide screen only its source is seen; the others stay in reading order and show when they get the focus. */
  function choose(at, focuses) {
    if (at < 0 || at >= sentences.length) { return false; }
    chosen = at;
    sentences.forEach(function (sentence, n) {
      sentence.classList.toggle("rv-sentence--chosen", n === at);
      var show = sentence.querySelector("[data-show]");
      if (show) { show.hidden = n === at; }
      if (n === at) { sentence.setAttribute("aria-current", "true"); } else { sentence.removeAttribute("aria-current"); }
    });
    var page = sentences[at].querySelector("[data-page]");
    if (page && wide.matches) { page.open = true; }
    if (focuses) {
      var said = sentences[at].querySelector(".rv-said");
      said.focus({preventScroll: true});
      said.scrollIntoView({block: "nearest"});
    }
    return true;
  }
  sentences.forEach(function (sentence, n) {
    sentence.addEventListener("focusin", function () { if (chosen !== n) { choose(n, false); } });
    sentence.querySelector(".rv-said").addEventListener("click", function () { choose(n, false); });
  });
  if (sentences.length) { desk.classList.add("rv-desk--one"); choose(0, false); }
  function step(by) {
    if (!sentences.length) { return false; }
    return choose(Math.min(sentences.length - 1, Math.max(0, chosen + by)), true);
  }
  function inChosen(selector) { return chosen < 0 ? null : sentences[chosen].querySelector(selector); }

  function ticks() { return Array.from(document.querySelectorAll("[data-tick]")); }
  function tell(box) {
    var all = ticks();
    var n = all.filter(function (one) { return one.checked; }).length;
    announce(words(box.checked ? "wordsTicked" : "wordsUnticked", {n: box.checked ? n : all.length - n, all: all.length}));
  }
  ticks().forEach(function (box) { box.addEventListener("change", function () { tell(box); }); });

  keys.on("next_sentence", function () { return step(1); });
  keys.on("previous_sentence", function () { return step(-1); });
  keys.on("open_source", function () {
    var link = inChosen("[data-source]");
    if (link) { link.click(); }
    return Boolean(link);
  });
  keys.on("tick_source", function () {
    var links = chosen < 0 ? [] : Array.from(sentences[chosen].querySelectorAll("[data-ticks]"));
    var inside = links.map(function (link) { return document.getElementById(link.dataset.ticks); }).filter(Boolean);
    var box = inside.find(function (one) { return !one.checked; }) || inside[inside.length - 1];
    if (!box) { return false; }
    box.click();
    return true;
  });

  /* A decision is chosen by its key; then the focus goes where the next word is due, at last to the button that records. */
  function decide(action) {
    keys.on(action, function () {
      var radio = document.querySelector("#decide [data-act='" + action + "']");
      if (!radio) { return false; }
      radio.checked = true;
      radio.dispatchEvent(new Event("change", {bubbles: true}));
      var missing = ticks().filter(function (box) { return !box.checked; });
      if (action === "approve" && missing.length && document.querySelector("[data-must-open]")) {
        choose(sentences.findIndex(function (one) { return one.contains(missing[0]); }), true);
        announce(words("wordsMissing", {n: missing.length}));
        return true;
      }
      document.getElementById(radio.dataset.then).focus();
      announce(words("wordsChosen", {what: radio.dataset.said}));
      return true;
    });
  }
  ["approve", "edit", "reject", "escalate", "return"].forEach(decide);
  keys.on("digit", function (n) {
    var reason = document.querySelector("[data-reason='" + n + "']");
    if (!reason || reason.getClientRects().length === 0) { return false; }
    reason.checked = true;
    document.getElementById("record").focus();
    announce(words("wordsChosen", {what: reason.dataset.said}));
    return true;
  });
  document.addEventListener("keydown", function (event) {
    var isRadio = event.target instanceof HTMLInputElement && event.target.type === "radio";
    if (event.key === "Enter" && isRadio) { event.preventDefault(); document.getElementById("record").click(); }
  });

  var waiting = document.getElementById("rv-waiting");
  if (waiting && wide.matches) { waiting.open = true; }

  /* The queue's rows: next and previous by key, Enter opens. */
  function queueRows() {
    var links = Array.from(document.querySelectorAll("[data-row]"));
    if (!keys || !links.length) { return; }
    function go(by) {
      var at = links.indexOf(document.activeElement);
      links[Math.min(links.length - 1, Math.max(0, at + by))].focus();
      return true;
    }
    keys.on("next_sentence", function () { return go(1); });
    keys.on("previous_sentence", function () { return go(-1); });
  }
}());
