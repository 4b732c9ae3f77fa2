/** For a browser that nobody has let in yet, and for the links of letters, signed in or not. */
import { useLocation } from "@tanstack/react-router";

import { Forgot } from "@/features/entry/forgot";
import { Invitation } from "@/features/entry/invitation";
import { Reset } from "@/features/entry/reset";
import { SignIn } from "@/features/entry/sign-in";
import { SignUp } from "@/features/entry/sign-up";
import { Verify } from "@/features/entry/verify";

export default function SignedOut({ signedIn = false }: { signedIn?: boolean }) {
  const path = useLocation({ select: ({ pathname }) => pathname });
  switch (path) {
    case "/sign-up":
      return <SignUp />;
    case "/forgot":
      return <Forgot />;
    case "/reset":
      return <Reset />;
    case "/verify":
      return <Verify />;
    case "/invitation":
      return <Invitation signedIn={signedIn} />;
    default:
      return <SignIn />;
  }
}
