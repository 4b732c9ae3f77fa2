/** The second factor: off, being set up, or on. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";

import type { Me } from "@/api/account";
import { security } from "@/api/security";
import { Button } from "@/ui/actions/button";
import { Card } from "@/ui/page/page";
import { ErrorState, SkeletonRows } from "@/ui/page/state";

import css from "./account.module.css";
import { FactorOn } from "./factor-on";
import { FactorSetup } from "./factor-setup";

function Off({ me }: { me: Me }) {
  const [begun, setBegun] = useState(false);
  if (!me.has_password) {
    return (
      <p className={css.quiet}>
        It guards signing in by password, and you have none: set one first. One-time links go past
        it.
      </p>
    );
  }
  if (begun) {
    return (
      <FactorSetup
        onCancel={() => {
          setBegun(false);
        }}
      />
    );
  }
  return (
    <div className={css.leaving}>
      <p>
        Off. With it, whoever learns your password still needs a code from your phone. Any
        authenticator app will do.
      </p>
      <Button
        look="primary"
        onClick={() => {
          setBegun(true);
        }}
      >
        Set it up
      </Button>
    </div>
  );
}

export function FactorSection({ me }: { me: Me }) {
  const factor = useQuery(security.factor());
  if (factor.isPending) return <SkeletonRows rows={1} height={56} />;
  if (factor.error && !factor.data) {
    return (
      <ErrorState
        error={factor.error}
        onRetry={() => void factor.refetch()}
        what="The second factor"
      />
    );
  }
  return <Card>{factor.data.since ? <FactorOn factor={factor.data} /> : <Off me={me} />}</Card>;
}
