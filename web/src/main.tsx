/** Starts the dashboard. */
import "@/ui/page/document.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "@/app/app";
import { renewWhenOutdated } from "@/lib/outdated";
import { applyTheme, currentTheme } from "@/lib/theme";
import { hasWorkers, registerWorker } from "@/lib/worker";

applyTheme(currentTheme());
renewWhenOutdated();

if (import.meta.env.PROD && hasWorkers()) {
  window.addEventListener("load", () => void registerWorker());
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
