/** The route of the admin page. */
import { AdminPage } from "@/features/admin/admin-page";

export function AdminRoute() {
  return <AdminPage />;
}
