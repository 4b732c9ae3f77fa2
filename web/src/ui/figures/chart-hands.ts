/** What hands do to a plot: they move its cross-hair, and choose which part of a time is shown.
 *
 * A mouse chooses by drawing over it; the wheel is left to the page unless Ctrl is held with it, as
 * a pinch on a touchpad does. Keys: plus and minus, and 0 for the whole.
 */
import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from "react";

import { stopAt, type Edge, type Extent } from "@/lib/plot";
import { viewOf, zoomed, type View } from "@/lib/zoom";

export type Zooming = {
  whole: View;
  /** The shortest time that is shown, in the units of the extent. */
  least: number;
  onView: (view: View | null) => void;
};

type Geometry = {
  extent: Extent;
  stops: readonly number[];
  pick?: "nearest" | "before" | undefined;
  onMove?: ((stop: number | null) => void) | undefined;
  zooming?: Zooming | undefined;
  width: number;
  edge: Edge;
};

const moves = (event: KeyboardEvent, last: number): number | undefined =>
  ({ ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -last, End: last })[event.key];

const inner = ({ width, edge }: Geometry) => width - edge.left - edge.right || 1;

/** The moment below a pointer, no farther than the ends. */
function momentAt(geometry: Geometry, frame: Element, clientX: number): number {
  const { edge, extent } = geometry;
  const left = clientX - frame.getBoundingClientRect().left - edge.left;
  const share = Math.min(1, Math.max(0, left / inner(geometry)));
  return extent.from + share * (extent.to - extent.from);
}

function useCrossHair({ stops, pick = "nearest", onMove }: Geometry) {
  const [held, setHeld] = useState<number | null>(null);
  const hold = (stop: number | null) => {
    setHeld(stop);
    onMove?.(stop);
  };
  const last = stops.length - 1;
  const chosen = held === null || last < 0 ? null : Math.min(held, last);
  const shown = chosen ?? Math.max(0, last);
  return {
    chosen,
    shown,
    point: (moment: number) => {
      hold(stopAt(stops, moment, pick));
    },
    leave: () => {
      hold(null);
    },
    /** Whether the key was one of its own. */
    press: (event: KeyboardEvent): boolean => {
      const by = moves(event, last);
      if (by !== undefined) hold(Math.min(last, Math.max(0, shown + by)));
      return by !== undefined;
    },
  };
}

const STEP = 1.6;
const nearer: Record<string, number> = { "+": STEP, "=": STEP, "-": 1 / STEP, _: 1 / STEP };

/** The wheel and a pinch; React listens to wheels too politely to keep the page from moving. */
function useWheel(frame: RefObject<HTMLElement | null>, turn: (event: WheelEvent) => void) {
  const latest = useRef(turn);
  useEffect(() => {
    latest.current = turn;
  });
  useEffect(() => {
    const watched = frame.current;
    const hear = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      latest.current(event);
    };
    watched?.addEventListener("wheel", hear, { passive: false });
    return () => watched?.removeEventListener("wheel", hear);
  }, [frame]);
}

/** What is drawn over while a mouse is held, in moments. */
type Drawn = { begun: number; now: number };
const enough = 0.01;

function useZoom(geometry: Geometry) {
  const { zooming, extent } = geometry;
  const [drawn, setDrawn] = useState<Drawn | null>(null);
  const turn = (at: number, factor: number) => {
    if (zooming) zooming.onView(zoomed(zooming.whole, extent, at, factor, zooming.least));
  };
  return {
    drawn: drawn && {
      from: Math.min(drawn.begun, drawn.now),
      to: Math.max(drawn.begun, drawn.now),
    },
    turn,
    begin: (moment: number) => {
      if (zooming) setDrawn({ begun: moment, now: moment });
    },
    draw: (moment: number) => {
      setDrawn((known) => known && { ...known, now: moment });
    },
    /** A press that did not move chooses nothing. */
    end: () => {
      if (!zooming || !drawn) return;
      setDrawn(null);
      if (Math.abs(drawn.now - drawn.begun) < (extent.to - extent.from) * enough) return;
      zooming.onView(viewOf(zooming.whole, drawn.begun, drawn.now, zooming.least));
    },
    cancel: () => {
      setDrawn(null);
    },
    /** Whether the key was one of its own. */
    press: (event: KeyboardEvent, at: number): boolean => {
      const factor = nearer[event.key];
      if (!zooming || event.ctrlKey || event.metaKey) return false;
      if (event.key === "0") zooming.onView(null);
      else if (factor === undefined) return false;
      else turn(at, factor);
      return true;
    },
  };
}

export function useHands(frame: RefObject<HTMLElement | null>, geometry: Geometry) {
  const { stops, extent } = geometry;
  const cross = useCrossHair(geometry);
  const zoom = useZoom(geometry);
  const below = (event: { clientX: number }, element: Element) =>
    momentAt(geometry, element, event.clientX);
  useWheel(frame, (event) => {
    if (!frame.current) return;
    zoom.turn(below(event, frame.current), Math.exp(-event.deltaY / 300));
  });
  const hands = {
    onPointerMove: (event: PointerEvent) => {
      const moment = below(event, event.currentTarget);
      zoom.draw(moment);
      cross.point(moment);
    },
    onPointerDown: (event: PointerEvent) => {
      const moment = below(event, event.currentTarget);
      cross.point(moment);
      if (event.pointerType !== "mouse" || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      zoom.begin(moment);
    },
    onPointerUp: zoom.end,
    onPointerCancel: zoom.cancel,
    onPointerLeave: cross.leave,
    onBlur: cross.leave,
    onKeyDown: (event: KeyboardEvent) => {
      const at = stops[cross.shown] ?? extent.to;
      if (cross.press(event) || zoom.press(event, at)) event.preventDefault();
    },
  };
  return { chosen: cross.chosen, shown: cross.shown, drawn: zoom.drawn, hands };
}
