import type { HttpHandler } from "../../endpoints/http/shell.ts";

/** The handler of a function that receives no requests, because its platform delivers events in another way. */
export const notFoundHandler: HttpHandler = async (_request, response) => {
  response.writeHead(404).end();
};
