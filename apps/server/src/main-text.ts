import type { Language } from '@fantascope/film';

type MainText = Readonly<{
  help: string;
  serving: (link: string) => string;
  building: string;
  working: string;
  password: string;
  owner: (email: string) => string;
}>;

/** What the server says in a terminal. */
export const mainText: Readonly<Record<Language, MainText>> = {
  en: {
    help: `npm start -- [serve|work|owner] [--host 127.0.0.1] [--port 4747] [--lang en|zh]

  serve   answers on HTTP and does the work (default)
  work    does work only; any number of these beside one database
  owner   makes the owner's account: --email you@example.com [--name …], password asked for or from stdin

Settings: FANTASCOPE_HOME, FANTASCOPE_DATABASE_URL, FANTASCOPE_PORT, FANTASCOPE_HOST, FANTASCOPE_PUBLIC_URL,
FANTASCOPE_LOG (fatal … trace, default warn), FANTASCOPE_WORK=0 to answer only. See docs/server.md.`,
    serving: (link) => `Fantascope is open: ${link}   (the link lets one browser in, once; Ctrl-C ends)`,
    building: 'Building the studio’s pages, once …',
    working: 'A Fantascope worker is at work. Ctrl-C ends.',
    password: 'Password of the owner (at least 10 characters): ',
    owner: (email) => `${email} can sign in now, and the server may listen on other addresses.`,
  },
  zh: {
    help: `npm start -- [serve|work|owner] [--host 127.0.0.1] [--port 4747] [--lang en|zh]

  serve   提供 HTTP 服务并执行任务（默认）
  work    只执行任务；同一数据库旁可运行任意多个
  owner   创建所有者账号：--email you@example.com [--name …]，密码会被询问或从标准输入读取

设置：FANTASCOPE_HOME、FANTASCOPE_DATABASE_URL、FANTASCOPE_PORT、FANTASCOPE_HOST、FANTASCOPE_PUBLIC_URL、
FANTASCOPE_LOG（fatal … trace，默认 warn）、FANTASCOPE_WORK=0 表示只应答。详见 docs/server.md。`,
    serving: (link) => `幻镜已打开：${link}   （该链接只能让一个浏览器进入一次；按 Ctrl-C 结束）`,
    building: '正在构建工作室页面（只需一次）……',
    working: '幻镜的任务进程已在工作。按 Ctrl-C 结束。',
    password: '所有者的密码（至少 10 个字符）：',
    owner: (email) => `${email} 现在可以登录，服务器也可以监听其他地址了。`,
  },
};
