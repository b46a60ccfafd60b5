import { Fault } from '@fantascope/film';
import { type CatalogueEntry, type HttpReply, type Wanted, type Wire, wires } from '@fantascope/models';
import { addressOf, type Environment, knownAddress, openNet } from '@fantascope/take';
import { providerEnvironment } from '../emulated/running-emulators.ts';
import { storedKeys } from '../people/stored-keys.ts';
import type { Studio } from '../studio.ts';

/** What came of trying a key: `untestable`, its providers have no question that is free, or emulated ones stand in their place. */
export const keyOutcomes = ['works', 'refused', 'unreachable', 'untestable'] as const;
/** An outcome with its sentence. */
export type KeyTried = Readonly<{ outcome: (typeof keyOutcomes)[number]; text: Readonly<{ en: string; zh: string }> }>;

/** One request may take this long before its provider counts as unreachable, milliseconds. */
const TRY_MS = 15_000;

type Askable = Readonly<{ entry: CatalogueEntry; wire: Wire; find: NonNullable<Wire['find']> }>;

/**
 * Asks one provider of a key for a take that is not there: the look-up that a lost reply is found by, which is free and changes nothing. The key
 * goes nowhere else, and no answer of the provider is repeated. Throws models.no-key where it is not set.
 */
export async function tryKey(studio: Studio, name: string): Promise<KeyTried> {
  const value = await storedKeys(studio).find(name);
  if (value === undefined) throw new Fault('models.no-key', { key: name });
  const env = await providerEnvironment(studio);
  const using = studio.catalogue.entries.filter((entry) => keyOf(entry, studio.settings.env) === name || keyOf(entry, env) === name);
  const [askable] = using.flatMap((entry): Askable[] => {
    const wire = wires[entry.wire];
    return wire?.find === undefined || keyOf(entry, env) !== name ? [] : [{ entry, wire, find: wire.find }];
  });
  if (askable === undefined) return using.some((entry) => keyOf(entry, env) !== name) ? emulated(name) : noQuestion(name);
  const { entry, wire, find } = askable;
  const address = await knownAddress(addressOf(entry, env), studio.ports);
  const dialect = Object.fromEntries(Object.entries(entry.dialect).map(([field, { value: taken }]) => [field, taken]));
  const setting = { baseUrl: address.baseUrl, dialect };
  const wanted: Wanted = { clientKey: 'fantascope-key-test', request: { model: entry.providerModel }, sentAtMs: studio.ports.nowMs() };
  const http = find.request(wanted, setting);
  if (http.method !== 'GET') return noQuestion(name);
  const net = openNet({ wire, address, key: { name, value } }, { nowMs: studio.ports.nowMs });
  const late = studio.ports.sleep(TRY_MS).then(() => null);
  const delivery = await Promise.race([net.send(http), late]);
  const host = new URL(address.baseUrl).host;
  if (delivery?.state !== 'reply') return unreachable(host);
  return judged(delivery.reply, { name, host, isUnderstood: find.read(delivery.reply, wanted, setting) !== 'unclear' });
}

/** The key a model is asked with; undefined where it needs none or nobody has said where it is asked. */
function keyOf(entry: CatalogueEntry, env: Environment): string | undefined {
  if (entry.baseUrl === undefined) return undefined;
  return addressOf(entry, env).keyName;
}

function judged(
  { status }: Pick<HttpReply, 'status'>,
  { name, host, isUnderstood }: Readonly<{ name: string; host: string; isUnderstood: boolean }>,
): KeyTried {
  if (status === 401 || status === 403)
    return {
      outcome: 'refused',
      text: { en: `${host} does not take ${name} (${status}). Set it again.`, zh: `${host} 不接受 ${name}（${status}）。请重新设置。` },
    };
  if (status < 300 && isUnderstood) return { outcome: 'works', text: { en: `${host} takes ${name}.`, zh: `${host} 接受 ${name}。` } };
  return {
    outcome: 'unreachable',
    text: {
      en: `${host} answered ${status}, which says nothing about ${name}. Try again later.`,
      zh: `${host} 返回 ${status}，无法判断 ${name} 是否有效。请稍后再试。`,
    },
  };
}

const unreachable = (host: string): KeyTried => ({
  outcome: 'unreachable',
  text: { en: `${host} did not answer. Look at the connection and try again.`, zh: `${host} 没有应答。请检查网络后再试。` },
});
const noQuestion = (name: string): KeyTried => ({
  outcome: 'untestable',
  text: { en: `There is no free question that would show whether ${name} works.`, zh: `没有可用于检验 ${name} 的免费请求。` },
});
const emulated = (name: string): KeyTried => ({
  outcome: 'untestable',
  text: {
    en: `Emulated providers stand in the place of those that take ${name}; stop them to try it.`,
    zh: `使用 ${name} 的服务商目前由模拟服务商代替；停止模拟后才能检验。`,
  },
});
