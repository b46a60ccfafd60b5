import type { WordRow } from './row.ts';

/** Faults of wires and of the transport. */
export const models = {
  'models.bad-catalogue': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'The catalogue file cannot be used: {pathEn}: {problemEn}. docs/catalogue.md and docs/catalogue.schema.json say what an entry holds.',
    zh: '无法使用该模型目录文件：{pathZh}：{problemZh}。条目的写法见 docs/catalogue.md 与 docs/catalogue.schema.json。',
  },
  'models.bad-request': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'The request to {wire} cannot be built: {place}: {problem}. Nothing was sent. Correct the shot or the constants of the model entry.',
    zh: '无法生成发往 {wire} 的请求：{place}：{problem}。没有发送任何请求。请修改镜头，或修改模型条目中的常量。',
  },
  'models.bad-workflow': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: 'The ComfyUI workflow of this model cannot be used: {problemEn}. Nothing was sent. Export it in API format and name its inputs in the settings of the model entry.',
    zh: '无法使用该模型的 ComfyUI 工作流：{problemZh}。没有发送任何请求。请以 API 格式导出，并在模型条目的设置中写明各输入。',
  },
  'models.key-elsewhere': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The key {key} is for {origins} and is not sent to {origin}; nothing was sent now. Give that address a key of its own.',
    zh: '密钥 {key} 仅用于 {origins}，不会发送到 {origin}，因此此次没有发送。请为该地址单独设置密钥。',
  },
  'models.no-key': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'There is no key {key}; nothing was sent now, and a take that was sent before goes on. Set it with `fantascope key set {key}`, or in the environment.',
    zh: '没有密钥 {key}；此次没有发送，之前已发送的拍摄不受影响。请用 `fantascope key set {key}` 或环境变量设置。',
  },
  'models.not-an-address': {
    exit: 3,
    http: 400,
    retry: 'never',
    en: '{url} is no address that can be asked: it must begin with http:// or https:// and name no user. Nothing was sent. Correct the base URL of the provider.',
    zh: '{url} 不是可访问的地址：应以 http:// 或 https:// 开头，且不含用户名。没有发送任何请求。请修改该服务商的基础地址。',
  },
  'models.disk-failed': {
    exit: 6,
    http: 507,
    retry: 'later',
    en: 'A result could not be written to {folder}: {problem}. Make room or correct the permissions, then fetch it again before it expires.',
    zh: '无法将结果写入 {folder}：{problem}。请腾出空间或修正权限，并在结果过期前重新获取。',
  },
  'models.only-loopback': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'Tests, benches and emulators reach only this machine; {origin} is another one, and nothing was sent now. Set its address to one of this machine.',
    zh: '测试、基准与模拟服务器只能访问本机；{origin} 不是本机，因此此次没有发送。请把地址设为本机。',
  },
} as const satisfies Record<string, WordRow>;
