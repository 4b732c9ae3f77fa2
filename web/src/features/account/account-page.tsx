/** The account of who is signed in: name, password, where they are signed in, leaving. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";

import { account } from "@/api/account";
import { askToSignOut } from "@/api/session";
import { Button } from "@/ui/button";
import { Page, Section } from "@/ui/page";
import { ErrorState, SkeletonRows } from "@/ui/state";

import { Leaving } from "./leaving";
import { PasswordForm } from "./password-form";
import { ProfileForm } from "./profile-form";
import { Sessions } from "./sessions";

export function AccountPage() {
  const client = useQueryClient();
  const me = useQuery(account.me());
  const signOut = useMutation({
    mutationFn: askToSignOut,
    onSuccess: () => client.resetQueries(),
  });
  return (
    <Page
      title="Account"
      lead="You, and where you are signed in."
      actions={
        <Button
          look="ghost"
          icon="out"
          onClick={() => {
            signOut.mutate();
          }}
        >
          Sign out
        </Button>
      }
    >
      {me.isPending && <SkeletonRows rows={4} height={56} />}
      {me.error && !me.data && (
        <ErrorState error={me.error} onRetry={() => void me.refetch()} what="Your account" />
      )}
      {me.data && (
        <>
          <Section title="Profile">
            <ProfileForm key={me.data.name} me={me.data} />
          </Section>
          <Section
            title="Password"
            note={
              me.data.has_password ? "Changing it signs you out elsewhere" : "You have none yet"
            }
          >
            <PasswordForm me={me.data} />
          </Section>
          <Section title="Sessions" note="Where you are signed in">
            <Sessions />
          </Section>
          <Section title="Leave">
            <Leaving me={me.data} />
          </Section>
        </>
      )}
    </Page>
  );
}
