/* Many files at once: a line a file with what its name says, then one file after the other is sent to be read. */
(function () {
  "use strict";

  var form = document.getElementById("several");
  if (!form) { return; }
  var words = form.dataset;
  var input = document.getElementById("files");
  var chosen = document.getElementById("chosen");
  var body = chosen.querySelector("tbody");
  var bar = document.getElementById("bar");
  var told = document.getElementById("told");
  var button = form.querySelector("button[type=submit]");
  var lines = [];
  form.hidden = false;

  function part(line, name) { return line.row.querySelector("[data-part=" + name + "]"); }
  function field(line, name) { return line.row.querySelector("[data-field=" + name + "]"); }
  function say(line, text, kind) {
    var place = part(line, "state");
    place.textContent = text;
    place.className = kind ? "cs-refused" : "";
  }
  function ending(name) { return name.slice(name.lastIndexOf(".")).toLowerCase(); }
  function refusal(file) {
    if (words.endings.split(" ").indexOf(ending(file.name)) < 0) { return words.badEnding; }
    if (file.size > Number(words.maxBytes)) { return words.tooLarge.replace("{n}", String(Number(words.maxBytes) / 1e6)); }
    return "";
  }

  function add(file, proposal) {
    var line = { file: file, state: "waiting", row: document.getElementById("line").content.firstElementChild.cloneNode(true) };
    part(line, "file").textContent = file.name;
    ["title", "kind", "language", "school_year"].forEach(function (name) { field(line, name).value = proposal[name] || ""; });
    field(line, "schools").value = proposal.schools.length === 1 ? proposal.schools[0] : "";
    ["title", "kind", "language", "school_year", "schools"].forEach(function (name) {
      var box = field(line, name);
      box.setAttribute("aria-label", box.getAttribute("aria-label") + ", " + file.name);
    });
    part(line, "remove").setAttribute("aria-label", words.remove.replace("{name}", file.name));
    part(line, "remove").addEventListener("click", function () {
      lines.splice(lines.indexOf(line), 1);
      line.row.remove();
      count();
      input.focus();
    });
    var wrong = refusal(file);
    if (wrong) { line.state = "refused"; say(line, wrong, "stop"); } else { say(line, words.waiting, ""); }
    lines.push(line);
    body.appendChild(line.row);
  }

  function count() {
    var done = lines.filter(function (line) { return line.state === "added"; }).length;
    var failed = lines.filter(function (line) { return line.state === "failed" || line.state === "refused"; }).length;
    bar.max = Math.max(lines.length, 1);
    bar.value = done + failed;
    told.textContent = words.progress.replace("{done}", done).replace("{all}", lines.length).replace("{failed}", failed);
    chosen.hidden = lines.length === 0;
  }

  input.addEventListener("change", function () {
    var files = Array.from(input.files);
    var most = Number(words.most);
    var taken = files.slice(0, most);
    var asked = new FormData();
    taken.forEach(function (file) { asked.append("name", file.name); });
    fetch("/documents/proposals", { method: "POST", body: asked, headers: { "x-csrf-token": words.csrf } })
      .then(function (answer) { return answer.json(); })
      .then(function (proposals) {
        taken.forEach(function (file, at) { add(file, proposals[at]); });
        input.value = "";
        count();
        if (files.length > most) { told.textContent = words.tooMany.replace("{n}", most); }
      })
      .catch(function () { chosen.hidden = false; told.textContent = words.lost; });
  });

  function send(line) {
    var data = new FormData();
    data.append("file", line.file);
    ["title", "kind", "language", "school_year", "schools"].forEach(function (name) {
      var value = field(line, name).value.trim();
      if (value) { data.append(name, value); }
    });
    data.append("owner", document.getElementById("owner").value);
    if (document.getElementById("backup").value) { data.append("backup_owner", document.getElementById("backup").value); }
    line.state = "reading";
    say(line, words.reading, "");
    return fetch("/api/v1/documents", { method: "POST", body: data, headers: { "x-csrf-token": words.csrf } }).then(function (answer) {
      return answer.json().then(function (told) {
        if (answer.ok) { finish(line, told); } else { line.state = "failed"; say(line, told.detail + " " + told.remedy, "stop"); }
      });
    }).catch(function () { line.state = "failed"; say(line, words.lost, "stop"); });
  }

  function finish(line, told) {
    line.state = "added";
    line.row.querySelectorAll("input, select").forEach(function (box) { box.disabled = true; });
    part(line, "remove").remove();
    var link = document.createElement("a");
    link.href = "/documents/" + encodeURIComponent(told.document_id) + "/revisions/" + encodeURIComponent(told.revision);
    link.textContent = words.added;
    part(line, "state").textContent = "";
    part(line, "state").appendChild(link);
    if (told.findings && told.findings.length) {
      part(line, "state").appendChild(document.createTextNode(" · " + words.findings.replace("{n}", told.findings.length)));
    }
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var rest = lines.filter(function (line) { return line.state === "waiting" || line.state === "failed"; });
    var bare = rest.filter(function (line) { return !field(line, "title").value.trim() || !field(line, "kind").value; })[0];
    if (bare) {
      told.textContent = words.missing;
      field(bare, field(bare, "title").value.trim() ? "kind" : "title").focus();
      return;
    }
    button.setAttribute("aria-disabled", "true");
    input.disabled = true;
    rest.reduce(function (before, line) {
      return before.then(function () { return send(line); }).then(count);
    }, Promise.resolve()).then(function () {
      button.removeAttribute("aria-disabled");
      button.textContent = words.again;
      button.hidden = !lines.some(function (line) { return line.state === "failed"; });
      input.disabled = false;
    });
  });
}());
