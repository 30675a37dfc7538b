import type { HttpHandler } from "../../endpoints/http/shell.ts";

/** Of a function that is not called, because its platform delivers to it another way. */
export const notCalled: HttpHandler = async (_request, response) => {
  response.writeHead(404).end();
};
