/** For a browser that nobody has let in yet. */
import { useLocation } from "@tanstack/react-router";

import { SignIn } from "@/features/account/sign-in";
import { SignUp } from "@/features/account/sign-up";

export default function SignedOut() {
  const path = useLocation({ select: ({ pathname }) => pathname });
  return path === "/sign-up" ? <SignUp /> : <SignIn />;
}
