/** The dashboard over a make-believe API: `npm run mock`. The build knows nothing of it. */
import { mergeConfig } from "vite";

import { mockApi } from "./dev/mock.ts";
import config from "./vite.config.ts";

export default mergeConfig({ ...config, server: { host: "127.0.0.1" } }, { plugins: [mockApi()] });
