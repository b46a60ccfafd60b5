import { Fault, type Language, say, words } from '@fantascope/film';

/** A fault as HTTP says it: RFC 9457 problem details with our code and its parameters, so that a program needs no sentence. */
export type Problem = Readonly<{
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  params: Readonly<Record<string, string | number>>;
  retry: 'never' | 'later' | 'now';
}>;

/** The language of an Accept-Language header: the first of ours in it, by weight; English where it names neither. */
export function languageOf(header: string | undefined): Language {
  const wishes = (header ?? '').split(',').map((part) => {
    const [tag = '', ...rest] = part.trim().toLowerCase().split(';');
    const weight = rest.map((each) => /^\s*q=([\d.]+)$/.exec(each)?.[1]).find((each) => each !== undefined);
    return { tag, weight: weight === undefined ? 1 : Number(weight) };
  });
  const known = wishes.filter(({ tag }) => /^(zh|en)\b/.test(tag)).sort((a, b) => b.weight - a.weight);
  return known[0]?.tag.startsWith('zh') === true ? 'zh' : 'en';
}

/** A fault for the reader's language. What is no fault of ours says nothing of its inside: its text stays in the log. */
export function problemOf(error: unknown, language: Language): Problem {
  const fault = error instanceof Fault ? error : new Fault('server.unforeseen');
  const row = words[fault.code];
  return {
    type: `urn:fantascope:fault:${fault.code}`,
    title: fault.code,
    status: row.http,
    detail: say(language, fault),
    code: fault.code,
    params: fault.params,
    retry: row.retry,
  };
}

/** The reply that carries it. */
export function problemReply(problem: Problem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'cache-control': 'no-store',
      ...(problem.retry === 'later' ? { 'retry-after': String(problem.params['retryAfterSec'] ?? 2) } : {}),
    },
  });
}
