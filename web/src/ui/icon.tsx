/** Our own small icons: 16 units square, one stroke. Decorative, so hidden from readers. */
const paths = {
  logo: "M5 2v8.5M5 10.5a3.75 3.75 0 1 0 7.5 0 3.75 3.75 0 0 0-7.5 0",
  spark: "M2 12.5 6 8l3 2.5L14 4M10.5 4H14v3.5",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  pulse: "M1.5 8h3l2-5 3 10 2-5h3",
  bell: "M8 2a4 4 0 0 0-4 4c0 3.5-1.5 4.5-1.5 5.5h11C13.500 10.500 12 9.500 12 6a4 4 0 0 0-4-4ZM6.500 13.500a1.500 1.500 0 0 0 3 0",
  sliders: "M2 4.500h6M12 4.500h2M2 11.500h2M8 11.500h6M10 2.800v3.400M6 9.800v3.400",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10ZM10.700 10.700 14 14",
  close: "M3.500 3.500l9 9M12.500 3.500l-9 9",
  check: "M3 8.500 6.500 12 13 4.500",
  plus: "M8 3v10M3 8h10",
  pause: "M5.500 3v10M10.500 3v10",
  play: "M4.500 3 12.500 8l-8 5V3Z",
  trash: "M2.500 4.500h11M6 4.500V2.500h4v2M4 4.500l.7 9h6.600l.7-9",
  external: "M9 2.500h4.500V7M13.500 2.500 7.500 8.500M11.500 9.500v4h-9v-9h4",
  arrow: "M3 8h10M9 4l4 4-4 4",
  left: "M10 3.500 5.500 8 10 12.500",
  right: "M6 3.500 10.500 8 6 12.500",
  up: "M8 13V3M4 7l4-4 4 4",
  down: "M8 3v10M4 9l4 4 4-4",
  chevron: "M4 6l4 4 4-4",
  more: "M3 8v.1M8 8v.1M13 8v.1",
  pair: "M2 3h5v10H2zM9 3h5v10H9z",
  undo: "M6 3 2.500 6.500 6 10M2.500 6.500H9a4 4 0 0 1 0 8H6",
  wallet:
    "M2 5.500v7a1 1 0 0 0 1 1h10a1 1 0 0 0 1-1v-6a1 1 0 0 0-1-1H3a1 1 0 0 1-1-1 1.500 1.500 0 0 1 1.500-1.500H12M11 9.500v.1",
  sun: "M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 1.500v1M8 13.500v1M1.500 8h1M13.500 8h1M3.400 3.400l.7.7M11.900 11.900l.7.7M3.400 12.600l.7-.7M11.900 4.100l.7-.7",
  moon: "M13.500 9.500A5.800 5.800 0 0 1 6.500 2.500a5.800 5.800 0 1 0 7 7Z",
  screen: "M2 3h12v8H2zM6 14h4M8 11v3",
  help: "M6 6a2 2 0 1 1 2.900 1.800c-.6.3-.9.7-.9 1.400M8 11.800v.1M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13Z",
  warning: "M8 2 1.500 13.500h13L8 2ZM8 6.500v3M8 11.500v.1",
  shield: "M8 1.800 3 3.500v4c0 3.500 2.300 5.600 5 6.700 2.700-1.100 5-3.200 5-6.700v-4L8 1.800Z",
  clock: "M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM8 4.500V8l2.500 1.500",
  copy: "M5.500 5.500v-3h8v8h-3M2.500 5.500h8v8h-8z",
  flask:
    "M6 2v4L2.500 12.500a1 1 0 0 0 .9 1.500h9.200a1 1 0 0 0 .9-1.500L10 6V2M5 2h6M4.200 9.500h7.600",
  target:
    "M8 14.500a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8 8v.1",
  tag: "M2 2.500h5.500l6.500 6.500-5 5L2.500 7.500v-5ZM5.200 5.200v.1",
  keep: "M4 2.500h8v11L8 10.500 4 13.500v-11Z",
  kept: "M4 2.500h8v11L8 10.500 4 13.500v-11ZM5.500 4.500h5M5.500 6.500h5",
  shop: "M2 6.500 3 2.500h10l1 4M2 6.500a2 2 0 0 0 4 0 2 2 0 0 0 4 0 2 2 0 0 0 4 0M3 8.500v5h10v-5",
  grid: "M2 2.500h5v5H2zM9 2.500h5v5H9zM2 9.500h5v4H2zM9 9.500h5v4H9z",
  out: "M6 2.500H2.500v11H6M10 4.500 13.500 8 10 11.500M13.500 8H6",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={size > 20 ? 1.1 : 1.5}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={{ flex: "none" }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
