/** Stays signed in: an access token lasts half an hour, and is renewed when it is refused. */

const refresh = "/api/v1/auth/refresh";
const renewedAt = "bolo.renewed-at";

/** The server leaves this mark, which scripts can read, beside the cookies that they cannot. */
const isHere = (): boolean => /(?:^|; )bolo_here=1/.test(document.cookie);

const lastRenewal = (): number => Number(localStorage.getItem(renewedAt) ?? 0);

async function ask(since: number): Promise<boolean> {
  if (lastRenewal() >= since) return true; // another tab did; a refresh token is good only once
  const answer = await window.fetch(refresh, {
    method: "POST",
    credentials: "same-origin",
    headers: { "X-Bolo-Csrf": "1" },
    keepalive: true, // the new cookies must arrive even when the page is left
  });
  if (answer.ok) localStorage.setItem(renewedAt, String(Date.now()));
  else if (answer.status === 401) document.cookie = "bolo_here=; Max-Age=0; Path=/";
  return answer.ok;
}

let asking: Promise<boolean> | null = null;

/** Have new tokens, once for all who ask at the same moment, in whatever tab. */
export async function staySignedIn(): Promise<boolean> {
  if (!isHere()) return false;
  const since = Date.now();
  asking ??= inTurn(() => ask(since))
    .catch(() => false)
    .finally(() => {
      asking = null;
    });
  return asking;
}

/** Browsers have locks over all tabs where the address is https or this machine. */
async function inTurn(run: () => Promise<boolean>): Promise<boolean> {
  const locks = (navigator as Partial<Navigator>).locks;
  return locks ? locks.request("bolo-renew", run) : run();
}

/** A fetch that renews the tokens and asks again when it is told that nobody is signed in. */
export async function askAgain(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const again = request.clone();
  const answer = await window.fetch(request);
  if (answer.status !== 401 || request.url.includes("/api/v1/auth/")) return answer;
  return (await staySignedIn()) ? window.fetch(again) : answer;
}
