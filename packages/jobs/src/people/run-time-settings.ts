import { LabelPolicy } from '@fantascope/film';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { setting } from '../database/schema/index.ts';
import type { Studio } from '../studio.ts';

type Row = Readonly<{ schema: z.ZodType; usual: unknown; says: Readonly<{ en: string; zh: string }> }>;

/** What a person may change while the server runs; everything else is told at its start (settings.ts). */
export const runTimeSettings = {
  'people.whoInvites': {
    schema: z.enum(['server-owner', 'project-owners']),
    usual: 'server-owner',
    says: { en: 'Who may invite people who have no account yet.', zh: '谁可以邀请尚无账号的人。' },
  },
  'rate.addressPerMinute': {
    schema: z.int().min(30).max(1_000_000),
    usual: 1200,
    says: { en: 'Requests that one address may make in a minute.', zh: '单个地址每分钟的请求上限。' },
  },
  'rate.personPerMinute': {
    schema: z.int().min(30).max(1_000_000),
    usual: 1200,
    says: { en: 'Requests that one person or token may make in a minute.', zh: '单个用户或令牌每分钟的请求上限。' },
  },
  'events.keepDays': {
    schema: z.int().min(1).max(3650),
    usual: 90,
    says: {
      en: 'For how many days events are kept; whoever was away for longer reads the lists anew.',
      zh: '事件保留的天数；离线更久者需要重新读取列表。',
    },
  },
  'labels.policy': {
    schema: LabelPolicy,
    usual: 'generated',
    says: {
      en: 'How every export of this server has to say that a machine had a part in it; a project can only ask for more.',
      zh: '本服务器所有导出文件必须如何标注“AI 生成”；项目只能更严格。',
    },
  },
  'labels.producer': {
    schema: z.string().trim().min(1).max(100),
    usual: 'Fantascope',
    says: {
      en: "Who made it: the producer's name or code that the data of every export carries.",
      zh: '制作者：写入每个导出文件元数据的服务提供者名称或编码。',
    },
  },
} as const satisfies Record<string, Row>;

/** The name of a setting of the running server. */
export type RunTimeSetting = keyof typeof runTimeSettings;
/** What a setting of the running server may be. */
export type SettingValue<Name extends RunTimeSetting> = z.output<(typeof runTimeSettings)[Name]['schema']>;

/** A setting as it is now: as a person set it, else as usual. What an older version stored and this one does not know counts as not set. */
export async function settingOf<Name extends RunTimeSetting>(
  { database }: Pick<Studio, 'database'>,
  name: Name,
): Promise<SettingValue<Name>> {
  const [row] = await database.db.select({ value: setting.value }).from(setting).where(eq(setting.name, name));
  const { schema, usual } = runTimeSettings[name];
  const read = schema.safeParse(row?.value);
  return (read.success ? read.data : usual) as SettingValue<Name>;
}
