import type { WordRow } from './row.ts';

/** Faults and notices of reading a brief. */
export const brief = {
  'brief.empty': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The brief says nothing that could be shown: it has no sentences, lines or pictures. Write at least one sentence of what happens.',
    zh: '简报里没有可以拍的内容：没有句子、台词或图片。请至少写一句发生了什么。',
  },
  'brief.not-text': {
    exit: 3,
    http: 415,
    retry: 'never',
    en: 'The brief is not text (it may be a picture, a document of a word processor, or in another encoding than UTF-8). Save it as plain text or Markdown in UTF-8.',
    zh: '简报不是文本（可能是图片、文字处理软件的文档，或不是 UTF-8 编码）。请另存为 UTF-8 的纯文本或 Markdown。',
  },
  'brief.too-large': {
    exit: 3,
    http: 413,
    retry: 'never',
    en: 'The brief has {characters} characters, and at most {most} are read. Make a film of a part of it.',
    zh: '简报有 {characters} 个字符，最多可读 {most} 个。请取其中一部分来做影片。',
  },
  'brief.too-many-shots': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The brief comes to more than {most} shots ({placeEn}). Make a film of a part of it, or write fewer, longer sentences.',
    zh: '简报已超过 {most} 个镜头（{placeZh}）。请取其中一部分，或减少句子。',
  },
  'brief.invalid': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The brief cannot be read: {pathEn} {problemEn}. Correct that field.',
    zh: '无法读取简报：{pathZh} {problemZh}。请改正该字段。',
  },
  'brief.is-film': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'This is a film document already, not a brief. `fantascope film FILE` makes the film.',
    zh: '这已经是影片文档，不是简报。请用 `fantascope film 文件` 制作影片。',
  },
  'brief.unread-setting': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{placeEn}: this setting was not understood and is left out: "{text}".',
    zh: '{placeZh}：这项设置没有读懂，已略去：“{text}”。',
  },
  'brief.unread-line': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{placeEn}: this was not understood and is left out: "{text}".',
    zh: '{placeZh}：没有读懂，已略去：“{text}”。',
  },
  'brief.unread-camera': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{placeEn}: no camera move was understood in "{text}".',
    zh: '{placeZh}：没有从“{text}”里读出运镜。',
  },
  'brief.no-such-photo': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: '{placeEn}: it names the photograph "{name}", which is not among those given; the shot gets another one, or is drawn.',
    zh: '{placeZh}：提到的照片“{name}”不在所给照片之中；该镜头会用别的照片，或画成动态分镜。',
  },
} as const satisfies Record<string, WordRow>;
