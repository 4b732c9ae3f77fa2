/** Light, dark, as the system says: one press goes to the next. */
import { applyTheme, useTheme, type Theme } from "@/lib/theme";
import { IconButton } from "@/ui/actions/button";
import type { IconName } from "@/ui/signs/icon";

const next: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };
const icons: Record<Theme, IconName> = { system: "screen", light: "sun", dark: "moon" };
const words: Record<Theme, string> = {
  system: "Theme: as the system",
  light: "Theme: light",
  dark: "Theme: dark",
};

export function ThemeButton() {
  const theme = useTheme();
  return (
    <IconButton
      small
      icon={icons[theme]}
      label={words[theme]}
      onClick={() => {
        applyTheme(next[theme]);
      }}
    />
  );
}
