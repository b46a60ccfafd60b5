import type { WordRow } from './row.ts';

/** Faults of takes as durable work: workers, holds, what a person decides. */
export const jobsTakes = {
  'jobs.worker-fenced': {
    exit: 6,
    http: 503,
    retry: 'later',
    en: 'The worker {worker} was silent for too long and has stopped; others go on with its work. Start it again; look for a database or a machine that hangs.',
    zh: '工作进程 {worker} 失联过久，已停止；它的工作由其他进程继续。请重新启动它，并检查数据库或机器是否卡住。',
  },
  'jobs.worker-closing': {
    exit: 6,
    http: 503,
    retry: 'later',
    en: 'The worker {worker} is stopping; its work goes on elsewhere, or at the next start.',
    zh: '工作进程 {worker} 正在停止；它的工作会由其他进程或在下次启动时继续。',
  },
  'jobs.take-elsewhere': {
    exit: 6,
    http: 409,
    retry: 'later',
    en: 'The take {take} is in the hands of another worker; nothing was written.',
    zh: '拍摄 {take} 正由另一个工作进程处理；没有写入任何内容。',
  },
  'jobs.take-called-off': {
    exit: 130,
    http: 409,
    retry: 'never',
    en: 'The take {take} was called off before anything was sent; nothing is paid.',
    zh: '拍摄 {take} 在发送之前已取消；没有产生费用。',
  },
  'jobs.take-ended': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The take {take} has ended ({state}); there is nothing left to call off.',
    zh: '拍摄 {take} 已结束（{state}），没有可取消的内容。',
  },
  'jobs.take-not-unknown': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The take {take} is {state}: there is nothing to decide about it.',
    zh: '拍摄 {take} 的状态是 {state}：没有需要你决定的内容。',
  },
  'jobs.task-is-taken': {
    exit: 6,
    http: 409,
    retry: 'never',
    en: 'The task {task} that was found for {take} belongs to another take already. A person has to say which of them it is.',
    zh: '为 {take} 找到的任务 {task} 已属于另一次拍摄，需要由人来确认它属于哪一次。',
  },
  'jobs.task-of-another': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The task {task} belongs to the take {other}. Look in the account of {provider} for one that no take has.',
    zh: '任务 {task} 属于拍摄 {other}。请在 {provider} 的账户中查找尚无归属的任务。',
  },
  'jobs.plan-changed': {
    exit: 2,
    http: 409,
    retry: 'never',
    en: 'The plan {plan} is not the one you confirmed: the shot or the price has changed. Look at the new plan and confirm that one.',
    zh: '计划 {plan} 与你确认的不同：镜头或价格已有变化。请查看新计划后再确认。',
  },
  'jobs.plan-in-parts': {
    exit: 2,
    http: 422,
    retry: 'never',
    en: '{model} would make this shot in {parts} parts, which is done one take after another; shoot each part as a shot of its own.',
    zh: '{model} 需要把这个镜头分成 {parts} 段依次拍摄；请将每一段作为单独的镜头拍摄。',
  },
  'jobs.file-missing': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The take needs {part}, which is the asset {asset}, and that is not on the shelf any more. Upload it again.',
    zh: '拍摄需要 {part}（素材 {asset}），但它已不在库中。请重新上传。',
  },
} as const satisfies Record<string, WordRow>;
