import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const tenant = `automation_config:
  config_id: library_v1
  client_id: library
  use_case: loans
  timezone: Asia/Kolkata
  agent: { agent_name: Robin, system_prompt: "You lend books.", objectives: [Lend books] }
  identity: { table: members, by: fields, fields: [id, born] }
  tables:
    members:
      columns: { id: text, born: date, loans: { type: list, of: text } }
    books:
      columns:
        id: text
        copies: { type: integer, required: true }
        price: money
        shelf: { type: map, of: text }
  operations:
    - name: borrow
      description: Lends a book to the proven member.
      identity: verified
      confirm: customer
      parameters: { book: { type: text, required: true } }
      read: { member: { table: members, key: identity.key }, item: { table: books, key: book } }
      require:
        - { that: item.copies > 0, otherwise: Every copy is out. }
        - { that: "!(book in or(member.loans, []))", otherwise: The member has it. }
      write:
        - { update: books, key: book, increment: { copies: -1 } }
        - { update: members, key: member.id, append: { loans: book } }
      returns: { left: item.copies - 1 }
    - name: revalue
      description: Doubles the price of a book.
      parameters: { book: { type: text, required: true } }
      read: { item: { table: books, key: book } }
      write: [{ update: books, key: book, set: { price: item.price * 2 } }]
    - name: describe
      description: Tells what the catalogue says of a book.
      parameters: { book: { type: text, required: true } }
      returns: "{error: 'none', book: book}"
    - name: broken
      description: Adds up what is missing.
      parameters: { book: { type: text, required: true } }
      read: { item: { table: books, key: book } }
      returns: item.price + 1
`;

const parent = mkdtempSync(join(tmpdir(), "domains-"));
afterAll(() => rmSync(parent, { recursive: true }));

const tables = {
  members: { m1: { born: "1990-01-01" }, m2: { born: "1991-01-01", loans: ["b1"] } },
  books: [
    { id: "b1", copies: 1, price: 0.3, shelf: { row: "A" } },
    { id: "b2", copies: 0 },
  ],
};

/** A library as `replay-tasks` takes it, with some files replaced or added. */
export function domainFolder(changes: Readonly<Record<string, unknown>>): string {
  const { members, books } = tables;
  return onlyFiles({ "tenant.yaml": tenant, "tables/members.json": members, "tables/books.json": books, ...changes });
}

/** A folder with these files. A text is written as it is, anything else as JSON. */
export function onlyFiles(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(parent, "domain-"));
  mkdirSync(join(folder, "tables"));
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return folder;
}
