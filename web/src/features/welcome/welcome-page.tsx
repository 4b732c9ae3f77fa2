/** The first steps of a workspace: what do you look for, where, how shall we tell you. */
import { useEffect, useState, type ReactNode } from "react";

import { Button } from "@/ui/actions/button";
import { useTitle } from "@/ui/page/page";

import { DemoChoice } from "./demo-choice";
import type { FirstDraft } from "./draft";
import { forget, keep, readKept, type Kept } from "./kept";
import { StepTold } from "./step-told";
import { StepWhat } from "./step-what";
import { StepWhere } from "./step-where";
import css from "./welcome.module.css";

const names = ["What", "Where", "How we tell you"] as const;

function Progress({ step }: { step: number }) {
  return (
    <ol className={css.progress} aria-label="Steps">
      {names.map((name, index) => (
        <li key={name} aria-current={index + 1 === step ? "step" : undefined}>
          <span>{index + 1}</span> {name}
        </li>
      ))}
    </ol>
  );
}

type WelcomeProps = {
  workspace: { id: string; currency: string };
  draft: FirstDraft;
  preview: ReactNode;
  channels: ReactNode;
  onSkip: () => void;
  onDone: (search: string) => void;
};

export function WelcomePage({ workspace, draft, preview, channels, onSkip, onDone }: WelcomeProps) {
  useTitle("Welcome");
  const [kept, setKept] = useState(() => readKept(workspace.id));
  const [resumed] = useState(kept);
  const { type } = draft;
  const change = (part: Partial<Kept>) => {
    const next = { ...kept, rule: draft.rule, skipped: false, ...part };
    setKept(next);
    keep(workspace.id, next);
    const content = document.getElementById("content");
    if (content && next.step !== kept.step) content.scrollTop = 0;
  };
  useEffect(() => {
    if (resumed.rule) type(resumed.rule);
    // Once: from then on the draft is the visitor's.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);

  return (
    <div className={css.page}>
      <header className={css.head}>
        <h1>Be on the lookout</h1>
        <p>Three steps to a search that watches for you. You can change everything later.</p>
      </header>
      <Progress step={kept.step} />
      {kept.step === 1 && (
        <StepWhat
          draft={draft}
          title={kept.title}
          currency={workspace.currency}
          preview={preview}
          onBegin={(ready) => {
            change({ title: ready?.title ?? "", template: ready?.slug ?? null });
          }}
          onNext={() => {
            change({ step: 2 });
          }}
        />
      )}
      {kept.step === 2 && (
        <StepWhere
          draft={draft}
          title={kept.title}
          template={kept.template}
          onBack={() => {
            change({ step: 1 });
          }}
          onSaved={({ id }) => {
            change({ step: 3, search: id });
          }}
        />
      )}
      {kept.step === 3 && kept.search !== null && (
        <StepTold
          channels={channels}
          onDone={() => {
            forget(workspace.id);
            if (kept.search !== null) onDone(kept.search);
          }}
        />
      )}
      {kept.step === 1 && <DemoChoice onStarted={onSkip} />}
      <Button
        look="ghost"
        onClick={() => {
          change({ skipped: true });
          onSkip();
        }}
      >
        {kept.step === 3 ? "Not now" : "Skip, I look around first"}
      </Button>
    </div>
  );
}
