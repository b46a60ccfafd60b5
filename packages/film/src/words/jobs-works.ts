import type { WordRow } from './row.ts';

/** Faults of longer work: renders, control files, housekeeping. */
export const jobsWorks = {
  'jobs.job-ended': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The job {job} has ended ({state}); there is nothing left to call off.',
    zh: '任务 {job} 已结束（{state}），没有可取消的内容。',
  },
  'jobs.job-elsewhere': {
    exit: 6,
    http: 409,
    retry: 'later',
    en: 'The job {job} is in the hands of another worker; nothing was written.',
    zh: '任务 {job} 正由另一个工作进程处理；没有写入任何内容。',
  },
  'jobs.job-gave-up': {
    exit: 6,
    http: 500,
    retry: 'later',
    en: 'The job {job} was begun {tries} times and never came to its end; the worker broke down over it, or was stopped. Nothing half-made was kept. Ask for it once more, smaller if it can be.',
    zh: '任务 {job} 已启动 {tries} 次仍未完成：处理它的工作进程崩溃或被停止。没有保留半成品。请再次提交，尽量缩小尺寸。',
  },
  'jobs.job-broke': {
    exit: 6,
    http: 500,
    retry: 'later',
    en: 'The job {job} broke off over something unforeseen ({how}). Nothing half-made was kept. Ask for it once more; if it breaks off again, please report it.',
    zh: '任务 {job} 因意外情况中断（{how}）。没有保留半成品。请再次提交；如再次中断，请反馈。',
  },
  'jobs.take-too-big': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The take {take} has {bytes} bytes with all its files; a take file holds at most {mostBytes}. Nothing was written; read its assets one by one.',
    zh: '成片 {take} 连同其文件共 {bytes} 字节，而成片文件最多容纳 {mostBytes} 字节。未写入任何内容；请逐个下载其素材。',
  },
  'jobs.render-broke': {
    exit: 6,
    http: 500,
    retry: 'later',
    en: 'The process that draws ended before its work was done ({how}). Nothing half-made was kept; look at the memory and the disk of the machine.',
    zh: '绘制进程在完成之前结束（{how}）。没有保留半成品；请检查机器的内存与磁盘。',
  },
  'jobs.render-memory': {
    exit: 6,
    http: 422,
    retry: 'never',
    en: 'Drawing needs more than the {mostMib} MiB of memory it may use, and was stopped. Nothing half-made was kept; draw smaller or with fewer layers, or set FANTASCOPE_RENDER_MIB to more.',
    zh: '绘制所需内存超过允许的 {mostMib} MiB，已停止。没有保留半成品；请减小尺寸或图层数量，或将 FANTASCOPE_RENDER_MIB 调大。',
  },
  'jobs.shot-without-picture': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The shot {shot} has no picture to draw from. Give its `picture` the id of an asset, or shoot it on a model that makes pictures.',
    zh: '镜头 {shot} 没有可供绘制的图片。请将 `picture` 设为素材编号，或改用能生成画面的模型拍摄。',
  },
  'jobs.control-not-made': {
    exit: 6,
    http: 422,
    retry: 'never',
    en: 'What {model} needs of the stage could not be made: {problemEn} Nothing was sent and nothing is paid.',
    zh: '无法制作 {model} 所需的舞台素材：{problemZh} 未发送任何内容，也不产生费用。',
  },
} as const satisfies Record<string, WordRow>;
