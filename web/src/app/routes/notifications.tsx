/** The route of the notifications page. */
import { NotificationsPage } from "@/features/channels/notifications-page";

export function NotificationsRoute() {
  return <NotificationsPage />;
}
