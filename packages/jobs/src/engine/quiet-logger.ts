/** A logger for DBOS that keeps its chatter off the console and passes on what is wrong, without stack traces: those may quote the database's URL. */
export function quietLogger(onTrouble: (text: string) => void) {
  const tell = (entry: unknown): void => onTrouble(entry instanceof Error ? entry.message : String(entry));
  return { info: () => undefined, debug: () => undefined, warn: tell, error: tell };
}
