import js from "@eslint/js";
import query from "@tanstack/eslint-plugin-query";
import prettier from "eslint-config-prettier";
import a11y from "eslint-plugin-jsx-a11y";
import hooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** What each layer may not import; the top knows the bottom, never the reverse. */
const barred = (...groups) => ({
  "no-restricted-imports": ["error", { patterns: groups }],
});
const app = { group: ["@/app/*"], message: "app is the top layer" };
const features = { group: ["@/features/*"], message: "features do not know each other" };
const upwards = { group: ["../*"], message: "leave the folder by its alias, @/…" };
const ui = { group: ["@/ui/**"], message: "this layer draws nothing" };
const api = { group: ["@/api/*"], message: "this layer asks nothing" };
/** The folders of ui, the plain ones first: each draws with itself and with those before it. */
const drawers = ["signs", "feedback", "actions", "page", "overlays", "figures", "forms"];
const later = (drawer) => ({
  group: drawers.slice(drawers.indexOf(drawer) + 1).map((other) => `@/ui/${other}/*`),
  message: "draw with the plainer folders of ui",
});
const generated = {
  group: ["**/api/generated/*", "**/api/generated"],
  message: "use @/api/<noun>",
};

export default defineConfig([
  globalIgnores(["node_modules", "src/api/generated", "dist"]),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["eslint.config.js"] },
        tsconfigRootDir: import.meta.dirname,
      },
    },
  },
  a11y.flatConfigs.strict,
  hooks.configs.flat["recommended-latest"],
  query.configs["flat/recommended"],
  {
    rules: {
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/only-throw-error": "off", // the router throws redirects
      "max-lines": ["error", { max: 250 }],
      complexity: ["error", 12],
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "ask through @/api" },
        { name: "WebSocket", message: "listen through @/api/live" },
      ],
    },
  },
  { files: ["src/app/**"], rules: barred(generated, { group: ["../../*"], message: "use @/…" }) },
  { files: ["src/features/**"], rules: barred(app, features, upwards, generated) },
  { files: ["src/ui/**"], rules: barred(app, features, api, upwards) },
  ...drawers.slice(0, -1).map((drawer) => ({
    files: [`src/ui/${drawer}/**`],
    rules: barred(app, features, api, upwards, later(drawer)),
  })),
  { files: ["src/lib/**"], rules: barred(app, features, ui, api, upwards) },
  {
    files: ["src/api/**"],
    rules: {
      ...barred(app, features, ui),
      "no-restricted-globals": "off",
    },
  },
  {
    files: ["dev/**", "tests/**"],
    rules: { "max-lines": ["error", { max: 450 }], complexity: "off" },
  },
  {
    files: ["public/*.js"], // a worker of the browser, which cannot import @/api
    languageOptions: { globals: { self: "readonly", fetch: "readonly" } },
    rules: { "no-restricted-globals": "off" },
  },
  { files: ["**/*.js"], extends: [tseslint.configs.disableTypeChecked] },
  prettier,
]);
