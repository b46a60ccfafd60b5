import { fold } from '../language/fold.ts';

/** What a label before a colon opens. Those of a shot stand in its own lines, those of the film before the first shot. */
export type FilmLabel = 'title' | 'logline' | 'length' | 'aspect' | 'music' | 'voice' | 'look' | 'cast' | 'photos' | 'ending';
/** The labels of a shot. */
export type ShotLabel =
  | 'shows'
  | 'camera'
  | 'photo'
  | 'length'
  | 'transition'
  | 'caption'
  | 'sound'
  | 'place'
  | 'narrator'
  | 'line'
  | 'number'
  | 'ignored';

const filmLabels: Readonly<Record<FilmLabel, string>> = {
  title: '标题|片名|题目|名称|title|name',
  logline: '梗概|故事梗概|一句话|简介|概要|主题|logline|synopsis|premise|summary|idea',
  length: '时长|片长|总时长|长度|length|duration|runtime|running time',
  aspect: '画幅|比例|画面比例|宽高比|尺寸|aspect|aspect ratio|ratio|frame|format',
  music: '音乐|配乐|背景音乐|music|score|bgm',
  voice: '旁白|配音|旁白语言|语言|voice|narration|voice language|language|voiceover|voice-over',
  look: '风格|画风|色调|影调|look|style|visual style|grade|mood',
  cast: '角色|人物|角色表|人物表|主要人物|演员|产品|cast|characters|character|dramatis personae|products',
  photos: '照片|图片|素材|相片|photos|photographs|pictures|images|stills',
  ending: '片尾|结尾字幕|片尾字幕|落版|end card|ending|end|closing card|end title',
};

const shotLabels: Readonly<Record<ShotLabel, string>> = {
  shows: '画面|画面内容|内容|景别内容|镜头内容|描述|动作|picture|visual|visuals|image|we see|action|description|scene',
  camera: '镜头|运镜|机位|摄影机|摄影|镜头运动|景别|camera|camera move|shot|move|movement',
  photo: '照片|图片|素材|相片|photo|photograph|still|file',
  length: '时长|秒数|时间长度|length|duration|seconds|time',
  transition: '转场|过渡|transition',
  caption: '字幕|文字|屏幕文字|caption|subtitle|text on screen|on screen|super',
  sound: '音效|声音|声效|sound|sfx|sound effect|sounds',
  place: '地点|场景|时间|天气|光线|灯光|光|氛围|place|location|hour|weather|light|lighting|setting',
  narrator: '旁白|解说|画外音|独白|narrator|narration|voice-over|voiceover|vo|v.o',
  line: '台词|对白|对话|dialogue|line|dialog|lines',
  number: '镜号|序号|编号|镜|no|number|shot no|#',
  ignored: '备注|注|注意|note|notes|remark|comment',
};

function tableOf<Label extends string>(rows: Readonly<Record<Label, string>>): ReadonlyMap<string, Label> {
  return new Map(Object.entries<string>(rows).flatMap(([label, names]) => names.split('|').map((name) => [name, label as Label] as const)));
}

const ofFilm = tableOf(filmLabels);
const ofShot = tableOf(shotLabels);

/** The film's label that a name stands for. */
export function filmLabelOf(name: string): FilmLabel | undefined {
  return ofFilm.get(keyOf(name));
}

/** The shot's label that a name stands for. */
export function shotLabelOf(name: string): ShotLabel | undefined {
  return ofShot.get(keyOf(name));
}

function keyOf(name: string): string {
  return fold(name)
    .replace(/[*_`.。]+/g, '')
    .replace(/[（(].*[）)]$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** "标题：月亮" in its two parts; undefined where a line has no short name before a colon. An address or a clock has none. */
export function labelled(text: string): Readonly<{ name: string; value: string }> | undefined {
  const match = /^\s*[*_]{0,2}([^\s:：「“"][^:：「“"。！？!?，,]{0,40}?)[*_]{0,2}\s*[:：]\s*[*_]{0,2}\s*(.*)$/u.exec(text);
  if (match === null) return undefined;
  const [, name = '', value = ''] = match;
  if (value.startsWith('//') || /^\d+$/.test(name)) return undefined;
  return { name: name.trim(), value: value.trim() };
}
