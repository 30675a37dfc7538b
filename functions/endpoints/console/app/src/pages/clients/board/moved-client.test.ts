import type { ClientView } from "../../../../../../../engines/accounts/client-routes.ts";
import { type ColumnPages, stageBeside, withClient, without } from "./moved-client.ts";

const client = (id: string, day: number): ClientView => ({
  client_id: id,
  name: id,
  stage: "prospect",
  stage_since: "2026-11-01T00:00:00.000Z",
  owner: null,
  owner_name: null,
  website: null,
  approval: "one",
  created_by: "",
  created_at: `2026-11-0${day}T00:00:00.000Z`,
});
const column: ColumnPages = {
  pages: [
    { items: [client("f", 6), client("d", 4)], next_cursor: "more" },
    { items: [client("b", 2)], next_cursor: null },
  ],
};
const ids = ({ pages }: ColumnPages) => pages.map(({ items }) => items.map(({ client_id }) => client_id).join(""));

it("a client stands where the server's order has it", () => {
  expect(ids(withClient(column, client("g", 7)))).toEqual(["gfd", "b"]);
  expect(ids(withClient(column, client("e", 5)))).toEqual(["fed", "b"]);
  expect(ids(withClient(column, client("c", 3)))).toEqual(["fd", "cb"]);
  expect(ids(withClient(column, client("a", 1)))).toEqual(["fd", "ba"]);
  expect(ids(withClient({ pages: [{ items: [], next_cursor: null }] }, client("a", 1)))).toEqual(["a"]);
});

it("a client stands in a column once, and leaves it", () => {
  expect(ids(withClient(column, client("d", 4)))).toEqual(["f", "db"]);
  expect(ids(without(column, "d"))).toEqual(["f", "b"]);
});

it("there is no stage before the first and after the last", () => {
  const stages = ["prospect", "research", "live"] as const;
  expect([stageBeside(stages, "prospect", "back"), stageBeside(stages, "prospect", "on")]).toEqual([
    undefined,
    "research",
  ]);
  expect([stageBeside(stages, "live", "back"), stageBeside(stages, "live", "on")]).toEqual(["research", undefined]);
});
