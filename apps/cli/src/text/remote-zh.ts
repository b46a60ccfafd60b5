import type { remoteEn } from './remote-en.ts';

/** Chinese sentences of the commands that speak to a running server. */
export const remoteZh: typeof remoteEn = {
  doAbout: '执行运行中服务器的一项操作：HTTP 与智能体能做的都可以',
  name: '操作，例如 project.create',
  words: '它的字段：--名称 值；列表逐个给出；JSON 可直接写，或来自文件（@shot.json）',
  list: '列出全部操作',
  server: '服务器地址（默认取 FANTASCOPE_URL，其次数据目录中记录的地址，再次 http://127.0.0.1:4747）',
  input: '以一个 JSON 对象给出全部输入；- 表示从标准输入读取',
  confirm: '按此 hash 所示的内容执行',
  key: '用同一个键重发同一次调用：只会执行一次',
  spends: '会产生费用',
  fields: '字段',
  needed: '必填',
  fieldsHelp: (name) => `\`fantascope do ${name} --help\` 会列出它的字段。`,
  shown: '将会执行如下内容。尚未产生任何费用。',
  price: '价格',
  noPrice: '未知；最多为 --mostUsd 所允许的金额',
  ask: '执行吗？[y/N] ',
  declined: '未执行任何操作。',
  secret: (field) => `${field}（不显示）：`,
  keyHint: (key) => `要重发同一次调用而不重复执行，请加上 --idempotency-key ${key}`,
  openAbout: '打印一个新链接，可让一个浏览器进入运行中的服务器一次',
  link: (url) => `${url}   （可让一个浏览器进入一次，十分钟内有效）`,
  mcpAbout: '在标准输入与输出上使用 Model Context Protocol，供智能体使用',
  mcpNote:
    '智能体使用运行中的服务器；没有时则在本进程内打开工作室。在有人为其令牌设定上限（token.list、token.limit）之前，它们不能产生费用。',
};
