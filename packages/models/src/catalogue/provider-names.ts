import type { CatalogueEntry } from './entry.ts';

/** A name in both languages. */
type Name = Readonly<{ en: string; zh: string }>;

const same = (name: string): Name => ({ en: name, zh: name });

const byHost: Readonly<Record<string, Name>> = {
  'dashscope-intl.aliyuncs.com': { en: 'Alibaba Cloud Model Studio', zh: '阿里云百炼' },
  'ark.cn-beijing.volces.com': { en: 'Volcengine Ark', zh: '火山方舟' },
  'ark.ap-southeast.bytepluses.com': same('BytePlus ModelArk'),
  'visual.volcengineapi.com': { en: 'Volcengine Visual', zh: '火山引擎视觉智能' },
  'queue.fal.run': same('fal'),
  'us-central1-aiplatform.googleapis.com': same('Google Vertex AI'),
  'generativelanguage.googleapis.com': same('Google Gemini API'),
  'api-singapore.klingai.com': { en: 'Kling', zh: '可灵' },
  'api.klingai.com': { en: 'Kling', zh: '可灵' },
  'api.lumalabs.ai': same('Luma'),
  'agents.lumalabs.ai': same('Luma'),
  'api.minimax.io': same('MiniMax'),
  'api.openai.com': same('OpenAI'),
  'api.replicate.com': same('Replicate'),
  'api.dev.runwayml.com': same('Runway'),
};

/** Who is asked for a model, as people know them; the host of an entry of one's own, and a sentence for one's own machine. */
export function providerNameOf({ baseUrl, wire }: Pick<CatalogueEntry, 'baseUrl' | 'wire'>): Name {
  if (wire === 'stage') return { en: 'Fantascope', zh: '幻镜' };
  if (baseUrl === undefined) return { en: 'Your own server', zh: '自己的服务器' };
  // A schema has seen to it that this is an address; the host stands between its two slashes and whatever comes next.
  const hostname = /^\w+:\/\/(?:[^/@]*@)?(\[[^\]]*\]|[^/:?#]*)/.exec(baseUrl)?.[1] ?? baseUrl;
  if (hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.')) return { en: 'Your own server', zh: '自己的服务器' };
  return byHost[hostname] ?? same(hostname);
}
