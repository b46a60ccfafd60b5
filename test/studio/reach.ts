/** Runs in the page: controls that cannot be reached or are covered, yellow buttons out of view, and a page that can be scrolled away. Empty where all is well. */
export function outOfReach(): string[] {
  const [width, height] = [innerWidth, innerHeight];
  const isSeen = (each: Element) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const nameOf = (each: Element) => `${each.getAttribute('aria-label') ?? ''} ${(each.textContent ?? '').slice(0, 40)}`.trim();
  const isHit = (each: Element, xRatio: number, yRatio: number) => {
    const { left, top, width: w, height: h } = each.getBoundingClientRect();
    const hit = document.elementFromPoint(left + w * xRatio, top + h * yRatio);
    return hit !== null && (each.contains(hit) || hit.closest('label')?.control === each);
  };
  const found: string[] = [];
  // The main button is in view before anything is scrolled.
  const sample = Object.assign(document.createElement('span'), { className: 'bg-lamp' });
  document.body.append(sample);
  const lamp = getComputedStyle(sample).backgroundColor;
  sample.remove();
  const side = document.querySelector('[data-side=true] > #direct-side');
  // Map and numbers lie over the right side while they are pulled out.
  for (const each of side === null ? document.querySelectorAll('button, a') : [])
    if (isSeen(each) && getComputedStyle(each).backgroundColor === lamp && !isHit(each, 0.5, 0.5))
      found.push(`yellow, not in view: ${nameOf(each)}`);
  const { scrollWidth, scrollHeight } = document.documentElement;
  if (scrollWidth > width || scrollHeight > height) found.push(`the page is ${scrollWidth} × ${scrollHeight}`);
  // A drawer lies over what stands beside it; what is asked is whether its own can be reached.
  const root = [...document.querySelectorAll('[role=dialog]')].filter(isSeen).at(-1) ?? side ?? document.body;
  const controls = [...root.querySelectorAll('button, a[href], input, select, textarea, [role=slider], [role=switch]')].filter(
    (each) =>
      isSeen(each) &&
      !each.matches(':disabled') &&
      each.closest('[aria-hidden=true], [inert], .sr-only') === null &&
      getComputedStyle(each).pointerEvents !== 'none' &&
      each.getBoundingClientRect().width > 2,
  );
  for (const each of controls) {
    each.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    const { left, top, right, bottom } = each.getBoundingClientRect();
    const isIn = left > -1 && top > -1 && right < width + 1 && bottom < height + 1;
    // What is larger than its scroll area shows a part of itself.
    const places = [0.5, 0.15, 0.85].flatMap((x) => [0.5, 0.15, 0.85].map((y) => [x, y] as const));
    if (!places.some(([x, y]) => isHit(each, x, y))) found.push(`covered: ${nameOf(each)}`);
    else if (!isIn && right - left < width && bottom - top < height) found.push(`outside: ${nameOf(each)}`);
  }
  for (const each of document.querySelectorAll('*'))
    if (each.scrollTop !== 0 || each.scrollLeft !== 0) each.scrollTo({ top: 0, left: 0, behavior: 'instant' });
  return [...new Set(found)];
}
