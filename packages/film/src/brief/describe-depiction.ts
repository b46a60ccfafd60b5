import type { Animatic } from '../animatic.ts';
import type { Language } from '../fault.ts';

type Names<Key extends string> = Readonly<Record<Key, readonly [en: string, zh: string]>>;

const places: Names<Animatic['place']> = {
  sky: ['the open sky', '天空'],
  sea: ['the sea', '海'],
  mountains: ['mountains', '群山'],
  forest: ['a forest', '森林'],
  city: ['a town', '城镇'],
  village: ['a village', '村庄'],
  desert: ['a desert', '沙漠'],
  snow: ['a snowfield', '雪原'],
  field: ['open fields', '田野'],
  room: ['a room', '房间'],
  studio: ['a plain studio', '摄影棚'],
  space: ['space, among the stars', '星空中的宇宙'],
};
const hours: Names<Animatic['hour']> = {
  dawn: ['at dawn', '黎明'],
  day: ['by day', '白天'],
  dusk: ['at dusk', '黄昏'],
  night: ['at night', '夜晚'],
};
const weathers: Names<Animatic['weather']> = {
  clear: ['', ''],
  cloudy: ['under clouds', '多云'],
  rain: ['in the rain', '下着雨'],
  snow: ['in falling snow', '下着雪'],
  fog: ['in fog', '有雾'],
};
const lights: Names<Animatic['hour']> = {
  dawn: ['soft, low light, cool turning to gold', '柔和低斜的晨光，由冷转金'],
  day: ['clear daylight', '明亮的日光'],
  dusk: ['warm, low light and long shadows', '温暖低斜的余晖，长长的影子'],
  night: ['moonlight and deep blue shadows', '月光与深蓝的阴影'],
};
const subjects: Names<NonNullable<Animatic['subject']>> = {
  person: ['a person', '一个人'],
  child: ['a child', '一个孩子'],
  elder: ['an old person', '一位老人'],
  rabbit: ['a rabbit', '一只兔子'],
  cat: ['a cat', '一只猫'],
  dog: ['a dog', '一只狗'],
  bird: ['a bird', '一只鸟'],
  fish: ['a fish', '一条鱼'],
  horse: ['a horse', '一匹马'],
  tree: ['a tree', '一棵树'],
  flower: ['a flower', '一朵花'],
  house: ['a small house', '一座小屋'],
  lighthouse: ['a lighthouse', '一座灯塔'],
  tower: ['a tower', '一座塔'],
  boat: ['a boat', '一条船'],
  car: ['a car', '一辆车'],
  moon: ['the moon', '月亮'],
  lantern: ['a lantern', '一盏灯'],
  robot: ['a robot', '一个机器人'],
  box: ['a box', '一个盒子'],
  bottle: ['a bottle', '一个瓶子'],
  cup: ['a cup', '一只杯子'],
};

/** What a painted shot shows, in words for models and people. */
export function describeDepiction(
  { place, hour, weather, subject }: Animatic,
  language: Language,
): Readonly<{ setting: string; light: string; subject?: string }> {
  const i = language === 'en' ? 0 : 1;
  const parts = [places[place][i], hours[hour][i], weathers[weather][i]].filter((part) => part !== '');
  return {
    setting: parts.join(language === 'en' ? ' ' : '，'),
    light: lights[hour][i],
    ...(subject === undefined ? {} : { subject: subjects[subject][i] }),
  };
}
