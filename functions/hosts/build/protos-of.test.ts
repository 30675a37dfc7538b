import protobuf from "protobufjs";
import { protosOf } from "./protos-of.ts";

/** Two services, and a message that refers to itself, to another package and to an enumeration inside of itself. */
const { root } = protobuf.parse(
  `syntax = "proto3";
   package shop;
   message Order { repeated Line lines = 1; Colour colour = 2; map<string, Note> notes = 3; enum Colour { RED = 0; } }
   message Line { Order parent = 1; oneof what { string sku = 2; Gift gift = 3; } }
   message Gift { string wrapped = 1; }
   message Note { string text = 1; }
   message Receipt { int32 total = 1; }
   message Audit { Report report = 1; message Report { string line = 1; } }
   service Orders { rpc Place (Order) returns (Receipt) { option deprecated = true; } }
   service Auditing { rpc Read (Audit) returns (Audit.Report); }`,
  { keepCase: true },
);
const protocol = root.toJSON();

const namesIn = (json: protobuf.INamespace) => {
  const shop = protobuf.Root.fromJSON(json).lookup("shop");
  return shop instanceof protobuf.Namespace ? shop.nestedArray.map(({ name }) => name) : [];
};

it("keeps what the requests and responses of a service consist of", () => {
  const kept = protosOf(protocol, ["shop.Orders"]);
  expect(namesIn(kept).sort()).toEqual(["Gift", "Line", "Note", "Order", "Orders", "Receipt"]);
});

it("encodes and decodes as before", () => {
  const given = {
    lines: [{ sku: "tea" }, { gift: { wrapped: "हाँ" } }],
    colour: 0,
    notes: { one: { text: "leave at the door" } },
  };
  const [whole, kept] = [protocol, protosOf(protocol, ["shop.Orders"])].map((json) =>
    protobuf.Root.fromJSON(json).lookupType("shop.Order"),
  );
  const encoded = whole?.encode(whole.fromObject(given)).finish() ?? new Uint8Array();
  expect(kept?.decode(encoded).toJSON()).toEqual(whole?.decode(encoded).toJSON());
});

it("keeps a message with its own messages", () => {
  const kept = protosOf(protocol, ["shop.Auditing"]);
  expect(namesIn(kept).sort()).toEqual(["Audit", "Auditing"]);
  expect(protobuf.Root.fromJSON(kept).lookupType("shop.Audit.Report").fieldsArray).toHaveLength(1);
});

it("names a service that the protocol lacks", () => {
  expect(() => protosOf(protocol, ["shop.Refunds"])).toThrow("shop.Refunds");
});
