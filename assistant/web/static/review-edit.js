/* While a reviewer edits: figures that no source holds are underlined at once, the difference is shown, and whether a second person is
   needed. The server's own checks say so; nothing is stored by asking. */
(function () {
  "use strict";

  var part = document.getElementById("rv-edit");
  var box = document.getElementById("answer_text");
  if (!part || !box) { return; }
  var form = document.getElementById("decide");
  var under = part.querySelector(".rv-under__marks");
  var findings = document.getElementById("rv-findings");
  var second = document.getElementById("rv-second");
  var difference = document.getElementById("rv-livediff");
  var line = document.getElementById("attested_text");
  var WAIT_MS = 350;
  var timer = 0;
  var asked = 0;

  function element(name, text, label) {
    var made = document.createElement(name);
    if (label) {
      var hidden = document.createElement("span");
      hidden.className = "usa-sr-only";
      hidden.lang = document.documentElement.lang;
      hidden.textContent = label + " ";
      made.append(hidden);
    }
    made.append(text);
    return made;
  }
  function pointsOf(text) { return Array.from(text); }

  function underline(found) {
    under.replaceChildren();
    if (found.is_redacted || found.text !== box.value) { return; }
    var points = pointsOf(found.text);
    var at = 0;
    found.unheld_figures.slice().sort(function (one, other) { return one.start - other.start; }).forEach(function (figure) {
      if (figure.start < at) { return; }
      under.append(points.slice(at, figure.start).join(""), element("u", points.slice(figure.start, figure.end).join("")));
      at = figure.end;
    });
    under.append(points.slice(at).join("") + "\n");
    under.scrollTop = box.scrollTop;
  }

  function showDifference(found) {
    difference.replaceChildren();
    if (!found.changes.length) { difference.append(part.dataset.wordsSame); return; }
    var points = pointsOf(found.text);
    var at = 0;
    found.changes.forEach(function (change) {
      difference.append(points.slice(at, change.start).join(""));
      if (change.was) { difference.append(element("del", change.was, part.dataset.wordsRemoved), " "); }
      if (change.now) { difference.append(element("ins", change.now, part.dataset.wordsAdded)); }
      at = change.end;
    });
    difference.append(points.slice(at).join(""));
  }

  function showFindings(found) {
    var told = [];
    var points = pointsOf(found.text);
    var figures = found.unheld_figures.map(function (figure) { return figure.text; });
    if (figures.length) { told.push([part.dataset.wordsUnheld.replace("{figures}", Array.from(new Set(figures)).join(", ")), true]); }
    found.sentences.forEach(function (sentence) {
      if (sentence.standing === "uncited") {
        told.push([part.dataset.wordsUncited.replace("{sentence}", "“" + points.slice(sentence.start, sentence.end).join("") + "”"), true]);
      }
    });
    if (found.is_redacted) { told.push([part.dataset.wordsHidden, true]); }
    if (!told.length) { told.push([part.dataset.wordsNone, false]); }
    findings.replaceChildren();
    told.forEach(function (one) {
      var row = element("p", one[0]);
      row.className = one[1] ? "cs-check--no" : "cs-check--ok";
      findings.append(row);
    });
    second.querySelectorAll("[data-why]").forEach(function (words) { words.hidden = found.second_reasons.indexOf(words.dataset.why) < 0; });
    second.querySelector("[data-alone]").hidden = found.needs_second;
    second.classList.toggle("rv-second--needed", found.needs_second);
  }

  function check() {
    if (!document.getElementById("kind-approve_with_edits").checked || !box.value.trim()) { return; }
    var mine = asked += 1;
    var body = {answer_text: box.value, attested: line.value.trim() ? [line.value.trim()] : []};
    window.fetch("/api/v1/items/" + part.dataset.item + "/checks", {
      method: "POST", credentials: "same-origin",
      headers: {"content-type": "application/json", "x-csrf-token": form.elements.csrf.value}, body: JSON.stringify(body)
    }).then(function (answer) {
      if (!answer.ok) { throw new Error(String(answer.status)); }
      return answer.json();
    }).then(function (found) {
      if (mine !== asked) { return; }
      underline(found);
      showDifference(found);
      showFindings(found);
    }).catch(function () {
      if (mine === asked) { findings.textContent = part.dataset.wordsFailed; under.replaceChildren(); }
    });
  }
  function soon() {
    window.clearTimeout(timer);
    under.replaceChildren();
    timer = window.setTimeout(check, WAIT_MS);
  }
  box.addEventListener("input", soon);
  line.addEventListener("input", soon);
  box.addEventListener("scroll", function () { under.scrollTop = box.scrollTop; });
  form.addEventListener("change", function (event) { if (event.target.name === "decision") { soon(); } });

  document.getElementById("rv-put").addEventListener("click", function () {
    var words = line.value.trim();
    if (!words || box.value.indexOf(words) >= 0) { return; }
    var closing = part.dataset.closing;
    var at = closing ? box.value.lastIndexOf(closing) : -1;
    box.value = at < 0 ? box.value.trimEnd() + "\n\n" + words : box.value.slice(0, at) + words + "\n\n" + box.value.slice(at);
    box.focus();
    soon();
  });
  check();
}());
