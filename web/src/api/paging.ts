/** Lists that are short enough to be read whole. */
type PageOf<Item> = { items: Item[]; next?: string | null };

const mostPages = 20;

export async function everyPage<Item>(
  read: (cursor: string | null) => Promise<PageOf<Item>>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    const answer: PageOf<Item> = await read(cursor);
    items.push(...answer.items);
    cursor = answer.next ?? null;
    if (cursor === null) break;
  }
  return items;
}
