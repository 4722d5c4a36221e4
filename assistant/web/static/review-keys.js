/* Single keys of the reviewer's pages: printed on what they press, changed in a dialog, off by a switch (WCAG 2.1.4). Pages work without
   this file. Only the names of keys are kept, in this browser. */
(function () {
  "use strict";

  var STORE = "countersign-keys";
  var FREE = /^[a-z?/,.;'[\]=-]$/;
  var dialog = document.getElementById("rv-keys");
  if (!dialog) { return; }
  var boxes = Array.from(dialog.querySelectorAll("[data-action]"));
  var onBox = document.getElementById("rv-keys-on");
  var said = document.getElementById("rv-keys-said");
  var state = read();
  var handlers = {};

  function read() {
    var found = {on: true, keys: {}};
    boxes.forEach(function (box) { found.keys[box.dataset.action] = box.dataset.default; });
    try {
      var kept = JSON.parse(window.localStorage.getItem(STORE) || "{}");
      if (kept.on === false) { found.on = false; }
      Object.keys(kept.keys || {}).forEach(function (action) {
        if (action in found.keys && typeof kept.keys[action] === "string" && FREE.test(kept.keys[action])) { found.keys[action] = kept.keys[action]; }
      });
    } catch (problem) { /* a browser that keeps nothing has the keys of the first day */ }
    return found;
  }
  function keep() {
    try { window.localStorage.setItem(STORE, JSON.stringify(state)); } catch (problem) { /* not kept, still in force on this page */ }
  }
  function say(words) { said.textContent = words; }
  function nameOf(box) { return dialog.querySelector("label[for='" + box.id + "']").textContent; }

  function print() {
    onBox.checked = state.on;
    boxes.forEach(function (box) { box.value = state.keys[box.dataset.action]; });
    document.querySelectorAll("[data-key]").forEach(function (place) {
      place.textContent = state.keys[place.dataset.key];
      place.hidden = !state.on;
    });
    document.querySelectorAll("[data-act]").forEach(function (thing) {
      if (state.on) { thing.setAttribute("aria-keyshortcuts", state.keys[thing.dataset.act]); } else { thing.removeAttribute("aria-keyshortcuts"); }
    });
    document.documentElement.classList.toggle("rv-keys-off", !state.on);
  }

  boxes.forEach(function (box) {
    box.addEventListener("focus", function () { box.select(); });
    box.addEventListener("input", function () {
      var wanted = box.value.slice(-1).toLowerCase();
      var action = box.dataset.action;
      var other = boxes.find(function (one) { return one !== box && state.keys[one.dataset.action] === wanted; });
      if (!FREE.test(wanted)) { say(dialog.dataset.wordsBad); }
      else if (other) { say(dialog.dataset.wordsTaken.replace("{what}", nameOf(other))); }
      else {
        state.keys[action] = wanted;
        keep();
        say(dialog.dataset.wordsSet.replace("{what}", nameOf(box)).replace("{key}", wanted));
      }
      print();
      box.select();
    });
  });
  onBox.addEventListener("change", function () {
    state.on = onBox.checked;
    keep();
    print();
    say(state.on ? dialog.dataset.wordsOn : dialog.dataset.wordsOff);
  });
  dialog.querySelector("[data-keys-close]").addEventListener("click", function () { dialog.close(); });
  dialog.querySelector("[data-keys-reset]").addEventListener("click", function () {
    boxes.forEach(function (box) { state.keys[box.dataset.action] = box.dataset.default; });
    keep();
    print();
    say(dialog.dataset.wordsReset);
  });

  function isText(place) {
    return place.closest("textarea, select, [contenteditable], input:not([type=radio]):not([type=checkbox]):not([type=button]):not([type=submit])") !== null;
  }
  function visible(thing) { return thing.getClientRects().length > 0 && !thing.disabled; }
  function find(action) { return Array.from(document.querySelectorAll("[data-act='" + action + "']")).find(visible) || null; }

  function press(action) {
    if (handlers[action]) { return handlers[action](); }
    var thing = find(action);
    if (!thing && action === "next_item") { thing = document.querySelector("[data-act='next_item']"); }
    if (!thing && action === "previous_item") { thing = document.querySelector("[data-act='previous_item']"); }
    if (!thing) { return false; }
    thing.click();
    return true;
  }
  handlers.help = function () { say(""); dialog.showModal(); return true; };
  document.querySelectorAll("button[data-act='help']").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", handlers.help);
  });

  document.addEventListener("keydown", function (event) {
    if (event.defaultPrevented || event.isComposing || dialog.open) { return; }
    var place = event.target instanceof Element ? event.target : document.body;
    if (isText(place)) {
      if (event.key === "Escape") { place.blur(); }
      if (event.key === "Enter" && event.ctrlKey && place.form && place.form.id === "decide") { event.preventDefault(); document.getElementById("record").click(); }
      return;
    }
    if (!state.on || event.ctrlKey || event.metaKey || event.altKey || event.repeat) { return; }
    if (/^[1-9]$/.test(event.key) && handlers.digit && handlers.digit(Number(event.key))) { event.preventDefault(); return; }
    var action = Object.keys(state.keys).find(function (one) { return state.keys[one] === event.key.toLowerCase(); });
    if (action && press(action)) { event.preventDefault(); }
  });

  window.countersignKeys = {on: function (action, handler) { handlers[action] = handler; }, isOn: function () { return state.on; }};
  print();
}());
