import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const target = process.env.BOLO_API ?? "http://127.0.0.1:8000";

const small = 1_000;

/** Puts beside each file of words the same one packed by Brotli, as small as it goes.

The API sends it to who can unpack it: packed once, not for each who asks, and a seventh less. */
const packed: Plugin = {
  name: "packed",
  apply: "build",
  writeBundle({ dir }, files) {
    if (dir === undefined) return;
    for (const file of Object.values(files)) {
      if (!/^assets\/.*\.(?:js|css)$/.test(file.fileName)) continue;
      const words = Buffer.from(file.type === "chunk" ? file.code : file.source);
      if (words.length < small) continue;
      writeFileSync(join(dir, `${file.fileName}.br`), brotliCompressSync(words));
    }
  },
};

export default defineConfig({
  plugins: [react(), packed],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/bolo/api/dashboard",
    emptyOutDir: true,
    target: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // What every page stands on changes seldom: a new bolo leaves it in the browser's cache.
        codeSplitting: {
          groups: [
            {
              name: "libraries",
              test: /node_modules\/(?:react|react-dom|scheduler|use-sync-external-store|@tanstack\/(?:history|query-core|react-query|react-router|react-store|router-core|store))\//,
            },
          ],
        },
      },
    },
  },
  server: { host: "127.0.0.1", proxy: { "/api": { target, ws: true } } },
  preview: { host: "127.0.0.1" },
});
