import { tablesOf } from "../../../../shared/tables/fixtures.ts";
import { type RowFormat, readRows } from "./read-rows.ts";

const { products } = tablesOf({
  products: {
    columns: {
      id: "text",
      price: "money",
      sold: "boolean",
      tags: { type: "list", of: "text" },
      since: "date",
    },
  },
});

async function read(text: string | Uint8Array, format: RowFormat) {
  const rows = [];
  const table = products ?? { columns: {} };
  for await (const row of readRows(Buffer.from(text), format, table)) rows.push(row);
  return rows;
}

test("CSV has its columns in the first row, and its cells take their columns' types", async () => {
  const csv = '\uFEFFid,price,sold,tags,since\n007,499.5,yes,"[""a"", ""b""]",2026-11-29\n"a\nb",,,,\n';
  expect(await read(csv, "csv")).toEqual([
    { line: 2, row: { id: "007", price: 499.5, sold: true, tags: ["a", "b"], since: "2026-11-29" }, problems: [] },
    { line: 4, row: { id: "a\nb", price: null, sold: null, tags: null, since: null }, problems: [] },
  ]);
});

test("a cell that is not of its column's type is told, and never guessed", async () => {
  const [row] = await read('id,price,sold,tags\nx,"1,500",maybe,[a\n', "csv");
  expect(row?.problems).toEqual([
    "`price` must be a number, without signs or commas.",
    "`sold` must be true or false.",
    "`tags` must be JSON.",
  ]);
});

test.each([
  ["a list", '[{"id": "a", "tags": ["]", "\\"{"]}, {"id": "b"}]'],
  ["one row a line", '{"id": "a", "tags": ["]", "\\"{"]}\n{"id": "b"}\n'],
])("JSON is %s of rows", async (_, json) => {
  expect((await read(json, "json")).map(({ row }) => row)).toEqual([{ id: "a", tags: ["]", '"{'] }, { id: "b" }]);
});

test("a workbook gives what its first sheet shows", async () => {
  const { default: excel } = await import("exceljs");
  const book = new excel.Workbook();
  const sheet = book.addWorksheet("Rows");
  sheet.addRow(["id", "price", "since"]);
  sheet.addRow([7, { formula: "B9", result: 499.5 }, new Date("2026-11-29T00:00:00Z")]);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  expect(await read(bytes, "xlsx")).toEqual([
    { line: 2, row: { id: "7", price: 499.5, since: "2026-11-29" }, problems: [] },
  ]);
});

test.each<[string, Uint8Array]>([
  ["as UTF-16, without a mark", Buffer.from("id,price\ncafé,2\n", "utf16le")],
  ["as Windows-1252", Buffer.from("id,price\ncaf\xe9,2\n", "latin1")],
])("a CSV that a spreadsheet saved %s is read as it was written", async (_, bytes) => {
  expect((await read(bytes, "csv")).map(({ row }) => row)).toEqual([{ id: "café", price: 2 }]);
});

test.each<[string, string, RowFormat]>([
  ["broken CSV", 'id\n"a', "csv"],
  ["a list that does not end", '[{"id": "a"}', "json"],
  ["rows that are no objects", "[1]", "json"],
  ["no workbook", "id,price\n", "xlsx"],
])("%s is refused", async (_, text, format) => {
  await expect(read(text, format)).rejects.toMatchObject({ code: "file-unreadable" });
});
