import { Fault } from '@fantascope/film';
import type { Studio } from '@fantascope/jobs';
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { Hono } from 'hono';
import { boundedBody } from '../http/bounded-body.ts';
import { allGuards } from '../http/guards.ts';
import type { Identify } from '../http/operation-routes.ts';
import { languageOf } from '../http/problem.ts';
import { createMcpServer } from './mcp-server.ts';

/** `/mcp`: the Model Context Protocol over streamable HTTP, without sessions: each request stands alone and carries its token. */
export function addMcpRoutes(
  app: Hono,
  { studio, identify, version }: Readonly<{ studio: Studio; identify: Identify; version: string }>,
): void {
  app.all('/mcp', async (context) => {
    const request = context.req.raw;
    const actor = await identify(request);
    if (actor === null) throw new Fault('jobs.sign-in-first', { operation: 'mcp' });
    // Without a token of its own an agent would spend under the caps of its person.
    if (actor.token === undefined) throw new Fault('server.agents-need-token');
    const server = createMcpServer({
      studio,
      actor: async () => actor,
      version,
      language: languageOf(request.headers.get('accept-language') ?? undefined),
    });
    const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
    // The SDK's own type of a transport forgets that its callbacks may be unset.
    await server.connect(transport as Parameters<typeof server.connect>[0]);
    // The SDK would read a body of any length.
    if (request.body === null) return transport.handleRequest(request);
    const { url, method, headers, signal } = request;
    const body = await boundedBody(request, { mostBytes: allGuards.bodyMostBytes });
    return transport.handleRequest(new Request(url, { method, headers, signal, body }));
  });
}
