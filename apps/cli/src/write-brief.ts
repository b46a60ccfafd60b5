import { createHash } from 'node:crypto';
import { appendFile, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Fault, type Language } from '@fantascope/film';
import { Brief } from '@fantascope/film/brief';
import { withInterrupt } from '@fantascope/render';
import { dataDir, findKey, openKeyStore, ownFolder, writeDurably } from '@fantascope/take';
import { readEndpoint, type ScriptWanted, travelsOpenly, type WriterNews, writeBrief } from '@fantascope/writer';
import type { Setting } from './setting.ts';

/** What the written film is to be like. */
export type WriteAsked = Readonly<{
  /** As --llm says it. */
  llm: string;
  language: Language;
  lengthSec: number | undefined;
  aspect: ScriptWanted['aspect'];
  /** File names of the photographs that may be used. */
  photos: readonly string[];
}>;

/**
 * Has a language model write the film's script from a text, and says before each question where it goes. What is asked and what it used stand in writer.jsonl of
 * the data folder, each question before it is sent. Throws writer.no-key and what the writer throws.
 */
export async function writtenBrief(text: string, { llm, ...asked }: WriteAsked, { env, door }: Setting): Promise<Brief> {
  const endpoint = readEndpoint(llm);
  const { keyName } = endpoint;
  const store = openKeyStore(dataDir(env), { nowMs: Date.now });
  const key = keyName === null ? undefined : (await findKey(keyName, { env, store }))?.value;
  if (keyName !== null && key === undefined) throw new Fault('writer.no-key', { endpoint: endpoint.id, name: keyName });
  const words = door.text.make;
  // What was paid for once is there when the same is asked again: after a refusal further on, or after --dry-run.
  const kept = join(dataDir(env), 'scripts', `${hashOf([endpoint.baseUrl, endpoint.model, text, asked])}.json`);
  const known = await readFile(kept, 'utf8').then(
    (found) => Brief.safeParse(JSON.parse(found)).data,
    () => undefined,
  );
  if (known !== undefined) {
    door.line(words.writtenBefore(endpoint.model));
    return known;
  }
  if (travelsOpenly(endpoint)) door.notice({ code: 'writer.unencrypted', params: { origin: new URL(endpoint.baseUrl).origin } });
  const journal = join(dataDir(env), 'writer.jsonl');
  await ownFolder(dataDir(env));
  const tell = async (news: WriterNews) => {
    await appendFile(journal, `${JSON.stringify({ at: new Date().toISOString(), ...news })}\n`, { mode: 0o600 });
    if (news.kind === 'asking') door.line(words.asking(news.host, news.model, news.characters, news.question));
  };
  const wanted = { ...asked, photos: asked.photos.map((path) => basename(path)) };
  const { brief, used, isEmulated } = await withInterrupt((signal) => writeBrief(text, { endpoint, key, wanted, tell, signal }));
  // What an emulator made cost nothing; a real model may answer at its address tomorrow.
  if (!isEmulated) {
    await ownFolder(join(dataDir(env), 'scripts'));
    await writeDurably(kept, JSON.stringify(brief));
  }
  if (isEmulated) door.notice({ code: 'writer.emulated', params: { host: new URL(endpoint.baseUrl).host } });
  door.line(words.written(endpoint.model, used.prompt, used.completion));
  return brief;
}

function hashOf(of: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(of)).digest('hex').slice(0, 32);
}
