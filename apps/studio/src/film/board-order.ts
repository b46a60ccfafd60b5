/** A list with one of its things moved to another place; places outside are the nearest end. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const thing = list[from];
  if (thing === undefined) return list;
  const rest = list.toSpliced(from, 1);
  return rest.toSpliced(Math.min(rest.length, Math.max(0, to)), 0, thing);
}

/** What the keys do to cards: Space lifts one, arrows move it, Space puts it down, Escape puts it back. */
export type Lifted = Readonly<{ from: number; at: number }> | null;

/** What becomes of a lifted card by a key. `drop` is where it lands from where; undefined means that the key is not for us. */
export function liftedBy(
  lifted: Lifted,
  { key, index, count, columns }: Readonly<{ key: string; index: number; count: number; columns: number }>,
): Readonly<{ lifted: Lifted; drop?: Readonly<{ from: number; to: number }> }> | undefined {
  if (key === ' ') {
    if (lifted === null) return { lifted: { from: index, at: index } };
    return { lifted: null, drop: { from: lifted.from, to: lifted.at } };
  }
  if (lifted === null) return undefined;
  if (key === 'Escape') return { lifted: null };
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  if (step === undefined) return undefined;
  return { lifted: { from: lifted.from, at: Math.min(count - 1, Math.max(0, lifted.at + step)) } };
}
