/** The route of the settings page. */
import { SettingsPage } from "@/features/settings/settings-page";

export function SettingsRoute() {
  return <SettingsPage />;
}
