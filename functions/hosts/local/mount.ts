import type { RequestListener } from "node:http";
import { http as registerHttp } from "@google-cloud/functions-framework";
import { getTestServer } from "@google-cloud/functions-framework/testing";
import type { OpenEndpoint } from "../../endpoints/index.ts";

/**
 * Serves all endpoints with one listener. Each runs in the functions-framework middleware, as when deployed. The listener
 * routes by the longest prefix, like the load balancer.
 */
export function mount(endpoints: readonly OpenEndpoint[]): RequestListener {
  const mounted = endpoints.map(({ name, handler, prefixes }) => {
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
