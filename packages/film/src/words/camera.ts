import type { WordRow } from './row.ts';

/** Faults and notices of the camera and of film documents. */
export const camera = {
  'camera.bad-trajectory': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'Line {line} of the RealEstate10K trajectory is not {expected}. Each line after the first holds 19 numbers: time in microseconds, fx fy cx cy, two zeros, and a 3×4 world-to-camera matrix.',
    zh: 'RealEstate10K 轨迹的第 {line} 行不符合格式。第一行之后每行应有 19 个数：以微秒计的时间、fx fy cx cy、两个 0，以及 3×4 的世界到相机矩阵。',
  },
  'film.not-a-film': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'This document is not a film: its field "format" must be "fantascope/film" and "version" a whole number from 1. Add both at its top.',
    zh: '这不是影片文档：字段 “format” 应为 “fantascope/film”，“version” 应为从 1 起的整数。请在文件开头写上这两项。',
  },
  'film.too-new': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'This film is written in version {version} of its format, and this Fantascope reads up to {newest}. Update Fantascope.',
    zh: '此影片使用第 {version} 版格式，当前的幻镜只能读到第 {newest} 版。请更新幻镜。',
  },
  'film.invalid': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'The film cannot be read: {pathEn} {problemEn}. Correct that field.',
    zh: '无法读取影片：{pathZh} {problemZh}。请改正该字段。',
  },
  'film.no-camera-words': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'The camera of shot {shot} names no move: "{text}". Write one, such as "slow push in, then orbit left 5 degrees", or "static".',
    zh: '第 {shot} 个镜头的运镜文字没有写出任何运镜：“{text}”。请写明，例如“缓慢推近，再向左环绕5度”，或“固定镜头”。',
  },
  'film.unread-words': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'The camera of shot {shot} does not follow these words: "{words}". Say them as a move, or leave them out.',
    zh: '第 {shot} 个镜头的运镜没有理解这些词：“{words}”。请改写为运镜，或删去。',
  },
  'film.target-is-subject': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'The camera of shot {shot} goes to "{target}", taken as the subject of its picture. Give a region if it is elsewhere.',
    zh: '第 {shot} 个镜头移向“{target}”，此处按画面主体处理。若不在主体处，请写明 region。',
  },
  'film.two-lengths': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'Shot {shot} has two lengths: {shotSec} s, and {cameraSec} s in its camera. Keep one of them.',
    zh: '第 {shot} 个镜头有两个时长：{shotSec} 秒，而其 camera 中为 {cameraSec} 秒。请只保留一个。',
  },
  'film.other-shape': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'The camera of shot {shot} is for another frame shape, {cameraRatio}, than the film, {filmRatio}. Leave out its aspectRatio, or change widthPx and heightPx.',
    zh: '第 {shot} 个镜头的画幅比例 {cameraRatio} 与影片的 {filmRatio} 不同。请删去其 aspectRatio，或修改 widthPx 和 heightPx。',
  },
} as const satisfies Record<string, WordRow>;
