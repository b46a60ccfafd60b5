import { expect, test } from 'vitest';
import { type Command, foundCommands, withRecent } from './find-commands.ts';

const commands: readonly Command[] = [
  { id: 'library', en: 'Library', zh: '片库', group: 'room' },
  { id: 'ledger', en: 'Ledger', zh: '账本', group: 'room' },
  { id: 'film', en: 'Letters on the wind', zh: '风的信', group: 'film' },
  { id: 'theme', en: 'Theme: light', zh: '外观：浅色', group: 'do' },
];
const ids = (text: string, recent: readonly string[] = []) => foundCommands(commands, text, recent).map(({ id }) => id);

test('a command is found by either language, whatever the screen says, and by full-width letters too', () => {
  expect(ids('账')).toEqual(['ledger']);
  expect(ids('LEDG')).toEqual(['ledger']);
  expect(ids('ＬＥＤＧ')).toEqual(['ledger']);
});

test('every word has to be found; what begins with the search comes first', () => {
  expect(ids('wind letters')).toEqual(['film']);
  expect(ids('wind ledger')).toEqual([]);
  expect(ids('li')).toEqual(['library', 'theme']);
  expect(ids('l')).toEqual(['library', 'ledger', 'film', 'theme']);
});

test('what was used last comes first among equals, and where nothing is searched for', () => {
  expect(ids('', ['theme', 'film'])).toEqual(['theme', 'film', 'library', 'ledger']);
  expect(ids('l', ['film'])).toEqual(['film', 'library', 'ledger', 'theme']);
  expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
  expect(
    withRecent(
      Array.from({ length: 12 }, (_, index) => String(index)),
      'x',
    ),
  ).toHaveLength(12);
});
