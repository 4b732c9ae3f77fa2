/** For a browser that nobody has let in yet, and for the links of letters, signed in or not. */
import { useLocation } from "@tanstack/react-router";

import { Forgot } from "@/features/account/forgot";
import { Invitation } from "@/features/account/invitation";
import { Reset } from "@/features/account/reset";
import { SignIn } from "@/features/account/sign-in";
import { SignUp } from "@/features/account/sign-up";
import { Verify } from "@/features/account/verify";

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
