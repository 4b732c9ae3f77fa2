/** Links that fetch trades or equity as a file. */
import { exportAddress } from "@/api/backtests";

import css from "./backtests.module.css";

const names = { csv: "CSV", xlsx: "Excel", parquet: "Parquet", png: "Picture (PNG)" } as const;
const tables = ["csv", "xlsx", "parquet"] as const;

export function Exports({ id, what }: { id: string; what: "trades" | "equity" }) {
  const formats = what === "equity" ? ([...tables, "png"] as const) : tables;
  return (
    <span className={css.exports} role="group" aria-label={`Export ${what}`}>
      {formats.map((format) => (
        <a key={format} href={exportAddress(id, { what, format })} download>
          {names[format]}
        </a>
      ))}
    </span>
  );
}
