import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../shared/project-root.ts";

const methods = ["get", "post", "put", "patch", "delete"];

const { paths } = JSON.parse(readFileSync(join(projectRoot, "docs/openapi.json"), "utf8")) as {
  readonly paths: Readonly<Record<string, object>>;
};

/** `/v1/messages/tests` would also be the message with the id `tests`: `GET` is answered there, and no document says so. */
test("no path is an id of another path that takes other methods", () => {
  const mistaken = Object.keys(paths).flatMap((path) =>
    Object.keys(paths)
      .filter((other) => other !== path && isOneOf(path, other))
      .flatMap((other) => methodsOf(other).filter((method) => !methodsOf(path).includes(method)))
      .map((method) => `${method} ${path}`),
  );
  expect(mistaken).toEqual([]);
});

/** Whether the path is what the other one describes, with a word in the place of an id. */
function isOneOf(path: string, other: string): boolean {
  const [words, places] = [path.split("/"), other.split("/")];
  const isId = (place: string | undefined) => place?.startsWith("{") ?? false;
  return (
    words.length === places.length &&
    words.every((word, index) => word === places[index] || isId(places[index])) &&
    words.some((word, index) => !isId(word) && isId(places[index]))
  );
}

function methodsOf(path: string): readonly string[] {
  return Object.keys(paths[path] ?? {}).filter((key) => methods.includes(key));
}
