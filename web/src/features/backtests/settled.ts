/** A text once it has stood still for a moment. */
import { useEffect, useState } from "react";

const STILL = 350;

export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(text);
    }, STILL);
    return () => {
      clearTimeout(timer);
    };
  }, [text]);
  return settled;
}
