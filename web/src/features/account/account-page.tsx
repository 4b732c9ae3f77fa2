/** The account of who is signed in: name and e-mail. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { askToSignOut } from "@/api/session";
import { Button } from "@/ui/actions/button";
import { Section } from "@/ui/page/page";

import { EmailForm } from "./email-form";
import { ProfileForm } from "./profile-form";
import { WithMe } from "./with-me";

export function AccountPage() {
  const client = useQueryClient();
  const signOut = useMutation({
    mutationFn: askToSignOut,
    onSuccess: () => client.resetQueries(),
  });
  return (
    <WithMe
      title="Account"
      lead="You, whatever workspace you are in."
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
      {(me) => (
        <>
          <Section title="Profile">
            <ProfileForm key={me.name} me={me} />
          </Section>
          <Section
            title="Sign-in address"
            note={me.email ? undefined : "You have none yet, and need none on this machine"}
          >
            <EmailForm key={me.email} me={me} />
          </Section>
        </>
      )}
    </WithMe>
  );
}
