import type { z } from 'zod';
import type { WordParams } from './fault.ts';

type Issue = z.core.$ZodIssue;
type Said = readonly [en: string, zh: string];

/** What the lists of a film document are called when one item of them is meant. */
const listNouns: Readonly<Record<string, Said>> = {
  shots: ['shot', '镜头'],
  moves: ['move', '运镜'],
  keyframes: ['keyframe', '关键帧'],
  layers: ['layer', '图层'],
  captions: ['caption', '字幕'],
  captionLanguages: ['caption language', '字幕语言'],
};

const typeNouns: Readonly<Record<string, Said>> = {
  string: ['text', '文字'],
  number: ['a number', '数字'],
  int: ['a whole number', '整数'],
  boolean: ['true or false', 'true 或 false'],
  array: ['a list', '列表'],
  tuple: ['a list', '列表'],
  object: ['a set of fields', '一组字段'],
};

/** The house's own refinements, whose English sentence stands in the schema. */
const refinements: Readonly<Record<string, string>> = {
  'the rectangle reaches outside the frame': '矩形超出了画面',
  'push-to needs a region or a framing, and only one of them': 'push-to 需要 region 或 framing，且只能有一个',
  'a move cannot end before it starts': '运镜不能在开始之前结束',
  'keyframe times must rise': '关键帧的时间必须递增',
  'a text needs at least one language': '文字至少需要一种语言',
  'an orientation is a quaternion of length 1': '朝向是长度为 1 的四元数',
};

/** The first thing a schema refuses, as parameters pathEn, pathZh, problemEn and problemZh for a fault's sentence; of a union, the branch that was nearest. */
export function schemaProblem(error: Readonly<{ issues: readonly Issue[] }>): WordParams {
  const issue = nearest(error.issues);
  const path = issue.path.map(String);
  const [problemEn, problemZh] = problem(issue);
  return { pathEn: place(path, 0), pathZh: place(path, 1), problemEn, problemZh };
}

/** Follows a union into the branch that its writer most likely meant: one of the right type, with the fewest problems, seen deepest. */
function nearest(issues: readonly Issue[]): Issue {
  const issue = issues[0] as Issue;
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return issue;
  const branches = issue.errors.map((branch) => ({
    first: nearest(branch),
    count: branch.reduce((sum, one) => sum + (one.code === 'unrecognized_keys' ? one.keys.length : 1), 0),
    isOtherType: branch.some(isMismatch),
  }));
  branches.sort((a, b) => Number(a.isOtherType) - Number(b.isOtherType) || a.count - b.count || b.first.path.length - a.first.path.length);
  const { first } = branches[0] as (typeof branches)[number];
  return { ...first, path: [...issue.path, ...first.path] };
}

function isMismatch(issue: Issue): boolean {
  return issue.path.length === 0 && ['invalid_type', 'invalid_value', 'unrecognized_keys'].includes(issue.code);
}

function place(path: readonly string[], language: 0 | 1): string {
  const words: string[] = [];
  for (let i = 0; i < path.length; i += 1) {
    const name = path[i] as string;
    const index = path[i + 1];
    if (index === undefined || !/^\d+$/.test(index)) {
      words.push(name);
      continue;
    }
    const noun = listNouns[name]?.[language] ?? name;
    words.push(language === 0 ? `${noun} ${Number(index) + 1}` : `第 ${Number(index) + 1} 个${noun}`);
    i += 1;
  }
  return words.length > 0 ? words.join(' › ') : (['the document', '文件'][language] as string);
}

function problem(issue: Issue): Said {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return ['is missing', '缺失'];
      const [en, zh] = typeNouns[issue.expected] ?? [issue.expected, issue.expected];
      return [`must be ${en}`, `应为${zh}`];
    }
    case 'invalid_value': {
      const [en, zh] = oneOf(issue.values.map(String));
      return issue.input === undefined ? [`is missing; it ${en}`, `缺失，${zh}`] : [en, zh];
    }
    case 'unrecognized_keys':
      return [`has a field nobody knows: ${issue.keys.join(', ')}`, `含有未知字段：${issue.keys.join('、')}`];
    case 'too_small':
      return [
        `must be ${issue.inclusive === true ? 'at least' : 'more than'} ${issue.minimum}${length(issue.origin, 0)}`,
        `不能小于 ${issue.minimum}${length(issue.origin, 1)}`,
      ];
    case 'too_big':
      return [`must be at most ${issue.maximum}${length(issue.origin, 0)}`, `不能大于 ${issue.maximum}${length(issue.origin, 1)}`];
    case 'not_multiple_of':
      return [`must be a multiple of ${issue.divisor}`, `应为 ${issue.divisor} 的倍数`];
    case 'invalid_format':
      return ['is not written in the right form', '格式不正确'];
    case 'invalid_union': {
      // zod lists the discriminator's values in the issue but not in its type.
      const { options } = issue as { options?: readonly unknown[] };
      return options === undefined ? ['is none of the forms allowed here', '不是这里允许的写法'] : oneOf(options.map(String));
    }
    case 'custom':
      return [`is wrong: ${issue.message}`, `有误：${refinements[issue.message] ?? issue.message}`];
    default:
      return [`is wrong: ${issue.message}`, `有误：${issue.message}`];
  }
}

function oneOf(values: readonly string[]): Said {
  return [
    `must be ${values.length > 1 ? 'one of ' : ''}${values.join(', ')}`,
    `应为${values.length > 1 ? '其中之一：' : ' '}${values.join('、')}`,
  ];
}

function length(origin: string, language: 0 | 1): string {
  if (origin === 'string') return language === 0 ? ' characters long' : ' 个字符';
  if (origin === 'array') return language === 0 ? ' items long' : ' 项';
  return '';
}
