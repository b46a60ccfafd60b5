import { Fault } from '@fantascope/film';
import { catalogue } from '@fantascope/models';
import { voiceKeyNames } from '@fantascope/sound';
import { dataDir, keyNameShape, openKeyStore, ownKeyName, urlSetting } from '@fantascope/take';
import { askHidden, isAtTerminal, readInput } from '../ask.ts';
import type { Setting } from '../setting.ts';

const storeOf = ({ env }: Setting) => openKeyStore(dataDir(env), { nowMs: Date.now });

/** Keeps a key that is typed unseen, or read from standard input. */
export async function setKey(name: string, setting: Setting): Promise<void> {
  const { door } = setting;
  // Before anything is asked, so that a key pasted in the place of its name is refused at once.
  if (!keyNameShape.test(name)) throw new Fault('take.bad-key-name');
  const text = door.text.take;
  await storeOf(setting).set(name, isAtTerminal() ? await askHidden(text.keyPrompt(name)) : await readInput());
  door.line(text.keyKept(name));
  door.result({ name, isSet: true });
}

/** Names of keys and where they are found; never a letter of one. */
export async function listKeys(setting: Setting): Promise<void> {
  const { door, env } = setting;
  const text = door.text.take;
  const kept = await storeOf(setting).list();
  const known = [
    ...voiceKeyNames,
    ...catalogue().flatMap(({ keyName, wire }) => [
      ...(keyName === undefined ? [] : [keyName]),
      ...(env[urlSetting(wire)] ? [ownKeyName(wire)] : []),
    ]),
  ];
  const given = [...new Set(known)].filter((name) => (env[name] ?? '').trim() !== '');
  const rows = [
    ...given.map((name) => ({ name, from: 'environment' as const })),
    ...kept
      .filter(({ name }) => !given.includes(name))
      .map(({ name, setAtMs }) => ({ name, from: 'file' as const, setAt: new Date(setAtMs).toISOString() })),
  ].sort((one, other) => one.name.localeCompare(other.name));
  if (rows.length === 0) door.line(text.noKeys);
  for (const row of rows)
    door.line(
      `${row.name.padEnd(28)} ${text[row.from]}${'setAt' in row ? `  ${row.setAt}` : ''}${voiceKeyNames.includes(row.name) ? `  ${text.forVoices}` : ''}`,
    );
  door.result(rows);
}

/** Forgets a key. */
export async function removeKey(name: string, setting: Setting): Promise<void> {
  const { door } = setting;
  if (!keyNameShape.test(name)) throw new Fault('take.bad-key-name');
  if (!(await storeOf(setting).remove(name))) throw new Fault('take.no-such-key', { name });
  door.line(door.text.take.keyGone(name));
  door.result({ name, isSet: false });
}
