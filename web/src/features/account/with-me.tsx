/** A page of the account, once it is known whose. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { account, type Me } from "@/api/account";
import { Page } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import { AccountTabs } from "./account-tabs";

type WithMeProps = {
  title: string;
  lead: string;
  actions?: ReactNode;
  children: (me: Me) => ReactNode;
};

export function WithMe({ title, lead, actions, children }: WithMeProps) {
  const me = useQuery(account.me());
  return (
    <Page title={title} lead={lead} actions={actions}>
      <AccountTabs />
      {me.isPending && <SkeletonRows rows={4} height={56} />}
      {me.error && !me.data && (
        <ErrorState error={me.error} onRetry={() => void me.refetch()} what="Your account" />
      )}
      {me.data && children(me.data)}
    </Page>
  );
}
