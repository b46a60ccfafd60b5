import { Fault } from '@fantascope/film';
import { isLoopbackAddress } from '@fantascope/models/transport';

/** A voice that is asked for over the network: an address that speaks OpenAI's `POST /audio/speech`, a model and a voice there. `keyName`: null where none is wanted. */
export type NetVoice = Readonly<{
  id: string;
  baseUrl: string;
  model: string;
  voice: string;
  keyName: string | null;
  /** US dollars for a million characters; null where no price is known. */
  usdPerMillion: number | null;
  /** Whose price it is, and when it was written down. */
  price: Readonly<{ source: string; asOf: string }>;
}>;

/** Settings as the process was given them. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Where a compatible server of one's own stands, and the key that goes there. Neither is ever read from a film: a film of a stranger names no address. */
export const ownVoiceSettings = { url: 'FANTASCOPE_VOICE_URL', key: 'FANTASCOPE_VOICE_API_KEY' } as const;

const openAi = {
  baseUrl: 'https://api.openai.com/v1',
  keyName: 'OPENAI_API_KEY',
  model: 'tts-1',
  voice: 'alloy',
  usdPerMillion: { 'tts-1': 15, 'tts-1-hd': 30 } as Readonly<Record<string, number>>,
  price: { source: 'the provider’s price list, by the character', asOf: '2026-11-23' },
};

/** The names of the keys that voices over the network want: the provider's, and the one of an address of one's own. */
export const voiceKeyNames: readonly string[] = [openAi.keyName, ownVoiceSettings.key];

const shape = /^(openai|own)(?::([^/]+(?:\/[^/]+)*?))?(?:\/([^/]+))?$/;

/** Whether a voice's name stands for one that is asked for over the network. */
export function isNetVoice(name: string): boolean {
  return /^(?:openai|own)(?:$|[:/])/.test(name);
}

/**
 * Reads a voice's name: `openai/alloy`, `openai:tts-1-hd/nova`, `own:MODEL/VOICE` at FANTASCOPE_VOICE_URL; a slash within a voice is written %2F. Throws
 * sound.bad-voice-name and sound.bad-voice-address.
 */
export function readNetVoice(name: string, env: Environment): NetVoice {
  const [, id, model, voice] = shape.exec(name) ?? [];
  if (id === undefined) throw new Fault('sound.bad-voice-name', { name });
  if (id === 'openai') {
    const { usdPerMillion, ...rest } = openAi;
    const asked = plain(model ?? rest.model, name);
    return { ...rest, id, model: asked, voice: plain(voice ?? rest.voice, name), usdPerMillion: usdPerMillion[asked] ?? null };
  }
  if (model === undefined || voice === undefined) throw new Fault('sound.bad-voice-name', { name });
  const { baseUrl, isHere } = ownAddress(env);
  return {
    ...{ id, baseUrl, model: plain(model, name), voice: plain(voice, name), keyName: isHere ? null : ownVoiceSettings.key },
    // What this machine says itself costs nothing.
    ...{ usdPerMillion: isHere ? 0 : null, price: { source: 'this machine', asOf: '' } },
  };
}

function plain(part: string, name: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Fault('sound.bad-voice-name', { name });
  }
}

function ownAddress(env: Environment): Readonly<{ baseUrl: string; isHere: boolean }> {
  const setting = ownVoiceSettings.url;
  const text = env[setting] ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new Fault('sound.bad-voice-address', { setting });
  const isHere = isThisMachine(url);
  // The key and every line would be read on the way.
  if (url.protocol !== 'https:' && !(isHere && url.protocol === 'http:')) throw new Fault('sound.bad-voice-address', { setting });
  return { baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, isHere };
}

/** Whether an address names this machine. */
export function isThisMachine({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLoopbackAddress(host);
}
