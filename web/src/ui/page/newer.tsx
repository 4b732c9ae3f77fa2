/** What is new above the rows that somebody reads: it waits there, and one press goes to it. */
import { formatCount } from "@/lib/money";
import { Button } from "@/ui/actions/button";

import css from "./newer.module.css";

export function Newer({ count, onShow }: { count: number; onShow: () => void }) {
  return (
    <div className={css.newer}>
      <span role="status" className="visually-hidden">
        {count > 0 && "There is something new above."}
      </span>
      {count > 0 && (
        <Button look="primary" small icon="up" onClick={onShow}>
          {formatCount(count)} new
        </Button>
      )}
    </div>
  );
}
