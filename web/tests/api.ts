/** A stand-in for the server: answers by method and path, and remembers what was asked. */
import { QueryClient } from "@tanstack/react-query";

import { client } from "@/api/generated/client.gen";

export type Asked = { method: string; path: string; query: URLSearchParams; body: unknown };
export type Reply = (asked: Asked) => unknown;

export class Refusal {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly more: Record<string, unknown> = {},
  ) {}
}

/** Routes are "GET /watches" → an answer; "GET *" answers the rest, else it is a 404. */
export function serve(routes: Record<string, Reply>): Asked[] {
  const log: Asked[] = [];
  client.setConfig({
    fetch: async (input) => {
      const request = input as Request;
      const url = new URL(request.url);
      const text = await request.text();
      const asked: Asked = {
        method: request.method,
        path: url.pathname.replace("/api/v1", ""),
        query: url.searchParams,
        body: text ? JSON.parse(text) : null,
      };
      log.push(asked);
      const reply = routes[`${asked.method} ${asked.path}`] ?? routes[`${asked.method} *`];
      const answer = reply ? await reply(asked) : new Refusal(404, "No such route in this test");
      if (answer instanceof Refusal) {
        const { status, detail, more } = answer;
        const problem = { title: "Refused", status, detail, ...more };
        return Response.json(problem, { status: answer.status });
      }
      return answer === undefined ? new Response(null, { status: 204 }) : Response.json(answer);
    },
  });
  return log;
}

export const quickClient = () =>
  new QueryClient({ defaultOptions: { queries: { retry: false }, mutations: { retry: false } } });
