import { words } from '@fantascope/film';
import type { Operation } from '@fantascope/jobs';
import { z } from 'zod';
import { confirmHeader } from './operation-routes.ts';

/** An OpenAPI 3.1 document as plain data. */
export type OpenApi = Readonly<Record<string, unknown>>;

type JsonSchema = Readonly<Record<string, unknown>>;

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as Record<
    string,
    unknown
  >;
  return rest;
}

function parametersOf({ input, route }: Operation): readonly unknown[] {
  const whole = jsonSchema(input, 'input') as { properties?: Record<string, JsonSchema>; required?: readonly string[] };
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const isQuery = route.method === 'GET' || route.method === 'DELETE';
  return Object.entries(whole.properties ?? {}).flatMap(([name, schema]) => {
    if (inPath.has(name)) return [{ name, in: 'path', required: true, schema }];
    return isQuery ? [{ name, in: 'query', required: whole.required?.includes(name) === true, schema }] : [];
  });
}

function bodyOf({ input, route }: Operation): unknown {
  if (route.method === 'GET' || route.method === 'DELETE') return undefined;
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string));
  const whole = jsonSchema(input, 'input') as { properties?: Record<string, JsonSchema>; required?: readonly string[] };
  const properties = Object.fromEntries(Object.entries(whole.properties ?? {}).filter(([name]) => !inPath.has(name)));
  if (Object.keys(properties).length === 0) return undefined;
  const required = (whole.required ?? []).filter((name) => !inPath.has(name));
  const { $defs } = whole as { $defs?: unknown };
  return {
    required: required.length > 0,
    content: {
      'application/json': {
        schema: {
          type: 'object',
          properties,
          additionalProperties: false,
          ...(required.length > 0 ? { required } : {}),
          ...($defs === undefined ? {} : { $defs }),
        },
      },
    },
  };
}

function rightsText({ rights, effect }: Operation): string {
  const who =
    rights === 'anyone'
      ? 'anyone'
      : rights === 'signed-in'
        ? 'anybody signed in'
        : rights === 'server-owner'
          ? 'the owner of the server'
          : `${rights.role} or above in the project`;
  return `For ${who}. It ${effect}.`;
}

const confirmParameter = {
  name: confirmHeader,
  in: 'header',
  required: false,
  description:
    'ask: nothing is done, the answer is what would be done and its hash. A hash: done if it is still exactly that, else 409 with what it has become.',
  schema: { type: 'string', maxLength: 200 },
};

/** The document of every operation's HTTP route. Everything in it is generated from the table. */
export function openApiOf(operations: readonly Operation[], { prefix, version }: Readonly<{ prefix: string; version: string }>): OpenApi {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = `${prefix}${operation.route.path}`;
    const requestBody = bodyOf(operation);
    const headers =
      operation.route.method === 'POST'
        ? [
            {
              name: 'Idempotency-Key',
              in: 'header',
              required: false,
              description: 'The same key and body get the first answer again; another body is refused with 409.',
              schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
            },
          ]
        : [];
    paths[path] = {
      ...paths[path],
      [operation.route.method.toLowerCase()]: {
        operationId: operation.name,
        tags: [operation.name.split('.')[0]],
        summary: operation.says.en,
        description: `${operation.says.zh}\n\n${rightsText(operation)}`,
        parameters: [...parametersOf(operation), ...headers, ...(operation.preview === undefined ? [] : [confirmParameter])],
        ...(requestBody === undefined ? {} : { requestBody }),
        responses: {
          200: { description: 'Done.', content: { 'application/json': { schema: jsonSchema(operation.output, 'output') } } },
          default: {
            description: 'Not done; says why and what to do.',
            content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
          },
        },
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Fantascope · 幻镜', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      schemas: {
        Problem: {
          type: 'object',
          required: ['type', 'title', 'status', 'detail', 'code', 'params', 'retry'],
          properties: {
            type: { type: 'string' },
            title: { type: 'string' },
            status: { type: 'integer' },
            detail: { type: 'string', description: 'One sentence in the language of Accept-Language.' },
            code: { type: 'string', enum: Object.keys(words).sort() },
            params: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
            retry: { type: 'string', enum: ['never', 'later', 'now'] },
          },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' }, session: { type: 'apiKey', in: 'cookie', name: 'fantascope' } },
    },
    security: [{ token: [] }, { session: [] }],
  };
}
