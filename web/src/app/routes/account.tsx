/** The routes of one's own account. */
import { AccountPage } from "@/features/account/account-page";
import { DataPage } from "@/features/account/data-page";
import { KeysPage } from "@/features/account/keys-page";
import { SecurityPage } from "@/features/account/security-page";

export function AccountRoute() {
  return <AccountPage />;
}

export function SecurityRoute() {
  return <SecurityPage />;
}

export function KeysRoute() {
  return <KeysPage />;
}

export function DataRoute() {
  return <DataPage />;
}
