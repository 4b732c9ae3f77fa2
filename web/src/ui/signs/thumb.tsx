/** A small picture of a thing; a tag where there is none or it does not load. */
import { useState } from "react";

import { Icon } from "./icon";
import css from "./thumb.module.css";

export function Thumb({ src, size = 36 }: { src: string | null; size?: number }) {
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span className={css.thumb} style={{ width: size, height: size }}>
      {src !== null && src !== broken ? (
        <img
          src={src}
          alt=""
          width={size}
          height={size}
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => {
            setBroken(src);
          }}
        />
      ) : (
        <Icon name="tag" size={Math.min(24, Math.round(size * 0.45))} />
      )}
    </span>
  );
}
