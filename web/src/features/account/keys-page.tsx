/** Keys for programs: made with scopes, shown once, and made useless. */
import { useQuery } from "@tanstack/react-query";

import { session } from "@/api/session";
import { Section } from "@/ui/page/page";

import { KeyList } from "./key-list";
import { NewKey } from "./new-key";
import { WithMe } from "./with-me";

export function KeysPage() {
  const here = useQuery(session.current()).data?.workspace.name ?? "this workspace";
  return (
    <WithMe
      title="API keys"
      lead={`For programs that act for you in ${here}. You need none to use bolo here.`}
    >
      {(me) => (
        <>
          <Section title="Make a key" note={<a href="/api/v1/docs">What it opens: the API</a>}>
            <NewKey role={me.role} />
          </Section>
          <Section title="Keys" note={me.role === "owner" ? "Of everybody here" : "Yours"}>
            <KeyList />
          </Section>
        </>
      )}
    </WithMe>
  );
}
