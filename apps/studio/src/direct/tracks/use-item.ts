import type { FocusEvent, PointerEvent } from 'react';
import { chosenOf, isSameItem, type Lane } from '../../shot/view-store.ts';
import { useDirect, useView } from '../direct-context.ts';
import type { Item } from './carry.ts';

/** How the tracks name an item in the page, so that a drawn box and a menu find it. */
export function itemName({ what, index }: Item): string {
  return `${what}:${index}`;
}

/** The item that an element of the tracks, or one around it, stands for; null where it is none. */
export function itemAt(element: Element | null): Item | null {
  const [what, index] = element?.closest<HTMLElement>('[data-item]')?.dataset['item']?.split(':') ?? [];
  return what === undefined || index === undefined ? null : { what: what as Item['what'], index: Number(index) };
}

/** Selecting one item by pointer or focus: a press with Shift or Ctrl adds it or takes it away; one of several that is pressed keeps the others. */
export function useItem(item: Item | null, lane: Lane) {
  const { view } = useDirect();
  const isSelected = useView((state) => chosenOf(state).some((each) => isSameItem(each, item)));
  const select = () => {
    const now = chosenOf(view.state());
    const isIn = item !== null && now.some((each) => isSameItem(each, item));
    view.set({ selection: item, chosen: item === null ? [] : isIn ? now : [item], lane });
  };
  return {
    isSelected,
    select,
    press: ({ shiftKey, ctrlKey, metaKey }: PointerEvent) => {
      if (item === null || !(shiftKey || ctrlKey || metaKey)) return select();
      const now = chosenOf(view.state());
      const rest = now.filter((each) => !isSameItem(each, item));
      const isIn = rest.length < now.length;
      view.set({ selection: isIn ? (rest.at(-1) ?? null) : item, chosen: isIn ? rest : [...now, item], lane });
    },
    // Of several that are selected, one that is only clicked is meant alone.
    tap: ({ shiftKey, ctrlKey, metaKey }: PointerEvent) => {
      if (item !== null && !(shiftKey || ctrlKey || metaKey)) view.set({ selection: item, chosen: [item], lane });
    },
    // A press has chosen already, perhaps one more or one fewer.
    focus: (event: FocusEvent) => {
      if (event.currentTarget.matches(':focus-visible')) select();
    },
  };
}
