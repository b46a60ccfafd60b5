import type { WordRow } from './row.ts';

/** Faults of the server's HTTP door. */
export const server = {
  'server.unforeseen': {
    exit: 1,
    http: 500,
    retry: 'later',
    en: 'Something went wrong that nobody foresaw. It is in the server’s log with the id of this request.',
    zh: '发生了未预料的错误，已按本次请求的编号写入服务器日志。',
  },
  'server.not-json': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The body of the request must be one JSON object in UTF-8, sent as application/json.',
    zh: '请求体应为一个 UTF-8 编码的 JSON 对象，并以 application/json 发送。',
  },
  'server.body-too-large': {
    exit: 2,
    http: 413,
    retry: 'never',
    en: 'The body of the request is larger than {mostBytes} bytes. Files are uploaded by their own route.',
    zh: '请求体超过 {mostBytes} 字节。文件请通过上传接口传输。',
  },
  'server.twice': {
    exit: 2,
    http: 400,
    retry: 'never',
    en: 'The request gives {field} twice. Give it once.',
    zh: '请求中的 {field} 出现了两次。请只给一次。',
  },
  'server.foreign-host': {
    exit: 2,
    http: 421,
    retry: 'never',
    en: 'This server does not answer as {host}. Use the address that it printed; to serve another name set FANTASCOPE_PUBLIC_URL.',
    zh: '本服务器不以 {host} 的名义应答。请使用启动时打印的地址；要使用其他域名，请设置 FANTASCOPE_PUBLIC_URL。',
  },
  'server.foreign-origin': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'The request comes from a page of {origin}, not from this server; nothing was done.',
    zh: '请求来自 {origin} 的页面，而非本服务器；未执行任何操作。',
  },
  'server.no-such-route': {
    exit: 2,
    http: 404,
    retry: 'never',
    en: 'There is nothing at {method} {path}. /docs lists every route.',
    zh: '{method} {path} 不存在。/docs 列出了全部接口。',
  },
  'server.link-used': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'This link has been used, is older than ten minutes, or was made by a server that has ended since. Get a new one in the terminal: fantascope link.',
    zh: '此链接已被使用、已超过十分钟，或由之前已结束的服务器生成。请在终端获取新链接：fantascope link。',
  },
  'server.needs-owner': {
    exit: 2,
    http: 403,
    retry: 'never',
    en: 'The server does not listen on {address}, which other machines can reach, before its owner has an account. Start it on 127.0.0.1 first and open the set-up link that it prints.',
    zh: '在所有者拥有账号之前，服务器不会监听其他机器可以访问的地址 {address}。请先在 127.0.0.1 上启动，并打开其打印的设置链接。',
  },
} as const satisfies Record<string, WordRow>;
