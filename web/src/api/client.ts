/** The one generated client, told who we are; every refusal becomes a `Problem`. */
import { begun } from "@/lib/sentence";

import { client } from "./generated/client.gen";
import { askAgain } from "./staying";

/** An answer of the API other than success (RFC 9457), or no answer at all (status 0). */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  /** A URI that names the kind of problem, where a status alone does not tell it. */
  readonly type: string | null;
  /** Where a larger plan is to be had, when the plan had no room. */
  readonly upgrade: string | null;

  constructor(
    status: number,
    title: string,
    detail: string | null,
    { type = null, upgrade = null }: { type?: string | null; upgrade?: string | null } = {},
  ) {
    super(begun(detail ?? title));
    this.name = "Problem";
    this.status = status;
    this.title = title;
    this.type = type;
    this.upgrade = upgrade;
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }
}

/** Whether a larger plan would have let it through. */
export const isLimited = (error: Error): boolean =>
  error instanceof Problem && error.upgrade !== null;

const text = (value: unknown): string | null => (typeof value === "string" && value ? value : null);

function toProblem(error: unknown, response: Response | undefined): Problem {
  if (response === undefined) {
    return new Problem(0, "bolo does not answer", isOffline() ? offline : unreachable);
  }
  const body =
    typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  const title = text(body.title) ?? (response.statusText || "The request failed");
  const told = { type: text(body.type), upgrade: text(body.upgrade) };
  return new Problem(response.status, title, text(body.detail), told);
}

export const isOffline = (): boolean => !navigator.onLine;

/** Whether it never reached the server. */
export const isUnheard = (error: unknown): boolean =>
  error instanceof Problem && error.status === 0;

const offline = "You are offline. It is kept on this page, and done as soon as you are back.";
const unreachable = "The server could not be reached. Is bolo still running on this machine?";

function configureClient(origin: string): void {
  client.setConfig({
    baseUrl: origin,
    credentials: "same-origin",
    headers: { "X-Bolo-Csrf": "1" },
    throwOnError: true,
    fetch: askAgain,
  });
  client.interceptors.error.clear();
  client.interceptors.error.use((error, response) => toProblem(error, response));
}

configureClient(window.location.origin);
