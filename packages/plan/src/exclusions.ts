import type { WordCode } from '@fantascope/film';
import { words } from '@fantascope/film';
import { type Both, both, bothAs } from './both.ts';
import type { Draft } from './draft.ts';

/** The first pair of fields in the request that the model does not take together, as a refusal's sentence; undefined where all is well. */
export function excludedTogether({ entry, request }: Draft): Both | undefined {
  for (const set of entry.exclusions) {
    const given = set.filter((field) => isGiven(request, field));
    const [one, other] = given;
    if (one === undefined || other === undefined) continue;
    const said = given.includes('camera') ? both('plan.way-camera-words') : undefined;
    const way = said === undefined ? { en: '', zh: '' } : { en: `, ${said.en}`, zh: `，${said.zh}` };
    return both('plan.excluded-together', {
      ...bothAs('name', entry.name),
      ...bothAs('one', fieldName(one)),
      ...bothAs('other', fieldName(other)),
      ...bothAs('way', way),
    });
  }
  return undefined;
}

/** Whether a field that is not in the request yet would meet one there that the model does not take beside it. */
export function wouldExclude({ entry, request }: Draft, field: string): boolean {
  return entry.exclusions.some((set) => set.includes(field) && set.some((other) => other !== field && isGiven(request, other)));
}

function isGiven(request: Draft['request'], field: string): boolean {
  const value = (request as Readonly<Record<string, unknown>>)[field];
  return value !== undefined && value !== false;
}

function fieldName(field: string): Both {
  const code = `plan.field-${field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return code in words ? both(code as WordCode) : { en: field, zh: field };
}
