import type { Language, Shot } from '@fantascope/film';
import type { CatalogueEntry } from '@fantascope/models';
import { adviceOf, type Carrier, isRefusal, type Loss, type Need, type Plan, priceText, type Ranked, type Refusal } from '@fantascope/plan';
import { cutTo, padTo, widthOf, wrapTo } from './column-text.ts';
import type { CliText } from './text/cli-text.ts';

/** What is on a line, and in whose language. */
export type TableSetting = Readonly<{
  text: CliText['plan'];
  language: Language;
  entries: ReadonlyMap<string, CatalogueEntry>;
  shot: Shot;
}>;

/** Columns of a terminal that a table stays within. */
const most = 100;

type Fate = 'kept' | 'roughly' | 'said' | 'lost' | 'none';
const symbols: Readonly<Record<Fate, string>> = { kept: '●', roughly: '◐', said: '○', lost: '✕', none: '·' };
const worse: readonly Fate[] = ['none', 'kept', 'roughly', 'said', 'lost'];

/** What became of the parts under a path: the worst of them. */
function fateOf({ carriers, losses }: Plan, paths: readonly string[]): Fate {
  const isUnder = ({ part }: Carrier | Loss) => paths.some((path) => part === path || part.startsWith(`${path}.`));
  const carried = carriers.filter(isUnder);
  const fates: Fate[] = carried.map(() => 'kept' as const);
  for (const loss of losses.filter(isUnder)) {
    if (loss.kind === 'words') fates.push('said');
    // Of a part that is lost and yet carried something arrives: it is cut short.
    else if (loss.kind === 'dropped') fates.push(carried.some(({ part }) => part === loss.part) ? 'roughly' : 'lost');
    else fates.push('roughly');
  }
  return fates.reduce<Fate>((worst, fate) => (worse.indexOf(fate) > worse.indexOf(worst) ? fate : worst), 'none');
}

type Column = Readonly<{ title: string; paths: readonly string[] }>;

/** A column for each move (for all, where there are many) and one for each group of other parts that the shot speaks of. */
function columnsOf({ shot, text }: TableSetting): readonly Column[] {
  const moves = 'moves' in shot.camera ? shot.camera.moves : [];
  const camera: readonly Column[] =
    moves.length > 0 && moves.length <= 5
      ? moves.map((_, i) => ({ title: String(i + 1), paths: [`camera.moves.${i}`] }))
      : [{ title: text.columns.moves, paths: ['camera.moves', 'camera.keyframes'] }];
  const looks = ['aperture', 'grade', 'shutter', 'motions', 'air', 'camera.lensMm', 'camera.focusM', 'camera.subject', 'camera.head'];
  const hasLook =
    shot.aperture !== undefined || shot.grade !== undefined || shot.motions.length > 0 || shot.air.length > 0 || shot.camera.lensMm !== 35;
  const texts = ['subject', 'action', 'setting', 'light'] as const;
  return [
    ...camera,
    { title: text.columns.length, paths: ['camera.lengthSec'] },
    { title: text.columns.size, paths: ['frame', 'camera.aspectRatio'] },
    ...(shot.picture === undefined ? [] : [{ title: text.columns.picture, paths: ['picture'] }]),
    ...(texts.some((name) => shot[name] !== undefined) ? [{ title: text.columns.text, paths: [...texts] }] : []),
    ...(hasLook ? [{ title: text.columns.look, paths: looks }] : []),
  ];
}

/** Every model on a line: a symbol for each part, its price, and what to do. Models that refuse stand below, by reason. */
export function allTable(ranked: readonly Ranked[], setting: TableSetting): readonly string[] {
  const { text, language, entries, shot } = setting;
  const columns = columnsOf(setting);
  const made = ranked.flatMap(({ plan }) => (isRefusal(plan) ? [] : [plan]));
  const idWidth = Math.max(widthOf(text.columns.model), ...made.map(({ model }) => model.length)) + 2;
  const priceWidth = Math.max(widthOf(text.columns.price), ...made.map((plan) => widthOf(priceOf(plan, text)))) + 2;
  const cellWidth = ({ title }: Column) => Math.max(2, widthOf(title)) + 1;
  const left = most - idWidth - priceWidth - columns.reduce((sum, column) => sum + cellWidth(column), 0);
  const head =
    padTo(text.columns.model, idWidth) +
    columns.map((column) => padTo(column.title, cellWidth(column))).join('') +
    padTo(text.columns.price, priceWidth) +
    text.columns.advice;
  const rows = made.map((plan) => {
    const entry = entries.get(plan.model) as CatalogueEntry;
    const cells = columns.map((column) => padTo(symbols[fateOf(plan, column.paths)], cellWidth(column))).join('');
    return `${padTo(plan.model, idWidth)}${cells}${padTo(priceOf(plan, text), priceWidth)}${cutTo(adviceOf(plan, { shot, entry })[language], left)}`.trimEnd();
  });
  return [...legend(made, setting), '', head, ...rows, ...refusedLines(ranked, setting), '', ...bestLines(ranked, setting)];
}

function legend(made: readonly Plan[], { shot, text, language }: TableSetting): readonly string[] {
  const moves =
    'moves' in shot.camera && shot.camera.moves.length <= 5
      ? shot.camera.moves.map((_, i) => `${i + 1} ${moveName(made, { i, language })}`)
      : [];
  return [...(moves.length === 0 ? [] : wrapTo(moves.join('   '), most)), text.symbols];
}

/** A move's name as its losses tell it, in quotes there. */
function moveName(made: readonly Plan[], { i, language }: Readonly<{ i: number; language: Language }>): string {
  const told = made.flatMap(({ losses }) => losses).find(({ part }) => part === `camera.moves.${i}`)?.text[language];
  return /[“"](.+?)[”"]/.exec(told ?? '')?.[1] ?? '';
}

function refusedLines(ranked: readonly Ranked[], { text, language, entries, shot }: TableSetting): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { plan } of ranked) {
    if (!isRefusal(plan)) continue;
    const reason = adviceOf(plan, { shot, entry: entries.get(plan.model) as CatalogueEntry })[language];
    reasons.set(reason, [...(reasons.get(reason) ?? []), plan.model]);
  }
  if (reasons.size === 0) return [];
  const lines = [...reasons].flatMap(([reason, models]) => {
    const told = wrapTo(models.join(', '), most - 4);
    return [`  ${symbols.lost} ${reason}`, ...told.map((line) => `    ${line}`)];
  });
  return ['', text.cannot, ...lines];
}

function bestLines(ranked: readonly Ranked[], { text, language }: TableSetting): readonly string[] {
  const able = ranked.filter(({ plan }) => !isRefusal(plan));
  const [first] = able;
  const count = text.count(ranked.length, able.length);
  return first === undefined
    ? [count]
    : [`${count}${language === 'zh' ? '' : ' '}${text.best(first.model, first.why[language])}`].flatMap((line) => wrapTo(line, most));
}

function priceOf({ estimateUsd }: Plan, text: CliText['plan']): string {
  if (estimateUsd === null) return text.unknownPrice;
  return estimateUsd.high === 0 ? text.free : priceText(estimateUsd);
}

/** One model's plan in full: every part with what carries it, then what is lost in sentences, prompt, needs, price and advice. */
export function planTable(plan: Plan | Refusal, setting: TableSetting): readonly string[] {
  const { text, language, entries, shot } = setting;
  const entry = entries.get(plan.model) as CatalogueEntry;
  const title = `${plan.model} — ${entry.name[language]}`;
  if (isRefusal(plan)) return [title, '', ...wrapTo(`${symbols.lost} ${plan.refused.text[language]}`, most)];
  const takes = [plan, ...(plan.next ?? [])];
  const body = takes.flatMap((take, i) => [...(takes.length > 1 ? ['', text.takeNumber(i + 1)] : []), ...onePlan(take, setting)]);
  const estimate = plan.estimateUsd;
  const price =
    estimate === null
      ? text.noPrice
      : estimate.high === 0
        ? text.free
        : `${priceText(estimate)} (${text.asOf(estimate.source, estimate.asOf)})`;
  return [
    title,
    text.symbols,
    ...body,
    '',
    ...labelled(text.price, price),
    ...labelled(text.advice, adviceOf(plan, { shot, entry })[language]),
  ];
}

function onePlan(plan: Plan, { text, language }: TableSetting): readonly string[] {
  const parts = [...new Set([...plan.carriers, ...plan.losses].map(({ part }) => part))].sort((a, b) => rank(a) - rank(b));
  const rows = parts.flatMap((part) => {
    const carriers = plan.carriers.filter((carrier) => carrier.part === part);
    const losses = plan.losses.filter((loss) => loss.part === part);
    const fate = worstFate(carriers, losses);
    const by = carriers[0] === undefined ? (fate === 'lost' ? text.byWords.lost : '') : text.byWords[carriers[0].by];
    const as = carriers.map((carrier) => carrier.as).find((told) => !['prompt', 'shot', part].includes(told)) ?? '';
    const line = `${symbols[fate]} ${padTo(partName(part, text), 18)}${padTo(by, 22)}${cutTo(as, most - 44)}`.trimEnd();
    return [line, ...losses.flatMap((loss) => wrapTo(loss.text[language], most - 4).map((sentence) => `    ${sentence}`))];
  });
  const prompt = plan.request.prompt ?? '';
  return [
    '',
    ...rows,
    ...(prompt === '' ? [] : ['', ...labelled(text.prompt, prompt)]),
    ...(plan.needs.length === 0
      ? []
      : labelled(text.needs, [...new Set(plan.needs.map((need: Need) => text.need[need.kind]))].join(language === 'zh' ? '；' : '; '))),
  ];
}

function worstFate(carriers: readonly Carrier[], losses: readonly Loss[]): Fate {
  if (carriers.length === 0 && losses.some(({ kind }) => kind === 'dropped')) return 'lost';
  if (losses.some(({ kind }) => kind === 'words')) return 'said';
  return losses.length > 0 ? 'roughly' : 'kept';
}

/** Camera first, then time and size, then the picture and its words. */
function rank(part: string): number {
  const order = [
    'camera.moves',
    'camera.keyframes',
    'camera.lengthSec',
    'camera.aspectRatio',
    'frame',
    'fps',
    'picture',
    'subject',
    'action',
    'setting',
    'light',
  ];
  const at = order.findIndex((name) => part === name || part.startsWith(`${name}.`));
  return at < 0 ? order.length : at + (part === 'camera.moves' ? 0.5 : 0);
}

function partName(part: string, text: CliText['plan']): string {
  const [, name = part, index] = /^(.+?)\.(\d+)$/.exec(part) ?? [];
  const told = text.parts[name] ?? name;
  return index === undefined ? told : `${told} ${Number(index) + 1}`;
}

function labelled(label: string, value: string): readonly string[] {
  const [first = '', ...rest] = wrapTo(value, most - 10);
  return [`${padTo(label, 10)}${first}`, ...rest.map((line) => `${' '.repeat(10)}${line}`)];
}
