import { useEffect, useRef } from 'react';
import { houseKey } from './key-map.ts';

/** What a key does; true where it was ours, so that nobody else hears it. */
export type KeyHandler = (event: KeyboardEvent) => boolean;

const stack: { handler: KeyHandler }[] = [];

/** Whether text is being typed: single letters are off there. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName)) && !isStepField(target)
  );
}

/** Fields that take no letters (sliders, ticks) leave them to the studio. */
function isStepField(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && ['range', 'checkbox', 'radio', 'button'].includes(target.type);
}

/** The key of an event as shortcuts name it: an input method hides `key`, `code` stays. */
export function keyOf(event: KeyboardEvent): string {
  const isNamed = event.key !== 'Process' && event.key !== 'Unidentified';
  const key = !isNamed
    ? event.code.replace(/^(Key|Digit)/, '').toLowerCase()
    : event.key.length === 1
      ? event.key.toLowerCase()
      : event.key;
  // Single letters may be remapped or turned off; what goes with Ctrl stays.
  return event.ctrlKey || event.metaKey ? key : houseKey(key);
}

/** Opens the one listener of the page. Nothing is heard while an input method composes. */
export function openKeys(): void {
  addEventListener('keydown', (event) => {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented) return;
    for (const { handler } of [...stack].reverse()) {
      if (handler(event)) {
        event.preventDefault();
        return;
      }
    }
  });
}

/** Hears keys while a part of the page is shown; the newest part hears first. */
export function useKeys(handler: KeyHandler): void {
  const newest = useRef(handler);
  newest.current = handler;
  useEffect(() => {
    const entry = { handler: (event: KeyboardEvent) => newest.current(event) };
    stack.push(entry);
    return () => {
      stack.splice(stack.indexOf(entry), 1);
    };
  }, []);
}
