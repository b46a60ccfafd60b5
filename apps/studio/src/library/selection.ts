/** What is chosen of a list, by the places of its items: `anchor` is where a range begins, `focus` where the keyboard is. */
export type Selection = Readonly<{ ids: ReadonlySet<string>; anchor: number; focus: number }>;

/** Nothing chosen. */
export const nothing: Selection = { ids: new Set(), anchor: 0, focus: 0 };

/** Which keys are held: Shift takes a range, Ctrl (or Command) adds and takes away. */
export type Held = Readonly<{ shift: boolean; ctrl: boolean }>;

const range = (ids: readonly string[], from: number, to: number) => ids.slice(Math.min(from, to), Math.max(from, to) + 1);

/** After a click or a tap on one item. */
export function chosen(selection: Selection, { ids, at, held }: Readonly<{ ids: readonly string[]; at: number; held: Held }>): Selection {
  const id = ids[at];
  if (id === undefined) return selection;
  if (held.shift) {
    const span = range(ids, selection.anchor, at);
    return { ids: new Set(held.ctrl ? [...selection.ids, ...span] : span), anchor: selection.anchor, focus: at };
  }
  if (held.ctrl) {
    const next = new Set(selection.ids);
    if (!next.delete(id)) next.add(id);
    return { ids: next, anchor: at, focus: at };
  }
  return { ids: new Set([id]), anchor: at, focus: at };
}

/** Where a key leads in a grid of so many columns; null for a key that leads nowhere. */
export function placeAfter(
  key: string,
  { focus, columns, rows, count }: Readonly<{ focus: number; columns: number; rows: number; count: number }>,
): number | null {
  const within = (at: number) => Math.max(0, Math.min(count - 1, at));
  switch (key) {
    case 'ArrowLeft':
      return within(focus - 1);
    case 'ArrowRight':
      return within(focus + 1);
    case 'ArrowUp':
      return focus < columns ? focus : focus - columns;
    case 'ArrowDown':
      // From the last full row one comes to the end of a shorter one, not to nowhere.
      return Math.floor(focus / columns) < Math.floor((count - 1) / columns) ? within(focus + columns) : focus;
    case 'PageUp':
      return within(focus - columns * rows);
    case 'PageDown':
      return within(focus + columns * rows);
    case 'Home':
      return 0;
    case 'End':
      return within(count - 1);
    default:
      return null;
  }
}

/** After an arrow key: the item there is chosen; with Shift the range to it; with Ctrl only the keyboard moves. */
export function moved(selection: Selection, { ids, at, held }: Readonly<{ ids: readonly string[]; at: number; held: Held }>): Selection {
  if (held.ctrl && !held.shift) return { ...selection, focus: at };
  return chosen(selection, { ids, at, held: { shift: held.shift, ctrl: false } });
}

/** All that is there. */
export function everything(selection: Selection, ids: readonly string[]): Selection {
  return { ...selection, ids: new Set(ids) };
}

/** After the list has changed: what is gone is no longer chosen, and the keyboard stays inside. */
export function pruned(selection: Selection, ids: readonly string[]): Selection {
  const there = selection.ids.size === 0 ? selection.ids : new Set(ids);
  const kept = [...selection.ids].filter((id) => there.has(id));
  const last = Math.max(0, ids.length - 1);
  if (kept.length === selection.ids.size && selection.focus <= last && selection.anchor <= last) return selection;
  return { ids: new Set(kept), anchor: Math.min(selection.anchor, last), focus: Math.min(selection.focus, last) };
}
