import { Fault, type Language, say } from '@fantascope/film';
import { type Actor, type Operation, operations, perform, type Studio } from '@fantascope/jobs';
import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { CallToolRequestSchema, ListToolsRequestSchema, type Tool } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';

/** `take.shoot` as agents may call it: tool names hold letters, digits, `_` and `-` only. */
function toolName(operation: string): string {
  return operation.replaceAll('.', '_');
}

const confirmField = {
  type: 'string',
  description: 'The hash of the plan that was shown. Leave it out first: then the plan and its price are returned and nothing is spent.',
};

const keyField = {
  type: 'string',
  description:
    'Which of several equal calls this is. A confirmed call is done once: sent again it gets its first answer. To do the same thing a second time give it another callKey.',
};

function toolOf(operation: Operation): Tool {
  const schema = z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }) as Tool['inputSchema'];
  const isAsked = operation.preview !== undefined;
  return {
    name: toolName(operation.name),
    title: operation.name,
    description: `${operation.says.en} ${operation.says.zh}${isAsked ? ' Costs money: call it first without `confirm` to see the plan, then with its hash. It never spends more than this token’s limit.' : ''}`,
    inputSchema: isAsked ? { ...schema, properties: { ...schema.properties, confirm: confirmField, callKey: keyField } } : schema,
    annotations: {
      readOnlyHint: operation.effect === 'reads',
      idempotentHint: operation.isIdempotent,
      destructiveHint: operation.route.method === 'DELETE',
      openWorldHint: operation.effect === 'spends',
    },
  };
}

/** What an agent's door is opened with. `actor` is asked at every call, so that a token that is revoked or limited meanwhile counts as it is; it always comes with a token. */
export type McpParts = Readonly<{ studio: Studio; actor: () => Promise<Actor>; version: string; language: Language }>;

/** A server of the Model Context Protocol over every operation of the table. A spending one shows its plan first and wants its hash. */
export function createMcpServer({ studio, actor, version, language }: McpParts): Server {
  const server = new Server({ name: 'fantascope', title: 'Fantascope · 幻镜', version }, { capabilities: { tools: {} } });
  const byTool = new Map(operations.map((operation) => [toolName(operation.name), operation]));
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: operations.map(toolOf) }));
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, { signal }) => {
    try {
      const operation = byTool.get(params.name);
      if (operation === undefined) throw new Fault('jobs.no-such-operation', { operation: params.name.slice(0, 100) });
      const isAsked = operation.preview !== undefined;
      const { confirm, callKey, ...input } = (params.arguments ?? {}) as Record<string, unknown>;
      const hash = typeof confirm === 'string' ? confirm : undefined;
      // An agent's client that lost the answer asks again by itself: by the hash alone it would shoot twice.
      const idempotencyKey = hash === undefined ? undefined : `mcp.${typeof callKey === 'string' ? callKey : hash}`;
      const performed = await perform(studio, operation, {
        actor: { ...(await actor()), door: 'mcp' },
        input: isAsked ? input : (params.arguments ?? {}),
        ...(isAsked ? { confirm: { hash }, idempotencyKey } : {}),
        signal,
      });
      const shown =
        'preview' in performed
          ? {
              isDone: false,
              next: `Nothing was spent. To do exactly this call ${params.name} again with confirm: "${performed.preview.hash}".`,
              ...performed.preview,
            }
          : performed.output;
      const structured =
        typeof shown === 'object' && shown !== null && !Array.isArray(shown) ? { structuredContent: shown as Record<string, unknown> } : {};
      return { content: [{ type: 'text', text: JSON.stringify(shown) }], ...structured };
    } catch (error) {
      const fault = error instanceof Fault ? error : new Fault('server.unforeseen');
      return { isError: true, content: [{ type: 'text', text: `${fault.code}: ${say(language, fault)}` }] };
    }
  });
  return server;
}
