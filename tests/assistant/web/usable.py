"""What makes a page hard to use, looked for in a real browser: axe's findings, sideways scrolling, controls cut off or covered."""

from typing import Any

FONT = "Latin-Merriweather-Regular"
"""axe measures text in every weight of a font; this one is not shipped because no page uses it."""

WIDE, ZOOMED, PHONE = (1280, 900), (640, 450), (360, 740)
"""A usual window; the same window at 200 % (WCAG 1.4.4: half as many CSS pixels each way); a phone."""

LAYOUT = r"""() => {
  const told = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) told.push('the page scrolls sideways to ' + document.documentElement.scrollWidth);
  const shown = element => element.checkVisibility({visibilityProperty: true}) && element.getClientRects().length > 0;
  const words = element => (element.innerText || element.value || element.id || '').trim().replace(/\s+/g, ' ').slice(0, 50);
  const name = element => `${element.tagName.toLowerCase()} "${words(element)}"`;
  const modal = document.querySelector('dialog:modal, #phone:not([hidden])');
  const controls = [...(modal || document).querySelectorAll('a[href], button, input, select, textarea, summary')];
  for (const control of controls) {
    if (!shown(control) || control.closest('.usa-skipnav') || control.disabled) continue;
    const target = control.matches('[type=checkbox], [type=radio]') ? control.labels[0] || control : control;
    target.scrollIntoView({block: 'center', inline: 'nearest', behavior: 'instant'});
    const boxed = () => [...target.getClientRects()].find(one => one.width > 1 && one.height > 1);
    if (boxed() && boxed().right < 0) control.focus();  // what waits aside for its sentence comes into view with the focus
    const box = boxed();
    if (!box) { if (control.type !== 'hidden' && control.type !== 'file') told.push(name(control) + ' has no size'); continue; }
    const scrolls = control.closest('.cs-scroll, .cs-leaf, .cs-pageimage');
    if (!scrolls && (box.left < -0.5 || box.right > width + 0.5)) { told.push(name(control) + ' is cut off at the side'); continue; }
    const clips = getComputedStyle(control).overflowX !== 'visible' && !control.matches('input, select, textarea');
    if (clips && control.scrollWidth > control.clientWidth + 1) told.push(name(control) + ' hides a part of its words');
    const isButton = control.matches('button, .usa-button');
    if (isButton && control.scrollWidth > control.clientWidth + 2) told.push(name(control) + ' is too narrow for its words');
    const x = Math.min(Math.max(box.left + box.width / 2, 0), width - 1), y = box.top + box.height / 2;
    const frame = scrolls ? scrolls.getBoundingClientRect() : {left: 0, right: width};
    if (y < 0 || y >= innerHeight || x < frame.left || x > frame.right) continue;
    const hit = document.elementFromPoint(x, y);
    const labels = [...(control.labels || [])];
    if (hit && !(target.contains(hit) || hit.contains(target) || labels.some(label => label.contains(hit))))
      told.push(name(control) + ' is covered by ' + name(hit));
  }
  const texts = [...(modal || document).querySelectorAll('h1, h2, h3, p, dt, dd, th, td, li, label, .cs-tag')].filter(shown);
  for (const text of texts) {
    const style = getComputedStyle(text), box = text.getBoundingClientRect();
    if (text.closest('.usa-sr-only, .cs-scroll, .usa-skipnav, [aria-hidden=true]') || box.width <= 1) continue;
    const isCut = style.overflowX === 'hidden' && style.textOverflow !== 'ellipsis' && text.scrollWidth > text.clientWidth + 1;
    if (isCut) told.push(name(text) + ' is cut off');
    if (box.right > width + 0.5) told.push(name(text) + ' runs out of the window');
  }
  scrollTo({top: 0, behavior: 'instant'});
  return told.slice(0, 12);
}"""


def found_by_axe(page: Any) -> list[str]:
    """What axe calls serious or critical."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"axe {one['id']}: {node['html'][:160]}" for one in found if one["impact"] in {"serious", "critical"} for node in one["nodes"]]


def faults(page: Any) -> list[str]:
    """What is wrong with the page as it stands, in three windows; axe looks at the narrowest, where everything is folded together."""
    told: list[str] = []
    for width, height in (WIDE, ZOOMED, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        told += [f"{width} px: {words}" for words in page.evaluate(LAYOUT)]
    told += found_by_axe(page)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return told
