/** The route of the account page. */
import { AccountPage } from "@/features/account/account-page";

export function AccountRoute() {
  return <AccountPage />;
}
