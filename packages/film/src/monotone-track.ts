type Stop = Readonly<{ at: number; value: number }>;

/**
 * A C1 curve through stops at rising times that never overshoots them: where the values rise the curve rises (Fritsch & Carlson 1980, harmonic-mean slopes
 * by Fritsch & Butland 1984). Flat outside; one stop is a constant. Needs at least one stop.
 */
export function monotoneTrack(stops: readonly Stop[]): (at: number) => number {
  const first = stops[0] as Stop;
  const last = stops[stops.length - 1] as Stop;
  const gaps = stops.slice(1).map((stop, i) => {
    const before = stops[i] as Stop;
    return { width: stop.at - before.at, slope: (stop.value - before.value) / (stop.at - before.at) };
  });
  const tangents = stops.map((_, i) => {
    const before = gaps[i - 1];
    const after = gaps[i];
    if (before === undefined || after === undefined || before.slope * after.slope <= 0) return 0;
    const a = 2 * after.width + before.width;
    const b = after.width + 2 * before.width;
    return (a + b) / (a / before.slope + b / after.slope);
  });
  return (at) => {
    if (at <= first.at) return first.value;
    if (at >= last.at) return last.value;
    const i = stops.findLastIndex((stop) => stop.at <= at);
    const from = stops[i] as Stop;
    const to = stops[i + 1] as Stop;
    const width = to.at - from.at;
    const u = (at - from.at) / width;
    const rise = u * u * (3 - 2 * u);
    const curve =
      from.value +
      (to.value - from.value) * rise +
      width * u * (1 - u) * ((tangents[i] as number) * (1 - u) - (tangents[i + 1] as number) * u);
    return Math.max(Math.min(from.value, to.value), Math.min(Math.max(from.value, to.value), curve));
  };
}
