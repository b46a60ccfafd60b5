import type { ColourName } from '@fantascope/stage/sketch';

/** What people type for a colour, in both languages. */
const typed: Readonly<Record<ColourName, readonly string[]>> = {
  red: ['red', '红', '红色'],
  orange: ['orange', '橙', '橙色', '橘色'],
  yellow: ['yellow', '黄', '黄色'],
  green: ['green', '绿', '绿色'],
  cyan: ['cyan', 'teal', 'turquoise', '青', '青色'],
  blue: ['blue', '蓝', '蓝色'],
  purple: ['purple', 'violet', '紫', '紫色'],
  pink: ['pink', '粉', '粉色', '粉红', '粉红色'],
  brown: ['brown', '棕', '棕色', '褐色'],
  black: ['black', '黑', '黑色'],
  grey: ['grey', 'gray', '灰', '灰色'],
  white: ['white', '白', '白色'],
  warm: ['warm', '暖', '暖色', '暖调'],
  cool: ['cool', 'cold', '冷', '冷色', '冷调'],
  dark: ['dark', '暗', '暗色', '暗调', '昏暗'],
  light: ['light', 'bright', '亮', '亮色', '亮调', '明亮'],
};

const names = new Map(Object.entries(typed).flatMap(([name, words]) => words.map((word) => [word, name as ColourName])));

/** The colour that the last word of a text names, and the text before it; null where it names none. */
export function typedColour(text: string): Readonly<{ name: ColourName; before: string }> | null {
  const match = /^(.*?)(\S+)\s*$/su.exec(text.normalize('NFKC'));
  const name = names.get((match?.[2] ?? '').toLowerCase());
  return name === undefined ? null : { name, before: (match?.[1] ?? '').trim() };
}
