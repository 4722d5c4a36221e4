/* While a reviewer edits: htmx asks for the checks of the words as they stand (templates/_item_form.html); here what was underlined goes
   as soon as the words change, and a line that is vouched for is put into the reply. */
(function () {
  "use strict";

  var part = document.getElementById("rv-edit");
  var box = document.getElementById("answer_text");
  if (!part || !box) { return; }
  var under = document.getElementById("rv-marks");
  var line = document.getElementById("attested_text");

  part.addEventListener("input", function () {
    under.replaceChildren();
    part.dispatchEvent(new Event("htmx:abort"));
  });
  part.addEventListener("htmx:after:swap", function () { under.scrollTop = box.scrollTop; });
  box.addEventListener("scroll", function () { under.scrollTop = box.scrollTop; });

  document.getElementById("rv-put").addEventListener("click", function () {
    var words = line.value.trim();
    if (!words || box.value.indexOf(words) >= 0) { return; }
    var closing = part.dataset.closing;
    var at = closing ? box.value.lastIndexOf(closing) : -1;
    box.value = at < 0 ? box.value.trimEnd() + "\n\n" + words : box.value.slice(0, at) + words + "\n\n" + box.value.slice(at);
    box.focus();
    box.dispatchEvent(new Event("input", {bubbles: true}));
  });
}());
