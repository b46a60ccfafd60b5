import type { WordTable } from '../words/word-row.ts';

/** Sentences of what is under way, and of the film's money, in the top bar. */
export const jobsWords = {
  'jobs.film': ['Film', '影片'],
  'jobs.budget': ['Spent {{spent}}, set aside {{held}}, of {{cap}}', '已花 {{spent}}，预留 {{held}}，上限 {{cap}}'],
  'jobs.budgetNoCap': ['Spent {{spent}}, set aside {{held}}, no cap', '已花 {{spent}}，预留 {{held}}，未设上限'],
  'jobs.held': ['+{{usd}} set aside', '+{{usd}} 预留'],
  'jobs.shooting': ['{{count}} shooting', '正在拍 {{count}} 条'],
  'jobs.working': ['{{count}} under way', '{{count}} 项进行中'],
  'jobs.title': ['Under way', '进行中'],
  'jobs.none': ['Nothing is under way.', '现在没有进行中的任务。'],
  'jobs.unknown': ['Outcome unknown', '结果不明'],
  'jobs.toLedger': ['Decide in the ledger', '去账本判断'],
  'jobs.elapsed': ['{{time}} so far', '已用 {{time}}'],
  'jobs.usual': ['{{time}} of usually {{usual}}', '已用 {{time}}，通常 {{usual}}'],
  'jobs.progress': ['{{percent}} % done', '已完成 {{percent}}%'],
  'jobs.queue': ['Place {{place}} in the queue', '排队第 {{place}} 位'],
  'jobs.cancel': ['Cancel', '取消'],
  'jobs.cancelling': ['Being cancelled', '正在取消'],
  'jobs.kind.film-render': ['Export', '导出成片'],
  'jobs.kind.stage-take': ['Take on the stage', '舞台拍摄'],
  'jobs.kind.take-export': ['Take file', '条目文件'],
  'jobs.kind.take-import': ['Take file coming in', '导入条目文件'],
  'jobs.kind.control-render': ['Clip for a model', '给模型的参考片'],
  'jobs.kind.other': ['Work', '任务'],
} as const satisfies WordTable;
