/** Something the palette can do, by its names in both languages. */
export type Command = Readonly<{
  id: string;
  en: string;
  zh: string /** Where it belongs, shown beside it. */;
  group: 'room' | 'film' | 'shot' | 'settings' | 'ledger' | 'do';
}>;

const folded = (text: string) => text.normalize('NFKC').toLowerCase();

/** How well a name answers a search, less is better; null where it does not. Every word has to be found. */
export function matchOf(name: string, text: string): number | null {
  const hay = folded(name);
  const words = folded(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  let worth = 0;
  for (const word of words) {
    const at = hay.indexOf(word);
    if (at < 0) return null;
    const isWordStart = at === 0 || /[\s/·,，]/.test(hay.charAt(at - 1));
    worth += at === 0 ? 0 : isWordStart ? 1 : 2;
  }
  return worth;
}

/** The commands that answer a search, the best first; among equals, and where nothing is searched for, those used last come first. */
export function foundCommands<Some extends Command>(commands: readonly Some[], text: string, recent: readonly string[]): readonly Some[] {
  const rank = (id: string) => {
    const at = recent.indexOf(id);
    return at < 0 ? Number.POSITIVE_INFINITY : at;
  };
  return commands
    .flatMap((command, order) => {
      const worths = [matchOf(command.en, text), matchOf(command.zh, text)].filter((worth) => worth !== null);
      return worths.length === 0 ? [] : [{ command, order, worth: Math.min(...worths) }];
    })
    .toSorted((a, b) => a.worth - b.worth || Math.min(rank(a.command.id), 1e6) - Math.min(rank(b.command.id), 1e6) || a.order - b.order)
    .map(({ command }) => command);
}

/** The commands used last with one more, newest first; at most twelve. */
export function withRecent(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((each) => each !== id)].slice(0, 12);
}
