/** The frame around every page: navigation, workspace, live light, demo banner. */
import { useLocation, useNavigate } from "@tanstack/react-router";
import { useState, type ReactNode } from "react";

import type { Session } from "@/api/session";
import { useKeys } from "@/lib/keyboard";
import { useNarrow } from "@/lib/media";
import { IconButton } from "@/ui/actions/button";
import { RightsOf } from "@/ui/feedback/may";

import { useArrival } from "./arriving";
import { DemoBanner } from "./demo-banner";
import { FirstSteps } from "./first-steps";
import { HelpSheet } from "./help-sheet";
import { LiveLight } from "./live-light";
import { Navigation } from "./navigation";
import { pages } from "./pages";
import css from "./shell.module.css";
import { ThemeButton } from "./theme-button";
import { WorkspaceSwitcher } from "./workspace-switcher";

function Logo() {
  return (
    <span className={css.logo}>
      <img src="/favicon.svg" alt="" />
      bolo
    </span>
  );
}

/** Where it is narrow an opened deal lies over all of the frame: keys would go where nobody sees. */
function useCovered(): boolean {
  const opened = useLocation({ select: ({ pathname }) => pathname.startsWith("/opportunities/") });
  return useNarrow() && opened;
}

export function Shell({ session, children }: { session: Session; children: ReactNode }) {
  const [helping, setHelping] = useState(false);
  const navigate = useNavigate();
  const covered = useCovered();
  useArrival();
  const help = () => {
    setHelping(true);
  };
  useKeys({
    "?": help,
    ...Object.fromEntries(pages.map(({ keys, to }) => [keys, () => void navigate({ to })])),
  });

  return (
    <RightsOf role={session.role} may={session.may}>
      <div className={css.shell}>
        <a className={css.skip} href="#content" inert={covered}>
          Skip to content
        </a>
        <header className={css.top} inert={covered}>
          <Logo />
          <WorkspaceSwitcher session={session} />
          <LiveLight />
          <ThemeButton />
        </header>
        <aside className={css.side} aria-label="bolo" inert={covered}>
          <div className={css.brand}>
            <Logo />
          </div>
          <div className={css.home}>
            <WorkspaceSwitcher session={session} />
          </div>
          <Navigation />
          <div className={css.foot}>
            <LiveLight />
            <div className={css.workspace}>
              <span>bolo {session.version}</span>
              <span className={css.tools}>
                <IconButton icon="help" label="Keyboard shortcuts" small onClick={help} />
                <ThemeButton />
              </span>
            </div>
          </div>
        </aside>
        <div className={css.main}>
          <div className={css.above} inert={covered}>
            <DemoBanner />
            <FirstSteps key={session.workspace.id} session={session} />
          </div>
          <main id="content" tabIndex={-1} className={css.content}>
            {children}
          </main>
        </div>
        {helping && (
          <HelpSheet
            onClose={() => {
              setHelping(false);
            }}
          />
        )}
      </div>
    </RightsOf>
  );
}
