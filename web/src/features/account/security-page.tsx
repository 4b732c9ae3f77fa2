/** What guards the account: password, second factor, and where one is signed in. */
import { Section } from "@/ui/page/page";

import { FactorSection } from "./factor";
import { PasswordForm } from "./password-form";
import { Sessions } from "./sessions";
import { WithMe } from "./with-me";

const withoutPassword =
  "You have none, and come in by the link that bolo prints. Set one to sign in from elsewhere";

export function SecurityPage() {
  return (
    <WithMe title="Security" lead="What guards your account, and where you are signed in.">
      {(me) => (
        <>
          <Section
            title="Password"
            note={me.has_password ? "Changing it signs you out elsewhere" : withoutPassword}
          >
            <PasswordForm me={me} />
          </Section>
          <Section title="Second factor" note="A code from your phone beside the password">
            <FactorSection me={me} />
          </Section>
          <Section title="Sessions" note="Where you are signed in">
            <Sessions />
          </Section>
        </>
      )}
    </WithMe>
  );
}
