/** A page that stayed open over an update: parts of it that were never loaded are there no more. */
const remembered = "bolo.renewed";
const again = 10_000;

const loadAnew = () => {
  window.location.reload();
};

/** Loads the page anew when a part of it is missing, once in a while: what is truly gone is told. */
export function renewWhenOutdated(reload: () => void = loadAnew): () => void {
  const renew = () => {
    const before = Number(sessionStorage.getItem(remembered) ?? 0);
    if (Date.now() - before < again) return;
    sessionStorage.setItem(remembered, String(Date.now()));
    reload();
  };
  window.addEventListener("vite:preloadError", renew);
  return () => {
    window.removeEventListener("vite:preloadError", renew);
  };
}
