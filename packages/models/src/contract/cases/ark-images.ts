import type { WireCase } from '../wire-cases.ts';

/** Seedream on Ark as its documentation shows it. */
export const arkImagesCases: readonly WireCase[] = [
  {
    wire: 'ark-images',
    name: 'seedream',
    model: 'doubao-seedream-4-0-250828',
    baseUrl: 'https://ark.cn-beijing.volces.com/api/v3',
    accepted: { model: 'm', created: 1, data: [{ url: 'https://ark.example.com/a.jpeg', size: '2048x2048' }], usage: { output_tokens: 9 } },
  },
];
