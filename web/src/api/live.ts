/** The live feed: one socket, resumed after the last position seen, reopened with backoff. */

export type LiveEvent = { position: number; kind: string; ids: string[] };
export type LiveState = "connecting" | "live" | "waiting" | "closed";

/** As much of a WebSocket as is needed here, so that tests can hand in their own. */
export type Socket = {
  onmessage: ((message: { data: unknown }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  close: () => void;
};

type LiveOptions = {
  open: (address: string) => Socket;
  later: (run: () => void, milliseconds: number) => () => void;
  random: () => number;
  onEvent: (event: LiveEvent) => void;
  onState: (state: LiveState) => void;
  /** Events may have been missed: everything on screen should be asked for again. */
  onGap: () => void;
  onSignedOut: () => void;
};

const firstWait = 1_000;
const longestWait = 30_000;
const signedOutCodes = new Set([1008, 4401]);

/** Half to the whole of a doubling wait, so that many browsers do not come back at once. */
export function backoff(attempt: number, random: () => number): number {
  const whole = Math.min(longestWait, firstWait * 2 ** attempt);
  return Math.round(whole / 2 + (random() * whole) / 2);
}

export class LiveFeed {
  #options: LiveOptions;
  #position: number | null = null;
  #attempt = 0;
  #socket: Socket | null = null;
  #cancelWait: (() => void) | null = null;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  start(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    if (this.#socket !== null) return;
    this.#options.onState("connecting");
    const after = this.#position === null ? "" : `?after=${this.#position}`;
    const socket = this.#options.open(`/api/v1/live${after}`);
    this.#socket = socket;
    socket.onmessage = (message) => {
      this.#hear(message.data);
    };
    socket.onclose = (event) => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#lost(event.code);
    };
  }

  stop(): void {
    this.#cancelWait?.();
    this.#cancelWait = null;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#options.onState("closed");
  }

  #lost(code: number): void {
    if (signedOutCodes.has(code)) {
      this.#options.onState("closed");
      this.#options.onSignedOut();
      return;
    }
    this.#options.onState("waiting");
    const wait = backoff(this.#attempt, this.#options.random);
    this.#attempt += 1;
    this.#cancelWait = this.#options.later(() => {
      this.start();
    }, wait);
  }

  #hear(data: unknown): void {
    const message = parse(data);
    if (message === null) return;
    if ("hello" in message) {
      const known = this.#position;
      this.#attempt = 0;
      this.#options.onState("live");
      if (message.resumed && known !== null) return;
      this.#position = message.hello;
      if (known !== null) this.#options.onGap();
      return;
    }
    if (this.#position !== null && message.position <= this.#position) return;
    this.#position = message.position;
    this.#options.onEvent(message);
  }
}

type Hello = { hello: number; resumed: boolean };

function parse(data: unknown): Hello | LiveEvent | null {
  if (typeof data !== "string") return null;
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null) return null;
  const found = value as Partial<Hello & LiveEvent>;
  if (typeof found.hello === "number")
    return { hello: found.hello, resumed: found.resumed === true };
  if (typeof found.position !== "number" || typeof found.kind !== "string") return null;
  return { position: found.position, kind: found.kind, ids: found.ids ?? [] };
}

/** A real socket to this very origin. */
export function openSocket(address: string): Socket {
  const origin = window.location.origin.replace(/^http/, "ws");
  const opened = new WebSocket(origin + address);
  const socket: Socket = {
    onmessage: null,
    onclose: null,
    close: () => {
      opened.close();
    },
  };
  opened.onmessage = (message) => socket.onmessage?.(message);
  opened.onclose = (event) => socket.onclose?.(event);
  return socket;
}
