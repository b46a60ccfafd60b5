/** English sentences of making a film from a brief. */
export const makeEn = {
  about: 'a brief (Markdown, text, YAML or JSON; Chinese or English) becomes a finished film',
  brief: 'the brief: an idea, a story, a script or a list of shots',
  photos: 'a folder of photographs for the shots, by name, by caption, then in order',
  voice: "the language its lines are spoken in; off: only captions (default: the brief's own)",
  speaker:
    'who says every line whose character has no voice of their own: espeak/NAME; kokoro/af_heart and others, English, their weights fetched once (93 MB); or bought from a provider: openai/alloy, openai:tts-1-hd/nova, own:MODEL/VOICE at FANTASCOPE_VOICE_URL. A line is bought once and kept',
  voicesCost: (voice: string, host: string, lines: number, characters: number): string =>
    `${voice} at ${host}: ${lines} ${lines === 1 ? 'line' : 'lines'} of ${characters} characters to be bought`,
  voicesKept: (lines: number): string => `${lines} ${lines === 1 ? 'line' : 'lines'} bought before: nothing was asked for`,
  save: 'where the film document is written, to be edited and made again with `fantascope film` (default: beside the film)',
  llm: 'have a language model write the shots from the text: openai, deepseek, qwen, kimi, glm, doubao, gemini, openrouter, ollama, lmstudio, each with :MODEL if another is meant, or an address with its model (http://127.0.0.1:8000/v1#MODEL). It may cost money, by your own contract there',
  asking: (host: string, model: string, characters: number, question: number): string =>
    `asking ${model} at ${host} (${characters} characters${question > 1 ? `, question ${question}` : ''}) …`,
  writtenBefore: (model: string): string => `written by ${model} before, for the same text: nothing was asked`,
  written: (model: string, prompt: number | null, completion: number | null): string =>
    `written by ${model}${prompt === null && completion === null ? '' : `: ${prompt ?? '?'} tokens read, ${completion ?? '?'} written`}; charged by your contract there`,
  dryRun: 'print the list of shots and write nothing',
  columns: { length: 'length', shows: 'shows', camera: 'camera', line: 'said' },
  total: (shots: number, seconds: string): string => `${shots} shots, ${seconds} s`,
  saved: (path: string): string => `${path}: the film document; edit it and make it again with \`fantascope film ${path}\``,
};
