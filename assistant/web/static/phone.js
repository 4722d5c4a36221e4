/* Phone mode: the words to read aloud, large, one at a time; and the staff's keys: / to the box, P to phone mode, Ctrl+Enter to send.
   The keys rest while a person types, and are off altogether when the switch in the footer says so. Source: WCAG 2.1, 2.1.4. */
(function () {
  "use strict";

  var OFF = "countersign-keys=off";
  var at = 0;
  var wasOpen = false;

  function areOn() { return document.cookie.indexOf(OFF) < 0; }
  function view() { return document.getElementById("phone"); }
  function isOpen() { return view() && !view().hidden; }
  function lines() { return Array.from(view().querySelectorAll(".cs-phone__line")); }

  function step(by) {
    var all = lines();
    if (!all.length) { return; }
    at = Math.max(0, Math.min(all.length - 1, at + by));
    all.forEach(function (line, n) { line.hidden = n !== at; });
    var place = document.getElementById("phone-at");
    place.textContent = place.getAttribute("data-words").replace("{at}", String(at + 1)).replace("{n}", String(all.length));
    view().querySelector("[data-phone-step='-1']").disabled = at === 0;
    view().querySelector("[data-phone-step='1']").disabled = at === all.length - 1;
  }

  /* While it is open, nothing behind it takes the focus or is read. */
  function setBehind(isOn) {
    for (var one = view(); one && one !== document.body; one = one.parentElement) {
      Array.from(one.parentElement.children).forEach(function (other) {
        if (other.id !== "announce" && !other.contains(view())) { other.inert = isOn; }
      });
    }
  }

  function toggle(isOn) {
    if (!view()) { return; }
    wasOpen = isOn;
    view().hidden = !isOn;
    setBehind(isOn);
    document.body.classList.toggle("cs-on-phone", isOn);
    if (isOn) { at = 0; step(0); view().focus(); return; }
    var opener = document.querySelector("[data-phone]");
    if (opener) { opener.focus(); }
  }

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  document.addEventListener("keydown", function (event) {
    var form = event.target.closest ? event.target.closest("form[data-keys-send]") : null;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) { event.preventDefault(); form.requestSubmit(); return; }
    if (event.key === "Escape" && isOpen()) { toggle(false); return; }
    if (!areOn() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) { return; }
    var box = document.getElementById("text") || document.getElementById("q");
    if (event.key === "/") {
      event.preventDefault();
      if (isOpen()) { toggle(false); }
      if (box) { box.focus(); } else { window.location.assign("/ask"); }
    } else if (event.key === "p" || event.key === "P") {
      if (view()) { toggle(!isOpen()); } else { window.location.assign("/questions/latest"); }
    } else if (isOpen() && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
      event.preventDefault();
      step(event.key === "ArrowRight" ? 1 : -1);
    }
  });

  document.addEventListener("click", function (event) {
    var target = event.target.closest("[data-phone], [data-phone-close], [data-phone-step], [data-keys-switch]");
    if (!target) { return; }
    if (target.hasAttribute("data-phone")) { toggle(true); }
    if (target.hasAttribute("data-phone-close")) { toggle(false); }
    if (target.hasAttribute("data-phone-step")) { step(Number(target.getAttribute("data-phone-step"))); }
    if (target.hasAttribute("data-keys-switch")) {
      document.cookie = (areOn() ? OFF : "countersign-keys=on") + "; path=/; max-age=31536000; samesite=lax";
      begin();
    }
  });

  function begin() {
    document.querySelectorAll("[data-phone]").forEach(function (one) { one.hidden = false; });
    document.querySelectorAll("[data-keys-only]").forEach(function (one) { one.hidden = !areOn(); });
    document.querySelectorAll("[data-keys-switch]").forEach(function (one) {
      one.hidden = false;
      one.textContent = one.getAttribute(areOn() ? "data-off" : "data-on");
      one.setAttribute("aria-pressed", String(areOn()));
    });
    document.body.classList.remove("cs-on-phone");
    if (!isOpen()) { document.querySelectorAll("[inert]").forEach(function (one) { one.inert = false; }); }
    if (window.location.hash === "#phone" && view()) {
      window.history.replaceState(null, "", window.location.pathname);
      toggle(true);
    }
  }

  /* News came while a person reads aloud: they stay where they are. */
  document.addEventListener("countersign:turned", function () {
    var isKept = wasOpen;
    begin();
    if (isKept) { toggle(true); }
  });
  begin();
}());
