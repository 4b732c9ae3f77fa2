/** Names of what was done, as people say them: "create_api_key" is “Create API key”. */
const known: Record<string, string> = {
  log_in: "Sign in by password",
  sign_in: "Sign in by link",
  register_invited: "Join with a new account",
  accept_invitation: "Join by an invitation",
  me: "account",
  api: "API",
};

export function actionName(action: string): string {
  const whole = known[action];
  if (whole) return whole;
  const words = action
    .split("_")
    .map((word) => known[word] ?? word)
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
