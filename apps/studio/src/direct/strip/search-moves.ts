import type { Preset } from '@fantascope/film';

/** The first letter of every sign's sound, for the signs of the presets' names. */
const initials: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    b: '变臂伯板',
    c: '差持超垂长',
    d: '定电典到动短',
    e: '恩',
    f: '反',
    g: '固感概滚高跟',
    h: '横弧缓荷环回滑航晃',
    j: '镜经近极揭焦降急角进即机级距',
    k: '柯克肯快可',
    l: '拉螺兰灵令',
    m: '慢梦模',
    n: '逆念',
    p: '平拍',
    q: '区起强',
    r: '弱绕人',
    s: '示上升甩速斯视手时顺水',
    t: '头推特',
    w: '无',
    x: '希向线下旋写械心',
    y: '影远移摇右运',
    z: '左中重针直转指',
  }).flatMap(([letter, signs]) => [...signs].map((sign) => [sign, letter])),
);
/** The first letters of a Chinese name as they are typed; other signs stay as they are. */
export function pinyinInitials(name: string): string {
  return [...name].map((sign) => initials[sign] ?? (/[a-z0-9]/i.test(sign) ? sign.toLowerCase() : '')).join('');
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\-_.,，·()（）]/g, '');
/** What people call some moves besides the name they stand under here. */
const also: Readonly<Record<string, string>> = {
  vertigo: 'dollyzoom hitchcock',
  'push-in': 'dollyin',
  'pull-out': 'dollyout',
  'track-left': 'truckleft',
  'track-right': 'truckright',
  'boom-up': 'pedestalup',
  'boom-down': 'pedestaldown',
  'arc-left': 'orbitleft',
  'arc-right': 'orbitright',
};

/** Whether a preset is meant by what was typed: its name in either language, its first letters in pinyin, its family. */
export function isFound({ id, name, family }: Pick<Preset, 'id' | 'name' | 'family'>, typed: string): boolean {
  const wanted = plain(typed);
  if (wanted === '') return true;
  const texts = [name.en, name.zh, pinyinInitials(name.zh), id, also[id] ?? '', family.en, family.zh];
  return texts.some((text) => plain(text).includes(wanted));
}
