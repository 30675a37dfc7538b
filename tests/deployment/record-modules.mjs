import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";

/** Loaded before a function, writes down the URL of each module that is loaded, one a line. */
const file = process.env.MODULES_FILE;
registerHooks({
  load(url, context, next) {
    appendFileSync(file, `${url}\n`);
    return next(url, context);
  },
});
