import type { makeEn } from './make-en.ts';

/** Chinese sentences of making a film from a brief. */
export const makeZh: typeof makeEn = {
  about: '把简报（Markdown、文本、YAML 或 JSON，中文或英文）做成完整的影片',
  brief: '简报：一个想法、一个故事、一份剧本或镜头表',
  photos: '放照片的文件夹：依次按文件名、按说明、按顺序分给镜头',
  voice: '台词用哪种语言说；off：只有字幕（默认：简报自己的语言）',
  speaker:
    '没有专属声音的角色由谁来说：espeak/名称；kokoro/af_heart 等（英语，模型只下载一次，93 MB）；或向服务商购买：openai/alloy、openai:tts-1-hd/nova、own:型号/声音（地址取自 FANTASCOPE_VOICE_URL）。每句只买一次并保存',
  voicesCost: (voice, host, lines, characters) => `${host} 的 ${voice}：将购买 ${lines} 句台词，共 ${characters} 个字符`,
  voicesKept: (lines) => `${lines} 句台词此前已购买：没有再次请求`,
  save: '影片文档写到哪里，可修改后用 `fantascope film` 重新制作（默认：影片旁边）',
  llm: '让语言模型从文本写出镜头：openai、deepseek、qwen、kimi、glm、doubao、gemini、openrouter、ollama、lmstudio，可加 :型号；或写地址加型号（http://127.0.0.1:8000/v1#型号）。可能按你与对方的约定产生费用',
  asking: (host, model, characters, question) =>
    `正在询问 ${host} 的 ${model}（${characters} 个字符${question > 1 ? `，第 ${question} 次` : ''}）……`,
  writtenBefore: (model) => `同样的文本此前已由 ${model} 写成：没有再次询问`,
  written: (model, prompt, completion) =>
    `由 ${model} 写成${prompt === null && completion === null ? '' : `：读入 ${prompt ?? '?'} 个词元，写出 ${completion ?? '?'} 个`}；费用以你与对方的约定为准`,
  dryRun: '只列出镜头表，不写任何文件',
  columns: { length: '时长', shows: '画面', camera: '运镜', line: '台词' },
  total: (shots, seconds) => `${shots} 个镜头，${seconds} 秒`,
  saved: (path) => `${path}：影片文档，可修改后用 \`fantascope film ${path}\` 重新制作`,
};
