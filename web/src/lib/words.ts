/** Two titles word by word: which words of one are not in the other. */

export type Word = { text: string; same: boolean };

/** "WH-1000XM5," as "wh1000xm5": how a word is written does not make it another. */
const plain = (word: string): string =>
  word
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "");

function known(words: readonly string[]): Set<string> {
  const all = new Set(words);
  words.forEach((word, index) => {
    const next = words[index + 1];
    if (next) all.add(word + next); // "18 V" is "18V"
  });
  return all;
}

function told(texts: readonly string[], own: readonly string[], others: Set<string>): Word[] {
  return texts.map((text, index) => {
    const word = own[index] ?? "";
    const joined = [(own[index - 1] ?? "") + word, word + (own[index + 1] ?? "")];
    return { text, same: word === "" || [word, ...joined].some((one) => others.has(one)) };
  });
}

const split = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Both titles as words, each marked as being in the other, or in what both agree on, or not. */
export function compared(
  left: string,
  right: string,
  agreed: readonly string[] = [],
): [Word[], Word[]] {
  const [lefts, rights] = [split(left), split(right)];
  const [own, other] = [lefts.map(plain), rights.map(plain)];
  const shared = agreed.flatMap(split).map(plain);
  const withShared = (words: readonly string[]) => new Set([...known(words), ...known(shared)]);
  return [told(lefts, own, withShared(other)), told(rights, other, withShared(own))];
}
