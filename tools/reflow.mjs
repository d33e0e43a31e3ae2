// What a layout is measured for, in the page of the real window: the window's tests (tests/window/comfort.rs)
// run it on every screen, at each size of text of the settings. `./check` runs those tests.

/**
 * What is wrong with the screen, in words; empty when nothing is.
 *
 * Every target that can be touched is at least 44 pixels in both directions. A target is as large as what
 * answers to a finger around its middle, so a label or an overlay that belongs to it counts; what runs
 * into the edge of the screen, a bar, tabs or a dock is judged where it stands free. Nothing stands
 * outside at the side or is cut there, but pictures, drawings, the page's file picker, and words that end
 * in dots. A dock may take a third of an upright screen, which the comparison needs at 200 %.
 */
export function complaints() {
  const touchable = 'button, a[href], input, select, textarea, [role=button]';
  const edges = '.dock, .bar, .tabs', least = 43, wrong = [];
  const target = (element) => element && (element.closest('label') || element.closest(touchable));
  for (const element of document.querySelectorAll(touchable)) {
    const mine = target(element), box = mine.getBoundingClientRect();
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const at = (dx, dy) => document.elementFromPoint(x + dx, y + dy);
    if (element.disabled || target(at(0, 0)) !== mine) continue;
    const walk = (dx, dy) => {
      for (let n = 1; n < least; n += 1) {
        const hit = at(n * dx, n * dy);
        if (!hit) return least;
        if (target(hit) !== mine) return hit.closest(edges) && hit.closest(edges) !== mine.closest(edges) ? least : n - 1;
      }
      return least;
    };
    const width = walk(-1, 0) + 1 + walk(1, 0), height = walk(0, -1) + 1 + walk(0, 1);
    if (width < least || height < least) wrong.push(`${mine.id || element.id || mine.textContent.trim()}: ${width}x${height}`);
  }
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) wrong.push(`sticks out ${over} px at the side`);
  for (const element of document.querySelectorAll('body *')) {
    if (sticksOut(element)) wrong.push(`${element.className || element.tagName}: stands outside the screen`);
    const style = getComputedStyle(element), cut = element.scrollWidth - element.clientWidth;
    if (style.overflowX !== 'hidden' || style.textOverflow === 'ellipsis' || cut <= 2 || element.clientWidth <= 30) continue;
    if (!element.closest('.photo, .sign, .map, .lens, .frame, .backup-file')) wrong.push(`${element.className}: ${cut} px are cut at the side`);
  }
  for (const dock of document.querySelectorAll('.dock')) {
    const share = dock.offsetHeight / innerHeight;
    if (innerHeight > innerWidth && share > 0.35) wrong.push(`the dock takes ${Math.round(share * 100)} % of the height`);
  }
  return wrong;
}

/** Whether it is drawn beyond the side of the screen, and nothing around it cuts or scrolls it. Dioxus' own toast,
 * which only builds for development have, waits outside. */
function sticksOut(element) {
  const box = element.getBoundingClientRect();
  if (box.width === 0 || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
  for (let around = element; around && around !== document.body; around = around.parentElement) {
    if (around.matches('svg, .sr, .dx-toast') || getComputedStyle(around).overflowX !== 'visible') return false;
  }
  return true;
}
