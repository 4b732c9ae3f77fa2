import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig, type PluginOption } from "vite";

const target = process.env.BOLO_API ?? "http://127.0.0.1:8000";

export default defineConfig(async ({ mode }) => {
  const plugins: PluginOption[] = [react()];
  if (mode === "mock") {
    const { mockApi } = await import("./dev/mock.ts");
    plugins.push(mockApi());
  }
  return {
    plugins,
    resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
    build: {
      outDir: "../src/bolo/api/dashboard",
      emptyOutDir: true,
      target: ["chrome123", "firefox121", "safari17.5"],
      assetsInlineLimit: 0,
    },
    server: {
      host: "127.0.0.1",
      ...(mode === "mock" ? {} : { proxy: { "/api": { target, ws: true } } }),
    },
    preview: { host: "127.0.0.1" },
  };
});
