const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size of a file as people read it, decimal units: 812 B, 1.4 MB, 23 MB. */
export function bytesText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < units.length - 1) [value, unit] = [value / 1000, unit + 1];
  return `${value >= 10 || unit === 0 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
