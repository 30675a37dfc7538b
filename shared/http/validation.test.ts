import { z } from "zod";
import { validBody } from "./validation.ts";

it("tells a field's error once when it breaks two rules of one message", () => {
  const schema = z.object({ url: z.url({ protocol: /^https$/, hostname: z.regexes.domain, error: "must be https" }) });
  expect(() => validBody(schema, { url: "http://127.0.0.1/terms" })).toThrow(
    expect.objectContaining({ message: "One field is invalid: /url: must be https" }),
  );
});
