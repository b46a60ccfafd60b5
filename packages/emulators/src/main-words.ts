/** What `npm run emulators` says. */
export const mainWords = {
  en: {
    usage:
      'npm run emulators -- [WIRE …] [--port 4750] [--work-ms 3000] [--slots N] [--faults all|NAME,NAME] [--ratio 0.2] [--seed 1] [--lang en|zh] [--json]\nThe names of the faults are in docs/emulators.md.',
    running: 'Emulated providers are running on this machine. Nothing they take costs anything; everything they make says EMULATED.',
    hint: 'Set one of these in another terminal (export NAME=VALUE) and Fantascope asks the emulator instead of the provider. Ctrl-C ends all of them. The last one answers like a language model: film make writes its script there, without a key.',
    bill: '{tasks} tasks were taken; real providers would have charged about {usd} US dollars.',
  },
  zh: {
    usage:
      'npm run emulators -- [接口 …] [--port 4750] [--work-ms 3000] [--slots N] [--faults all|故障名,故障名] [--ratio 0.2] [--seed 1] [--lang en|zh] [--json]\n故障名见 docs/emulators.md。',
    running: '各家模型的模拟服务器已在本机运行：不产生任何费用，生成的画面上都写有 EMULATED。',
    hint: '在另一个终端中设置其中一项（export 名称=值），Fantascope 便会访问模拟服务器而不是真实的服务商。按 Ctrl-C 全部结束。最后一项模拟语言模型：film make 无需密钥即可由它写出分镜。',
    bill: '共接受 {tasks} 个任务；若是真实服务商，约需 {usd} 美元。',
  },
} as const;
