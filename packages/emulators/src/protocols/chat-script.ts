// What the emulated language model writes: the text it is given, cut into shots by rules. It reads what it is asked as a model has to, from the words and the schema of the question
// alone, and knows nothing of who asks.

/** As much of a JSON Schema as is looked at. */
type Schema = Readonly<{ properties?: Readonly<Record<string, Schema>>; items?: Schema; enum?: readonly unknown[]; maxItems?: number }>;
type Said = Readonly<{ who?: string; text: string }>;
type Shot = { shows: string; lines: Said[] };
type Told = { heading?: string; shots: Shot[] };
type Story = Readonly<{ title: string; scenes: readonly Told[]; cast: ReadonlyMap<string, string> }>;

/** What a question asks for. */
export type Asked = Readonly<{ system: string; user: string; schema?: unknown }>;

const cameras = [
  'slow push in',
  'pan right 15 degrees',
  'hold still',
  'slow pull out',
  'orbit left 10 degrees',
  'rise 0.5 m',
  'tilt up 8 degrees',
];

/** Words by which a text speaks of a value of a schema, beside the value itself. */
const chineseWords: Readonly<Record<string, string>> = {
  ...{
    sea: '海|浪|岸',
    mountains: '山|峰',
    forest: '林',
    city: '城|街',
    desert: '沙漠',
    snow: '雪',
    field: '田|草地|花园',
    room: '屋|房|窗',
    village: '村|镇',
  },
  ...{ dawn: '清晨|黎明|日出', day: '白天|中午|上午', dusk: '黄昏|傍晚|日落', night: '夜|晚|月' },
  ...{
    rain: '雨',
    fog: '雾',
    storm: '风暴|雷',
    rabbit: '兔',
    cat: '猫',
    dog: '狗',
    bird: '鸟',
    boat: '船',
    lighthouse: '灯塔',
    lantern: '灯',
    moon: '月亮',
  },
  ...{ elder: '老人|爷爷|奶奶', child: '孩|少年', person: '人|他|她', tree: '树', flower: '花', cup: '杯|茶', house: '屋' },
};

/** A script of the text in a question, as the schema in it wants one; undefined where nothing of the kind is asked for. The same question gets the same script. */
export function scriptFor({ system, user, schema: given }: Asked): Readonly<Record<string, unknown>> | undefined {
  const schema = (given ?? objectIn(system)) as Schema | undefined;
  const shotSchema = schema?.properties?.['scenes']?.items?.properties?.['shots']?.items;
  if (schema === undefined || shotSchema === undefined) return undefined;
  const story = storyOf(materialIn(user));
  const shots = story.scenes.flatMap((scene) => scene.shots);
  if (shots.length === 0) return undefined;
  const [, total] = /about (\d+) seconds/i.exec(system) ?? [];
  const lengthSec = total === undefined ? undefined : Math.min(8, Math.max(3, Math.round((10 * Number(total)) / shots.length) / 10));
  const [, named = ''] = /photographs that may be used[^:]*: ([^\n]*?)\. /i.exec(system) ?? [];
  const photos = named === '' ? [] : named.split(', ');
  const first = sumOf(story.title);
  let before: Readonly<Record<string, unknown>> = {};
  const filmed = ({ shows, lines }: Shot, at: number) => {
    const seen = Object.fromEntries(
      ['place', 'hour', 'weather', 'subject'].flatMap((field) => {
        const value = named1(shotSchema.properties?.[field], shows) ?? before[field];
        return value === undefined ? [] : [[field, value]];
      }),
    );
    before = seen;
    const photo = photos[at];
    return fitted(shotSchema, {
      ...{ shows, lines, camera: cameras[(first + at) % cameras.length], ...seen },
      ...(photo === undefined ? {} : { photo }),
      ...(lengthSec === undefined ? {} : { lengthSec }),
    });
  };
  let at = 0;
  return fitted(schema, {
    title: `${story.title} · EMULATED`,
    logline: `EMULATED: ${shots[0]?.shows ?? ''}`.slice(0, 2000),
    cast: [...story.cast].map(([name, description]) => ({ name, kind: 'character', description })),
    scenes: story.scenes.map(({ heading, shots: own }) => ({
      ...(heading === undefined ? {} : { heading }),
      shots: own.map((shot) => filmed(shot, at++)),
    })),
  });
}

/** What stands between two lines that are the same, the first and the last of a message; else all of it. */
function materialIn(user: string): string {
  const lines = user.trim().split('\n');
  return lines.length > 2 && lines[0] === lines.at(-1) ? lines.slice(1, -1).join('\n') : user;
}

/** The first value of a field that a text speaks of. */
function named1(field: Schema | undefined, text: string): unknown {
  const found = (field?.enum ?? []).flatMap((value) => {
    const words = [`\\b${String(value)}`, ...(chineseWords[String(value)]?.split('|') ?? [])];
    const places = words.map((word) => text.search(new RegExp(word, 'i'))).filter((place) => place >= 0);
    return places.length === 0 ? [] : [{ value, place: Math.min(...places) }];
  });
  return found.sort((a, b) => a.place - b.place)[0]?.value;
}

/** A value without the fields that a schema does not have, and with no more shots than it takes. */
function fitted({ properties = {} }: Schema, value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, each]) => {
      const own = properties[name];
      if (own === undefined) return [];
      return [[name, Array.isArray(each) && own.maxItems !== undefined ? each.slice(0, own.maxItems) : each]];
    }),
  );
}

const spoken = /^(.{1,24}?)\s*[：:]\s*[「『“"](.+?)[」』”"]?$/;
const member = /^([^：:]{1,24}?)(?:[（(][^）)]*[）)])?\s*(?:[：:]|——)\s*(.+)$/;
const castHeading = /角色|人物|cast|characters/i;

/** Reads a text as a reader does: headings, who is in it, what is said, and everything else sentence by sentence. */
function storyOf(material: string): Story {
  const { title, body } = titled(material);
  const cast = new Map<string, string>();
  const scenes: Told[] = [];
  let isCast = false;
  const scene = (): Told => scenes.at(-1) ?? (scenes[scenes.push({ shots: [] }) - 1] as Told);
  for (const raw of body) {
    const heading = /^#{1,6}\s*(.+)$/.exec(raw)?.[1];
    if (heading !== undefined) {
      isCast = castHeading.test(heading);
      if (!isCast) scenes.push({ heading: heading.slice(0, 400), shots: [] });
      continue;
    }
    const text = raw
      .replace(/^\s*(?:[-*+>]|\d+[.、)])\s*/, '')
      .replace(/[[【（(][^\]】）)]*[\]】）)]/g, '')
      .trim();
    const [, who = '', said = ''] = spoken.exec(text) ?? [];
    if (said !== '') {
      if (!cast.has(who)) cast.set(who, firstWith(who, scenes) ?? who);
      const last = scene().shots.at(-1);
      if (last !== undefined && last.lines.length < 3) last.lines.push({ who, text: said.slice(0, 400) });
      else scene().shots.push({ shows: `${who} ${said}`.slice(0, 400), lines: [{ who, text: said.slice(0, 400) }] });
      continue;
    }
    const [, name, about] = (isCast ? member.exec(text) : null) ?? [];
    if (name !== undefined && about !== undefined) cast.set(name.trim(), about.slice(0, 400));
    else for (const sentence of sentencesOf(text)) scene().shots.push({ shows: sentence, lines: [{ text: sentence }] });
  }
  return { title, scenes: scenes.filter(({ shots }) => shots.length > 0).slice(0, 20), cast: new Map([...cast].slice(0, 20)) };
}

/** The first heading is the title, else what `title:` says, else the beginning; what comes before the story as `name: value` is no part of it. */
function titled(material: string): Readonly<{ title: string; body: readonly string[] }> {
  const lines = material
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const heading = lines.findIndex((line) => /^#\s/.test(line));
  const said = /^(?:title|标题)\s*[：:]\s*(.+)$/im.exec(material)?.[1];
  const rest = lines.filter((line, at) => at !== heading && !/^[\p{L}. ]{1,20}[：:]\s*[^「『“"]{1,40}$/u.test(line));
  const title = said ?? lines[heading]?.replace(/^#\s*/, '') ?? sentencesOf(rest[0] ?? '')[0] ?? '';
  return { title: title.trim().slice(0, 60), body: rest };
}

function sentencesOf(text: string): readonly string[] {
  return (text.match(/[^。！？!?.]+[。！？!?.]*/g) ?? []).map((each) => each.trim().slice(0, 400)).filter((each) => each.length > 1);
}

function firstWith(name: string, scenes: readonly Told[]): string | undefined {
  return scenes.flatMap(({ shots }) => shots).find(({ shows }) => shows.includes(name))?.shows;
}

function sumOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0);
}

/** The last whole JSON object in a text. */
function objectIn(text: string): unknown {
  for (let from = text.lastIndexOf('\n{') + 1 || text.indexOf('{'); from >= 0; from = text.indexOf('{', from + 1)) {
    try {
      return JSON.parse(text.slice(from, text.lastIndexOf('}') + 1));
    } catch {
      // It began elsewhere.
    }
  }
  return undefined;
}
