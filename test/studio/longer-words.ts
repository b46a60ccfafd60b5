import { allWords } from '../../apps/studio/src/words/all-words.ts';

/** The studio's own sentences in a language, as they stand in its tables. */
export function sentencesIn(language: 'en' | 'zh'): readonly string[] {
  return Object.values(allWords)
    .map(([en, zh]) => (language === 'en' ? en : zh))
    .filter((sentence) => /[a-z\u4e00-\u9fff]/i.test(sentence.replace(/\{\{\w+\}\}/g, '')));
}

/** Runs in the page: from now on every sentence of the studio stands there 40 % longer, as in a wordier language. */
export function lengthen(sentences: readonly string[]): void {
  const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const plain = new Set(sentences.filter((each) => !each.includes('{{')));
  const shapes = sentences
    .filter((each) => each.includes('{{'))
    .map(
      (each) =>
        new RegExp(
          `^${each
            .split(/\{\{\w+\}\}/)
            .map(escaped)
            .join('.*')}$`,
          's',
        ),
    );
  const known = new WeakMap<Node, string>();
  const one = (node: Node) => {
    const [of, value] = [node.parentElement, node.nodeValue ?? ''];
    const text = value.trim();
    if (of === null || text === '' || known.get(node) === value || of.closest('option') !== null) return;
    delete of.dataset['longer'];
    if (!plain.has(text) && !shapes.some((shape) => shape.test(text))) return;
    const more = Math.round(text.length * 0.4);
    const isHan = /[\u4e00-\u9fff]/.test(text);
    if (more > 0) node.nodeValue = value + (isHan ? text.slice(0, more) : ` ${text.slice(0, Math.max(1, more - 1))}`);
    known.set(node, node.nodeValue ?? '');
    of.dataset['longer'] = '';
  };
  const all = (root: Node) => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes: Node[] = [];
    while (walker.nextNode() !== null) nodes.push(walker.currentNode);
    for (const node of nodes) one(node);
  };
  all(document.body);
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes)
      if (type === 'characterData') one(target);
      else for (const added of addedNodes) added.nodeType === Node.TEXT_NODE ? one(added) : all(added);
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}

/** Runs in the page: lengthened sentences that are cut by their box or one around it, or stand over another. */
export function cutLonger(): string[] {
  const found: string[] = [];
  const isOut = (style: CSSStyleDeclaration, axis: 'X' | 'Y') =>
    ['hidden', 'clip'].includes(axis === 'X' ? style.overflowX : style.overflowY);
  const doesScroll = ({ overflowX, overflowY }: CSSStyleDeclaration) =>
    [overflowX, overflowY].some((each) => each === 'auto' || each === 'scroll');
  const seen: [HTMLElement, DOMRect][] = [];
  for (const each of document.querySelectorAll<HTMLElement>('[data-longer]')) {
    if (!each.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(each);
    const text = range.getBoundingClientRect();
    let isShown = text.width > 0;
    for (let around: HTMLElement | null = each; around !== null && around !== document.body; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.display === 'contents' || style.display === 'inline') continue;
      const box = around.getBoundingClientRect();
      // Only heard, not seen.
      if (box.width <= 1.5) isShown = false;
      if (!isShown) break;
      const isWide = isOut(style, 'X') && (text.right > box.right + 1.5 || text.left < box.left - 1.5);
      const isHigh = isOut(style, 'Y') && (text.bottom > box.bottom + 2 || text.top < box.top - 2);
      if (isWide || isHigh) {
        found.push(`cut ${isWide ? 'across' : 'below'}: ${each.textContent}`);
        break;
      }
      if (doesScroll(style)) break;
    }
    if (isShown) seen.push([each, text]);
  }
  for (const [at, [one, a]] of seen.entries())
    for (const [other, b] of seen.slice(at + 1)) {
      if (one.contains(other) || other.contains(one)) continue;
      const [across, down] = [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
      if (across < 3 || down < 4) continue;
      // Of two at one place, one may lie under a drawer or be scrolled away.
      const isOnTop = (of: HTMLElement, { left, right, top, bottom }: DOMRect) => {
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return hit !== null && of.contains(hit);
      };
      if (isOnTop(one, a) && isOnTop(other, b)) found.push(`over each other: ${one.textContent} | ${other.textContent}`);
    }
  return [...new Set(found)];
}

/** Runs in the page: Chinese over several lines that stand closer than one and a half, and figures of uneven width. */
export function badlySet(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  while (walker.nextNode() !== null) {
    const { parentElement: of, nodeValue } = walker.currentNode;
    const text = (nodeValue ?? '').trim();
    if (of === null || text === '' || of.closest('h1, h2, h3, .sr-only, option') !== null || !of.checkVisibility()) continue;
    const { fontSize, lineHeight, fontVariantNumeric } = getComputedStyle(of);
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size;
    const isClose = Number.parseFloat(lineHeight) < 1.499 * Number.parseFloat(fontSize);
    if (lines > 1 && isClose && /[\u4e00-\u9fff]/.test(text)) found.push(`close lines: ${text}`);
    if (/\d/.test(text) && fontVariantNumeric !== 'tabular-nums') found.push(`uneven figures: ${text}`);
  }
  return found;
}
