/** The same thing elsewhere: the asks that the exit price rests on. */
import type { OpportunityDetail } from "@/api/opportunities";
import { useShopName } from "@/api/shops";
import { formatMoney, formatSureness } from "@/lib/money";

import css from "./detail.module.css";

export function Comparables({ detail }: { detail: OpportunityDetail }) {
  const { comparables } = detail;
  const shopName = useShopName();
  return (
    <section className={css.section}>
      <h3>The same thing elsewhere</h3>
      {comparables.length === 0 && <p className={css.note}>Nobody else asks for it yet.</p>}
      {comparables.length > 0 && (
        <table className={css.table}>
          <thead>
            <tr>
              <th scope="col">Listing</th>
              <th scope="col" className={css.number}>
                Same?
              </th>
              <th scope="col" className={css.number}>
                Asks
              </th>
            </tr>
          </thead>
          <tbody>
            {comparables.map(({ listing, probability, price, reasons }) => (
              <tr key={listing.id}>
                <td>
                  <a className={css.link} href={listing.url} target="_blank" rel="noreferrer">
                    {listing.title}
                  </a>
                  <div className={css.note}>{[shopName(listing.shop), ...reasons].join(" · ")}</div>
                </td>
                <td className={css.number}>{formatSureness(probability)}</td>
                <td className={css.number}>{formatMoney(price)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
