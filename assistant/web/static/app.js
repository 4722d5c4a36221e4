/* Small comforts on top of pages that work without this file. No inline code, no evaluation of strings. */
(function () {
  "use strict";

  function announce(words) {
    var place = document.getElementById("announce");
    if (place) { place.textContent = ""; window.setTimeout(function () { place.textContent = words; }, 50); }
  }
  window.countersign = {announce: announce};

  /* [data-copy="#id"]: copies the text of that element. */
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-copy]");
    if (!button) { return; }
    var source = document.querySelector(button.getAttribute("data-copy"));
    if (!source || !navigator.clipboard) { return; }
    var words = "value" in source ? source.value : source.innerText;
    navigator.clipboard.writeText(words).then(function () {
      var before = button.textContent;
      button.textContent = button.getAttribute("data-copied") || before;
      announce(button.textContent);
      window.setTimeout(function () { button.textContent = before; }, 2500);
    });
  });

  /* a[data-ticks="id"]: opening a source ticks its box. */
  document.addEventListener("click", function (event) {
    var link = event.target.closest("[data-ticks]");
    var box = link && document.getElementById(link.getAttribute("data-ticks"));
    if (box) { box.checked = true; }
  });

  /* form[data-busy]: the button says so while the answer is on its way, and a second click does nothing. */
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!form.hasAttribute("data-busy")) { return; }
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    var button = event.submitter || form.querySelector("button[type=submit]");
    if (button) {
      form.dataset.said = button.textContent;
      button.setAttribute("aria-disabled", "true");
      button.textContent = form.getAttribute("data-busy");
    }
    announce(form.getAttribute("data-busy"));
  });
  document.addEventListener("htmx:finally:request", function (event) {
    var form = event.detail.ctx.sourceElement;
    if (!form.dataset || !form.dataset.sent || !form.isConnected) { return; }
    delete form.dataset.sent;
    var button = form.querySelector("[aria-disabled]");
    if (button) { button.removeAttribute("aria-disabled"); button.textContent = form.dataset.said; }
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) { window.location.reload(); }
  });

  /* textarea[data-count="#id"]: how many characters are left. */
  document.querySelectorAll("textarea[data-count]").forEach(function (box) {
    var place = document.querySelector(box.getAttribute("data-count"));
    var limit = Number(box.getAttribute("data-limit"));
    if (!place || !limit) { return; }
    function show() {
      var left = limit - Array.from(box.value).length;
      place.hidden = left > limit * 0.2;
      place.textContent = place.getAttribute(left < 0 ? "data-over" : "data-left").replace("{n}", String(Math.abs(left)));
    }
    box.addEventListener("input", show);
    show();
  });
}());
