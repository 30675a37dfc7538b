import type { RequestListener } from "node:http";
import { http as registerHttp } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { OpenEndpoint } from "../../endpoints/index.ts";

/**
 * functions-framework functions behind one listener: each runs in the middleware it is deployed in, and this does the
 * load balancer's part, the longest prefix winning.
 */
export function mount(doors: readonly OpenEndpoint[]): RequestListener {
  const mounted = doors.map(({ name, handler, prefixes }) => {
    registerHttp(name, (request, response) => handler(request, response));
    return { prefixes, server: getTestServer(name) };
  });
  const routes = mounted
    .flatMap(({ prefixes, server }) => prefixes.map((prefix) => ({ prefix, server })))
    .sort((a, b) => b.prefix.length - a.prefix.length);
  return (request, response) => {
    const route = routes.find(({ prefix }) => request.url?.startsWith(prefix));
    if (route) route.server.emit("request", request, response);
    else response.writeHead(404).end();
  };
}
