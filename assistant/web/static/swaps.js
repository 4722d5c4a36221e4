/* What htmx leaves to the page: a swap is announced, the focus stays or goes to what came, nothing is asked for while nobody looks,
   and a failure is told in words. Answers that refuse are swapped in by htmx itself: they are words already. */
(function () {
  "use strict";

  var kept = null;

  function isByItself(ctx) { return Boolean(ctx.sourceEvent && ctx.sourceEvent.type === "every"); }
  function mainOf(tasks) { return tasks.find(function (task) { return task.type === "main"; }); }

  function targetOf(ctx) { return typeof ctx.target === "string" ? ctx.target : ctx.target && "#" + ctx.target.id; }
  function placeOf(source) { return (source && source.getAttribute("data-lost-at")) || "#main .cs-wrap"; }
  function lostAt(place) {
    return Array.from(document.querySelectorAll(".cs-lost")).filter(function (one) { return one.parentElement.matches(place); });
  }

  function tell(source) {
    var near = document.querySelector(placeOf(source));
    var words = (source && source.getAttribute("data-lost")) || document.querySelector("meta[name=htmx-config]").getAttribute("data-lost");
    if (!near || lostAt(placeOf(source)).length) { return; }
    var told = document.createElement("p");
    told.className = "cs-lost";
    told.setAttribute("role", "alert");
    near.prepend(told);
    told.textContent = words;
  }

  document.addEventListener("htmx:before:request", function (event) {
    if (isByItself(event.detail.ctx) && document.hidden) { event.preventDefault(); }
  });

  document.addEventListener("htmx:before:swap", function (event) {
    var ctx = event.detail.ctx;
    var main = mainOf(event.detail.tasks);
    if (main && ctx.select && !main.fragment.firstElementChild) { event.preventDefault(); tell(ctx.sourceElement); return; }
    /* What another part of the page got says nothing of what this one lost. */
    lostAt(targetOf(ctx) === "#main" ? "*" : placeOf(ctx.sourceElement)).forEach(function (one) { one.remove(); });
    var one = document.activeElement;
    var holder = one && one.closest("#main [id]");
    kept = holder ? {id: holder.id, tag: one.tagName} : null;
  });

  /* The element that had the focus is gone: its successor gets it, else the page's content. */
  function refocus() {
    if (!kept || (document.activeElement && document.activeElement !== document.body)) { return; }
    var holder = document.getElementById(kept.id);
    var one = holder && (holder.tagName === kept.tag ? holder : holder.querySelector(kept.tag));
    (one || document.getElementById("main")).focus({preventScroll: true});
  }

  document.addEventListener("htmx:after:swap", function (event) {
    var ctx = event.detail.ctx;
    var target = targetOf(ctx);
    if (target !== "#main") {
      var part = document.querySelector(target);
      var told = ctx.sourceElement.getAttribute("data-told") || (part && part.getAttribute("data-said"));
      if (told && ctx.response.status < 400) { window.countersign.announce(told); }
      refocus();
      return;
    }
    document.dispatchEvent(new CustomEvent("countersign:turned"));
    if (isByItself(ctx)) {
      var news = document.querySelector("#main [data-said]");
      if (news) { window.countersign.announce(news.getAttribute("data-said")); }
      refocus();
      return;
    }
    document.getElementById("main").focus();
    window.scrollTo(0, 0);
    window.countersign.announce(document.querySelector("#main h1").textContent);
  });

  document.addEventListener("htmx:error", function (event) {
    var ctx = event.detail.ctx;
    if (ctx && !isByItself(ctx)) { tell(ctx.sourceElement); }
  });
}());
