/** What was changed while the browser was offline is sent once it is back, or at a press.
 *
 * Only where nobody let go of it: a page that was left, or a form that was sent anew or put
 * back, has no observer of that change any more.
 */
import type { Mutation, MutationCache } from "@tanstack/react-query";

import { isOffline, isUnheard } from "@/api/client";

type Change = Mutation<unknown, unknown>;

export class Resending {
  readonly #waiting = new Set<Change>();

  /** Keeps a change in mind that failed because the browser is offline. */
  wait(change: Change, error: unknown): void {
    if (isUnheard(error) && isOffline()) this.#waiting.add(change);
  }

  /** Sends a change once more, as it was given; a further failure is told as the first was. */
  again(change: Change): void {
    this.#waiting.delete(change);
    if (change.state.status === "error") change.execute(change.state.variables).catch(() => null);
  }

  /** Begins to listen: to the browser, and to who lets go of a change. */
  listen(changes: MutationCache): void {
    changes.subscribe((event) => {
      if (event.type === "observerRemoved") this.#waiting.delete(event.mutation as Change);
    });
    window.addEventListener("online", () => {
      for (const change of [...this.#waiting]) this.again(change);
    });
  }
}
