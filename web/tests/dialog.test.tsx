import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";

import { Dialog } from "@/ui/overlays/dialog";

test("a window's title keeps a figure and its unit on one line", () => {
  render(
    <Dialog title="Follow Okari 20 MP camera" onClose={() => undefined}>
      Words
    </Dialog>,
  );

  expect(screen.getByRole("heading").textContent).toBe("Follow Okari 20\u00a0MP camera");
});
