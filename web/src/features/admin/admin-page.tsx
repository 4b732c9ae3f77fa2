/** For whoever runs this bolo: workspaces, people, sources, what was given up, templates. */
import { Page, Section } from "@/ui/page/page";

import { DeadDeliveries, DeadJobs } from "./given-up";
import { People } from "./people";
import { Sources } from "./sources";
import { OwnTemplates } from "./templates";
import { Workspaces } from "./workspaces";

export function AdminPage() {
  return (
    <Page
      title="Admin"
      lead="Everybody's plans and usage, how sources fare, and what was given up."
    >
      <Section title="Workspaces" note="A plan by hand goes before what is paid for">
        <Workspaces />
      </Section>
      <Section title="People">
        <People />
      </Section>
      <Section title="Jobs" note="Given up after every try">
        <DeadJobs />
      </Section>
      <Section title="Messages" note="Given up after every try">
        <DeadDeliveries />
      </Section>
      <Section title="Sources" note="What is asked for anybody">
        <Sources />
      </Section>
      <Section title="Templates" note="Your own, in everybody's gallery">
        <OwnTemplates />
      </Section>
    </Page>
  );
}
