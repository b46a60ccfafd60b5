import { Fault } from '@fantascope/film';
import { isLoopbackAddress, isPrivateAddress, isPublicAddress } from '@fantascope/models/transport';

/** Where a language model is asked: an address that speaks OpenAI's Chat Completions. `keyName`: null where none is wanted. */
export type Endpoint = Readonly<{
  id: string;
  baseUrl: string;
  model: string;
  keyName: string | null;
  /** What the address calls the most tokens of an answer. Default max_tokens. */
  limitName?: 'max_completion_tokens';
}>;

/** The key for an address of one's own. */
export const ownLlmKeyName = 'FANTASCOPE_LLM_API_KEY';

type Known = Endpoint & Readonly<{ asOf: string; source: string }>;
const asOf = '2026-11-23';
const guide = 'the provider’s guide to its OpenAI-compatible address; models change often, so another may be named after a colon';

/** Known addresses by the name they are asked for with. None of them was called in making this list. */
export const endpoints: readonly Known[] = [
  {
    id: 'openai',
    baseUrl: 'https://api.openai.com/v1',
    model: 'gpt-5-mini',
    keyName: 'OPENAI_API_KEY',
    limitName: 'max_completion_tokens',
    asOf,
    source: guide,
  },
  { id: 'deepseek', baseUrl: 'https://api.deepseek.com/v1', model: 'deepseek-chat', keyName: 'DEEPSEEK_API_KEY', asOf, source: guide },
  {
    ...{ id: 'qwen', baseUrl: 'https://dashscope.aliyuncs.com/compatible-mode/v1', model: 'qwen-plus' },
    ...{ keyName: 'DASHSCOPE_API_KEY', asOf, source: guide },
  },
  { id: 'kimi', baseUrl: 'https://api.moonshot.cn/v1', model: 'kimi-latest', keyName: 'MOONSHOT_API_KEY', asOf, source: guide },
  { id: 'glm', baseUrl: 'https://open.bigmodel.cn/api/paas/v4', model: 'glm-4.6', keyName: 'ZHIPU_API_KEY', asOf, source: guide },
  {
    id: 'doubao',
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    model: 'doubao-seed-1-6',
    keyName: 'ARK_API_KEY',
    asOf,
    source: guide,
  },
  {
    ...{ id: 'gemini', baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai', model: 'gemini-2.5-flash' },
    ...{ keyName: 'GEMINI_API_KEY', asOf, source: guide },
  },
  {
    id: 'openrouter',
    baseUrl: 'https://openrouter.ai/api/v1',
    model: 'openrouter/auto',
    keyName: 'OPENROUTER_API_KEY',
    asOf,
    source: guide,
  },
  { id: 'ollama', baseUrl: 'http://127.0.0.1:11434/v1', model: 'qwen3', keyName: null, asOf, source: guide },
  { id: 'lmstudio', baseUrl: 'http://127.0.0.1:1234/v1', model: 'local-model', keyName: null, asOf, source: guide },
];

/**
 * Reads what a person asks for: "deepseek", "deepseek:deepseek-reasoner", or an address with a model, "http://127.0.0.1:8000/v1#qwen3". Plain http is for this machine
 * and for a private network (10/8, 172.16/12, 192.168/16, fd00::/8, names that end in .local), and no key goes along; every other address has to be https. Throws
 * writer.no-such-endpoint and writer.not-https.
 */
export function readEndpoint(asked: string): Endpoint {
  if (/^https?:\/\//i.test(asked)) return ownEndpoint(asked);
  const [name = '', ...rest] = asked.split(':');
  const known = endpoints.find(({ id }) => id === name.toLowerCase());
  if (known === undefined) throw new Fault('writer.no-such-endpoint', { asked, known: endpoints.map(({ id }) => id).join(', ') });
  const { id, baseUrl, keyName, limitName } = known;
  return { id, baseUrl, model: rest.join(':') || known.model, keyName, ...(limitName === undefined ? {} : { limitName }) };
}

function ownEndpoint(asked: string): Endpoint {
  const url = URL.canParse(asked) ? new URL(asked) : undefined;
  const model = plainText(url?.hash.slice(1) ?? '');
  if (url === undefined || model === '' || url.username !== '' || url.password !== '' || url.search !== '')
    throw new Fault('writer.no-such-endpoint', { asked: url?.origin ?? '…', known: endpoints.map(({ id }) => id).join(', ') });
  const isOpen = url.protocol !== 'https:';
  if (isOpen && !isThisMachine(url) && !isInHouse(url)) throw new Fault('writer.not-https', { origin: url.origin });
  const keyName = isOpen || isThisMachine(url) ? null : ownLlmKeyName;
  return { id: url.host, baseUrl: `${url.origin}${url.pathname.replace(/\/+$/, '')}`, model, keyName };
}

/** What a part of an address stands for; '' where it stands for nothing. */
function plainText(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
}

function isThisMachine({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return host === 'localhost' || isLoopbackAddress(host);
}

/** A server of one's own beside this machine. A name that ends in .local is given out by the network itself (RFC 6762) and is at none but its addresses. */
function isInHouse({ hostname }: URL): boolean {
  return isPrivateAddress(hostname) || /^[^.]+(?:\.[^.]+)*\.local\.?$/.test(hostname);
}

/** Whether what is asked of an endpoint travels as anybody on the way can read it: plain http to another machine. */
export function travelsOpenly({ baseUrl }: Endpoint): boolean {
  const url = new URL(baseUrl);
  return url.protocol !== 'https:' && !isThisMachine(url);
}

/** Which addresses an endpoint's name may turn out to be at: this machine's own or a private network's where that was named, else public ones only. */
export function addressRuleOf({ baseUrl }: Endpoint): (address: string) => boolean {
  const url = new URL(baseUrl);
  if (isThisMachine(url)) return isLoopbackAddress;
  return isInHouse(url) ? isPrivateAddress : isPublicAddress;
}
