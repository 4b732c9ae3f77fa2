/** How often something is asked again: soon after a quiet time, ever more seldom under a storm. */

type Paces = {
  /** Milliseconds from the first wish to what fulfils it, so that a burst is one. */
  soonest: number;
  /** The most milliseconds of rest between one answer and the next question. */
  rarest: number;
};

/** How long an answer is waited for before the next question may be asked all the same. */
const patience = 30_000;

const asleep = (): boolean => document.visibilityState === "hidden";

/** Runs after each wish, never twice at a time: cut off by the next, a slow answer never came.
 *
 * After each run it rests, twice as long as before if there was a wish meanwhile. A page that
 * nobody sees waits until it is seen.
 */
export function paced(run: () => Promise<unknown>, { soonest, rarest }: Paces) {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let rest = soonest;
  let [busy, wished, stopped] = [false, false, false];

  const after = (milliseconds: number, then: () => void) => {
    timer = setTimeout(then, milliseconds);
  };
  const rested = () => {
    if (wished) {
      go();
      return;
    }
    [busy, rest] = [false, soonest];
  };
  const answered = () => {
    if (stopped) return;
    if (timer !== null) clearTimeout(timer);
    rest = Math.min(2 * rest, rarest);
    after(rest, rested);
  };
  const seen = () => {
    if (asleep()) return;
    document.removeEventListener("visibilitychange", seen);
    go();
  };
  const go = () => {
    if (asleep()) {
      document.addEventListener("visibilitychange", seen);
      return;
    }
    wished = false;
    const once = onlyOnce(answered);
    after(patience, once);
    run().then(once, once);
  };

  return {
    wish: () => {
      wished = true;
      if (busy) return;
      busy = true;
      after(soonest, go);
    },
    stop: () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
    },
  };
}

function onlyOnce(run: () => void): () => void {
  let ran = false;
  return () => {
    if (!ran) run();
    ran = true;
  };
}
