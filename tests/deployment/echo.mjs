import { http } from "@google-cloud/functions-framework";

/** The least a function can be: what ours are measured against. */
http("echo", (request, response) => response.json({ path: request.path }));
