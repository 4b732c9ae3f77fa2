/** A picture of a thing as wide as its place; a quiet sign where there is none. */
import { useState } from "react";

import { Icon } from "./icon";
import css from "./thumb.module.css";

export function Picture({ src }: { src: string | null }) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span className={css.picture}>
      {src !== null && src !== broken ? (
        <img
          src={src}
          alt=""
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => {
            setBroken(src);
          }}
        />
      ) : (
        <Icon name="tag" size={24} />
      )}
    </span>
  );
}
