import type { WordRow } from './row.ts';

/** Faults and notices of scripts that a language model writes. */
export const writer = {
  'writer.no-such-endpoint': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'No language model is known as “{asked}”. Say one of {known}, with another model after a colon (deepseek:deepseek-reasoner), or an address with its model: http://127.0.0.1:8000/v1#MODEL.',
    zh: '没有名为“{asked}”的语言模型。可用 {known}，冒号后可指定型号（deepseek:deepseek-reasoner），或写地址加型号：http://127.0.0.1:8000/v1#型号。',
  },
  'writer.not-https': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{origin} is neither this machine nor in a private network, and not https: your key and your text could be read on the way. Use its https address.',
    zh: '{origin} 既非本机、也不在私有网络，又不是 https：密钥与文本在途中可能被读取。请使用它的 https 地址。',
  },
  'writer.unencrypted': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'The text travels unencrypted to {origin}, a machine of your private network: whoever is on that network can read it. No key is sent along.',
    zh: '文本将以明文发送至私有网络中的 {origin}：同一网络中的人可以读到。不会附带密钥。',
  },
  'writer.emulated': {
    exit: 0,
    http: 200,
    retry: 'never',
    en: 'EMULATED: {host} is an emulator. It cuts the text into shots by rules; no language model has read it, and nothing is charged.',
    zh: 'EMULATED（模拟）：{host} 是模拟服务器，只按规则把文本切成镜头；没有语言模型读过它，也不产生费用。',
  },
  'writer.no-key': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{endpoint} wants a key and none is set. Set one with `fantascope key set {name}`, or make the film without --llm.',
    zh: '{endpoint} 需要密钥，尚未设置。请用 `fantascope key set {name}` 设置，或去掉 --llm 制作影片。',
  },
  'writer.data-brief': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: '{path} is a brief written as data, whose shots stand as they are; --llm writes shots from a text. Leave out --llm, or give the story as Markdown or plain text.',
    zh: '{path} 是以数据写成的简报，镜头已定；--llm 用于从文本写出镜头。请去掉 --llm，或改用 Markdown 或纯文本的故事。',
  },
  'writer.too-long': {
    exit: 3,
    http: 422,
    retry: 'never',
    en: 'The text has {characters} characters; at most {most} are sent to a language model. Shorten it, or make the film without --llm.',
    zh: '文本有 {characters} 个字符；最多向语言模型发送 {most} 个。请缩短文本，或去掉 --llm 制作影片。',
  },
  'writer.not-sent': {
    exit: 5,
    http: 502,
    retry: 'later',
    en: '{host} could not be reached, and nothing was sent ({reason}). Try again, or make the film without --llm.',
    zh: '无法连接 {host}，什么也没有发送（{reason}）。请重试，或去掉 --llm 制作影片。',
  },
  'writer.unknown-end': {
    exit: 5,
    http: 502,
    retry: 'never',
    en: 'The connection to {host} broke after the question had left ({reason}): it may have been answered, and charged. It was not sent again. Look at your account there before you try again.',
    zh: '问题发出后与 {host} 的连接中断（{reason}）：对方可能已作答并计费。没有再次发送。重试前请先查看你在该处的账户。',
  },
  'writer.refused': {
    exit: 5,
    http: 502,
    retry: 'later',
    en: '{host} answered {status}: {reason}. Check key, model and balance there, or make the film without --llm.',
    zh: '{host} 返回 {status}：{reason}。请检查密钥、型号与余额，或去掉 --llm 制作影片。',
  },
  'writer.bad-reply': {
    exit: 5,
    http: 502,
    retry: 'never',
    en: 'What {host} answered is no chat completion. Check that its address speaks the OpenAI protocol (it usually ends in /v1). It may have charged for the answer.',
    zh: '{host} 的回复不是聊天补全格式。请确认地址支持 OpenAI 协议（通常以 /v1 结尾）。该次回答可能已计费。',
  },
  'writer.unusable': {
    exit: 5,
    http: 502,
    retry: 'later',
    en: '{model} gave {questions} answers that cannot be filmed, the last because: {problem}. All of them may be charged. Try another model, or make the film without --llm.',
    zh: '{model} 给出的 {questions} 次回答都无法拍摄，最后一次的原因：{problem}。这些回答都可能计费。请换一个型号，或去掉 --llm 制作影片。',
  },
} as const satisfies Record<string, WordRow>;
