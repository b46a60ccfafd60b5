/** Draws numbers in 0…1, the same ones for the same seed (splitmix32). */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z ^= z >>> 15;
    z = Math.imul(z, 0x735a2d97);
    return ((z ^ (z >>> 15)) >>> 0) / 2 ** 32;
  };
}

/** One of some, by a drawn number. */
export function oneOf<Item>(items: readonly [Item, ...Item[]], drawn: number): Item {
  return items[Math.min(items.length - 1, Math.floor(drawn * items.length))] ?? items[0];
}
