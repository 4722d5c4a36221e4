/* The key: the hidden words of what this tab asked. It lives in memory only: never sent, never stored, gone when the page is left.
   Shows answers of the server in this page, so that the key is kept; puts hidden words back; looks for news while a question waits. */
(function () {
  "use strict";

  var key = {};
  var timer = 0;
  var waits = 0;

  function announce(words) {
    var place = document.getElementById("announce");
    if (place) { place.textContent = ""; window.setTimeout(function () { place.textContent = words; }, 50); }
  }

  /* Where the reader is before news replaces the page: what has the focus, which sources are open, whether phone mode is. */
  function placeOfReader() {
    var one = document.activeElement;
    var phone = document.getElementById("phone");
    var holder = one && one.closest("#main") ? one.closest("#main [id]") : null;
    return {
      isInside: Boolean(one && one.closest("#main")),
      id: holder ? holder.id : "",
      tag: one ? one.tagName : "",
      open: Array.from(document.querySelectorAll("#main details[open][id]")).map(function (part) { return part.id; }),
      onPhone: Boolean(phone && !phone.hidden),
    };
  }

  function putBack(kept) {
    kept.open.forEach(function (id) {
      var part = document.getElementById(id);
      if (part) { part.open = true; }
    });
    var opener = document.querySelector("[data-phone]");
    if (kept.onPhone && opener) { opener.click(); return; }
    if (!kept.isInside) { return; }
    var holder = kept.id ? document.getElementById(kept.id) : null;
    var one = holder && (holder.tagName === kept.tag ? holder : holder.querySelector(kept.tag));
    (one || document.getElementById("main")).focus({ preventScroll: true });
  }

  /* Shows an answer of the server in this page. `isQuiet`: news came by itself, the reader stays where they were. */
  function turnTo(answer, isQuiet) {
    return answer.text().then(function (words) {
      var page = new DOMParser().parseFromString(words, "text/html");
      var main = page.getElementById("main");
      if (!main) { window.location.assign(answer.url); return; }
      var kept = isQuiet ? placeOfReader() : null;
      document.getElementById("main").replaceWith(document.adoptNode(main));
      [".cs-nav", ".cs-languages"].forEach(function (part) {
        var fresh = page.querySelector(part);
        var stale = document.querySelector(part);
        if (fresh && stale) { stale.replaceWith(document.adoptNode(fresh)); }
      });
      document.title = page.title;
      if (answer.redirected && !isQuiet) { window.history.pushState(null, "", answer.url); }
      begin();
      document.dispatchEvent(new CustomEvent("countersign:turned"));
      if (isQuiet) {
        var standing = document.getElementById("standing");
        announce(standing ? standing.getAttribute("data-said") : document.title);
        putBack(kept);
        return;
      }
      document.getElementById("main").focus();
      window.scrollTo(0, 0);
    });
  }

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

  /* [data-poll]: asks where the question stands; when that changes, the page is read anew. Rests while nobody looks. */
  function lookForNews() {
    window.clearTimeout(timer);
    var place = document.querySelector("[data-poll]");
    if (!place) { return; }
    waits += 1;
    timer = window.setTimeout(function () {
      if (document.hidden) { lookForNews(); return; }
      window.fetch(place.getAttribute("data-poll"), {credentials: "same-origin"}).then(function (answer) {
        if (!answer.ok) { throw new Error(String(answer.status)); }
        return answer.json();
      }).then(function (found) {
        if (!place.isConnected) { return; }
        if (found.standing === place.getAttribute("data-standing")) { lookForNews(); return; }
        return window.fetch(window.location.pathname, {credentials: "same-origin"}).then(function (answer) { return turnTo(answer, true); });
      }).catch(lookForNews);
    }, waits < 25 ? 4000 : 20000);
  }

  function begin() {
    offerKey(document.getElementById("main"));
    document.querySelectorAll("[data-print]").forEach(function (one) {
      one.hidden = false;
      one.addEventListener("click", function () { window.print(); });
    });
    lookForNews();
  }

  window.countersignKey = {
    set: function (fresh) { key = fresh; waits = 0; },
    turnTo: turnTo
  };
  window.addEventListener("popstate", function () { window.location.reload(); });
  begin();
}());
