/* [data-refresh="/path"][data-every="3"]: brings a part of the page up to date while something in it runs. */
(function () {
  "use strict";
  document.querySelectorAll("[data-refresh]").forEach(function (place) {
    var seconds = Number(place.getAttribute("data-every")) || 5;
    function later() { window.setTimeout(look, seconds * 1000); }
    function look() {
      if (document.hidden || !place.querySelector("progress, .cs-tag--info") || place.contains(document.activeElement)) { later(); return; }
      window.fetch(place.getAttribute("data-refresh"), { credentials: "same-origin" }).then(function (answer) {
        return answer.ok ? answer.text() : null;
      }).then(function (words) {
        if (words !== null) { place.innerHTML = words; }
        later();
      }, later);
    }
    later();
  });
}());
