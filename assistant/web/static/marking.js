/* Shows, while a person types, what will be hidden; lets them hide more or, where the policy allows, less. What was hidden is handed
   to key.js, which keeps it in this tab's memory. */
(function () {
  "use strict";

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
    var said = JSON.parse(form.getAttribute("data-words"));
    var latest = null;
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

    function marksOf() {
      return JSON.stringify([box.value, form.elements.language.value, hide.map(inPoints), show.map(inPoints)]);
    }

    function look() {
      window.clearTimeout(timer);
      asked += 1;
      var mine = asked;
      if (!box.value.trim()) { panel.hidden = true; return; }
      var marks = marksOf();
      request().then(function (found) {
        if (mine !== asked) { return; }
        latest = {marks: marks, found: found};
        draw(found.findings, found.warnings || []);
      }).catch(function () {
        if (mine !== asked) { return; }
        panel.hidden = false;
        place.textContent = "";
        state.textContent = said.not_shown;
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
      var spoken = document.createElement("span");
      spoken.className = "usa-sr-only";
      spoken.textContent = isHidden ? said.will_hide : said.will_stay;
      made.append(label, spoken);
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

    function draw(findings, warnings) {
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
      state.textContent = n === 0 ? said.none : n === 1 ? said.one : said.many.replace("{n}", String(n));
      if (warnings.length) { state.textContent += " " + panel.getAttribute("data-warning"); }
      panel.querySelector("[data-marked]").hidden = !place.querySelector(".cs-mark--free");
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
      if (range.start === range.end) { state.textContent = said.select_first; return; }
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

    /* The marks go with the question; what was looked at last is the key when nothing changed since, else it is asked again beside it. */
    form.addEventListener("htmx:config:request", function (event) {
      var ctx = event.detail.ctx;
      var text = box.value;
      var looked = latest && latest.marks === marksOf() ? Promise.resolve(latest.found) : request();
      hide.forEach(function (range) { ctx.request.body.append("hide", inPoints(range).join("-")); });
      show.forEach(function (range) { ctx.request.body.append("show", inPoints(range).join("-")); });
      var known = looked.then(function (found) {
        var fresh = {};
        found.findings.forEach(function (finding) {
          if (!(finding.placeholder in fresh)) { fresh[finding.placeholder] = Array.from(text).slice(finding.start, finding.end).join(""); }
        });
        window.countersignKey.set(fresh);
      }).catch(function () { window.countersignKey.set({}); });
      ctx.fetch = function (action, options) {
        return Promise.all([window.fetch(action, options), known]).then(function (both) { return both[0]; });
      };
    });
    if (box.value.trim()) { look(); }
  }

  function begin() {
    document.querySelectorAll("form[data-marking]").forEach(start);
  }

  document.addEventListener("countersign:turned", begin);
  begin();
}());
