/* The key: the hidden words of what this tab asked. It lives in memory only: never sent, never stored, gone when the page is left. Answers
   of the server are swapped into this page, so that the key is kept; here the hidden words are put back. */
(function () {
  "use strict";

  var key = {};

  function filled(text) {
    return text.replace(/<[A-Z][A-Z_]*_\d+>/g, function (placeholder) { return placeholder in key ? key[placeholder] : placeholder; });
  }

  function button(words) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "usa-button usa-button--outline";
    made.textContent = words;
    return made;
  }

  function offerKey(main) {
    var holder = main.querySelector("#key");
    if (!holder) { return; }
    var said = JSON.parse(holder.getAttribute("data-words"));
    var marks = Array.from(main.querySelectorAll("mark[data-placeholder]"));
    var texts = Array.from(main.querySelectorAll("#answer, .cs-phone__said")).map(function (place) { return {place: place, text: place.textContent}; });
    var answer = texts.filter(function (one) { return one.place.id === "answer"; })[0];
    var fills = texts.some(function (one) { return filled(one.text) !== one.text; });
    if (!fills && !marks.some(function (mark) { return mark.getAttribute("data-placeholder") in key; })) { return; }
    var toggle = button(said.show);
    var told = document.createElement("p");
    told.className = "cs-fine";
    holder.className = "cs-key cs-noprint";
    holder.append(toggle, told);

    function show(isOn) {
      toggle.setAttribute("aria-pressed", String(isOn));
      told.textContent = (isOn && answer && filled(answer.text) !== answer.text ? said.filled + " " : "") + said.only_here;
      marks.forEach(function (mark) {
        if (!mark.dataset.label) { mark.dataset.label = mark.textContent; }
        var placeholder = mark.getAttribute("data-placeholder");
        if (placeholder in key) { mark.textContent = isOn ? key[placeholder] : mark.dataset.label; }
      });
      texts.forEach(function (one) { one.place.textContent = isOn ? filled(one.text) : one.text; });
      var words = answer ? answer.place.textContent : "";
      var again = main.querySelector("#refill");
      if (again) { again.hidden = !/<[A-Z][A-Z_]*_\d+>/.test(words); }
      goOut(main, words);
    }
    toggle.addEventListener("click", function () { show(toggle.getAttribute("aria-pressed") !== "true"); });
    show(Boolean(answer));
  }

  /* The e-mail draft and the file hold the words as they stand on the screen; both are made here, nothing goes to the server. */
  function goOut(main, words) {
    var mail = main.querySelector("#as-mail");
    var file = main.querySelector("#as-file");
    var lines = words.replace(/\n/g, "\r\n");
    if (mail && words) {
      mail.href = "mailto:?subject=" + encodeURIComponent(mail.getAttribute("data-subject")) + "&body=" + encodeURIComponent(lines);
    }
    if (file && words) {
      var bytes = new TextEncoder().encode(lines);
      var binary = Array.from(bytes, function (byte) { return String.fromCharCode(byte); }).join("");
      var head = "Subject: " + file.getAttribute("data-subject") + "\r\nX-Unsent: 1\r\nMIME-Version: 1.0\r\n" +
        "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n";
      if (file.dataset.made) { URL.revokeObjectURL(file.href); }
      file.href = URL.createObjectURL(new Blob([head + window.btoa(binary).replace(/(.{76})/g, "$1\r\n")], {type: "message/rfc822"}));
      file.dataset.made = "1";
    }
  }

  function begin() {
    offerKey(document.getElementById("main"));
    document.querySelectorAll("[data-print]").forEach(function (one) { one.hidden = false; });
  }

  document.addEventListener("click", function (event) { if (event.target.closest("[data-print]")) { window.print(); } });
  window.countersignKey = {set: function (fresh) { key = fresh; }};
  document.addEventListener("countersign:turned", begin);
  begin();
}());
