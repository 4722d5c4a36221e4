/* Shows, while a person types, what will be hidden; lets them hide more or, where the policy allows, less; and puts hidden words back
   on this screen. The key to do so lives in this tab's memory: it is never sent, never stored, and gone when the page is left. */
(function () {
  "use strict";

  var key = {};
  var WAIT_MS = 500;

  function points(text) { return Array.from(text).length; }
  function unitsOf(text, point) { return Array.from(text).slice(0, point).join("").length; }

  function start(form) {
    var box = form.querySelector("textarea");
    var panel = document.querySelector(form.getAttribute("data-marking"));
    var place = panel.querySelector(".cs-marking__text");
    var state = panel.querySelector("[role=status]");
    var more = panel.querySelector("button");
    var names = JSON.parse(form.getAttribute("data-names"));
    var showable = form.getAttribute("data-showable").split(" ");
    var hide = [];
    var show = [];
    var before = box.value;
    var timer = 0;
    var asked = 0;
    form.querySelectorAll("[data-marking-instead]").forEach(function (button) { button.hidden = true; });

    function nameOf(kind) { return names[kind] || kind.replace(/_/g, " ").toLowerCase(); }
    function inPoints(range) { return [points(box.value.slice(0, range.start)), points(box.value.slice(0, range.end))]; }
    function overlaps(one, other) { return one.start < other.end && other.start < one.end; }

    /* Marks move with the words around them; one whose own words were changed is dropped. */
    function follow() {
      var now = box.value;
      var head = 0;
      var tail = 0;
      while (head < Math.min(before.length, now.length) && before[head] === now[head]) { head += 1; }
      while (tail < Math.min(before.length, now.length) - head && before[before.length - 1 - tail] === now[now.length - 1 - tail]) { tail += 1; }
      var grown = now.length - before.length;
      function moved(range) {
        if (range.end <= head) { return [range]; }
        if (range.start >= before.length - tail) { return [{start: range.start + grown, end: range.end + grown, kind: range.kind}]; }
        return [];
      }
      hide = hide.flatMap(moved);
      show = show.flatMap(moved);
      before = now;
    }

    function request() {
      var language = form.elements.language.value;
      var body = {text: box.value, hide: hide.map(inPoints), show: show.map(inPoints)};
      if (language) { body.language = language; }
      return window.fetch("/api/v1/redactions", {
        method: "POST",
        credentials: "same-origin",
        headers: {"content-type": "application/json", "x-csrf-token": form.elements.csrf.value},
        body: JSON.stringify(body)
      }).then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      });
    }

    function look() {
      window.clearTimeout(timer);
      asked += 1;
      var mine = asked;
      if (!box.value.trim()) { panel.hidden = true; return; }
      request().then(function (found) {
        if (mine === asked) { draw(found.findings); }
      }).catch(function () {
        if (mine !== asked) { return; }
        panel.hidden = false;
        place.textContent = "";
        state.textContent = "What will be hidden cannot be shown now. It is hidden all the same when you send the question.";
      });
    }

    function piece(range, kind, isHidden, canChange) {
      var words = box.value.slice(range.start, range.end);
      var made = document.createElement(canChange ? "button" : "mark");
      made.className = "cs-mark" + (isHidden ? "" : " cs-mark--shown") + (canChange ? " cs-mark--free" : "");
      made.setAttribute("data-start", String(range.start));
      made.append(words);
      var label = document.createElement("span");
      label.className = "cs-mark__kind";
      label.textContent = nameOf(kind);
      var said = document.createElement("span");
      said.className = "usa-sr-only";
      said.textContent = isHidden ? ", will be hidden" : ", will stay";
      made.append(label, said);
      if (canChange) {
        made.type = "button";
        made.setAttribute("aria-pressed", String(isHidden));
        made.addEventListener("click", function () {
          if (!isHidden) {
            show = show.filter(function (other) { return !overlaps(other, range); });
          } else if (hide.some(function (other) { return overlaps(other, range); })) {
            hide = hide.filter(function (other) { return !overlaps(other, range); });
          } else {
            show.push({start: range.start, end: range.end, kind: kind});
          }
          look();
        });
      }
      return made;
    }

    function draw(findings) {
      var text = box.value;
      var focused = document.activeElement && place.contains(document.activeElement) ? document.activeElement.getAttribute("data-start") : null;
      var ranges = findings.map(function (finding) {
        return {start: unitsOf(text, finding.start), end: unitsOf(text, finding.end), kind: finding.entity_type, isHidden: true};
      });
      show = show.filter(function (range) { return !ranges.some(function (other) { return overlaps(range, other); }); });
      show.forEach(function (range) { ranges.push({start: range.start, end: range.end, kind: range.kind, isHidden: false}); });
      ranges.sort(function (one, other) { return one.start - other.start; });
      place.textContent = "";
      var at = 0;
      function plain(from, to) {
        if (from >= to) { return; }
        var made = document.createElement("span");
        made.setAttribute("data-start", String(from));
        made.textContent = text.slice(from, to);
        place.append(made);
      }
      ranges.forEach(function (range) {
        plain(at, range.start);
        var isOwn = hide.some(function (other) { return overlaps(other, range); });
        place.append(piece(range, range.kind, range.isHidden, !range.isHidden || isOwn || showable.includes(range.kind)));
        at = range.end;
      });
      plain(at, text.length);
      var n = findings.length;
      state.textContent = n === 0 ? "No personal details were found." : n + (n === 1 ? " detail will be hidden." : " details will be hidden.");
      panel.hidden = false;
      if (focused !== null) {
        var again = place.querySelector("button[data-start='" + focused + "']");
        (again || place).focus();
      }
    }

    /* Words selected in the panel, else in the message. */
    function selected() {
      var chosen = window.getSelection();
      if (chosen.rangeCount && !chosen.isCollapsed && place.contains(chosen.anchorNode) && place.contains(chosen.focusNode)) {
        var ends = [[chosen.anchorNode, chosen.anchorOffset], [chosen.focusNode, chosen.focusOffset]].map(function (end) {
          var holder = end[0].nodeType === 3 ? end[0].parentElement.closest("[data-start]") : null;
          return holder ? Number(holder.getAttribute("data-start")) + end[1] : -1;
        });
        if (Math.min.apply(null, ends) >= 0) { return {start: Math.min.apply(null, ends), end: Math.max.apply(null, ends)}; }
      }
      return {start: box.selectionStart, end: box.selectionEnd};
    }

    more.addEventListener("mousedown", function (event) { event.preventDefault(); });
    more.addEventListener("click", function () {
      var range = selected();
      while (range.start < range.end && !box.value[range.start].trim()) { range.start += 1; }
      while (range.end > range.start && !box.value[range.end - 1].trim()) { range.end -= 1; }
      if (range.start === range.end) { state.textContent = "Select words in your message first."; return; }
      show = show.filter(function (other) { return !overlaps(other, range); });
      hide.push(range);
      look();
    });
    box.addEventListener("input", function () {
      follow();
      window.clearTimeout(timer);
      timer = window.setTimeout(look, WAIT_MS);
    });
    form.elements.language.addEventListener("change", look);

    form.addEventListener("submit", function (event) {
      if (form.dataset.sent) { return; }
      event.preventDefault();
      var text = box.value;
      request().then(function (found) {
        var fresh = {};
        found.findings.forEach(function (finding) {
          if (!(finding.placeholder in fresh)) { fresh[finding.placeholder] = Array.from(text).slice(finding.start, finding.end).join(""); }
        });
        key = fresh;
      }).catch(function () { key = {}; }).then(function () {
        var fields = new URLSearchParams(new FormData(form));
        hide.forEach(function (range) { fields.append("hide", inPoints(range).join("-")); });
        show.forEach(function (range) { fields.append("show", inPoints(range).join("-")); });
        return window.fetch(form.action, {method: "POST", credentials: "same-origin", body: fields});
      }).then(turnTo).catch(function () {
        delete form.dataset.sent;
        state.textContent = "The question was not sent. Try again.";
        panel.hidden = false;
      });
    });
    if (box.value.trim()) { look(); }
  }

  /* Shows an answer of the server in this page, so that the key in memory is kept. */
  function turnTo(answer) {
    return answer.text().then(function (words) {
      var page = new DOMParser().parseFromString(words, "text/html");
      var main = page.getElementById("main");
      if (!main) { window.location.assign(answer.url); return; }
      document.getElementById("main").replaceWith(document.adoptNode(main));
      document.title = page.title;
      if (answer.redirected) { window.history.pushState(null, "", answer.url); }
      begin();
      main = document.getElementById("main");
      main.focus();
      window.scrollTo(0, 0);
    });
  }

  function filled(text) {
    return text.replace(/<[A-Z][A-Z_]*_\d+>/g, function (placeholder) { return placeholder in key ? key[placeholder] : placeholder; });
  }

  function offerKey(main) {
    var marks = Array.from(main.querySelectorAll("mark[data-placeholder]"));
    var words = main.querySelector("#answer");
    var original = words ? words.textContent : "";
    var has = marks.some(function (mark) { return mark.getAttribute("data-placeholder") in key; }) || (words && filled(original) !== original);
    if (!has) { return; }
    var bar = document.createElement("div");
    bar.className = "cs-card cs-key";
    var button = document.createElement("button");
    button.type = "button";
    button.className = "usa-button usa-button--outline";
    button.setAttribute("aria-pressed", "false");
    button.textContent = "Show what was hidden, on this screen only";
    var again = document.createElement("button");
    again.type = "button";
    again.className = "usa-button usa-button--outline";
    again.textContent = "Look for the answer";
    var told = document.createElement("p");
    told.className = "cs-fine";
    told.textContent = "The hidden words are known to this tab only. They are gone when you leave the page.";
    bar.append(button, again, told);
    var head = main.querySelector(".cs-head");
    if (head) { head.after(bar); } else { main.prepend(bar); }
    button.addEventListener("click", function () {
      var isOn = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(isOn));
      marks.forEach(function (mark) {
        if (!mark.dataset.label) { mark.dataset.label = mark.textContent; }
        var placeholder = mark.getAttribute("data-placeholder");
        if (placeholder in key) { mark.textContent = isOn ? key[placeholder] : mark.dataset.label; }
      });
      if (words) { words.textContent = isOn ? filled(original) : original; }
    });
    again.addEventListener("click", function () {
      window.fetch(window.location.href, {credentials: "same-origin"}).then(turnTo);
    });
  }

  function begin() {
    document.querySelectorAll("form[data-marking]").forEach(start);
    offerKey(document.getElementById("main"));
  }

  window.addEventListener("popstate", function () { window.location.reload(); });
  begin();
}());
